"""What holds for every page there could be."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from karar.errors import PageError
from karar.model.documents import Document, Page
from karar.pages import read_page
from karar.pages.furniture import trim_credit
from karar.pages.lines import split_units
from tests.pages.written import EN_FIRST, EN_HEADLINE, FIRST, HEADLINE, SECOND, THIRD

LINES = st.one_of(
    st.sampled_from(
        [HEADLINE, FIRST, SECOND, THIRD, EN_HEADLINE, EN_FIRST, "भारत", "popular post", "यह भी पढ़ें", "Share", "4", ",",
         "", "LEAVE A REPLY", "• one", "संबंधित:", "Published: 30 Aug 2025", "…", "Read more..."]
    ),
    st.text(max_size=80),
)  # fmt: skip
MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            ["<p>", "</p>", "<div>", "</div>", "<h1>", "</h1>", "<br>", "<li>", "<table><tr><td>",
             "<script>", "</script>", "<a href=x>", "</a>", "<!--", "-->", "<article>", "<title>", "<form>", "&amp;",
             "&#x0;", "<p hidden>", "<"]
        ),
        LINES,
    ),
    max_size=30,
).map("".join)  # fmt: skip


def check(content: bytes, name: str) -> None:
    """Read a page: a document whose blocks are in order and inside the text, or a PageError, never anything else."""
    try:
        doc = read_page(Page(content, name))
    except PageError:
        return
    assert isinstance(doc, Document)
    assert doc.blocks
    for block in doc.blocks:
        text = block.span.of(doc.text)
        assert text
        assert text == text.strip()
        assert len(text) == block.span.end - block.span.start
    assert all(first.span.end <= second.span.start for first, second in pairwise(doc.blocks))
    assert sum(block.kind == "title" for block in doc.blocks) <= 1
    assert read_page(Page(content, name)).digest == doc.digest


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html"]))
def test_any_bytes_are_a_document_or_a_page_error(content, name):
    """No bytes whatever raise another exception."""
    check(content, name)


@given(st.lists(LINES, max_size=25).map("\n".join))
def test_any_text_has_valid_blocks(text):
    """Blocks of a text lie inside it, in order, with one title at most."""
    check(text.encode("utf-8", "replace"), "a.txt")


@settings(deadline=None)
@given(MARKUP)
def test_any_markup_has_valid_blocks(markup):
    """The same for any soup of tags."""
    check(f"<html>{markup}".encode("utf-8", "replace"), "a.html")


@given(st.text(max_size=400))
def test_units_are_stretches_of_the_text(text):
    """A unit's text is what stands at its place, and units do not overlap."""
    units = split_units(text)
    assert all(unit.text == text[unit.start : unit.end] for unit in units)
    assert all(first.end <= second.start for first, second in pairwise(units))


@given(st.text(max_size=200))
def test_a_trimmed_credit_leaves_a_beginning(text):
    """Cutting a credit never runs past the text."""
    assert 0 <= trim_credit(text) <= len(text)
