"""The text between the tags of HTML, found without a parser, however broken the markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Spelt out, since a search that ignores case looks at every character.
_ELEMENT = re.compile(r"<([sS][cC][rR][iI][pP][tT]|[sS][tT][yY][lL][eE])\b")
_CLOSE = {"script": re.compile(r"</[sS][cC][rR][iI][pP][tT]\b"), "style": re.compile(r"</[sS][tT][yY][lL][eE]\b")}
# "<" opens a tag before a letter and a few signs; anywhere else it is text.
_BETWEEN_TAGS = re.compile(r">\s*+((?:[^<]|<(?![a-zA-Z/!?]))[^<]*(?:<(?![a-zA-Z/!?])[^<]*)*)")
_FIRST, _LONGEST = 8_192, 65_536  # characters of markup in one batch


def between_tags(text: str) -> Iterator[list[str]]:
    """Yield what stands between the tags of ``text``, scripts and styles left out; never less than a DOM's text.

    A tenth of a DOM's cost, for a look at what a page holds. It comes in batches that grow, since most pages say soon
    what they hold. Entities stay as they are written.

    >>> list(between_tags("<p>India <b>and</b> Japan<script>x = '<p>'</script></p>"))
    [['India ', 'and', 'Japan']]
    """
    size = _FIRST
    for stretch in _outside_programs(text):
        start = 0
        while start < len(stretch):
            cut = stretch.find("<", start + size)
            end = cut if cut >= 0 else len(stretch)
            # Where a batch begins counts as behind a tag, so that a "<" of the text loses nothing.
            opening = "" if stretch[start] == ">" else ">"
            if found := _BETWEEN_TAGS.findall(opening + stretch[start:end]):
                yield found
            start, size = end, min(2 * size, _LONGEST)


def _outside_programs(text: str) -> Iterator[str]:
    """Yield the stretches of ``text`` outside of scripts and styles; from one that never closes all is kept."""
    start = 0
    while opening := _ELEMENT.search(text, start):
        closing = _CLOSE[opening[1].lower()].search(text, opening.end())
        if closing is None:
            break
        yield text[start : opening.start()]
        start = closing.end()
    yield text[start:]
