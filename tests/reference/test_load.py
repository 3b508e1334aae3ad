"""Loading the compiled data: what is missing or old is told with what to do."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from karar.errors import ResourceError
from karar.reference.compile import compile_resources
from karar.reference.load import load_reference


@pytest.fixture(autouse=True)
def _fresh():
    """The loader keeps its last answer; no test sees another's."""
    load_reference.cache_clear()
    yield
    load_reference.cache_clear()


def write(path: Path, record: object) -> Path:
    """Write a record as the build tool does."""
    path.write_bytes(msgspec.msgpack.encode(record))
    return path


def test_a_compiled_file_loads(resources: Path, tmp_path: Path):
    """Surfaces, packs and the version come back."""
    known = load_reference(write(tmp_path / "reference.msgpack", compile_resources(resources)))
    assert known.entries("india")[0].value == "IN"
    assert known.entries("nowhere") == ()
    assert known.packs["xx"].abbreviations == frozenset({"dr"})
    assert known.packs["xx"].settings["script"] == "Latn"


def test_a_missing_file_is_told_with_what_to_do(tmp_path: Path):
    """The hint names the build tool."""
    with pytest.raises(ResourceError, match=r"missing or broken.*build_data\.py") as fault:
        load_reference(tmp_path / "reference.msgpack")
    assert fault.value.exit_code == 4


@pytest.mark.parametrize("content", [b"", b"\x00", b"not msgpack at all", b"\x81\xa1a\x01"])
def test_a_broken_file_is_told_with_what_to_do(tmp_path: Path, content: bytes):
    """Bytes that are no record are no traceback."""
    path = tmp_path / "reference.msgpack"
    path.write_bytes(content)
    with pytest.raises(ResourceError, match=r"build_data\.py"):
        load_reference(path)


OLDER = [
    ("a part that is new", lambda record: {key: value for key, value in record.items() if key != "initiatives"}),
    ("entries of three columns", lambda record: record | {"entries": [row[:3] for row in record["entries"]]}),
    ("a surface without its entry", lambda record: record | {"surfaces": {"x": [10_000_000]}}),
    ("a list", lambda record: [record]),
    ("packs as a list", lambda record: record | {"packs": []}),
]


@pytest.mark.parametrize(("why", "change"), OLDER, ids=[case[0] for case in OLDER])
def test_a_file_of_another_version_is_told_with_what_to_do(resources: Path, tmp_path: Path, why: str, change):
    """A record of another shape is the same fault as a missing one."""
    path = write(tmp_path / "reference.msgpack", change(compile_resources(resources)))
    with pytest.raises(ResourceError, match=r"build_data\.py"):
        load_reference(path)
