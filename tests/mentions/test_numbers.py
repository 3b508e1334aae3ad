"""Numbers: words, digits, scales."""

from __future__ import annotations

from decimal import Decimal

import pytest

from karar.mentions.numbers import find_numbers
from karar.reference.tables import read_table
from tests.mentions.conftest import LANGUAGES, sentence

HINDI = [row for row in read_table(LANGUAGES / "hi" / "numerals.tsv") if not row.attrs.get("role")]


def test_hindi_has_every_number_to_99() -> None:
    """Each number from 0 to 99 has a word; a missing comma loses none."""
    assert {int(row.value) for row in HINDI if row.value.isdigit()} == set(range(100))


def test_no_hindi_word_is_two_numbers() -> None:
    """No spelling stands for two numbers."""
    words = [word for row in HINDI for word in row.surfaces]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("row", HINDI, ids=lambda row: row.value)
def test_each_spelling(row: object) -> None:
    """Each spelling reads as its number, alone and before a scale."""
    for word in row.surfaces:  # type: ignore[attr-defined]
        (number,) = find_numbers(sentence(f"{word} करोड़"))
        assert number.value == Decimal(row.value) * 10**7  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ninety-nine and one hundred twenty-five", ["99", "125"]),
        ("two hundred and fifty", ["250"]),
        ("a dozen buses and three dozen trains", ["12", "36"]),
        ("worth $5 million 10 years ago", ["5000000", "10"]),
        ("1,23,456.78 and 1,234,567", ["123456.78", "1234567"]),
        ("August 29,2025", ["29", "2025"]),
        ("एक हजार दो सौ पचास", ["1250"]),
        ("18-से-29 वर्ष, 18 से 29 वर्ष, 18-to-29", ["18", "29", "18", "29", "18", "29"]),
        ("तीनों, चारों और दसों", ["3", "4", "10"]),
        ("चारों ओर, दसों दिशाओं, दोनों", []),
        ("twice and thrice", ["2", "3"]),
        ("the output doubled, यह चौगुनी है", ["2", "4"]),
        ("a double room after World War Two", []),
        ("G20, Su-30, टी-20, 5%, 15 फ़ीसदी, 10वां, 2nd, 10:30", []),
    ],
)
def test_numbers(text: str, values: list[str]) -> None:
    """Numbers are put together from their words; names, ordinals, percentages and times are none."""
    assert [str(number.value) for number in find_numbers(sentence(text))] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("in the second quarter of 2018", [2018]),
        ("in the first half 2025", [2025]),
        ("a quarter of a million", [250000]),
        ("1990 के दशक में 12 बार", [12]),
        ("सुबह 6 बजे 40 लोग", [40]),
        ("at 6 p.m. on 4 March", [4]),
    ],
)
def test_what_counts_nothing_is_no_number(text: str, values: list[int]) -> None:
    """Decades and times of day are left out; a part of a year does not add to the year."""
    found = [number.value for number in find_numbers(sentence(text)) if number.value != Decimal("0.5")]
    assert [value for value in found if value is not None and value > 1] == values
