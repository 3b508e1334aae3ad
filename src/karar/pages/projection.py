"""The DOM as text: the versioned projection ``html/1`` that every offset in a page of HTML counts in.

Rules of ``html/1``, in the order of the document: the text of every element but scripts, styles, templates and the
like; entities decoded; white space collapsed to one space; each block element on a line of its own; ``<br>`` breaks
the line where two stand together, where a sentence ends before it or a list mark follows it, and is a space elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree, html

from karar.pages.furniture import in_noise_class

PROJECTION = "html/1"

# fmt: off
_LEFT_OUT = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "audio",
    "video", "map",
))
_CONTROLS = frozenset((
    "button", "select", "textarea", "input", "option", "label", "form", "nav", "footer", "aside", "menu", "dialog",
))
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "button", "caption", "dd", "details", "dialog", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "select", "summary",
    "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "title", "tr", "ul",
))
# fmt: on
_WHOLE = frozenset(("html", "body", "article", "main"))
_CAPTIONS = frozenset(("figcaption", "figure", "caption"))
_SENTENCE_END = re.compile(r"[.!?।॥|:。][\"'”’)\]]*$")
_LIST_MARK = re.compile(r"(?:[•◦▪●■*–—-]|\(?\d{1,2}[.)]|\([a-z]\))\s")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*'|[\"'])*+>?")
# The parser takes time in the square of a tag's attributes; pictures written out in one are as long. A tag without an
# end is matched to the end of the page, so that no character is looked at twice.
_ANY_TAG = re.compile(r"<(/?[a-zA-Z][\w:-]*)(?:[^>\"']|\"[^\"]*\"|'[^']*'|[\"'])*+>?")
_LARGE, _LONGEST_TAG = 300_000, 20_000  # characters
_BREAKS = re.compile(r"(?:<br>\s*){3,}")
_DEEPEST = 200
_IS_DEEP = etree.XPath(f"boolean({'/*' * 250})")
_TAIL = 100  # characters at a line's end tell whether a sentence ends there


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of the projection: ``[start, end)`` of its text and where in the DOM it stood.

    Attributes:
        tag: the nearest block element.
        path: the tags around it, outermost first.
        linked: the share of its characters that stand in links.
        hidden: not shown to a reader of the page.
        asides: the elements around it that by tag or class look like furniture, by number, outermost first.
        caption: inside a figure.
    """

    start: int
    end: int
    text: str
    tag: str
    path: tuple[str, ...]
    linked: float
    hidden: bool
    asides: tuple[int, ...]
    caption: bool


class _Around(NamedTuple):
    tag: str = "body"
    path: tuple[str, ...] = ()
    link: bool = False
    hidden: bool = False
    asides: tuple[int, ...] = ()
    caption: bool = False


# lxml hands control characters out in a tail but takes none back in; no page means anything by them.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def parse(text: str) -> html.HtmlElement | None:
    """Return the root of a page's DOM, or None where there is none. Nesting deeper than the parser goes is cut flat."""
    text = _CONTROL.sub(" ", text)
    if len(text) > _LARGE:
        text = _ANY_TAG.sub(lambda tag: tag[0] if len(tag[0]) <= _LONGEST_TAG else f"<{tag[1]}>", text)
    root = _parse(text)
    # The parser stops at a depth of 256 and loses the rest of the page.
    return _parse(_flatten(text)) if root is not None and _IS_DEEP(root) else root


def _parse(text: str) -> html.HtmlElement | None:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _flatten(text: str) -> str:
    """Leave out the tags that stand deeper than the parser goes; pages that deep are broken or hostile."""
    depth = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal depth
        depth = max(depth - 1, 0) if match[1] else depth + 1
        if depth < _DEEPEST or (depth == _DEEPEST and not match[1]):
            return match[0]
        # A block still ends its line.
        return "<br><br>" if match[2].lower() in _BLOCKS else ""

    return _BREAKS.sub("<br><br>", _TAG.sub(keep, text))


