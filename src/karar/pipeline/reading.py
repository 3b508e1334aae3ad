"""Read one page in one call: what a script or a notebook wants first."""

from __future__ import annotations

from pathlib import Path

from karar.intake import open_page
from karar.model.claims import Claim
from karar.model.documents import Page, PageFacts
from karar.pages import read_page
from karar.pipeline.stages import read_document
from karar.reference import load_reference


def read(
    page: str | Path,
    *,
    published: str | None = None,
    publisher: str | None = None,
    address: str | None = None,
    language: str | None = None,
) -> tuple[Claim, ...]:
    """Return the claims of a page: a ``Path`` names its file (HTML, text, PDF, also compressed or saved by a browser as
    MHTML), a ``str`` is its text itself.

    The day of publication (``YYYY-MM-DD``) and the other facts stand above what the page says of itself.

    Raises:
        PageError: the page cannot be read, or holds no text.

    >>> [(claim.act, claim.giver) for claim in read("जापान भारत में 10 ट्रिलियन येन का निवेश करेगा।")]
    [('pledge', 'JP')]
    """
    facts = PageFacts(uri=address, publisher=publisher, published=published, lang=language)
    if isinstance(page, str):
        handed = Page(page.encode(), "text", media_type="text/plain", facts=facts)
    else:
        handed = open_page(f"./{page}" if str(page) == "-" else str(page), facts=facts)
    return read_document(read_page(handed), load_reference()).claims
