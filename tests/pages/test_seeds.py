"""The two reports that Karar was born from, where they are at hand."""

from pathlib import Path

import pytest

from karar.model.documents import Document, Page
from karar.pages import read_page
from tests.pages.written import said

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def read_seed(start: str) -> Document:
    """Read the seed whose name begins so; skip where the seeds are not there."""
    found = sorted(SEEDS.glob(f"{start}*.txt"))
    if not found:
        pytest.skip("the seed texts are not beside this checkout")
    return read_page(Page(found[0].read_bytes(), found[0].name))


def test_the_report_with_teasers():
    """The doubled headline is kept once, and nothing after 'popular post'."""
    doc = read_seed("000")
    end = doc.text.index("popular post")
    assert all(block.span.end <= end for block in doc.blocks)
    assert [block.kind for block in doc.blocks] == [
        "title",
        "paragraph",
        "heading",
        "paragraph",
        "paragraph",
        "paragraph",
    ]
    assert doc.published is None
    assert doc.lang == "hi"


def test_the_report_with_a_comment_form():
    """The category label, the source credit and the comment form are left."""
    doc = read_seed("003")
    end = doc.text.index("LEAVE A REPLY")
    assert all(block.span.end <= end for block in doc.blocks)
    assert doc.blocks[0].kind == "title"
    assert doc.blocks[0].span.start > 0
    assert said(doc)[-1].endswith("की गई|")
    assert len(said(doc, "paragraph")) == 5
    assert doc.lang == "hi"
