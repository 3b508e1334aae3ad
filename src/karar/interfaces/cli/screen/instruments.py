"""The register of instruments on a screen.

::

    2025-08-29  memorandum · India, Japan · signed (claimed) · 3skccbd6lp
                signed by: खनिज मंत्रालय (India) 3skccbd6lp, अर्थव्यवस्था … मंत्रालय (Japan) 3skccbd6lp
                fields: critical-minerals
                reports: 2025-08-29 · file:… · 3skccbd6lp
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from karar.interfaces.cli.screen.console import put
from karar.interfaces.cli.screen.table import ID_SHOWN, start_of
from karar.interfaces.cli.screen.words import Words
from karar.tracking.register import RegisterEntry, Signatory, Site, Title

_INDENT = 12


class RegisterView:
    """Prints instruments to a console in one language."""

    def __init__(self, console: Console, words: Words) -> None:
        self.console, self.words = console, words

    def show(self, one: RegisterEntry) -> None:
        """Print an instrument: type, parties and state, then a line for each thing that is known of it."""
        words = self.words
        state = words.get("state", one.state or "none")
        grade = f" ({words.get('grade', one.grade)})" if one.state else ""
        head = Text(f"{one.day or words.get('phrase', 'undated'):<{_INDENT}}")
        head.append(words.get("instrument", one.type) or words.get("register", "paper"), "bold")
        head.append(f" · {', '.join(map(words.party, one.parties))} · {state}{grade} · {_name(one.id)}")
        self.console.print(head)
        for title in one.titles:
            self._put(Text(self._title(title)))
        if not one.titles and one.reports:
            self._put(Text(f"“{start_of(one.reports[0].quote, 2 * self.console.width - 30)}”"))
        self._line("signed_by", map(self._signatory, one.signatories))
        self._line("place", map(self._site, one.places))
        self._line("fields", map(words.sector, one.fields))
        self._line("until", [one.until] if one.until else ())
        self._line("supersedes", (name[:ID_SHOWN] for name in one.supersedes))
        self._line("superseded_by", (name[:ID_SHOWN] for name in one.superseded_by))
        for report in one.reports:
            source = (report.published, report.publisher or report.uri, report.claim[:ID_SHOWN])
            self._put(Text(f"{words.get('register', 'report')}: {' · '.join(filter(None, source))}", "dim"))
        for problem in one.problems:
            self._put(Text(f"{words.get('severity', problem.severity)}: {problem.message}", "red"))

    def _title(self, title: Title) -> str:
        lang = f" [{title.lang}]" if title.lang else ""
        return f"“{title.text}”{lang} {(title.claim or title.addition or '')[:ID_SHOWN]}"

    def _signatory(self, one: Signatory) -> str:
        party = f" ({self.words.party(one.party)})" if one.party else ""
        return f"{one.name}{party} {(one.claim or one.addition or '')[:ID_SHOWN]}"

    def _site(self, one: Site) -> str:
        code = f" ({one.code})" if one.code else ""
        return f"{one.name}{code} {(one.claim or one.addition or '')[:ID_SHOWN]}"

    def _line(self, key: str, parts: Iterable[str]) -> None:
        told = ", ".join(parts)
        if told:
            self._put(Text(f"{self.words.get('register', key)}: {told}"))

    def _put(self, text: Text) -> None:
        put(self.console, text, _INDENT)


def _name(name: str) -> str:
    return name if ":" in name else name[:ID_SHOWN]
