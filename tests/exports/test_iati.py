"""IATI 2.03: valid by the published schema, each kind of sum a transaction of its own, nothing counted twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from karar.errors import InputError
from karar.exports.iati import shares
from karar.ledger import Query
from karar.model.claims import Claim
from tests.exports.making import keep, relation, told, view, written
from tests.reference.known import ROOT

STANDARDS = ROOT.parent / "shared" / "data" / "standards"
COMMON = Path(__file__).parent / "schema"
"""What the activities' schema includes and is not published beside it here, written anew and just as strict."""


class Included(etree.Resolver):
    """Finds the schemas that the activities' schema includes."""

    def resolve(self, url, _pubid, context):
        """Return the file of this name."""
        path = COMMON / Path(url).name
        return self.resolve_filename(str(path), context) if path.is_file() else None


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The published schema of activities."""
    path = STANDARDS / "iati-activities-schema.xsd"
    if not path.is_file():
        pytest.skip("IATI's schema is not beside the project (../shared/data/standards)")
    parser = etree.XMLParser()
    parser.resolvers.add(Included())
    return etree.XMLSchema(etree.parse(str(path), parser))


def codes(name: str) -> set[str]:
    """The codes of one of IATI's lists."""
    path = STANDARDS / f"iati_{name}.xml"
    if not path.is_file():
        pytest.skip("IATI's code lists are not beside the project (../shared/data/standards)")
    return {found.text for found in etree.parse(str(path)).iter("code") if found.text}


@pytest.fixture(scope="module")
def activities(ledger, claims) -> dict[str, etree._Element]:
    """The activities of the ledger, by what the claims are called."""
    root = etree.fromstring(written("iati", view(ledger)))
    found = {one.findtext("iati-identifier"): one for one in root}
    return {name: found[f"karar-{claim.id}"] for name, claim in claims.items() if f"karar-{claim.id}" in found}


def test_the_file_is_valid(ledger, schema):
    """By the schema that IATI publishes; hostile text included."""
    root = etree.fromstring(written("iati", view(ledger)))
    assert schema.validate(root), schema.error_log
    assert root.get("version") == "2.03"


def test_the_validator_sees_faults(ledger, schema):
    """A file without a status, or with a transaction that has no date, is not valid."""
    for path in (".//activity-status", ".//transaction-date", ".//reporting-org/narrative"):
        root = etree.fromstring(written("iati", view(ledger)))
        gone = root.find(path)
        gone.getparent().remove(gone)
        assert not schema.validate(root)


@pytest.mark.parametrize(
    ("name", "code", "value", "day"),
    [
        ("pledge", "12", "10000000000", "2025-08-30"),
        ("received", "13", "3000000000", "2025-08-30"),
        ("loan", "2", "5000000000", "2025-08-30"),
        ("grant", "3", "1000000000", "2025-09-01"),
    ],
)
def test_each_rung_is_a_transaction_of_its_own_type(activities, name, code, value, day):
    """Pledge, commitment and disbursement, as their giver sees them, or as the receiver where nobody gives."""
    (found,) = activities[name].findall("transaction")
    assert found.find("transaction-type").get("code") == code
    assert found.findtext("value") == value
    assert found.find("value").get("value-date") == found.find("transaction-date").get("iso-date") == day
    assert found.find("value").get("currency") == activities[name].get("default-currency")


def test_a_repeat_is_no_transaction(activities, claims):
    """It says with whose sum it is counted, and is related to it."""
    repeat = activities["repeat"]
    assert repeat.findall("transaction") == []
    said = [one.findtext("narrative") for one in repeat.findall("description[@type='4']")]
    assert said == [f"No transaction: pledge, JPY 10000000000 (repeats: counted with karar-{claims['pledge'].id})"]
    assert repeat.find("related-activity").get("ref") == f"karar-{claims['pledge'].id}"


def test_an_offer_is_no_activity(activities):
    """What is only possible was promised by nobody; an agreement without a sum is an activity without a transaction."""
    assert "offer" not in activities
    assert activities["hostile"].findall("transaction") == []


