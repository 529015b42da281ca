"""The code on a sheet that a family takes home: made from the sheet and a key outside the database, so it is not kept."""

from __future__ import annotations

import hashlib

from accounts import keys
from accounts.security import tokens
from directory import codes

LENGTH = 12
_LETTERS = len(codes.ALPHABET)


def code_of(sheet: str) -> str:
    """The code of a sheet, by its UUID: the same each time it is printed."""
    number = int.from_bytes(hashlib.blake2b(f"looked:{sheet}".encode(), key=keys.pepper()).digest(), "big")
    said = ""
    for _place in range(LENGTH):
        number, letter = divmod(number, _LETTERS)
        said += codes.ALPHABET[letter]
    return said


def digest(code: str) -> bytes:
    """What the table keeps of a code."""
    return tokens.keyed("looked sheet", code)


def typed(said: str) -> str:
    """The letters of a code as somebody typed it, or "" when it can be none."""
    letters = codes.letters(said)
    return letters if len(letters) == LENGTH else ""


def said(code: str) -> str:
    """In groups of four, as one reads it from paper."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
