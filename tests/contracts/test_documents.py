"""The README and the documents say what is so: commands, options, fields, exit codes and links."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from karar.interfaces.cli.command import build_command
from karar.interfaces.cli.exits import EXITS
from karar.interfaces.cli.main import VERBS, load_options, load_run
from karar.model.additions import Addition, AdditionKind, AdditionSource
from karar.model.claims import (
    Act,
    Actor,
    Attribution,
    AttributionKind,
    Claim,
    Instrument,
    InstrumentType,
    Place,
    Quote,
    ReadingRef,
    Source,
)
from karar.model.claims import Stage as ChainStage
from karar.model.commitments import Commitment, Relation, RelationKind
from karar.model.judgements import Judgement, JudgementKind
from karar.model.problems import Problem
from karar.model.states import Grade
from karar.model.values import Amount, Duration, Modality, Period, Quantity, When
from karar.tracking.amounts import Agreement, Comparison, Gap, Slip
from karar.tracking.compliance import Completion, Compliance
from karar.tracking.courses import Course, Move
from karar.tracking.delivery import Deadline
from karar.tracking.due import DueItem
from karar.tracking.events import Event
from karar.tracking.fields import Competing, Field, FieldName
from karar.tracking.headline import Report, Rule
from karar.tracking.history import Reached
from karar.tracking.ladder import Step
from karar.tracking.register import RegisterEntry
from karar.tracking.roadmaps import Milestone, Roadmap
from karar.tracking.totals import Counted, LeftOut, Total
from tests.reference.known import ROOT, claims_of, reference

README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").rglob("*.md"))]
CLAIM_PAGE = ROOT / "docs" / "reference" / "claim.md"
_BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
_CALL = re.compile(r"^(?:\$ )?(?:\S*/)?karar (\w.*)$")


def name_of(path: Path) -> str:
    """How a test report names a document."""
    return path.relative_to(ROOT).as_posix()


def calls(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The verbs that a document's blocks call, with their words."""
    for kind, block in _BLOCK.findall(path.read_text("utf-8")):
        if kind in ("sh", "console"):
            for line in block.splitlines():
                match = _CALL.match(line.strip())
                if match:
                    verb, *words = shlex.split(re.split(r" [|>] ", match.group(1))[0], comments=True)
                    yield verb, words


CALLS = [(name_of(path), verb, words) for path in PAGES for verb, words in calls(path)]


@pytest.mark.parametrize(("where", "verb", "words"), CALLS, ids=[f"{c[0]}-{c[1]}-{i}" for i, c in enumerate(CALLS)])
def test_a_command_in_a_document_exists(where: str, verb: str, words: list[str]):
    """Its verb is in the command table and takes these options."""
    assert verb in {known.name for known in VERBS}
    command = build_command(verb, load_options(verb), load_run)
    options = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    asked = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
    assert asked <= options | {"--help"}


def test_the_readme_names_every_exit_code():
    """The table of exit codes is complete."""
    rows = re.findall(r"^\| (\d+) \|", README.read_text("utf-8"), flags=re.MULTILINE)
    assert [int(code) for code in rows] == list(EXITS)


def test_the_readme_sets_up_in_two_commands():
    """The two commands are those of go.py."""
    text = README.read_text("utf-8")
    assert "python3 go.py run" in text
    assert "python3 go.py test" in text
    assert text.count("<!-- quality:start -->") == text.count("<!-- quality:end -->") == 1


def test_the_readme_s_python_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """The Python that the README shows works and prints claims."""
    monkeypatch.setattr("karar.reference.load_reference", reference)
    monkeypatch.chdir(ROOT)
    (code,) = [block for kind, block in _BLOCK.findall(README.read_text("utf-8")) if kind == "python"]
    exec(compile(code, "README.md", "exec"), {})
    assert "pledge planned" in capsys.readouterr().out


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_links_lead_somewhere(path: Path):
    """A link to a file of this project leads to one that is there."""
    links = [link for link in _LINK.findall(path.read_text("utf-8")) if "://" not in link]
    assert [link for link in links if not (path.parent / link).exists()] == []


NOUNS = [Claim, Amount, Quantity, When, Period, Duration, Actor, Place, Instrument, Attribution, Quote, Source]
FIELDS = [
    (noun.__name__, field.encode_name)
    for noun in (*NOUNS, ReadingRef, Problem)
    for field in msgspec.structs.fields(noun)
]


@pytest.mark.parametrize(("noun", "field"), FIELDS)
def test_the_claim_page_names_every_field(noun: str, field: str):
    """Every field of a claim, and of the values in it, stands in the reference."""
    assert f"`{field}`" in CLAIM_PAGE.read_text("utf-8"), f"{noun}.{field}"


@pytest.mark.parametrize(
    "values", [Act, Modality, InstrumentType, AttributionKind, ChainStage], ids=lambda kind: get_args(kind)[0]
)
def test_the_claim_page_names_every_value(values: Any):
    """Every word that a field may hold stands in the reference."""
    text = CLAIM_PAGE.read_text("utf-8")
    assert [value for value in get_args(values) if f"`{value}`" not in text] == []


COMMITMENT_PAGE = ROOT / "docs" / "reference" / "commitment.md"
TRACKED = [
    Commitment,
    Relation,
    Field,
    Competing,
    Report,
    Comparison,
    Slip,
    Reached,
    Judgement,
    Total,
    Counted,
    LeftOut,
    Roadmap,
    Course,
    Move,
    Event,
    Deadline,
    Milestone,
    Compliance,
    DueItem,
    RegisterEntry,
    Addition,
    AdditionSource,
]


@pytest.mark.parametrize(
    ("noun", "field"), [(noun.__name__, field.name) for noun in TRACKED for field in msgspec.structs.fields(noun)]
)
def test_the_commitment_page_names_every_field(noun: str, field: str):
    """Every field of a commitment as it is shown stands in the reference."""
    assert f"`{field}`" in COMMITMENT_PAGE.read_text("utf-8"), f"{noun}.{field}"


@pytest.mark.parametrize(
    "values",
    [RelationKind, JudgementKind, FieldName, Rule, Agreement, Gap, Step, AdditionKind, Grade, Completion],
    ids=lambda kind: get_args(kind)[0],
)
def test_the_commitment_page_names_every_value(values: Any):
    """Every word that one of them may hold stands in the reference."""
    text = COMMITMENT_PAGE.read_text("utf-8")
    assert [value for value in get_args(values) if f"`{value}`" not in text] == []


def test_the_claim_page_s_example_is_read_so():
    """The example is what the reader makes of its sentence."""
    (block,) = [text for kind, text in _BLOCK.findall(CLAIM_PAGE.read_text("utf-8")) if kind == "json"]
    wanted = json.loads(block)
    (claim,) = claims_of(wanted["quote"]["text"])
    read = json.loads(msgspec.json.encode(claim))
    evidence = wanted.pop("evidence")
    assert {key: read[key] for key in wanted} == wanted
    assert {key: read["evidence"][key] for key in evidence} == evidence
