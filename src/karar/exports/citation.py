"""How to cite a view: the day it was known on and the ledger's fingerprint, in APA and as BibTeX.

The fingerprint is the SHA-256 of what ``karar export`` writes for the same moment, so whoever has the ledger can check
that it is the one that was cited.
"""

from __future__ import annotations

from typing import Literal, get_args

from karar.exports.view import View

Style = Literal["apa", "bibtex"]
STYLES: tuple[Style, ...] = get_args(Style)

_SHOWN = 12
"""Characters of the fingerprint in a line of text; BibTeX has all of it."""


def cite(view: View, style: Style, version: str) -> str:
    """Return the citation of a view.

    Args:
        view: what is cited.
        style: ``apa`` (7th edition, a data set) or ``bibtex`` (an entry of the type ``misc``).
        version: of the program.
    """
    day, mark = view.on, view.fingerprint
    about = _about(view)
    if style == "apa":
        return (
            f"Karar. ({day.year}). Ledger of commitments between states{about} (as known on {day.isoformat()}; "
            f"sha256:{mark[:_SHOWN]}) [Data set]. Made with Karar {version}.\n"
        )
    return (
        f"@misc{{karar-{day.isoformat()}-{mark[:_SHOWN]},\n"
        f"  author       = {{{{Karar}}}},\n"
        f"  title        = {{{{Ledger of commitments between states{about}}}}},\n"
        f"  year         = {{{day.year}}},\n"
        f"  howpublished = {{Data set, made with Karar {version}}},\n"
        f"  note         = {{As known on {day.isoformat()}; sha256:{mark}}}\n"
        "}\n"
    )


def _about(view: View) -> str:
    """Return what the view is limited to, in codes: ``: IN, JP; finance``."""
    query = view.query
    days = "–".join(filter(None, (query.published_from, query.published_to)))
    parts = [", ".join(query.parties), ", ".join(query.sectors), days]
    told = "; ".join(filter(None, parts))
    return f": {told}" if told else ""
