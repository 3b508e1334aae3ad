"""Inflected forms from a lemma and a paradigm: the facts are in the packs' `inflections.toml`, only the rule is here.

A paradigm is a list of forms; each form drops an ending and adds another::

    [hi-masc-aa]
    forms = [ { drop = "ा", add = "े" }, { drop = "ा", add = "ों" } ]

The lemma itself is always a form. A form whose ending the lemma does not have is left out. ``when`` (a regular
expression on the lemma) limits a form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from karar.errors import ResourceError


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a paradigm: ``drop`` an ending, ``add`` another, ``tag`` what it means (verbs), ``when`` it holds."""

    drop: str = ""
    add: str = ""
    tag: str = ""
    when: str = ""


def read_paradigms(tables: Iterable[tuple[str, Mapping[str, object]]]) -> dict[str, tuple[Form, ...]]:
    """Return the paradigms of parsed `inflections.toml` files by name; each file comes with its name.

    Raises:
        ResourceError: a paradigm stands twice, is no table or has a form with unknown keys.
    """
    paradigms: dict[str, tuple[Form, ...]] = {}
    for where, table in tables:
        for name, body in table.items():
            if name in paradigms or not isinstance(body, dict):
                raise ResourceError(f"The paradigm {name} stands twice or is no table", where=where)
            try:
                paradigms[name] = tuple(Form(**form) for form in body["forms"])
            except (KeyError, TypeError) as error:
                raise ResourceError(f"The paradigm {name} breaks its form: {error}", where=where) from error
    return paradigms


def inflect(lemma: str, paradigm: tuple[Form, ...]) -> dict[str, str]:
    """Return the forms of ``lemma`` with their tags, the lemma first (tag ``""``).

    >>> inflect("समझौता", (Form(drop="ा", add="े"), Form(drop="ा", add="ों")))
    {'समझौता': '', 'समझौते': '', 'समझौतों': ''}
    """
    forms = {lemma: ""}
    for form in paradigm:
        if form.when and not re.search(form.when, lemma):
            continue
        if lemma.endswith(form.drop):
            forms.setdefault(lemma[: len(lemma) - len(form.drop)] + form.add, form.tag)
    return forms
