"""The DOM as text: the versioned projection ``html/1`` that every offset in a page of HTML counts in.

Rules of ``html/1``, in the order of the document: the text of every element but scripts, styles, templates and the
like; entities decoded; white space collapsed to one space; each block element on a line of its own; ``<br>`` breaks
the line where two stand together, where a sentence ends before it or a list mark follows it, and is a space elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
_CAPTIONS = frozenset(("figcaption", "figure", "caption"))
_SENTENCE_END = re.compile(r"[.!?।॥|:。][\"'”’)\]]*$")
_LIST_MARK = re.compile(r"(?:[•◦▪●■*–—-]|\(?\d{1,2}[.)]|\([a-z]\))\s")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_BREAKS = re.compile(r"(?:<br>\s*){3,}")
_DEEPEST = 200


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


@dataclass(frozen=True, slots=True)
class _Around:
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
    if text.count("<") > _DEEPEST:
        text = _flatten(text)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return root


def _flatten(text: str) -> str:
    # The parser stops at a depth of 256 and would lose the rest of the page; pages that deep are broken or hostile.
    if _deepest(text) <= _DEEPEST:
        return text
    depth = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal depth
        depth = max(depth - 1, 0) if match[1] else depth + 1
        if depth < _DEEPEST or (depth == _DEEPEST and not match[1]):
            return match[0]
        # A block still ends its line.
        return "<br><br>" if match[2].lower() in _BLOCKS else ""

    return _BREAKS.sub("<br><br>", _TAG.sub(keep, text))


def _deepest(text: str) -> int:
    parser = html.HTMLParser(encoding="utf-8")
    try:
        html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return 0
    return _DEEPEST + 1 if any("Excessive depth" in entry.message for entry in parser.error_log) else 0


def project(root: html.HtmlElement) -> tuple[str, list[Piece]]:
    """Return the projection of a DOM and its lines.

    >>> project(parse("<p>Two  states<br>signed</p><p>a <b>pact</b>.</p>"))[0]
    'Two states signed\\na pact.'
    """
    builder = _Builder()
    stack: list[_Around] = []
    for number, (event, node) in enumerate(_walk(root)):
        if event == "start":
            around = _around(stack[-1] if stack else _Around(), node, number)
            if node.tag == "br":
                builder.line_break()
            elif node.tag in _BLOCKS:
                builder.flush()
            stack.append(around)
            builder.add(node.text, around)
        else:
            if node.tag in _BLOCKS:
                builder.flush()
            stack.pop()
            builder.add(node.tail, stack[-1] if stack else _Around())
    builder.flush()
    return "\n".join(piece.text for piece in builder.pieces), builder.pieces


def _walk(root: html.HtmlElement) -> Iterator[tuple[str, html.HtmlElement]]:
    """Yield start and end of every element that is kept; of one that is left out, only its tail (as an end)."""
    walker = etree.iterwalk(root, events=("start", "end"))
    skipped: html.HtmlElement | None = None
    for event, node in walker:
        if skipped is not None:
            if event == "end" and node is skipped:
                skipped = None
                yield "start", html.Element("span")
                hollow = html.Element("span")
                hollow.tail = node.tail
                yield "end", hollow
        elif event == "start" and (not isinstance(node.tag, str) or node.tag in _LEFT_OUT):
            skipped = node
            walker.skip_subtree()
        else:
            yield event, node


def _around(outer: _Around, node: html.HtmlElement, number: int) -> _Around:
    tag = str(node.tag)
    names = f"{node.get('class') or ''} {node.get('id') or ''}".strip()
    style = node.get("style")
    hidden = (
        node.get("hidden") is not None
        or node.get("aria-hidden") == "true"
        or bool(style and _HIDDEN.search(style))
        or (tag == "input")
    )
    # The whole page's own element may carry any class ("single-post comments-open").
    noise = tag in _CONTROLS or (
        bool(names) and tag not in ("html", "body", "article", "main") and in_noise_class(names)
    )
    return _Around(
        tag if tag in _BLOCKS else outer.tag,
        (*outer.path, tag) if tag in _BLOCKS or tag == "a" else outer.path,
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
        self._at = 0

    def add(self, text: str | None, around: _Around) -> None:
        if text:
            self._runs.append((text, around))

    def line_break(self) -> None:
        so_far = "".join(run for run, _ in self._runs)
        if so_far.endswith("\u2028") or _SENTENCE_END.search(so_far.rstrip()):
            self.flush()
        elif so_far.strip():
            # U+2028 stands for a single <br> until the text after it is known.
            self._runs.append(("\u2028", self._runs[-1][1]))

    def flush(self) -> None:
        runs, self._runs = self._runs, []
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
        first = next(around for run, around in runs if run.strip())
        shown = [(len("".join(run.split())), around) for run, around in runs]
        total = sum(n for n, _ in shown) or 1
        start = self._at + (1 if self.pieces else 0)
        self._at = start + len(text)
        self.pieces.append(
            Piece(
                start,
                self._at,
                text,
                first.tag,
                first.path,
                sum(n for n, around in shown if around.link) / total,
                first.hidden,
                first.asides,
                first.caption,
            )
        )
