#!/usr/bin/env python3
"""Compile `resources/` into the package's reference data.

usage: python3 tools/build_data.py [--check]

With --check nothing is written: exit 1 where what is compiled is not what the resources give.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

import msgspec  # noqa: E402

from karar.reference import corridors, dialogues, groups, load, places, programmes, rates  # noqa: E402
from karar.reference.compile import compile_resources, fingerprint  # noqa: E402

RESOURCES = ROOT / "resources"
PARTS: tuple[tuple[Path, Callable[[Path], dict[str, Any]]], ...] = (
    (rates.COMPILED, lambda root: rates.compile_rates(root / "rates" / "monthly.tsv")),
    (corridors.COMPILED, corridors.compile_corridors),
    (dialogues.COMPILED, dialogues.compile_dialogues),
    (groups.COMPILED, groups.compile_groups),
    (places.COMPILED, places.compile_places),
    (programmes.COMPILED, programmes.compile_programmes),
    # Last, since its version says that all is there.
    (load.COMPILED, compile_resources),
)


def stale() -> bool:
    """Whether a compiled file is missing or was made from other resources."""
    try:
        missing = not all(path.is_file() for path, _ in PARTS)
        version = msgspec.msgpack.decode(load.COMPILED.read_bytes())["version"]
        return missing or bool(version != fingerprint(RESOURCES))
    except (OSError, msgspec.DecodeError, KeyError):
        return True


def main(argv: list[str] | None = None) -> int:
    """Write the compiled files and tell what they hold; return the exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    if "--check" in arguments:
        return int(stale())
    load.COMPILED.parent.mkdir(parents=True, exist_ok=True)
    counts: dict[str, int] = {}
    for path, compiled in PARTS:
        record = compiled(RESOURCES)
        path.write_bytes(msgspec.msgpack.encode(record))
        wanted = ("surfaces", "entries", "months", "corridors", "mechanisms", "groups", "locations", "systems")
        counts |= {name: len(record[name]) for name in wanted if name in record}
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    print(f"{told} → {load.COMPILED.parent.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
