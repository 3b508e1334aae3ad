"""Which pages of a ledger speak of a corridor beside a foreign state, and by which words."""

from __future__ import annotations

import pytest

from karar.ledger import Ledger
from tests.tracking.corridors import TN, UP, keep, links_in


def seen(links) -> list[tuple[str, str, tuple[str, ...]]]:
    """Corridor, how, and partners of links, sorted."""
    return sorted((link.corridor, link.how, link.partners) for link in links)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("दक्षिण कोरिया उत्तर प्रदेश डिफेंस कॉरिडोर में 500 करोड़ रुपये का निवेश करेगा।", "hi", [(UP, "name", ("KR",))]),
        ("फ्रांस तमिलनाडु के रक्षा गलियारे में 500 करोड़ रुपये का निवेश करेगा।", "hi", [(TN, "state", ("FR",))]),
        ("Japan will invest $5 million in the Tamil Nadu Defence Industrial Corridor.", "en", [(TN, "name", ("JP",))]),
        ("Japan and India signed an agreement. Japan will invest $5 million in TNDIC.", "en", [(TN, "name", ("JP",))]),
        (
            "Japan will invest $5 million in the defence corridors of Uttar Pradesh and Tamil Nadu.",
            "en",
            [(TN, "state", ("JP",)), (UP, "state", ("JP",))],
        ),
        (
            "Japan will invest $5 million in the Uttar Pradesh and Tamil Nadu Defence Corridor.",
            "en",
            [(TN, "name", ("JP",)), (UP, "state", ("JP",))],
        ),
        (
            "Japan and India agreed to make drones together in a defence corridor.",
            "en",
            [(TN, "open", ("JP",)), (UP, "open", ("JP",))],
        ),
        ("Russia and India agreed to expand the BrahMos Aerospace missile plant.", "en", [(UP, "unit", ("RU",))]),
        ("France and India agreed to make fighter jet engines in Hosur.", "en", [(TN, "node", ("FR",))]),
    ],
)
def test_a_page_speaks_of_a_corridor(tmp_path, text, lang, expected):
    """By its name, by its kind with a state beside it or without one, by a unit or a node."""
    keep(tmp_path / "karar.db", (text, lang))
    links = links_in(tmp_path / "karar.db")
    assert seen(links) == expected
    for link in links:
        assert link.claims
        assert all(one.text == one.span.of(text) for one in link.evidence)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Japan will give $5 million for a hospital in Chennai.", "en"),
        ("Japan and Kenya agreed to make drones together in a defence corridor.", "en"),
        ("Japan and India agreed to build roads in Salem.", "en"),
        ("India will spend 500 crore rupees on the UP Defence Corridor.", "en"),
        ("Japan and India signed an agreement on trade.", "en"),
        ("जापान चेन्नई में एक अस्पताल के लिए 50 करोड़ रुपये देगा।", "hi"),
    ],
)
def test_a_page_does_not_speak_of_a_corridor(tmp_path, text, lang):
    """A node outside the corridor's field, another country's corridor, a page without a foreign state."""
    keep(tmp_path / "karar.db", (text, lang))
    assert links_in(tmp_path / "karar.db") == ()


def test_a_state_told_a_sentence_later_decides(tmp_path):
    """ "Two defence corridors", and in the next sentence which: both, each with its own state as evidence."""
    text = "दक्षिण कोरिया भारत के दो डिफेंस कॉरिडोर में निवेश करेगा। इनमें से एक उत्तर प्रदेश में है और दूसरा तमिलनाडु में।"
    keep(tmp_path / "karar.db", text)
    links = links_in(tmp_path / "karar.db")
    assert seen(links) == [(TN, "state", ("KR",)), (UP, "state", ("KR",))]
    shown = {link.corridor: [(one.names, one.text) for one in link.evidence] for link in links}
    assert shown[UP] == [("kind", "डिफेंस कॉरिडोर"), ("state", "उत्तर प्रदेश")]
    assert shown[TN] == [("kind", "डिफेंस कॉरिडोर"), ("state", "तमिलनाडु")]


def test_a_corridor_named_beside_the_promises(tmp_path):
    """A corridor in no promise's own words: the partners are those of the page's promises in its field."""
    text = (
        "Korea and India agreed to make howitzers together. The minister spoke of farms. Prices rose. "
        "Work on the UP Defence Corridor goes on."
    )
    keep(tmp_path / "karar.db", (text, "en"))
    (link,) = links_in(tmp_path / "karar.db")
    assert (link.corridor, link.how, link.partners, link.claims) == (UP, "name", ("KR",), ())


def test_to_set_up_a_corridor_names_none(tmp_path):
    """ "Set up defence corridors" is not the name "UP Defence Corridor"."""
    keep(tmp_path / "karar.db", ("Japan and India agreed to set up defence corridors in Tamil Nadu.", "en"))
    assert seen(links_in(tmp_path / "karar.db")) == [(TN, "state", ("JP",))]


def test_a_rejected_claim_makes_no_link(tmp_path):
    """What a person has rejected speaks of nothing."""
    path = tmp_path / "karar.db"
    keep(path, ("Japan will invest $5 million in the UP Defence Corridor in India.", "en"))
    (link,) = links_in(path)
    with Ledger.open(path) as ledger:
        ledger.judge("reject", [claim.id for claim in link.claims], why="not said so", who="a person")
    assert links_in(path) == ()


def test_a_withdrawn_text_makes_no_link(tmp_path):
    """Words that nobody may read any more are no evidence."""
    path = tmp_path / "karar.db"
    keep(path, ("Japan will invest $5 million in the UP Defence Corridor in India.", "en"))
    with Ledger.open(path) as ledger:
        ledger.withdraw("https://news.example/0", "asked")
    assert links_in(path) == ()


def test_links_stand_in_one_order(tmp_path):
    """Those published last first, then by corridor and address, whatever the order of reading."""
    pages = [
        (f"{name} will invest $5 million in the UP Defence Corridor in India.", "en") for name in ("Japan", "France")
    ]
    for number, order in enumerate((pages, pages[::-1])):
        keep(tmp_path / f"{number}.db", *order)
        found = links_in(tmp_path / f"{number}.db")
        assert [link.source.uri for link in found] == ["https://news.example/0", "https://news.example/1"]
