"""What arrived, before anybody knows what it holds: its name, what was said of it, when and how it came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from karar.errors import PageError
from karar.model.documents import Page, PageFacts

_NO_FACTS = PageFacts()


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file, standard input or an answer from an address; its bytes are handed around beside it.

    Attributes:
        name: how a person would point at it.
        given: what a person or a manifest said of it; it stands above all else.
        told: what its way in knew of it (a feed's title and date).
        at: the address that it stood at, where it is known without that person.
        media_type: what was declared of it.
        seen: when it stood there.
        how: by which way it came, see `karar.model.documents.Page`.
    """

    name: str
    given: PageFacts = _NO_FACTS
    told: PageFacts = _NO_FACTS
    at: str | None = None
    media_type: str | None = None
    seen: datetime | None = None
    how: str = "read"

    def page(self, content: bytes) -> Page:
        """Return it as a page.

        >>> arrival = Arrival("a.txt", PageFacts(lang="hi"), PageFacts(lang="en", publisher="X"))
        >>> page = arrival.page(b"A pact")
        >>> page.facts.publisher, page.facts.lang, page.stated
        ('X', 'hi', True)
        """
        given, told = self.given, self.told
        facts = PageFacts(
            uri=given.uri or told.uri or self.at,
            publisher=given.publisher or told.publisher,
            published=given.published or told.published,
            lang=given.lang or told.lang,
        )
        stated = any((given.publisher, given.published, given.lang))
        return Page(content, self.name, self.media_type, facts, self.seen, self.how, stated)

    def refuse_facts_of_one_page(self, kind: str, *, address: bool = True) -> None:
        """Do nothing, unless a day (or an ``address``) was given and this kind of thing holds many pages.

        Raises:
            PageError: it would be wrong for all of them but one.
        """
        given = (("a day", self.given.published), ("an address", self.given.uri if address else None))
        wrong = " and ".join(word for word, value in given if value)
        if wrong:
            hint = "A publisher and a language can be given for all of them; leave the rest out."
            raise PageError(f"{kind} holds many pages: {wrong} cannot be given for it", where=self.name, hint=hint)
