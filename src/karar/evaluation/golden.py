"""Golden cases: one behaviour of the reader each, as data.

A case is a line of ``tests/golden/<lang>/*.jsonl``::

    {"id": "amount-lakh-crore", "why": "लाख करोड़ is 10^12", "text": "…", "published": "2025-08-29",
     "expect": [{"act": "pledge", "parties": ["IN", "JP"], "amounts": [{"value": "10000000000000"}]}],
     "forbid": [{"parties": ["IN", "CN"]}], "exact": true, "xfail": "why it does not work yet"}

Each expectation must be met by a claim of its own; an expectation names only the fields that it cares for (see
`meets`). ``"exact": true``, or an empty ``expect``, allows no further claims. No claim may meet a ``forbid``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from karar.errors import InputError

Record = Mapping[str, Any]


class GoldenCase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One behaviour. ``lang`` and ``file`` follow from where the case stands."""

    id: str
    why: str
    text: str
    expect: tuple[dict[str, Any], ...] = ()
    forbid: tuple[dict[str, Any], ...] = ()
    published: str | None = None
    exact: bool = False
    xfail: str | None = None
    lang: str = ""
    file: str = ""

    @property
    def name(self) -> str:
        """How a test report names it: ``hi/amounts:amount-lakh-crore``."""
        return f"{self.lang}/{Path(self.file).stem}:{self.id}"


def load_golden(folder: Path) -> tuple[GoldenCase, ...]:
    """Load the cases of ``folder/<lang>/*.jsonl``, in the order of the files' names.

    Raises:
        InputError: a line breaks the form, names a field no claim has, or repeats an id.
    """
    decoder = msgspec.json.Decoder(GoldenCase)
    cases: dict[str, GoldenCase] = {}
    for path in sorted(folder.glob("*/*.jsonl")):
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            if not line.strip() or line.startswith(b"//"):
                continue
            where = f"{path}:{number}"
            try:
                case = decoder.decode(line)
            except msgspec.DecodeError as error:
                raise InputError(f"Not a golden case: {error}", where=where) from error
            case = msgspec.structs.replace(case, lang=case.lang or path.parent.name, file=str(path))
            unknown = sorted({key for claim in (*case.expect, *case.forbid) for key in claim} - MEETS.keys())
            if unknown:
                raise InputError(f"A golden case asks for unknown fields: {', '.join(unknown)}", where=where)
            if case.name in cases:
                raise InputError(f"Two golden cases are called {case.name}", where=where)
            cases[case.name] = case
    return tuple(cases.values())


# --- how one field meets what is asked of it ---------------------------------------


def _one_of(value: Any, wanted: Any) -> bool:
    """Meet one value, or one of a list of allowed values."""
    return value in wanted if isinstance(wanted, list) else bool(value == wanted)


def _same_set(value: Any, wanted: Any) -> bool:
    """Meet all of the codes and no others, in any order."""
    return sorted(value or ()) == sorted(wanted)


def _at_least(value: Any, wanted: Any) -> bool:
    """Meet at least the codes asked for; none asked for means none allowed."""
    return set(wanted) <= set(value or ()) if wanted else not value


def _part(value: Any, wanted: Any) -> bool:
    """Meet the keys of a record that are asked for; null asks for nothing to be there."""
    if not isinstance(wanted, Mapping) or not isinstance(value, Mapping):
        return _one_of(value, wanted)
    return all(_one_of(value.get(key), want) for key, want in wanted.items())


def _parts(value: Any, wanted: Any) -> bool:
    """Meet each of the records asked for with some record; none asked for means none allowed."""
    if not wanted:
        return not value
    return all(any(_part(item, want) for item in value or ()) for want in wanted)


def _instrument(value: Any, wanted: Any) -> bool:
    """Meet an instrument by its type, or as a record."""
    return _part(value, wanted) if isinstance(wanted, Mapping) else _one_of((value or {}).get("type"), wanted)


def _attribution(value: Any, wanted: Any) -> bool:
    """Meet an attribution by its kind, or as a record."""
    return _part(value, wanted) if isinstance(wanted, Mapping) else _one_of((value or {}).get("kind"), wanted)


