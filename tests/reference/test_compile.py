"""Compiling: what a pack and a table must be, and that the same resources give the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from karar.errors import ResourceError
from karar.reference.compile import MIN_EXAMPLES, REQUIRED_IN_PACK, compile_resources, fingerprint
from karar.reference.inflect import Form, inflect
from karar.reference.load import build_reference
from tests.reference.known import RESOURCES, ROOT


def entries(record: dict[str, Any], surface: str) -> list[tuple[str, str, dict[str, str]]]:
    """Kind, value and attributes of a surface's entries."""
    return [(entry.kind, entry.value, dict(entry.attrs)) for entry in build_reference(record).entries(surface)]


def test_surfaces_are_inflected_and_folded(resources: Path):
    """A row gives its surfaces in every form, each folded."""
    record = compile_resources(resources)
    forms = {surface for surface in record["surfaces"] if entries(record, surface)[0][0] == "instrument"}
    assert forms == {"memo", "memos", "memo paper", "memo papers"}


def test_a_form_carries_its_tag(resources: Path):
    """A column of the table is an attribute of the entry."""
    assert entries(compile_resources(resources), "signed") == [("verb", "sign", {"form": "past"})]


def test_the_nouns_of_a_cue_point_back_at_it(resources: Path):
    """An act's noun becomes a surface whose value is the pack and the cue's number."""
    record = compile_resources(resources)
    assert entries(record, "pacts") == [("act", "xx.0", {})]
    assert record["packs"]["xx"]["acts"][0]["act"] == "sign"


def test_an_exact_surface_keeps_its_capitals(resources: Path):
    """``case = exact`` keeps the surface as written beside the folded one."""
    record = compile_resources(resources)
    assert entries(record, "us") == [("party", "US", {"case": "exact", "exact": "US"})]
    assert entries(record, "quad")[0][2]["exact"] == "Quad"


def test_sectors_and_initiatives_become_entries(resources: Path):
    """A cue may be a string or a table; its further keys are attributes."""
    record = compile_resources(resources)
    assert entries(record, "cyber") == [("sector", "cyber", {})]
    assert entries(record, "hacks") == [("sector", "cyber", {"weight": "3"})]
    assert record["sectors"]["cyber"]["labels"] == {"xx": "Cyber"}


def test_a_fact_that_stands_twice_is_kept_once(resources: Path):
    """A surface that is listed twice with the same meaning has one entry."""
    table = resources / "gazetteer" / "countries.tsv"
    table.write_text("value\tsurfaces\nIN\tIndia|INDIA\nIN\tindia\n", encoding="utf-8")
    assert len(entries(compile_resources(resources), "india")) == 1


def test_a_surface_may_mean_two_things(resources: Path):
    """Overlapping meanings are kept until context decides."""
    (resources / "gazetteer" / "countries.tsv").write_text(
        "value\tsurfaces\nGE\tGeorgia\nUS\tGeorgia\n", encoding="utf-8"
    )
    assert [value for _, value, _ in entries(compile_resources(resources), "georgia")] == ["GE", "US"]


BROKEN = [
    ("languages/xx/verbs.tsv", "value\tsurfaces\nsign\tsign\t\t\tmore\n", "verbs.tsv:2"),
    ("languages/xx/verbs.tsv", "value\tsurfaces\tinflect\nsign\tsign\tno-such\n", "verbs.tsv:2"),
    ("languages/xx/verbs.tsv", "value\tsurfaces\nsign\t\n", "verbs.tsv:2"),
    ("languages/xx/verbs.tsv", "value\tsurfaces\n\tsign\n", "verbs.tsv:2"),
    ("languages/xx/verbs.tsv", "lemma\twords\nsign\tsign\n", "verbs.tsv:1"),
    ("gazetteer/countries.tsv", "value\tsurfaces\nIN\t\u200d\n", "\u200d"),
    ("languages/xx/acts.toml", '[[cue]]\nact = "sign"\nnouns = ["pact:no-such"]\nrank = 1\n', "xx/acts.toml"),
    ("languages/xx/acts.toml", "[[cue\n", "acts.toml"),
    ("languages/xx/inflections.toml", "xx-noun = 3\n", "inflections.toml"),
    ("sectors/cyber.toml", 'id = "cyber"\n[cues]\nxx = [{ surface = "hack", inflect = "no-such" }]\n', "cyber.toml"),
]


