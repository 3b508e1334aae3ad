"""Explaining: the same stages that read pages, one by one."""

from __future__ import annotations

import math

import pytest

from karar.pipeline.explain import explain, summarise
from karar.pipeline.stages import STAGES, read_document
from tests.reference.known import document, reference

NAMED = "जापान के विदेश मंत्री कोजी नाकामुरा ने भारत के साथ समझौते पर हस्ताक्षर किए।"
TEXT = "जापान भारत में 10 ट्रिलियन येन का निवेश करेगा।"


def test_explain_lists_every_stage_in_order():
    """There is one entry a stage, named and described by the stage's own docstring."""
    told = explain(document(NAMED), reference())
    assert [(step.stage, step.what) for step in told] == [
        tuple(part.strip() for part in (stage.__doc__ or "").split(":", 1)) for stage in STAGES
    ]
    assert all(step.items for step in told)


def test_every_item_is_a_stretch_of_the_text():
    """What is shown stands in the page at the span that is shown; the reasons for a confidence stand nowhere."""
    for step in explain(document("पहला।", TEXT), reference()):
        for item in step.items:
            if item.detail == "log-odds":
                continue
            assert item.span is not None
            assert item.span.of(f"पहला।\n{TEXT}") == item.text


def test_a_confidence_is_explained_by_its_features():
    """The log-odds told in words add up to the confidence shown."""
    doc = document(TEXT)
    head, *reasons = explain(doc, reference())[-1].items
    odds = sum(float(reason.label) for reason in reasons)
    assert float(head.detail) == pytest.approx(1 / (1 + math.exp(-odds)), abs=0.02)
    assert float(head.detail) == read_document(doc, reference()).claims[0].confidence


def test_the_stage_before_the_last_shows_the_claims():
    """The claims explained are the claims read."""
    doc = document(TEXT)
    shown = explain(doc, reference())[-2].items
    assert [item.detail for item in shown] == [summarise(claim) for claim in read_document(doc, reference()).claims]
    assert "JP gives IN" in shown[0].detail
    assert "10000000000000 JPY" in shown[0].detail


@pytest.mark.parametrize("text", ["", " ", "।", "कुछ भी नहीं", "\n\n"])
def test_nothing_to_tell_is_no_fault(text: str):
    """A text without claims is explained, too."""
    told = explain(document(text), reference())
    assert len(told) == len(STAGES)
    assert told[-1].items == []
