"""The tagger of karar-names: what it is given, what of it counts, and reading without it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from karar.mentions.names import find_names
from karar.mentions.tagged import NAMES_VERSION, UNLISTED, find_tagged, tokens_of, words_of
from karar_names import features_of, load_tagger, shape_of
from tests.reference.known import ROOT, reference, scanned

WITHOUT = """
import sys
sys.modules["karar_names"] = None
import karar
from karar.mentions.tagged import NAMES_VERSION
(claim,) = karar.read("जापान के विदेश मंत्री कोजी नाकामुरा ने भारत के साथ समझौते पर हस्ताक्षर किए।", language="hi")
print(NAMES_VERSION, sorted(claim.parties), [actor.name for actor in claim.actors])
"""

SENTENCE = "भारत के रक्षा मंत्री राजनाथ सिंह 17 मार्च को Seoul गए।"
FEATURES = f"""
from karar.mentions.tagged import words_of
from karar_names import features_of
from tests.reference.known import reference, scanned
print(features_of(words_of(scanned("{SENTENCE}", reference()), reference())))
"""

NAMES = [
    ("hi", "जापान के उद्योगपति हिरोशी नाकामुरा ने कहा।", "person", "हिरोशी नाकामुरा"),
    ("en", "Japan's envoy Hiroshi Nakamura visited Delhi on Monday.", "person", "Hiroshi Nakamura"),
]


def tagged(text: str, lang: str) -> list[tuple[str, str]]:
    """Kinds and words of the tagged names of one sentence."""
    sent = scanned(text, reference(), lang)
    return [
        (name.kind, sent.stored(name.start, name.end))
        for name in find_tagged(sent, find_names(sent), lang, reference())
    ]


@pytest.mark.parametrize(("lang", "text", "kind", "name"), NAMES)
def test_a_name_that_no_list_has_is_found(lang: str, text: str, kind: str, name: str):
    """People whom nobody listed are found by their surroundings."""
    assert (kind, name) in tagged(text, lang)


@pytest.mark.parametrize(("lang", "text"), [case[:2] for case in NAMES])
def test_what_a_list_knows_is_left_to_it(lang: str, text: str):
    """No tagged name meets a listed one, and none has a party."""
    sent = scanned(text, reference(), lang)
    listed = find_names(sent)
    for name in find_tagged(sent, listed, lang, reference()):
        assert not any(m.start < name.end and name.start < m.end for m in listed if m.kind != "sector")
        assert name.attrs == {"form": UNLISTED}


def test_a_language_without_a_model_has_no_tagged_names():
    """Nothing is guessed with another language's model."""
    assert load_tagger("ja") is None
    assert tagged("जापान के उद्योगपति हिरोशी नाकामुरा ने कहा।", "ja") == []


def test_an_empty_sentence_has_no_names():
    """Nothing is asked of the model where there are no words."""
    tagger = load_tagger("hi")
    assert tagger is not None
    assert tagger.find([]) == []


def test_the_possessive_is_no_part_of_a_word():
    """ "'s" stands apart, so that a name ends before it."""
    sent = scanned("Nakamura's visit", reference(), "en")
    assert [sent.text[start:end] for start, end in tokens_of(sent)] == ["nakamura", "'s", "visit"]


def test_features_are_always_the_same():
    """The same words give the same features in the same order, whatever hash the process was given."""
    words = words_of(scanned(SENTENCE, reference()), reference())
    assert features_of(words) == features_of(list(words))
    paths = os.pathsep.join(str(ROOT / name) for name in ("src", "packages/karar-names/src", "."))
    told = {
        subprocess.run(
            [sys.executable, "-c", FEATURES],
            env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert told == {str(features_of(words))}


@pytest.mark.parametrize(
    ("written", "shape"), [("", ""), ("IAEA", "A"), ("iPhone-15", "aAa-0"), ("डॉ", "d"), ("東京", "x")]
)
def test_shapes(written: str, shape: str):
    """A word's shape tells capitals, digits, signs and scripts apart."""
    assert shape_of(written) == shape


def test_reading_works_without_the_package(tmp_path: Path):
    """Where karar-names is not installed a page gives its claims, and who stands behind an office is still named."""
    assert NAMES_VERSION is not None
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "None ['IN', 'JP'] ['कोजी नाकामुरा']" in done.stdout


NO_NAMES = [
    ("a paper is none", "en", "India and Japan signed the MoU on Vocational Education in Delhi."),
    ("a month is none", "hi", "भारत और जापान ने जुलाई में समझौते पर हस्ताक्षर किए।"),
    ("fields alone are none", "hi", "भारत और जापान विज्ञान एवं प्रौद्योगिकी में सहयोग करेंगे।"),
]


@pytest.mark.parametrize(("why", "lang", "text"), NO_NAMES, ids=[case[0] for case in NO_NAMES])
def test_what_has_fields_of_its_own_is_no_name(why: str, lang: str, text: str):
    """Papers, days and fields of cooperation look like names to a tagger."""
    assert [name for kind, name in tagged(text, lang) if kind == "organisation" or "जुलाई" in name] == []


def test_a_short_form_in_brackets_is_no_other_name():
    """What stands in brackets behind a name is that name again."""
    names = tagged("The Zorvex Institute of Technology (ZIT) signed an agreement with Japan and India.", "en")
    assert all(name != "ZIT" for _, name in names)
