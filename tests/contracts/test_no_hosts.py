"""Committed files name no package registry and no place on somebody's machine."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.contracts.source import ROOT

# Written so that this file does not match itself.
HOST = re.compile(r"\b(?:py[p]i|python[h]osted|npm[j]s|npm[m]irror|conda[.]anaconda|deb[.]debian)\.(?:org|com)\b")
INDEX = re.compile(r"--(?:extra-)?index-[u]rl|--find-[l]inks|--trusted-[h]ost")
PLACE = re.compile(r"(?<![\w.~*$}-])/(?:roo[t]|home/[a-z][\w-]*|Users/\w+|wor[k]|opt/py[p]i|opt/wheel[s])\b(?!/\*)")

# Pages as they were published: their links are their publishers'.
OTHERS_WORDS = re.compile(r"^(?:examples|evaluation|tests|resources)/.*\.(?:html|xml|txt|pdf|jsonl|warc|gz)$")
MADE = re.compile(r"^\.(?!ci/|gitignore)|__pycache__/|/compiled/|^(?:build|dist)/|\.db(?:-\w+)?$")
LOCK_LINE = re.compile(r"[a-z0-9-]+==[\w.]+(?: ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}(?: \\)?")


def list_committed() -> list[str]:
    """List the files that git tracks; without git, all but what a run makes."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        return [name for name in told.split("\0") if name and (ROOT / name).is_file()]
    return [name for name in list_present() if not MADE.search(name)]


def list_present() -> list[str]:
    """List every file of the project's folder."""
    return [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file()]


def find_places(text: str) -> list[str]:
    """List the registry hosts, index options and machine paths in a text."""
    return [match.group() for pattern in (HOST, INDEX, PLACE) for match in pattern.finditer(text)]


def test_files_name_no_host_and_no_machine():
    """No tracked file names a registry, an index option or a path of one machine."""
    names = [name for name in list_committed() if not OTHERS_WORDS.match(name)]
    assert len(names) > 5
    found = {name: find_places((ROOT / name).read_bytes().decode("utf-8", "replace")) for name in names}
    assert {name: places for name, places in found.items() if places} == {}


PLACES = [("https://py", "pi.org/simple"), ("/wor", "k/x"), ("see /ro", "ot/a"), ("--index-", "url x")]


@pytest.mark.parametrize("parts", PLACES)
def test_a_place_is_caught(parts):
    """The patterns find what they are for."""
    assert find_places("".join(parts)) != []


@pytest.mark.parametrize("text", ["docs/work/notes", "https://example.org/work/1", "rootless", "/usr/bin/env"])
def test_a_common_path_is_let_be(text):
    """A path inside the project or in an address is no machine's path."""
    assert find_places(text) == []


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.lock")), ids=lambda lock: lock.name)
def test_lock_holds_pins_and_hashes_alone(lock):
    """Each line of a lock file is a pinned name or a hash."""
    lines = Path(lock).read_text(encoding="utf-8").splitlines()
    assert lines
    assert [line for line in lines if not LOCK_LINE.fullmatch(line)] == []


def test_files_are_found_without_git():
    """An unpacked archive is searched as well: what git tracks is among the files found without it."""
    without = {name for name in list_present() if not MADE.search(name)}
    assert {name for name in list_committed() if "/compiled/" not in name} - without == set()
