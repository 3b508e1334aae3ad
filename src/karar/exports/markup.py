"""Text in XML: what XML 1.0 cannot hold becomes U+FFFD, and a fragment is written as bytes."""

from __future__ import annotations

import re

from lxml import etree

_NEVER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def text_of(written: str) -> str:
    """Return text that XML can hold (XML 1.0, section 2.2).

    >>> text_of("a\\x00b")
    'a\ufffdb'
    """
    return _NEVER.sub("\ufffd", written)


def add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    """Add an element with its text and attributes; an underscore in an attribute's name stands for a hyphen."""
    made = etree.SubElement(parent, name)
    for key, value in attributes.items():
        made.set(key.replace("_", "-"), text_of(value))
    if text is not None:
        made.text = text_of(text)
    return made


def to_bytes(element: etree._Element) -> bytes:
    """Return an element as indented UTF-8 with a line end."""
    etree.indent(element)
    return etree.tostring(element, encoding="utf-8") + b"\n"