def test_who_gives_and_what_for(activities):
    """The giver funds, the receiver's country, half to each field, the type of finance, the page it was read on."""
    loan = activities["loan"]
    roles = {one.get("role"): one.findtext("narrative") for one in loan.findall("participating-org")}
    assert roles == {"1": "Japan", "2": "India"}
    assert loan.find("recipient-country").get("code") == "IN"
    assert {one.get("code"): one.get("percentage") for one in loan.findall("sector")} == {
        "121": "50.00",
        "240": "50.00",
    }
    assert loan.find("default-finance-type").get("code") == "421"
    assert loan.find("document-link").get("url").startswith("https://news.example/")
    dates = {one.get("type"): one.get("iso-date") for one in activities["pledge"].findall("activity-date")}
    assert dates == {"1": "2025-08-30", "3": "2030-12-31"}


@pytest.mark.parametrize(
    ("list_of", "path", "attribute"),
    [
        ("TransactionType", ".//transaction-type", "code"),
        ("ActivityStatus", ".//activity-status", "code"),
        ("SectorCategory", ".//sector", "code"),
        ("OrganisationType", ".//participating-org", "type"),
        ("OrganisationRole", ".//participating-org", "role"),
        ("ActivityDateType", ".//activity-date", "type"),
        ("FinanceType", ".//default-finance-type", "code"),
        ("RelatedActivityType", ".//related-activity", "type"),
        ("Currency", ".//value", "currency"),
        ("DocumentCategory", ".//category", "code"),
        ("Country", ".//recipient-country", "code"),
    ],
)
def test_codes_stand_in_the_lists(ledger, list_of, path, attribute):
    """Every code that is written is one of IATI's."""
    root = etree.fromstring(written("iati", view(ledger)))
    used = {one.get(attribute) for one in root.iterfind(path)}
    assert used
    assert used <= codes(list_of)


def test_every_field_has_a_category(ledger):
    """The crosswalk of every field leads to a category of the DAC's."""
    known = codes("SectorCategory")
    crosswalks = {name: body["crosswalk"]["dac"] for name, body in view(ledger).reference.sectors.items()}
    assert {name for name, found in crosswalks.items() if shares([found])[0][0] not in known} == set()


@pytest.mark.parametrize("count", [1, 3, 6, 7])
def test_percentages_come_to_a_hundred(count):
    """However many fields there are."""
    assert sum(share for _, share in shares([(f"{100 + i}",) for i in range(count)])) == 100


@pytest.mark.parametrize(
    ("claim", "status"),
    [
        ({}, "1"),
        ({"act": "launch", "modality": "done"}, "2"),
        ({"act": "deliver", "modality": "done"}, "4"),
        ({"act": "withdraw", "modality": "done"}, "5"),
    ],
)
def test_the_status_follows_the_states(tmp_path, claim, status):
    """What nobody tells of is in the pipeline; begun, delivered and withdrawn have their own codes."""
    with keep(tmp_path / "karar.db", [told("Said.", **claim)]) as made:
        root = etree.fromstring(written("iati", view(made)))
    assert root.find(".//activity-status").get("code") == status


def test_the_parent_is_named(tmp_path):
    """A part leads to the whole."""
    whole, part = told("The whole."), told("A part.")
    with keep(tmp_path / "karar.db", [whole, part], [relation("part-of", part, whole)]) as made:
        root = etree.fromstring(written("iati", view(made)))
    (found,) = root.iterfind(".//related-activity")
    assert (found.get("ref"), found.get("type")) == (f"karar-{whole.id}", "1")


def no_activity() -> list[Claim]:
    """Claims that make none: an offer, and a promise without a day."""
    return [told("An offer.", modality="possible"), told("Without a day.", published=None)]


def test_nothing_to_write_is_said(tmp_path):
    """A file without an activity would not be valid."""
    with keep(tmp_path / "karar.db", no_activity()) as made:
        for query in (Query(), Query(parties=("FR",))):
            with pytest.raises(InputError, match="No activity"):
                written("iati", view(made, query))
