"""The reference data of this checkout, compiled once, and texts read with it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from karar.model.claims import Claim
from karar.model.documents import Block, BlockKind, Document
from karar.model.lexicon import Entry
from karar.model.mentions import Mention
from karar.model.spans import Span
from karar.pipeline.stages import STAGES, Draft, read_document, start_draft
from karar.reference.compile import compile_resources
from karar.reference.load import Pack, Reference, build_reference
from karar.scan.scanner import Scanner
from karar.text.sentences import Sentence, split_document

ROOT = Path(__file__).parents[2]
RESOURCES = ROOT / "resources"


@cache
def reference() -> Reference:
    """All that `resources/` says now, whatever was compiled before."""
    return build_reference(compile_resources(RESOURCES))


def document(
    *parts: str | tuple[BlockKind, str], lang: str = "hi", published: str | None = None, uri: str = "test:"
) -> Document:
    """A document whose blocks are ``parts``, one a line; a plain string is a paragraph."""
    pairs = [("paragraph", part) if isinstance(part, str) else part for part in parts]
    blocks: list[Block] = []
    start = 0
    for kind, text in pairs:
        blocks.append(Block(Span(start, start + len(text)), kind))  # type: ignore[arg-type]
        start += len(text) + 1
    return Document("\n".join(text for _, text in pairs), tuple(blocks), "text/1", uri, published=published, lang=lang)


def draft_of(doc: Document) -> Draft:
    """The thorough reading of ``doc`` with what every stage left."""
    draft = start_draft(doc, reference(), thorough=True)
    for stage in STAGES:
        stage(draft)
    return draft


def claims_of(*parts: str | tuple[BlockKind, str], lang: str = "hi", published: str | None = None) -> list[Claim]:
    """The claims of a document made of ``parts``."""
    return list(read_document(document(*parts, lang=lang, published=published), reference()).claims)


def toy_reference(*rows: tuple[str, Entry], packs: dict[str, Pack] | None = None) -> Reference:
    """A reference of a few folded surfaces; a surface may stand several times."""
    surfaces: dict[str, tuple[Entry, ...]] = {}
    for surface, entry in rows:
        surfaces[surface] = (*surfaces.get(surface, ()), entry)
    return Reference(surfaces, packs or {}, {}, {}, "toy")


def scanned(text: str, known: Reference, lang: str = "hi") -> Sentence:
    """``text`` as one sentence with the hits of ``known``."""
    sent = split_document(document(text, lang=lang), frozenset())[0]
    sent.hits = tuple(Scanner(known).scan(sent.text))
    return sent


def names(mentions: list[Mention]) -> list[tuple[str, str]]:
    """Kinds and values of mentions, in order."""
    return [(mention.kind, mention.value) for mention in mentions]
