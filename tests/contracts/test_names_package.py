"""The package of another licence: it builds, says its licences, and nothing of it lies in the main package."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from karar.reference.load import load_reference
from karar_names.tagger import LANGUAGES, MODELS
from tests.contracts.source import ROOT
from tests.contracts.test_no_hosts import list_committed

PACKAGE = ROOT / "packages" / "karar-names"
DATA = ROOT.parent / "shared" / "data" / "ner"
LARGEST = 3_000_000  # bytes of one model
FLOOR = {"hi": 0.84}  # F1 of whole names on the held-out part; the English card says what English reaches


@pytest.fixture(scope="module")
def tool():
    """tools/train_names.py as a module."""
    spec = importlib.util.spec_from_file_location("train_names", ROOT / "tools" / "train_names.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def read_card() -> dict:
    """The card that lies beside the models."""
    return json.loads((MODELS / "card.json").read_text("utf-8"))


def test_its_licences_are_named():
    """The package says both licences, holds their files, and the models' file attributes every source of the card."""
    project = tomllib.loads((PACKAGE / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["license"] == "Apache-2.0 AND CC-BY-SA-4.0"
    assert (PACKAGE / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    text = (PACKAGE / "MODEL-LICENSE.md").read_text("utf-8")
    for needed in (
        "https://creativecommons.org/licenses/by-sa/4.0/",
        "HiNER",
        "UNER English EWT",
        "CrossNER",
        "Changes",
    ):
        assert needed in text
    assert read_card()["licence"] == "CC-BY-SA-4.0"


def test_the_main_package_needs_and_holds_none_of_it():
    """karar-names is an extra, and no model lies under src/karar or resources/."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert not [line for line in config["project"]["dependencies"] if "crf" in line or "karar-names" in line]
    assert config["project"]["optional-dependencies"]["names"] == ["karar-names>=1"]
    assert [
        name for name in list_committed() if name.endswith(".crfsuite") and "packages/karar-names/" not in name
    ] == []
    assert "karar-names" in (ROOT / "NOTICE").read_text("utf-8")
    assert "CC BY-SA" in (ROOT / "docs" / "reference" / "licences-of-data.md").read_text("utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_model_is_the_one_of_the_card(lang):
    """The card's hash is that of the model, which is small."""
    content = (MODELS / f"{lang}.crfsuite").read_bytes()
    assert hashlib.sha256(content).hexdigest() == read_card()["models"][lang]["sha256"]
    assert len(content) == read_card()["models"][lang]["bytes"] <= LARGEST


def test_the_readme_shows_the_card(tool):
    """The table in the README is that of the card."""
    assert tool.table(read_card()) in (PACKAGE / "README.md").read_text("utf-8")


@pytest.mark.parametrize("lang", FLOOR)
def test_the_card_reaches_the_floor(lang):
    """What was measured when the model was made is enough."""
    assert read_card()["models"][lang]["scores"]["held-out"]["all"]["f1"] >= FLOOR[lang]


@pytest.mark.slow
@pytest.mark.parametrize("lang", FLOOR)
def test_the_held_out_part_is_still_read_well(tool, lang):
    """Measured anew beside today's lists, over whole names of people, places and organisations."""
    if not (DATA / tool.HINER).is_file():
        pytest.skip("the labelled sentences are not beside this checkout")
    held = [
        sentence for sentence in tool.read_labelled(DATA / tool.HINER, 0, 1) if tool.part_of(sentence) == "held-out"
    ]
    reference = load_reference()
    scores = tool.score(
        [tool.prepare(sentence, reference) for sentence in held], tool.Tagger(MODELS / f"{lang}.crfsuite")
    )
    assert scores["all"]["gold"] > 2_000
    assert scores["all"]["f1"] >= FLOOR[lang]


def test_a_sentence_that_stands_twice_lies_in_one_part(tool):
    """The part follows from the words alone, not from their labels or their place."""
    first = [("दिल्ली", "B-LOCATION"), ("में", "O")]
    assert tool.part_of(first) == tool.part_of([(word, "O") for word, _ in first])
    parts = [tool.part_of([(f"शब्द{number}", "O")]) for number in range(2_000)]
    assert 0.75 < parts.count("train") / len(parts) < 0.85


PREPARED = [
    ("a name of two words", [("राम", "B-PERSON"), ("सिंह", "I-PERSON"), ("ने", "O")], ["B-person", "I-person", "O"]),
    ("a quote at a name is none of it", [('"दिल्ली', "B-LOCATION"), ("में", "O")], ["O", "B-place", "O"]),
    ("a word of several tokens", [("नई-दिल्ली", "B-LOCATION")], ["B-place", "I-place", "I-place"]),
    ("another label is none", [("होली", "B-FESTIVAL"), ("पर", "O")], ["O", "O"]),
    ("a possessive stands apart", [("Obama", "B-PER"), ("'s", "O"), ("aide", "O")], ["B-person", "O", "O"]),
]


@pytest.mark.parametrize(("why", "sentence", "labels"), PREPARED, ids=[case[0] for case in PREPARED])
def test_labels_follow_the_tokens(tool, why, sentence, labels):
    """The data's words are cut into tokens, and every word finds its label again."""
    item = tool.prepare(sentence, load_reference())
    assert item.labels == labels
    assert [item.labels[head] for head in item.heads] == item.gold


def test_scores_count_whole_names(tool):
    """A name with one end wrong is neither found nor half found."""

    class Wrong:
        def labels(self, words):
            return ["B-person", "O", "B-place"]

    item = tool.Item([], [], [0, 1, 2], ["B-person", "I-person", "B-place"])
    scores = tool.score([item], Wrong())
    assert (scores["person"]["right"], scores["person"]["read"], scores["person"]["gold"]) == (0, 1, 1)
    assert (scores["all"]["precision"], scores["all"]["recall"], scores["all"]["f1"]) == (0.5, 0.5, 0.5)


def test_data_that_is_missing_is_named(tool, tmp_path, capsys):
    """A folder without the data ends in one line that names the files."""
    assert tool.main([str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert tool.HINER in told
    assert told.count("\n") == 1


@pytest.mark.slow
def test_training_gives_the_same_model_again(tool, tmp_path):
    """The same sentences give the same file."""
    words = [("राम", "B-PERSON"), ("दिल्ली", "B-LOCATION"), ("गए", "O")]
    items = [tool.prepare(words, load_reference())] * 3
    for name in ("a", "b"):
        tool.train(items, tmp_path / name, {"max_iterations": 5})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.slow
def test_it_builds_and_works_alone(tmp_path):
    """Its wheel holds code, models and both licences, and tags without Karar beside it."""
    copy = tmp_path / "copy"
    for name in list_committed():
        if name.startswith("packages/karar-names/"):
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(build, cwd=copy / "packages" / "karar-names", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(next(Path(tmp_path).glob("*.whl"))) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "lib")
    assert {f"karar_names/models/{lang}.crfsuite" for lang in LANGUAGES} <= names
    assert {name.rsplit("/", 1)[-1] for name in names if "/licenses/" in name} == {"LICENSE", "MODEL-LICENSE.md"}
    code = "from karar_names import *; print(len(load_tagger('hi').find([Word('दिल्ली', 'दिल्ली'), Word('में', 'में')])))"
    settings = {"PYTHONPATH": str(tmp_path / "lib")}
    told = subprocess.run([sys.executable, "-c", code], env=settings, capture_output=True, text=True, check=True)
    assert told.stdout == "1\n"
