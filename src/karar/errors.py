"""Every exception Karar raises, as one tree.

::

    KararError                   a fault that a person can act on; `exit_code` says how the command ends
    ├── UsageError          (2)  the call itself is wrong: an unknown option value, a filter nobody can read
    ├── InputError          (3)  a page, a manifest or a gold set cannot be used: what, where, what to do
    │   ├── PageError            one page: empty, no text, an unread media type
    │   ├── ManifestError        a manifest: a missing column, a path outside its folder
    │   └── Notice          (0)  no fault: what to know of pages that are read, or were passed over with reason
    ├── ResourceError       (4)  a pack, a gazetteer or a sector file breaks its own rules
    └── LedgerError         (5)  the ledger file: locked, corrupt, newer than this program
        └── NotFoundError        no such source, document or claim

Trouble *in the data* (a truncated number, an unknown currency) is never an exception: it is a
`karar.model.problems.Problem` that travels with the claim.
"""

from __future__ import annotations

from typing import Any


class KararError(Exception):
    """A fault that a person can act on.

    Args:
        what: what went wrong, in one short sentence.
        where: the file, address or line it went wrong at.
        hint: what to do about it.

    >>> str(KararError("The page is empty", where="a.html", hint="Save it again."))
    'a.html: The page is empty. Save it again.'
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str | None = None, hint: str | None = None) -> None:
        self.what, self.where, self.hint = what.rstrip("."), where, hint
        super().__init__(what, where, hint)

    def __reduce__(self) -> tuple[Any, ...]:
        # An error crosses from a reading process to the one that keeps the ledger.
        return _rebuilt, (type(self), self.what, self.where, self.hint)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" {self.hint}" if self.hint else ""
        return f"{place}{self.what}.{advice}"


def _rebuilt(kind: type[KararError], what: str, where: str | None, hint: str | None) -> KararError:
    return kind(what, where=where, hint=hint)


class UsageError(KararError):
    """The call itself is wrong."""

    exit_code = 2


class InputError(KararError):
    """Something handed in cannot be used."""

    exit_code = 3


class PageError(InputError):
    """One page cannot be read; the others still are."""


class ManifestError(InputError):
    """A manifest breaks its form."""


class Notice(InputError):  # noqa: N818 - it is none
    """No fault, but to be known: a page is read without a fact that was given with it, or pages were passed over.

    It stands in its place among the pages, is told like an error, and leaves the exit code alone.
    """

    exit_code = 0


class ResourceError(KararError):
    """A file of what is known (pack, gazetteer, sector) breaks its own rules."""

    exit_code = 4


class LedgerError(KararError):
    """The ledger cannot be opened, read or written."""

    exit_code = 5


class NotFoundError(LedgerError):
    """No such source, document or claim."""
