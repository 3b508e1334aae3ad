"""A ledger with two claims in the environment of the call."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interfaces.making import Caller, fill


@pytest.fixture
def ledger_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the ledger will be; the call is made in that folder."""
    path = tmp_path / "karar.db"
    monkeypatch.setenv("KARAR_LEDGER", str(path))
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "KARAR_DEBUG", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return path


@pytest.fixture
def karar(ledger_file: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Caller:
    """A caller without a ledger."""
    return Caller(capfdbinary, ledger_file)


@pytest.fixture
def filled(karar: Caller, ledger_file: Path):
    """The two claims, kept in the ledger that the caller uses."""
    return fill(ledger_file)
