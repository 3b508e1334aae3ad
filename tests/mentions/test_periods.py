"""Periods and durations."""

from __future__ import annotations

from datetime import date

import pytest

from karar.mentions.dates import find_dates
from karar.mentions.periods import find_periods
from karar.model.mentions import Mention
from tests.mentions.conftest import sentence

PUBLISHED = date(2025, 8, 30)


def periods(text: str) -> list[Mention]:
    """The periods and durations of one sentence."""
    sent = sentence(text)
    return find_periods(sent, PUBLISHED, find_dates(sent, PUBLISHED))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2030 तक", None, "2030"),
        ("by 2030", None, "2030"),
        ("until March 2027", None, "2027-03"),
        ("by the end of 2026", None, "2026"),
        ("2026 के अंत तक", None, "2026"),
        ("by the end of this year", None, "2025"),
        ("since 2019", "2019", None),
        ("2021 से 2026 तक", "2021", "2026"),
        ("from 2021 to 2026", "2021", "2026"),
        ("2021-2026", "2021", "2026"),
        ("for 2025-30", "2025", "2030"),
        ("between 2020 and 2025", "2020", "2025"),
        ("29-30 अगस्त 2025", "2025-08-29", "2025-08-30"),
        ("from 29 August to 1 September 2025", "2025-08-29", "2025-09-01"),
        ("2025-26 तक", None, "2026-03"),
    ],
)
def test_periods(text: str, start: str | None, end: str | None) -> None:
    """A period has the ends that are told."""
    (mention,) = periods(text)
    assert (mention.kind, mention.value.start, mention.value.end) == ("period", start, end)


@pytest.mark.parametrize(
    ("text", "n", "unit", "attrs"),
    [
        ("अगले 10 सालों में", 10, "year", {}),
        ("अगले दस वर्षों में", 10, "year", {}),
        ("over the next five years", 5, "year", {}),
        ("within three years", 3, "year", {}),
        ("पांच वर्षीय समझौता", 5, "year", {}),
        ("पंचवर्षीय योजना", 5, "year", {}),
        ("a 10-year agreement", 10, "year", {}),
        ("तीन दिन की यात्रा", 3, "day", {}),
        ("a three-day visit", 3, "day", {}),
        ("अगले एक दशक में", 10, "year", {}),
        ("the next decade", 10, "year", {}),
        ("ढाई साल में", 30, "month", {}),
        ("a year and a half", 18, "month", {}),
        ("3-5 years", 5, "year", {"from": "3"}),
        ("in the past five years", 5, "year", {"past": "1"}),
        ("पिछले 10 साल में", 10, "year", {"past": "1"}),
        ("पांच साल पहले", 5, "year", {"past": "1"}),
        ("75 years of diplomatic relations", 75, "year", {"past": "1"}),
        ("repayable in 20 years", 20, "year", {"tenor": "1"}),
        ("20 साल में चुकाना होगा", 20, "year", {"tenor": "1"}),
    ],
)
def test_durations(text: str, n: int, unit: str, attrs: dict[str, str]) -> None:
    """A duration counts whole units; past ones and a loan's tenor are marked."""
    (mention,) = periods("for " + text if text.startswith("a year") else text)
    assert (mention.kind, mention.value.n, mention.value.unit, mention.attrs) == ("duration", n, unit, attrs)


@pytest.mark.parametrize(
    "text",
    [
        "30 साल के युवक",
        "a 30-year-old man",
        "उनकी उम्र 84 साल थी",
        "meet every six months",
        "5 billion a year",
        "एक दिन",
        "एक दिन वे लौटे",
    ],
)
def test_no_duration(text: str) -> None:
    """Ages, rates and "one day" are no durations."""
    assert periods(text) == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2011 के बाद से व्यापार बढ़ा", "2011", None),
        ("2023 की शुरुआत से", "2023", None),
        ("आज से 12 साल पहले", None, None),
        ("पिछले साल के आखिरी महीनों से", "2024", None),
        ("as of Monday they were open", None, None),
        ("effective from 2023", "2023", None),
        ("in a letter from Friday's meeting", None, None),
        ("hit by Monday's storm", None, None),
    ],
)
def test_what_begins_or_ends_a_period(text: str, start: str | None, end: str | None) -> None:
    """ "के बाद से" begins one; "N years ago today" and what belongs to a day do not."""
    found = [mention.value for mention in periods(text) if mention.kind == "period"]
    assert [(period.start, period.end) for period in found] == ([(start, end)] if start or end else [])


@pytest.mark.parametrize(
    "text",
    [
        "42 वर्षीय सेठ ने कहा",
        "39 साल के तीन लोगों को",
        "63 वर्ष के होने वाले थे",
        "who is 20 years his senior",
        "a man nine years younger",
        "in the coming days",
        "आने वाले दशकों में",
    ],
)
def test_ages_and_bare_plurals_are_no_durations(text: str) -> None:
    """How old somebody is, and a plural without a number."""
    assert [mention for mention in periods(text) if mention.kind == "duration"] == []


@pytest.mark.parametrize(
    ("text", "n", "unit"),
    [
        ("20 वर्षीय रणनीतिक साझेदारी", 20, "year"),
        ("5 वर्षीय योजना", 5, "year"),
        ("5 साल के लिए लोगों को", 5, "year"),
        ("a year after the talks", 1, "year"),
        ("for up to a week", 1, "week"),
        ("over the coming month", 1, "month"),
        ("एक दिन से ज्यादा", 1, "day"),
    ],
)
def test_what_runs_for_a_time_is_a_duration(text: str, n: int, unit: str) -> None:
    """Plans and pacts have no age; a lone article counts where the words around tell a span."""
    (mention,) = (mention for mention in periods(text) if mention.kind == "duration")
    assert (mention.value.n, mention.value.unit) == (n, unit)
