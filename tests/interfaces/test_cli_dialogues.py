"""``karar dialogues`` as it is typed."""

from __future__ import annotations

import json

import pytest
from icalendar import Calendar

from tests.interfaces.making import Caller

PAGE = (
    "The third India-Japan 2+2 Dialogue was held in New Delhi on 20 August 2024. Defence Minister Rajnath Singh and "
    "External Affairs Minister S. Jaishankar met their Japanese counterparts. India and Japan signed a memorandum of "
    "cooperation on defence equipment.\n"
)


@pytest.fixture
def linked(tmp_path, karar: Caller) -> Caller:
    """A caller with a linked ledger of one page."""
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    assert karar("read", str(page), "--published", "2024-08-21").code == 0
    assert karar("link").code == 0
    return karar


def test_dialogues_are_shown_with_their_rounds(linked):
    """Who, what, which round, when; in Hindi too; as JSON with the words that say so."""
    shown = linked("dialogues", "IN", "JP", "--lang", "en").out
    for said in ("India, Japan · 2+2 ministerial dialogue · ministers", "2024-08-20  held · round 3", "signs, done"):
        assert said in shown
    assert "भारत, जापान · टू प्लस टू" in linked("dialogues", "भारत", "--lang", "hi").out
    (record,) = map(json.loads, linked("dialogues", "--json", "--standing", "--level", "ministers").out.splitlines())
    assert record["key"] == "dialogue:IN-JP:two-plus-two"
    (span,) = record["meetings"][0]["evidence"][0]["spans"]
    assert PAGE[span[0] : span[1]] == "2+2 Dialogue"


def test_a_person_stands_once_in_the_script_of_the_screen(tmp_path, karar):
    """Two pages spell a minister's name in two scripts: one person, in Hindi or in English letters."""
    pages = {
        "en": "Defence Minister Rajnath Singh met Japan's Defence Minister Minoru Kihara in Delhi on 20 August 2024.",
        "hi": "रक्षा मंत्री राजनाथ सिंह ने 20 अगस्त 2024 को दिल्ली में जापान के रक्षा मंत्री मिनोरू किहारा से मुलाकात की।",
    }
    for lang, text in pages.items():
        (tmp_path / f"{lang}.txt").write_text(text + "\n", encoding="utf-8")
        assert karar("read", str(tmp_path / f"{lang}.txt"), "--published", "2024-08-21").code == 0
    assert karar("link").code == 0
    for lang, names in (("en", ("Rajnath Singh", "राजनाथ सिंह")), ("hi", ("राजनाथ सिंह", "Rajnath Singh"))):
        rounds = [line for line in karar("dialogues", "--lang", lang).out.splitlines() if "2024-08-20" in line]
        assert len(rounds) == 1
        assert (names[0] in rounds[0], names[1] in rounds[0]) == (True, False)


def test_where_there_is_nothing_it_is_said(linked, karar):
    """No such talks; none known at a day before the page was read."""
    assert "No such talks" in linked("dialogues", "FR").err
    assert linked("dialogues", "IN", "--as-of", "2020-01-01").out == ""


def test_a_calendar_is_written(linked, tmp_path):
    """A file, or standard output, that a calendar library reads back."""
    path = tmp_path / "talks.ics"
    assert linked("dialogues", "IN", "JP", "--ical", str(path)).code == 0
    (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert str(event["summary"]) == "India, Japan: 2+2 ministerial dialogue (3)"
    assert "BEGIN:VCALENDAR" in linked("dialogues", "--ical", "-").out


@pytest.mark.parametrize(
    "wrong", [("--level", "kings"), ("Atlantis",), ("--json", "--ical", "-"), ("--ical", "."), ("--as-of", "soon")]
)
def test_what_cannot_be_is_refused(linked, wrong):
    """An unknown level or party, two forms at once, a folder for a file, no day: one clear line and exit code 2."""
    told = linked("dialogues", *wrong)
    assert told.code == 2
    assert told.err.startswith("karar dialogues: ")
    assert len(told.err.splitlines()) <= 3
