"""Crosswalks: the codes of other schemes that sectors and acts name exist there, and none is withdrawn."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from lxml import etree

from karar.model.claims import Act
from karar.reference.tables import read_toml
from tests.reference.known import RESOURCES, ROOT

DATA = ROOT.parent / "shared" / "data"
SECTORS = {path.stem: read_toml(path)["crosswalk"] for path in sorted((RESOURCES / "sectors").glob("*.toml"))}
ACTS = read_toml(RESOURCES / "acts.toml")
EVENT = re.compile(r"^(\d{3,4}):\s*([A-Z]+)", re.MULTILINE)
# General contexts of PLOVER's manual, and those that its table of 2021 adds.
CONTEXTS = {"military", "economic", "diplomatic", "resource", "culture", "disease", "disaster", "legal"}
CONTEXTS |= {"terrorism", "cbrn", "cyber", "intelligence"}


def active(name: str) -> set[str]:
    """The codes of an IATI code list that are not withdrawn."""
    path = DATA / "standards" / f"iati_{name}.xml"
    if not path.is_file():
        pytest.skip("the standards' code lists are not beside the project")
    items = etree.parse(path).iter("codelist-item")
    return {item.findtext("code") or "" for item in items if item.get("status", "active") == "active"}


def plover_of_cameo() -> dict[str, set[str]]:
    """CAMEO's codes with the PLOVER events that they became; CAMEO divides some of its codes between two."""
    path = DATA / "events" / "CAMEO2PLOVER-2021.txt"
    if not path.is_file():
        pytest.skip("the table from CAMEO to PLOVER is not beside the project")
    found: dict[str, set[str]] = {}
    for code, event in EVENT.findall(path.read_text("utf-8")):
        found.setdefault(code, set()).add(event)
    return found


def test_every_sector_names_codes_of_every_scheme():
    """No sector leaves a scheme out; PLOVER's contexts are those of its manual."""
    for name, codes in SECTORS.items():
        assert set(codes) == {"dac", "cameo", "plover"}, name
        assert all(codes.values()), name
        assert set(codes["plover"]) <= CONTEXTS, name


def test_every_act_names_events():
    """The table has the ten acts and no others, each with events of CAMEO and PLOVER."""
    assert set(ACTS) == set(get_args(Act.__value__ if hasattr(Act, "__value__") else Act))
    assert all(codes["cameo"] and codes["plover"] for codes in ACTS.values())


def test_purpose_codes_exist():
    """OECD DAC's purpose codes (five digits) and categories (three digits) are in force."""
    known = active("Sector") | active("SectorCategory")
    wrong = {(name, code) for name, codes in SECTORS.items() for code in codes["dac"] if code not in known}
    assert wrong == set()


def test_event_codes_exist():
    """CAMEO's codes of sectors and acts are in its table."""
    known = plover_of_cameo()
    named = {code for codes in (*SECTORS.values(), *ACTS.values()) for code in codes["cameo"]}
    assert named - set(known) == set()


@pytest.mark.parametrize("act", ACTS)
def test_an_act_s_events_are_one_another_s(act: str):
    """An act's PLOVER events are just those that its CAMEO codes became."""
    known = plover_of_cameo()
    assert {event for code in ACTS[act]["cameo"] for event in known[code]} == set(ACTS[act]["plover"])


def test_transaction_types_exist():
    """IATI's transaction types are in force."""
    known = active("TransactionType")
    assert {code for codes in ACTS.values() for code in codes["iati_transaction"]} <= known
