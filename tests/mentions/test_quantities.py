"""Counts of things."""

from __future__ import annotations

import pytest

from karar.mentions.amounts import find_amounts
from karar.mentions.quantities import find_quantities
from tests.mentions.conftest import sentence


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("50,000 कुशल भारतीय कर्मचारी", [("50000", "person")]),
        ("5 लाख लोगों का आदान-प्रदान", [("500000", "person")]),
        ("36 राफेल लड़ाकू विमान और दो हेलीकॉप्टर", [("36", "aircraft"), ("2", "helicopter")]),
        ("500 मेगावाट और 5,000 टन चावल", [("500", "megawatt"), ("5000", "tonne")]),
        ("5 से ज्यादा छात्र", [("5", "student")]),
        ("100MW of power over 508 km", [("100", "megawatt"), ("508", "kilometre")]),
        ("2 crore doses", [("20000000", "dose")]),
        ("3,000 scholarships for African students", [("3000", "scholarship")]),
        ("2019 में छात्रों ने और in 2023 Indian students", []),
        ("a 10-year visa, 12 देशों, एक जहाज", []),
        ("$5 billion project", []),
        ("15 फ़ीसदी नागरिकों", []),
        ("a population of about 3 million", [("3000000", "person")]),
        ("the population of 2,000 villages", [("2000", "village")]),
        ("40 लाख से ज्यादा की आबादी", [("4000000", "person")]),
        ("12 मील और 300 फुट", [("12", "mile"), ("300", "foot")]),
        ("a train at 300 km per hour on 20 km of track", [("20", "kilometre")]),
        ("160 किमी प्रति घंटे से 90 किमी", [("90", "kilometre")]),
        ("तीनों जहाज, they visited schools twice, twice more ships", []),
    ],
)
def test_counts(text: str, counts: list[tuple[str, str]]) -> None:
    """A number before a unit is a count; years, money, durations and articles are not."""
    sent = sentence(text)
    found = find_quantities(sent, find_amounts(sent))
    assert [(mention.value.value, mention.value.unit) for mention in found] == counts


def test_range_counts_its_higher_end() -> None:
    """A range is one mention over both numbers, with the lower end beside it."""
    (mention,) = find_quantities(sentence("100 से 200 छात्र"), [])
    assert (mention.start, mention.value.value, mention.attrs["from"]) == (0, "200", "100")
