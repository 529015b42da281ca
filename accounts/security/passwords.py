"""Passwords. A hash takes a tenth of a second: never inside a change, where every other writer would wait for it."""

from __future__ import annotations

import itertools
import secrets
import unicodedata
from pathlib import Path

import argon2

LEAST, MOST = 12, 1000
_HASHER = argon2.PasswordHasher()
_NOBODY = _HASHER.hash(secrets.token_hex(16))  # checked when there is no such person, so that both answers take as long

# What people choose first; what is left of a password without its figures and signs is looked up too.
_COMMON = frozenset((Path(__file__).parent / "common_passwords.txt").read_text(encoding="utf-8").split())


def hashed(password: str) -> str:
    """What the table keeps."""
    return _HASHER.hash(_plain(password))


def matches(stored: str | None, given: str) -> bool:
    """Whether this is the password; as slow for nobody (None) as for somebody."""
    try:
        return _HASHER.verify(stored or _NOBODY, _plain(given[:MOST])) and stored is not None and len(given) <= MOST
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
        return False


def unfit(password: str, *own: str) -> str:
    """Why a password cannot be used: "short", "long", "common", "own" (an address or name in `own`); "" when it can."""
    plain = _plain(password)
    if len(plain) < LEAST:
        return "short"
    if len(password) > MOST:
        return "long"
    if plain.casefold() in {_plain(one).casefold() for one in own if one}:
        return "own"
    return "common" if _common(plain.casefold()) else ""


def _plain(password: str) -> str:
    """The same letters however a keyboard composes them; every character counts, spaces too."""
    return unicodedata.normalize("NFKC", password.encode("utf-8", "replace").decode())


def _common(plain: str) -> bool:
    letters = "".join(c for c in plain if c.isalpha())
    steps = {ord(b) - ord(a) for a, b in itertools.pairwise(plain)}
    runs = len(steps) == 1 and steps <= {-1, 0, 1}
    return runs or len(set(plain)) < 4 or plain in _COMMON or letters in _COMMON or _counts_up(plain)


def _counts_up(plain: str) -> bool:
    return plain.isdigit() and plain in "12345678901234567890123456789098765432109876543210"