def _named(value: Any, wanted: Any) -> bool:
    """Meet actors and places: a plain string is a part of some name, or a code, a record as in `_parts`."""
    if not wanted:
        return not value
    return all(any(_is_named(item, want) for item in value or ()) for want in wanted)


def _is_named(item: Any, want: Any) -> bool:
    return want in item["name"] or want == item.get("code") if isinstance(want, str) else _part(item, want)


def _quoted(value: Any, wanted: Any) -> bool:
    """Meet words that the quote must hold, white space aside."""
    words = [wanted] if isinstance(wanted, str) else wanted
    text = " ".join(str((value or {}).get("text", "")).split())
    return all(" ".join(word.split()) in text for word in words)


def _kinds(value: Any, wanted: Any) -> bool:
    """Meet the kinds of problem asked for; none asked for means none allowed."""
    return _at_least([problem["kind"] for problem in value or ()], wanted)


MEETS: Mapping[str, Callable[[Any, Any], bool]] = {
    "act": _one_of,
    "modality": _one_of,
    "parties": _same_set,
    "giver": _one_of,
    "receiver": _one_of,
    "sectors": _at_least,
    "instrument": _instrument,
    "amounts": _parts,
    "quantities": _parts,
    "when": _part,
    "period": _part,
    "duration": _part,
    "actors": _named,
    "initiatives": _at_least,
    "places": _named,
    "project": _one_of,
    "stages": _at_least,
    "topics": _at_least,
    "attribution": _attribution,
    "quote": _quoted,
    "problems": _kinds,
}
"""Field → how it meets what a case asks of it. THE list of what a case may ask for."""


def meets(claim: Record, wanted: Record) -> bool:
    """Whether a claim in its JSON form has all that a partial claim asks for.

    ``act``, ``modality``, ``giver``, ``receiver`` and ``project`` take a value or a list of allowed ones, ``parties``
    must be the same set, codes (``sectors``, ``topics`` …) at least those, ``amounts`` and ``quantities`` each be
    there, ``actors`` and ``places`` by a part of a name or by code, ``instrument`` by its type, ``attribution`` by its
    kind, ``quote`` by words it holds, ``problems`` by kind. An empty list asks for none.

    >>> meets({"act": "sign", "sectors": ["cyber", "digital"]}, {"act": ["sign", "agree"], "sectors": ["cyber"]})
    True
    """
    return all(MEETS[key](claim.get(key), want) for key, want in wanted.items())


def assign(edges: Sequence[Sequence[int]]) -> dict[int, int]:
    """Return claim → expectation, the largest one-to-one matching; ``edges[i]`` lists the claims that may serve i.

    >>> assign([[0, 1], [0]])
    {0: 1, 1: 0}
    """
    owner: dict[int, int] = {}

    def place(expectation: int, tried: set[int]) -> bool:
        for claim in edges[expectation]:
            if claim not in tried:
                tried.add(claim)
                if claim not in owner or place(owner[claim], tried):
                    owner[claim] = expectation
                    return True
        return False

    for expectation in range(len(edges)):
        place(expectation, set())
    return owner


def check_case(case: GoldenCase, claims: Iterable[Record]) -> list[str]:
    """Return what is wrong, one line each; an empty list means that the case holds.

    Args:
        case: the golden case.
        claims: all claims read in its text, in their JSON form.
    """
    return list(_faults(case, list(claims)))


def _faults(case: GoldenCase, claims: list[Record]) -> Iterator[str]:
    edges = [[i for i, claim in enumerate(claims) if meets(claim, wanted)] for wanted in case.expect]
    owner = assign(edges)
    served = set(owner.values())
    for number, wanted in enumerate(case.expect):
        if number not in served:
            yield f"missing: {show(wanted)}"
    exact = case.exact or not (case.expect or case.forbid)
    for number, claim in enumerate(claims):
        if any(meets(claim, unwanted) for unwanted in case.forbid):
            yield f"forbidden: {show(claim)}"
        elif number not in owner and (exact or len(served) < len(case.expect)):
            yield f"{'too much' if exact else 'read instead'}: {show(claim)}"


def show(claim: Record) -> str:
    """Return a claim, or a partial one, in one line: the fields that are set, without provenance."""
    kept = {key: claim[key] for key in MEETS if claim.get(key) not in (None, [], (), {})}
    return msgspec.json.encode(kept).decode()
