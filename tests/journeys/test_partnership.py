"""From the two reports alone to partnerships and pledges, each with the words that say so."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from karar.interfaces.cli.main import main
from tests.journeys.test_machinery import SEEDS, ledger, quotes

__all__ = ["ledger"]

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared seeds are not beside the project")


@pytest.fixture
def ask(ledger, capfdbinary):
    """A way to ask the ledger for records: claims a line each, else one record."""

    def call(verb, *words):
        capfdbinary.readouterr()
        assert main([verb, *words, "--json", "--ledger", ledger]) == 0
        out = capfdbinary.readouterr().out
        return [json.loads(line) for line in out.splitlines()] if verb == "show" else [json.loads(out)]

    return call


def partnership(ask, *who):
    """Return a partnership, its promises by id, and the words of all claims."""
    record = _one(ask("partnership", *who, "--as-of", "2100-01-01"))
    return record, {one["commitment"]: one for part in record["parts"] for one in part["promises"]}, quotes(ask)


def _one(found):
    (record,) = found
    return record


@pytest.fixture
def japan(ask):
    """What India and Japan promised each other."""
    return partnership(ask, "IN", "JP")


@pytest.fixture
def korea(ask):
    """What India and South Korea promised each other."""
    return partnership(ask, "भारत", "दक्षिण कोरिया")


def words_in(fields, name, said, record):
    """Return the words of the promises that a field of a partnership lists."""
    names = next(part["fields"][name] for part in record["parts"] if name in part["fields"])
    return " ".join(one["text"] for key in names for one in fields[key]["words"])


def test_both_sums_of_the_investment_are_one_promise(ask):
    """Ten trillion yen and six lakh crore rupees: one commitment, two claims, agreeing at the rate of the day."""
    record = _one(ask("pledges", "IN", "JP"))
    (pledge,) = record["pledges"]
    (rung,) = pledge["rungs"]
    assert (rung["amount"]["value"], rung["amount"]["currency"]) == ("10000000000000", "JPY")
    (rupees,) = rung["others"]
    assert (rupees["value"]["value"], rupees["value"]["currency"]) == ("6000000000000", "INR")
    assert (rupees["agreement"], rupees["comparison"]["rate"]["day"]) == ("agrees", "2025-08-29")
    said = quotes(ask)
    assert "10 ट्रिलियन येन" in said[rung["claims"][0]]
    assert "6 लाख करोड़" in said[rupees["reports"][0]["claim"]]
    assert (pledge["giver"], pledge["receiver"], Decimal(pledge["yearly"])) == ("JP", "IN", 10**12)
    assert pledge["problems"] == []


def test_the_investment_in_rupees_and_dollars(ask):
    """Facts, "Money": 5.987 lakh crore rupees, 67.89 billion dollars at the ECB's rates of 29 August 2025."""
    for code, scale, wanted in (("INR", 10**12, "5.987"), ("USD", 10**9, "67.890")):
        (pledge,) = _one(ask("pledges", "IN", "JP", "--currency", code))["pledges"]
        priced = pledge["rungs"][0]["priced"]
        assert round(Decimal(priced["value"]) / scale, 3) == Decimal(wanted)
        assert (priced["rate"]["source"], priced["rate"]["day"]) == ("ecb", "2025-08-29")


def test_chips_and_medicines_are_fields(japan):
    """India and Japan promise each other work on chips and on new medicines, in the page's words."""
    record, promises, said = japan
    assert "चिप" in words_in(promises, "semiconductors", said, record)
    assert "दवाओं" in words_in(promises, "health", said, record)


def test_the_three_initiatives(japan):
    """The Minerals Security Partnership, IPEF and the Quad's initiative stand in one promise, with its words."""
    _, promises, _ = japan
    (named,) = [one for one in promises.values() if one["initiatives"]]
    assert named["initiatives"] == ["msp", "ipef", "quad-critical-minerals"]
    assert any("इंडो-पैसिफिक इकनॉमिक फ्रेमवर्क" in one["text"] for one in named["words"])


@pytest.mark.parametrize("group", ["msp", "ipef", "quad-critical-minerals"])
def test_each_initiative_as_a_group(ask, group):
    """Asked for the group, the promise that names it is found; both states were members on its day."""
    record, promises, _ = partnership(ask, group)
    (one,) = promises.values()
    assert (one["how"], one["strangers"], one["parties"]) == ("named", [], ["IN", "JP"])
    assert group in record["members"]


def test_enterprises_and_startups(japan):
    """The link of small and medium enterprises and startups."""
    record, promises, said = japan
    assert "लघु और मध्यम उद्यमों और स्टार्टअप्स" in words_in(promises, "startups", said, record)


@pytest.mark.parametrize("field", ["intelligence", "cyber", "space"])
def test_intelligence_cyber_and_space(korea, field):
    """India and South Korea agree to work together in all three, each with the words that name it."""
    record, promises, said = korea
    word = {"intelligence": "खुफिया", "cyber": "साइबर", "space": "अंतरिक्ष"}[field]
    assert word in words_in(promises, field, said, record)


def test_friday_s_talks_and_thursday_s_arrival(korea):
    """Both days of the visit, resolved by the day of publication, in the words of the page."""
    record, _, _ = korea
    told = {one["day"]: one["text"] for meeting in record["meetings"] for one in meeting["words"]}
    assert "शुक्रवार" in told["2021-03-26"]
    assert "बृहस्पतिवार" in told["2021-03-25"]


def test_the_korean_interest_in_the_corridors(korea):
    """An offer, told as one and not as a promise; `karar corridor` has it beside both corridors (test_corridors)."""
    _, promises, _ = korea
    (offer,) = [one for one in promises.values() if one["act"] == "propose"]
    assert (offer["giver"], offer["receiver"], offer["modality"]) == ("KR", "IN", "proposed")
    assert "डिफेंस कॉरिडोर" in offer["words"][0]["text"]


def test_nothing_stands_twice(japan, korea):
    """Each commitment of the two reports is one promise or one meeting, in one pillar."""
    for record, _, _ in (japan, korea):
        names = [one["commitment"] for part in record["parts"] for one in part["promises"]]
        names += [one["commitment"] for one in record["meetings"]]
        assert len(names) == len(set(names))
