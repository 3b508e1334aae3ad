#!/usr/bin/env python3
"""Compile `resources/` into the package's reference data.

usage: python3 tools/build_data.py [--check]

With --check nothing is written: exit 1 where what is compiled is not what the resources give.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

import msgspec  # noqa: E402

from karar.reference.compile import compile_resources, fingerprint  # noqa: E402
from karar.reference.corridors import COMPILED as COMPILED_CORRIDORS  # noqa: E402
from karar.reference.corridors import compile_corridors  # noqa: E402
from karar.reference.dialogues import COMPILED as COMPILED_DIALOGUES  # noqa: E402
from karar.reference.dialogues import compile_dialogues  # noqa: E402
from karar.reference.load import COMPILED  # noqa: E402
from karar.reference.rates import COMPILED as COMPILED_RATES  # noqa: E402
from karar.reference.rates import compile_rates  # noqa: E402


def stale() -> bool:
    """Whether a compiled file is missing or was made from other resources."""
    try:
        COMPILED_RATES.read_bytes()
        COMPILED_CORRIDORS.read_bytes()
        COMPILED_DIALOGUES.read_bytes()
        return bool(msgspec.msgpack.decode(COMPILED.read_bytes())["version"] != fingerprint(ROOT / "resources"))
    except (OSError, msgspec.DecodeError, KeyError):
        return True


def main(argv: list[str] | None = None) -> int:
    """Write the compiled file where it is stale; return the exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    if "--check" in arguments:
        return int(stale())
    record = compile_resources(ROOT / "resources")
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    rates = compile_rates(ROOT / "resources" / "rates" / "monthly.tsv")
    COMPILED_RATES.write_bytes(msgspec.msgpack.encode(rates))
    corridors = compile_corridors(ROOT / "resources")
    COMPILED_CORRIDORS.write_bytes(msgspec.msgpack.encode(corridors))
    dialogues = compile_dialogues(ROOT / "resources")
    COMPILED_DIALOGUES.write_bytes(msgspec.msgpack.encode(dialogues))
    COMPILED.write_bytes(msgspec.msgpack.encode(record))
    lists = f"{len(corridors['corridors'])} corridors, {len(dialogues['mechanisms'])} dialogues"
    counts = f"{len(record['surfaces'])} surfaces, {len(record['entries'])} entries, {len(rates['months'])} months"
    print(f"{counts} of rates, {lists} → {COMPILED.parent.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
