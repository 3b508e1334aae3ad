"""Identity: a content hash of canonical JSON, so that the same reading has the same name everywhere."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import msgspec

_ENCODER = msgspec.json.Encoder(order="sorted")


def canonical(value: Any) -> bytes:
    """Return ``value`` as canonical JSON: keys sorted, no white space, UTF-8.

    Numbers with a fraction do not occur in hashed values (amounts are decimal strings).

    >>> canonical({"b": 1, "a": "करार"}).decode()
    '{"a":"करार","b":1}'
    """
    return _ENCODER.encode(value)


def digest(value: Any, *, length: int = 26) -> str:
    """Return the first ``length`` characters of the base32 SHA-256 of the canonical JSON (5 bits each).

    >>> digest({"a": 1}, length=8)
    'afnl2724'
    """
    return digest_bytes(canonical(value), length=length)


def digest_bytes(content: bytes, *, length: int = 26) -> str:
    """Return the first ``length`` characters of the base32 SHA-256 of ``content`` as it stands.

    >>> digest_bytes(b'{"a":1}', length=8)
    'afnl2724'
    """
    raw = hashlib.sha256(content).digest()
    return base64.b32encode(raw).decode("ascii").rstrip("=").lower()[:length]
