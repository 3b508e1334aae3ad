"""Dates with the precision they were written with."""

from __future__ import annotations

from datetime import date

import pytest

from karar.mentions.dates import find_dates
from tests.mentions.conftest import sentence

PUBLISHED = date(2025, 8, 30)  # a Saturday


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("29 अगस्त 2025 को", "2025-08-29", "day"),
        ("10 अक्टूबर , 2022 को", "2022-10-10", "day"),
        ("August 29, 2025", "2025-08-29", "day"),
        ("29th of August 2025", "2025-08-29", "day"),
        ("on 2025-08-29", "2025-08-29", "day"),
        ("29/08/2025", "2025-08-29", "day"),
        ("29.08.2025", "2025-08-29", "day"),
        ("Friday, August 29, 2025", "2025-08-29", "day"),
        ("अगस्त 2025 में", "2025-08", "month"),
        ("until March 2027", "2027-03", "month"),
        ("२०१९ में", "2019", "year"),
        ("वर्ष 2019", "2019", "year"),
        ("in 2019", "2019", "year"),
        ("वित्त वर्ष 2025-26 में", "2025", "fiscal-year"),
        ("2025-26 बजट", "2025", "fiscal-year"),
        ("FY26", "2025", "fiscal-year"),
    ],
)
def test_full_dates(text: str, value: str, precision: str) -> None:
    """A date that tells its year needs no publication day."""
    (mention,) = find_dates(sentence(text), None)
    assert (mention.value.value, mention.value.precision) == (value, precision)


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("वार्ता शुक्रवार को हुई", "2025-08-29", "day"),
        ("वीरवार को पहुंचे थे", "2025-08-28", "day"),
        ("talks were held on Friday", "2025-08-29", "day"),
        ("शनिवार को हुई", "2025-08-30", "day"),
        ("अगले सोमवार को मिलेंगे", "2025-09-01", "day"),
        ("next Friday", "2025-09-05", "day"),
        ("आज हस्ताक्षर किए", "2025-08-30", "day"),
        ("वह कल पहुंचे थे", "2025-08-29", "day"),
        ("बैठक कल होगी", "2025-08-31", "day"),
        ("कल इस पर विचार किया जाएगा", "2025-08-31", "day"),
        ("परसों वार्ता हुई", "2025-08-28", "day"),
        ("yesterday", "2025-08-29", "day"),
        ("last week", "2025-W34", "week"),
        ("अगले महीने", "2025-09", "month"),
        ("पिछले साल", "2024", "year"),
        ("पिछले महीने की दो तारीख को", "2025-07-02", "day"),
        ("on the 7th of this month", "2025-08-07", "day"),
        ("पिछले साल बीस सितम्बर को", "2024-09-20", "day"),
        ("20 September last year", "2024-09-20", "day"),
        ("29 अगस्त को", "2025-08-29", "day"),
        ("in December last", "2024-12", "month"),
        ("next March", "2026-03", "month"),
        ("दिसंबर तक पूरा होगा", "2025-12", "month"),
        ("यह दिसंबर में हुआ था", "2024-12", "month"),
        ("in May", "2025-05", "month"),
    ],
)
def test_anchored_dates(text: str, value: str, precision: str) -> None:
    """What the text leaves open is settled by the publication day, and stays open without it."""
    (mention,) = find_dates(sentence(text), PUBLISHED)
    assert (mention.value.value, mention.value.precision) == (value, precision)
    (loose,) = find_dates(sentence(text), None)
    written = "weekday" if "weekday" in {hit.entry.kind for hit in sentence(text).hits} else precision
    assert (loose.value.value, loose.value.precision) == (None, written)


def test_tomorrow_or_yesterday_stays_open() -> None:
    """कल without a verb that tells is neither yesterday nor tomorrow."""
    (mention,) = find_dates(sentence("कल की बैठक"), PUBLISHED)
    assert mention.value.value is None


def test_last_day_of_a_range() -> None:
    """ "29-30 अगस्त" is its first day, with the last beside it."""
    (mention,) = find_dates(sentence("29-30 अगस्त 2025"), None)
    assert (mention.value.value, mention.attrs["to"]) == ("2025-08-29", "2025-08-30")


def test_another_calendar() -> None:
    """A year of another era is a year without a value."""
    (mention,) = find_dates(sentence("विक्रम संवत 2082 में"), PUBLISHED)
    assert (mention.value.value, mention.value.precision) == (None, "year")


@pytest.mark.parametrize(
    "text",
    [
        "they may sign and march to the capital",
        "May I ask",
        "किसानों के विरोध मार्च में",
        "the second of them sat in the sun",
        "Vision 2047, Rs 2000 crore, in 2000 villages",
        "1970 के दशक में",
        "G20 और 2+2 वार्ता",
    ],
)
def test_no_date(text: str) -> None:
    """Words and numbers that only look like dates are none."""
    assert find_dates(sentence(text), PUBLISHED) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("मंत्री सोमवार को दिल्ली के लिए रवाना होंगे", "2025-09-01"),
        ("मंत्री सोमवार को दिल्ली के लिए रवाना हुए", "2025-08-25"),
        ("बैठक सोमवार को होनी है", "2025-09-01"),
        ("वे सोमवार को लौटने वाले हैं", "2025-09-01"),
        ("he will set the price on Monday", "2025-09-01"),
        ("they could meet on Monday, he said", "2025-09-01"),
        ("the price fell on Monday", "2025-08-25"),
        ("they talk of the damage done by Monday's storm", "2025-08-25"),
        ("पिछला साल", "2024"),
        ("संडे को", "2025-08-24"),
        ("the 2015 accord", "2015"),
        ("मंत्री ने जो 2016 ओलंपिक देखा", "2016"),
        ("at the Rio 2016 Olympics", "2016"),
        ("सोमवार को राजदूत ने माना कि समझौता होगा", "2025-08-25"),
        ("सोमवार को होने वाली बैठक में दूत ने माना कि बात होगी", "2025-09-01"),
        ("हम कल एक नई शुरुआत कर रहे हैं", "2025-08-31"),
        ("यह कल से चल रहा है", "2025-08-29"),
        ("वे कल बात करें", "2025-08-31"),
        ("it is open until Oct. and they know it", "2025-10"),
    ],
)
def test_the_verb_tells_the_way(text: str, value: str) -> None:
    """The verb's form says whether a weekday is to come: the last in Hindi, the one before the date in English."""
    (mention,) = find_dates(sentence(text), PUBLISHED)
    assert mention.value.value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("शुक्रवार, 12 सितंबर को हस्ताक्षर हुए", "2025-09-12"),
        ("गुरुवार, 12 सितंबर को हस्ताक्षर होंगे", "2024-09-12"),
        ("they will sign on Thursday, 12 September", "2024-09-12"),
        ("they will sign on Monday, 12 September", "2025-09-12"),
    ],
)
def test_a_weekday_beside_a_day_tells_its_year(text: str, value: str) -> None:
    """It is surer than the verb; a weekday that no near year has tells nothing."""
    (mention,) = find_dates(sentence(text), PUBLISHED)
    assert mention.value.value == value
