"""Welsh words by their roots: the first consonant changes with the word before it, and is put back into its class. (pure)

There is no stemmer for Welsh. The table is of the three mutations: p becomes b, mh, ph; b becomes f, m; t becomes d, nh, th ...
"""

from __future__ import annotations

MARK = "="  # before a root, so that it is never taken for a word of another language
_CLASSES = (
    ("ngh", "c"),
    ("mh", "p"),
    ("nh", "t"),
    ("ch", "c"),
    ("ph", "p"),
    ("th", "t"),
    ("dd", "t"),
    ("ng", "c"),
    ("ll", "l"),
    ("rh", "r"),
    ("ff", "ff"),
    ("p", "p"),
    ("b", "p"),
    ("m", "p"),
    ("f", "p"),
    ("t", "t"),
    ("d", "t"),
    ("c", "c"),
    ("g", "c"),
)
_LOST_G = "aeiouwylr"  # soft mutation takes a g away: gardd, ardd
_ENDINGS = ("iaid", "iau", "ion", "oedd", "au", "od", "ydd")
_SHORTEST = 4  # letters of a root


def root(word: str) -> str:
    """The root of a folded word, marked."""
    return MARK + _classed(_bare(word))


def roots(word: str) -> tuple[str, ...]:
    """The roots that a folded word may have: where its g may have been lost, also the one with it."""
    own = root(word)
    return (own, f"{MARK}c{_bare(word)}") if word[:1] in _LOST_G else (own,)


def _bare(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


def _classed(word: str) -> str:
    for beginning, letter in _CLASSES:
        if word.startswith(beginning):
            return letter + word[len(beginning) :]
    return word
