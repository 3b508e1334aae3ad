"""What all compiled files share: how one is loaded, and a lexicon that stands in one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from karar.errors import ResourceError
from karar.reference.load import Reference, build_reference

FOLDER = Path(__file__).parent / "compiled"
Built = TypeVar("Built")


def load_compiled(path: Path, what: str, form: int, build: Callable[[Mapping[str, Any]], Built]) -> Built:
    """Return what ``build`` makes of a file that `tools/build_data.py` compiled.

    Args:
        path: the file.
        what: what it holds, in the plural ("corridors").
        form: the number of its form; a file of another one is of another version of the program.
        build: makes the tables of the record.

    Raises:
        ResourceError: the file is missing, broken, or of another version.
    """
    try:
        record = msgspec.msgpack.decode(path.read_bytes())
        if record["format"] != form:
            raise ValueError(f"format {record['format']}, not {form}")
        return build(record)
    except (OSError, msgspec.MsgspecError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise ResourceError(
            f"The compiled {what} are missing or broken", where=path.name, hint="Run: python3 tools/build_data.py"
        ) from error


def lexicon_of(record: Mapping[str, Any]) -> Reference:
    """Return the names of a compiled record as a lexicon of their own."""
    empty: dict[str, Any] = {"packs": {}, "sectors": {}, "initiatives": {}, "version": ""}
    return build_reference({**empty, "entries": record["entries"], "surfaces": record["surfaces"]})