def project(root: html.HtmlElement) -> tuple[str, list[Piece]]:
    """Return the projection of a DOM and its lines.

    >>> project(parse("<p>Two  states<br>signed</p><p>a <b>pact</b>.</p>"))[0]
    'Two states signed\\na pact.'
    """
    builder = _Builder()
    stack = [_Around()]
    walker = etree.iterwalk(root, events=("start", "end"))
    skipped: html.HtmlElement | None = None
    for number, (event, node) in enumerate(walker):
        tag = node.tag
        if skipped is not None:
            if event == "end" and node is skipped:
                skipped = None
                builder.add(node.tail, stack[-1])
        elif event == "start":
            if not isinstance(tag, str) or tag in _LEFT_OUT:
                skipped = node
                walker.skip_subtree()
                continue
            if tag == "br":
                builder.line_break()
            elif tag in _BLOCKS:
                builder.flush()
            stack.append(_around(stack[-1], node, number))
            builder.add(node.text, stack[-1])
        else:
            if tag in _BLOCKS:
                builder.flush()
            stack.pop()
            builder.add(node.tail, stack[-1])
    builder.flush()
    return "\n".join(piece.text for piece in builder.pieces), builder.pieces


def _around(outer: _Around, node: html.HtmlElement, number: int) -> _Around:
    tag, given = str(node.tag), node.attrib
    block = tag in _BLOCKS
    hidden = noise = False
    if given:
        names = f"{given.get('class', '')} {given.get('id', '')}".strip()
        style = given.get("style")
        hidden = (
            "hidden" in given
            or given.get("aria-hidden") == "true"
            or (style is not None and _HIDDEN.search(style) is not None)
        )
        # The whole page's own element may carry any class ("single-post comments-open").
        noise = bool(names) and tag not in _WHOLE and in_noise_class(names)
    hidden, noise = hidden or tag == "input", noise or tag in _CONTROLS
    if not (block or hidden or noise or tag == "a" or tag in _CAPTIONS):
        return outer
    return _Around(
        tag if block else outer.tag,
        (*outer.path, tag) if block or tag == "a" else outer.path,
        outer.link or tag == "a",
        outer.hidden or hidden,
        (*outer.asides, number) if noise else outer.asides,
        outer.caption or tag in _CAPTIONS,
    )


class _Builder:
    """Collects the runs of text of one line until a block element ends it."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._runs: list[tuple[str, _Around]] = []
        self._tail = ""  # how the line so far ends
        self._at = 0

    def add(self, text: str | None, around: _Around) -> None:
        if text:
            self._runs.append((text, around))
            said = text.rstrip()
            # White space at its end is one character, so that no amount of it hides what stands before.
            self._tail = ((self._tail if said else self._tail.rstrip()) + said + text[len(said) :][-1:])[-_TAIL:]

    def line_break(self) -> None:
        so_far = self._tail.rstrip()
        if self._tail.endswith("\u2028") or _SENTENCE_END.search(so_far):
            self.flush()
        elif so_far:
            # U+2028 stands for a single <br> until the text after it is known.
            self.add("\u2028", self._runs[-1][1])

    def flush(self) -> None:
        if not self._runs:
            return
        runs, self._runs, self._tail = self._runs, [], ""
        part: list[tuple[str, _Around]] = []
        for i, (text, around) in enumerate(runs):
            after = "".join(run for run, _ in runs[i + 1 : i + 4]).lstrip() if text == "\u2028" else ""
            if text == "\u2028" and _LIST_MARK.match(after):
                self._line(part)
                part = []
            else:
                part.append((text, around))
        self._line(part)

    def _line(self, runs: list[tuple[str, _Around]]) -> None:
        text = " ".join("".join(run for run, _ in runs).split())
        if not text:
            return
        if len(runs) == 1:
            first = runs[0][1]
            linked = float(first.link)
        else:
            first = next(around for run, around in runs if run.strip())
            shown = [(len("".join(run.split())), around.link) for run, around in runs]
            linked = sum(n for n, link in shown if link) / sum(n for n, _ in shown)
        start = self._at + (1 if self.pieces else 0)
        self._at = start + len(text)
        self.pieces.append(
            Piece(
                start, self._at, text, first.tag, first.path, linked, first.hidden, first.asides, first.caption
            )
        )  # fmt: skip
