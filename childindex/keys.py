"""The key under which names and dates are hashed, in a file outside the database."""

from __future__ import annotations

from foundation.keys import kept_key
from foundation.settings import Settings

_secret: list[bytes] = [b""]


class NoKey(RuntimeError):
    """The index was asked before the app opened it."""


def keep(settings: Settings) -> None:
    """The app says once where the key is."""
    _secret[0] = kept_key(settings.data, "index")  # its own: changing another key must not lose every child


def secret() -> bytes:
    """The key; NoKey when nobody said where it is."""
    if not _secret[0]:
        raise NoKey
    return _secret[0]
