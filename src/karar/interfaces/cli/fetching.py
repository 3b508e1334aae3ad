"""What ``karar read`` fetches pages with: made when the first address is met, told of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Self

from karar import intake
from karar.errors import UsageError
from karar.intake.fetching import MEGABYTE, Fetched, Settings, without_credentials
from karar.interfaces.cli.options.read import Options
from karar.pipeline.visits import LedgerHistory


class FetcherOnDemand:
    """A `karar.intake.fetching.Fetcher`, as a context manager; a call that reads files alone does not load the client.

    Attributes:
        history: what keeps the visits, and is asked for former ones; to be given before the first address is met.
    """

    def __init__(self, settings: Settings) -> None:
        self.history: LedgerHistory | None = None
        self._settings = settings
        self._stack = ExitStack()
        self._made: intake.Web | None = None

    def __enter__(self) -> Self:
        """Start."""
        return self

    def __exit__(self, *_: object) -> None:
        """Fetch nothing more, and keep the visits."""
        self._stack.close()

    def expect(self, addresses: Sequence[str]) -> None:
        """Announce the addresses that will be asked for, in that order."""
        self._web().expect(addresses)

    def get(self, address: str) -> Fetched | None:
        """Return what stands at an address; None where it has not changed since it was read."""
        fetched = self._web().get(address)
        if self.history:
            self.history.flush()
        return fetched

    def _web(self) -> intake.Web:
        if self._made is None:
            if self.history:
                self._stack.enter_context(self.history)
            self._made = self._stack.enter_context(intake.Web(self._settings, self.history))
        return self._made


def settings_of(options: Options) -> Settings:
    """Return how to fetch, by the options of the call."""
    usual = Settings()
    return Settings(
        connect=min(usual.connect, options.timeout),
        read=min(usual.read, options.timeout),
        total=options.timeout,
        max_bytes=round(options.max_size * MEGABYTE),
        delay=options.delay,
        allow_private=options.allow_private,
    )


def to_address(asked: str | None) -> str | None:
    """Return an address as it was given.

    Raises:
        UsageError: it holds a user's name or password, which would be kept.
    """
    if asked is not None and without_credentials(asked) != asked.strip():
        hint = "Leave them out: the address is kept and shown."
        raise UsageError("The address holds a user's name or password", where="--address", hint=hint)
    return asked
