"""How lines and seals are chained. (pure)"""

from __future__ import annotations

import hmac
import json
from typing import Any


def canonical(fields: dict[str, Any]) -> str:
    """The one way to write these fields down: what is stored is what is hashed."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def mac_of(key: bytes, previous: bytes, *parts: object) -> bytes:
    """The keyed hash of a line: of the line before it and of its own parts, none of which may hold a line break."""
    text = "\n".join([previous.hex(), *(str(part) for part in parts)])
    return hmac.digest(key, text.encode(), "sha256")


def same(one: bytes, other: bytes) -> bool:
    """Whether two hashes are equal."""
    return hmac.compare_digest(one, other)
