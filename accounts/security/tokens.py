"""Tokens of links and cookies: the table holds only their digest, so that a stolen copy of it opens nothing."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from accounts import keys


def new() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """What the table keeps of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def keyed(purpose: str, said: str) -> bytes:
    """What the table keeps of something short: without the key outside the database, all guesses cannot be tried."""
    return hmac.digest(keys.pepper(), f"{purpose}:{said}".encode("utf-8", "replace"), "sha256")
