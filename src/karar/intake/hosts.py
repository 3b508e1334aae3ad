"""A host's name to the network addresses behind it, and which of those are public."""

from __future__ import annotations

import ipaddress
import socket
import threading
import tomllib
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from functools import cache
from importlib.resources import files
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

IPAddress = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
"""Gives the network addresses of a host and a port, the best one first; raises OSError where there are none."""

_UNICAST = IPv6Network("2000::/3")


class SlowResolutionError(Exception):
    """The name of a host was not resolved in time."""


@cache
def _networks() -> tuple[tuple[tuple[IPv4Network | IPv6Network, str], ...], tuple[tuple[IPv6Network, int], ...]]:
    table = tomllib.loads(files("karar.intake").joinpath("data", "networks.toml").read_text(encoding="utf-8"))
    named = [(ipaddress.ip_network(net), kind) for part in ("ipv4", "ipv6") for net, kind in table[part].items()]
    return tuple(named), tuple((IPv6Network(net), bits) for net, bits in table["embedded"].items())


def kind_of(text: str) -> str | None:
    """Return what kind of network an address lies in, None where that is the public internet.

    >>> kind_of("127.0.0.1"), kind_of("::ffff:10.0.0.1"), kind_of("93.184.216.34")
    ('this machine', 'private', None)
    """
    address: IPAddress = ipaddress.ip_address(text)
    named, embedded = _networks()
    if isinstance(address, IPv6Address):
        address = IPv6Address(int(address))  # without its zone, which no network has
        for network, bits in embedded:
            if address in network:
                return kind_of(str(IPv4Address((int(address) >> bits) & 0xFFFF_FFFF)))
    for net, kind in named:
        if address in net:
            return kind
    return "reserved" if isinstance(address, IPv6Address) and address not in _UNICAST else None


def resolve(host: str, port: int) -> list[str]:
    """Return the network addresses of a host, as this machine finds them.

    Raises:
        OSError: there are none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def resolve_within(seconds: float | None, host: str, port: int, resolver: Resolve = resolve) -> Sequence[str]:
    """Return the network addresses of a host; the system's own search for them knows no time limit.

    Raises:
        SlowResolutionError: they were not found in that time.
        OSError: there are none.
    """
    found: Future[Sequence[str]] = Future()

    def search() -> None:
        try:
            found.set_result(resolver(host, port))
        except Exception as error:  # noqa: BLE001 - it is raised where the search is waited for
            found.set_exception(error)

    threading.Thread(target=search, name=f"resolve {host}", daemon=True).start()
    if not wait((found,), seconds).done:
        raise SlowResolutionError(host)
    try:
        return found.result()
    except UnicodeError as error:  # a label that is empty or too long
        raise OSError(str(error)) from error
