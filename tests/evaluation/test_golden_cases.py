"""Golden cases hold or fail as their form says."""

import json

import pytest

from karar.errors import InputError
from karar.evaluation.golden import GoldenCase, check_case, load_golden, meets

CLAIM = {
    "act": "pledge",
    "modality": "planned",
    "parties": ["JP", "IN"],
    "giver": "JP",
    "receiver": "IN",
    "sectors": ["finance", "trade"],
    "instrument": {"type": "none", "title": None},
    "amounts": [{"value": "10000000000000", "currency": "JPY", "role": "promise"}],
    "when": {"value": "2021-03-26", "precision": "day", "text": "शुक्रवार"},
    "period": None,
    "actors": [{"name": "रक्षा मंत्री राजनाथ सिंह", "kind": "person"}],
    "topics": [],
    "attribution": {"kind": "unnamed", "who": None},
    "places": [{"name": "तमिलनाडु", "code": "IN-TN"}],
    "quote": {"text": "जापान  निवेश\nकरेगा", "start": 0, "end": 18},
    "problems": [],
}
OTHER = {**CLAIM, "act": "sign", "parties": ["IN", "KR"], "giver": None, "receiver": None, "amounts": []}


@pytest.mark.parametrize(
    "wanted",
    [
        {"act": ["pledge", "agree"]},
        {"parties": ["IN", "JP"]},
        {"sectors": ["finance"]},
        {"amounts": [{"value": "10000000000000", "currency": "JPY"}]},
        {"instrument": "none"},
        {"instrument": {"type": ["none", "loan"]}},
        {"when": {"value": "2021-03-26", "precision": ["day", "weekday"]}},
        {"actors": ["राजनाथ"]},
        {"quote": "निवेश करेगा"},
        {"topics": []},
        {"period": None},
        {"problems": []},
        {"attribution": "unnamed"},
        {"attribution": {"kind": ["unnamed", "official"]}},
        {"places": ["IN-TN"]},
        {"places": ["तमिल"]},
    ],
    ids=str,
)
def test_a_partial_claim_is_met(wanted):
    """A claim that has what is asked for meets it, whatever else it has."""
    assert meets(CLAIM, wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        {"act": "sign"},
        {"parties": ["IN"]},
        {"sectors": ["finance", "space"]},
        {"amounts": [{"value": "10000000000000", "currency": "INR"}]},
        {"amounts": []},
        {"giver": None},
        {"instrument": "loan"},
        {"when": None},
        {"when": {"value": "2021"}},
        {"period": {"to": "2030"}},
        {"actors": [{"name": "राजनाथ"}]},
        {"quote": ["निवेश", "नहीं"]},
        {"topics": ["CN"]},
        {"problems": ["no-anchor-date"]},
    ],
    ids=str,
)
def test_a_partial_claim_is_not_met(wanted):
    """One field that is otherwise is enough."""
    assert not meets(CLAIM, wanted)


def case(**fields) -> GoldenCase:
    """Make a case."""
    return GoldenCase(**{"id": "x", "why": "y", "text": "z", **fields})


def test_each_expectation_needs_a_claim_of_its_own():
    """Two expectations that one claim meets are not both served by it; a claim that only one of them takes is left."""
    both = case(expect=({}, {"act": "pledge"}))
    assert check_case(both, [CLAIM, OTHER]) == []
    assert [fault.split(":")[0] for fault in check_case(both, [CLAIM])] == ["missing"]


def test_further_claims_are_allowed_unless_exact():
    """Without "exact" more may be read; with it, or with nothing expected, none."""
    expect = ({"act": "pledge"},)
    assert check_case(case(expect=expect), [CLAIM, OTHER]) == []
    assert [f.split(":")[0] for f in check_case(case(expect=expect, exact=True), [CLAIM, OTHER])] == ["too much"]
    assert [f.split(":")[0] for f in check_case(case(), [OTHER])] == ["too much"]


def test_what_is_forbidden_must_not_be_read():
    """One claim that meets a forbidden one fails the case."""
    wrong = case(expect=({"act": "pledge"},), forbid=({"parties": ["IN", "KR"]},))
    assert check_case(wrong, [CLAIM]) == []
    assert [fault.split(":")[0] for fault in check_case(wrong, [CLAIM, OTHER])] == ["forbidden"]


def test_what_was_read_instead_is_told():
    """A missing expectation is told together with the claims that nobody asked for."""
    faults = check_case(case(expect=({"act": "launch"},)), [OTHER])
    assert [fault.split(":")[0] for fault in faults] == ["missing", "read instead"]


def test_cases_are_loaded_with_language_and_name(tmp_path):
    """The folder says the language; blank lines do not count."""
    (tmp_path / "hi").mkdir()
    (tmp_path / "hi" / "sums.jsonl").write_text('{"id": "a", "why": "b", "text": "c"}\n\n', encoding="utf-8")
    (loaded,) = load_golden(tmp_path)
    assert (loaded.name, loaded.lang) == ("hi/sums:a", "hi")


@pytest.mark.parametrize(
    "line",
    [
        '{"id": "a", "why": "b"}',
        '{"id": "a", "why": "b", "text": "c", "expekt": []}',
        '{"id": "a", "why": "b", "text": "c", "expect": [{"amount": 1}]}',
    ],
)
def test_a_case_that_breaks_the_form_is_refused(tmp_path, line):
    """What is missing or misspelt is told with its file and line."""
    (tmp_path / "hi").mkdir()
    (tmp_path / "hi" / "a.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.jsonl:1"):
        load_golden(tmp_path)


def test_a_name_stands_once(tmp_path):
    """Two cases of one id in one file are refused."""
    (tmp_path / "hi").mkdir()
    line = json.dumps({"id": "a", "why": "b", "text": "c"})
    (tmp_path / "hi" / "a.jsonl").write_text(f"{line}\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match="Two golden cases"):
        load_golden(tmp_path)
