"""Golden cases: one behaviour of the reader each, written as data in this folder."""

from pathlib import Path

import msgspec
import pytest

from karar.errors import PageError
from karar.evaluation.golden import GoldenCase, check_case, load_golden
from karar.model.documents import Page, PageFacts
from karar.pages import read_page
from karar.pipeline import read_document
from karar.reference import load_reference

CASES = load_golden(Path(__file__).parent)


def _marked(case: GoldenCase):
    marks = [pytest.mark.xfail(reason=case.xfail, strict=True)] if case.xfail else []
    return pytest.param(case, id=case.name, marks=marks)


@pytest.mark.parametrize("case", [_marked(case) for case in CASES])
def test_golden_case(case):
    """The case's expectations are each met by a claim of their own, and nothing forbidden is read."""
    page = Page(case.text.encode(), f"{case.id}.txt", "text/plain", PageFacts(published=case.published, lang=case.lang))
    try:
        claims = read_document(read_page(page), load_reference()).claims
    except PageError:
        claims = ()  # nothing but furniture: no article, so no claim
    assert check_case(case, [msgspec.to_builtins(claim) for claim in claims]) == []