@pytest.mark.parametrize(("name", "text", "where"), BROKEN)
def test_a_broken_file_is_told_with_its_place(resources: Path, name: str, text: str, where: str):
    """A row of the wrong width, an unknown paradigm, an empty surface and a broken file name their place."""
    (resources / name).write_text(text, encoding="utf-8")
    with pytest.raises(ResourceError) as fault:
        compile_resources(resources)
    assert where.encode("unicode_escape").decode() in str(fault.value) or where in str(fault.value)


INCOMPLETE = [
    ("languages/xx/pack.toml", 'name = "Toy"\nprofile = "prepositional"\n'),
    ("languages/xx/pack.toml", 'name = "Toy"\n[tables]\n'),
    ("languages/xx/pack.toml", 'profile = "prepositional"\n[tables]\n"missing.tsv" = "verb"\n'),
    ("languages/xx/acts.toml", "# no cues\n"),
    ("languages/xx/modality.toml", "# no patterns\n"),
    ("languages/xx/inflections.toml", '[xx-noun]\nforms = [ { append = "s" } ]\n'),
    ("languages/xx/examples.jsonl", "not json\n" * 20),
    ("sectors/cyber.toml", 'id = "cyber"\n'),
    ("sectors/cyber.toml", "[cues]\n"),
]


@pytest.mark.parametrize(("name", "text"), INCOMPLETE)
def test_an_incomplete_file_is_told_with_its_name(resources: Path, name: str, text: str):
    """A file that lacks a part is an error that a person can act on, not a traceback."""
    (resources / name).write_text(text, encoding="utf-8")
    with pytest.raises(ResourceError):
        compile_resources(resources)


@pytest.mark.parametrize("name", REQUIRED_IN_PACK)
def test_a_pack_without_a_required_file_fails(resources: Path, name: str):
    """The error names the pack and what it lacks."""
    (resources / "languages" / "xx" / name).unlink()
    with pytest.raises(ResourceError, match=rf"xx: The pack lacks .*{name}"):
        compile_resources(resources)


def test_a_pack_with_too_few_examples_fails(resources: Path):
    """A pack needs its own examples."""
    (resources / "languages" / "xx" / "examples.jsonl").write_text('{"text": "x"}\n' * (MIN_EXAMPLES - 1), "utf-8")
    with pytest.raises(ResourceError, match=f"needs {MIN_EXAMPLES} examples"):
        compile_resources(resources)


def test_a_paradigm_may_stand_only_once(resources: Path):
    """Two packs cannot give one name to two paradigms."""
    other = resources / "languages" / "yy"
    other.mkdir()
    for path in (resources / "languages" / "xx").iterdir():
        (other / path.name).write_bytes(path.read_bytes())
    with pytest.raises(ResourceError, match="stands twice"):
        compile_resources(resources)


def test_forms_keep_to_their_ending_and_condition():
    """A form whose ending the lemma lacks, or whose condition fails, is left out; the lemma is always there."""
    forms = (Form(drop="y", add="ies", when="[^aeiou]y$"), Form(add="s", when="[^sy]$"), Form(drop="f", add="ves"))
    assert list(inflect("treaty", forms)) == ["treaty", "treaties"]
    assert list(inflect("pact", forms)) == ["pact", "pacts"]


@pytest.mark.parametrize("folder", ["the toy", "the project's own"])
def test_the_same_resources_give_the_same_bytes(resources: Path, folder: str):
    """Compiling does not depend on the run, so a rebuilt file equals the shipped one."""
    root = resources if folder == "the toy" else RESOURCES
    code = (
        "import hashlib, sys, pathlib, msgspec; from karar.reference.compile import compile_resources as c;"
        "print(hashlib.sha256(msgspec.msgpack.encode(c(pathlib.Path(sys.argv[1])))).hexdigest())"
    )
    made = set()
    for seed in ("0", "1"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")}
        made.add(
            subprocess.run([sys.executable, "-c", code, str(root)], env=env, capture_output=True, check=True).stdout
        )
    assert len(made) == 1


def test_the_fingerprint_sees_every_file(resources: Path):
    """A changed or renamed file changes the version."""
    before = fingerprint(resources)
    path = resources / "sectors" / "cyber.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# more\n", encoding="utf-8")
    changed = fingerprint(resources)
    path.rename(path.with_name("cyber2.toml"))
    assert len({before, changed, fingerprint(resources)}) == 3


def test_the_record_survives_its_file(resources: Path):
    """What is written as MessagePack builds the same reference."""
    record = compile_resources(resources)
    again = build_reference(msgspec.msgpack.decode(msgspec.msgpack.encode(record)))
    assert dict(again.surfaces) == dict(build_reference(record).surfaces)
    assert again.version == record["version"]
