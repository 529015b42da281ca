"""The six letters by which an entry can be said aloud, typed from a poster, or found again. (pure)

No vowel, no W and no Y: so no word in any of our languages that use Latin letters.
"""

from __future__ import annotations

from collections.abc import Callable

ALPHABET = "BCDFGHJKMNPQRTVXZ"
LENGTH = 6
# What may stand between the letters; the plain hyphen last, for a pattern.
BETWEEN = " ‐‑‒–—.\u00a0\u200e\u200f\u2066\u2069-"
_NOISE = str.maketrans("", "", BETWEEN)


def clean(typed: str) -> str | None:
    """The code in what a person typed (any case, spaces and hyphens between), or None."""
    if len(typed) > 40:
        return None
    code = typed.translate(_NOISE).upper()
    return code if len(code) == LENGTH and all(letter in ALPHABET for letter in code) else None


def letters(typed: str) -> str:
    """The letters of any code that a person typed, without what stood between them; "" when something else was typed."""
    code = typed[:80].translate(_NOISE).upper()
    return code if all(letter in ALPHABET for letter in code) else ""


def new(choose: Callable[[str], str], taken: Callable[[str], bool]) -> str:
    """A code that is not taken; `choose` picks one letter (secrets.choice, or a seeded one)."""
    while True:
        code = "".join(choose(ALPHABET) for _ in range(LENGTH))
        if not taken(code):
            return code


def said(code: str) -> str:
    """In groups, as one says it: BCD FGH; BCDF GHJK."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"
