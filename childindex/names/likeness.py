"""How far two names may be the same one, from 0 (no) to 1 (the same letters). (pure)"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from childindex.names.nicknames import is_given_name, nicknames
from childindex.names.sounds import sound, spoken

# What one word is worth beside another. Every figure below 1 is a kind of doubt.
SAME = 1.0
SOUNDS_ALIKE = 0.93  # Mohammed, Muhamad
NICKNAME = 0.9  # Katie for Katherine
ONE_LETTER = 0.88  # one letter wrong, missing, too many, or two that changed places
FAR_SOUND = 0.85  # sounds alike, written far apart: Siobhan, Shivaun
TWO_LETTERS = 0.8  # in words of seven letters, or of five when the first is right
BEGINNING = 0.78  # Maks for Maksymilian
INITIAL = 0.75
THREE_LETTERS = 0.72  # in words of nine letters or more, the first of them right
UNLIKE = 0.0

_LEFT_OUT = 0.03  # for each word that only one of the two has
_SECOND_NAME = 0.1  # called by the second given name alone
# Words that are not what anybody is told apart by, so long as another word is there.
_ARTICLES = ("al", "el", "ul", "ur", "da", "das", "de", "del", "della", "di", "do", "dos", "du", "la", "le")
_PARTICLES = frozenset((*_ARTICLES, "van", "von", "der", "den", "bin", "ibn", "bint", "ap", "ab"))
_PLACEHOLDERS = frozenset(["baby", "infant", "twin", "triplet", "unknown", "unnamed", "notknown", "nfn"])
_AFTER_PLACEHOLDER = frozenset(["boy", "girl", "of", "one", "two", "three"])
# First names that are borne before the one in daily use, and left out in speaking.
_LEFT_OUT_FIRST = frozenset(("mohammed", "muhammad", "mohamed", "mohammad", "muhammed", "md", "mohd", "syed", "abdul"))
Words = Sequence[str]


def word_likeness(one: str, other: str, *, given: bool = False) -> float:
    """How alike two words are; of given names, two real ones that sound otherwise are two names, however near in letters."""
    if one == other:
        return SAME
    if len(one) == 1 or len(other) == 1:
        return INITIAL if given and one[:1] == other[:1] else UNLIKE
    if other in nicknames(one) or one in nicknames(other):
        return NICKNAME
    if not given and _without_prefix(one) == _without_prefix(other):
        return SOUNDS_ALIKE
    heard = sound(one) & sound(other)
    slips = OSA.distance(one, other, score_cutoff=3)
    longer = max(len(one), len(other))
    if heard and (slips <= longer / 2.5 or OSA.distance(spoken(one), spoken(other)) <= longer / 2.5):
        return SOUNDS_ALIKE
    if given and is_given_name(one) and is_given_name(other):
        return UNLIKE
    if heard and max(map(len, heard)) >= 3:
        return FAR_SOUND
    return _spelling(one, other, slips)


def _without_prefix(word: str) -> str:
    """Mac Giolla and Giolla, O'Brien and Brien."""
    for prefix in ("mac", "mc", "o"):
        if word.startswith(prefix) and len(word) >= len(prefix) + 4:
            return word[len(prefix) :]
    return word


def _spelling(one: str, other: str, slips: int) -> float:
    longer, shorter = max(len(one), len(other)), min(len(one), len(other))
    if slips == 1 and longer >= 3:
        return ONE_LETTER
    begins = one[0] == other[0]
    if slips == 2 and longer >= (5 if begins else 7):
        return TWO_LETTERS
    if shorter >= 3 and (one.startswith(other) or other.startswith(one)):
        return BEGINNING
    return THREE_LETTERS if slips == 3 and longer >= 9 and begins else UNLIKE


def given_words(words: Words) -> Words:
    """The words that are given names: not "Baby", "Twin 1" or "Unknown", which newborns are entered under."""
    if not _PLACEHOLDERS.intersection(words):
        return words
    return [word for word in words if word not in _PLACEHOLDERS and word not in _AFTER_PLACEHOLDER]


def family_words(words: Words) -> Words:
    """The words that carry a family name: without "de", "van", "al" where another word is there."""
    return [word for word in words if word not in _PARTICLES] or words


def given_likeness(asked: Words, held: Words) -> float | None:
    """How alike two sets of given names are; None when one of them is not known. One that contradicts spoils all."""
    asked, held = given_words(asked), given_words(held)
    if not asked or not held:
        return None
    if len(asked) == len(held) == 1:
        return word_likeness(asked[0], held[0], given=True)
    found = _pairs(asked, held, given=True)
    worth = 0.0 if min(found) < INITIAL else sum(found) / len(found) - _left_out(asked, held)
    if worth and _by_second_name(asked, held):
        worth -= _SECOND_NAME
    return max(worth, _together(asked, held, given=True))


def family_likeness(asked: Words, held: Words) -> float | None:
    """How alike two family names are; None when one is not known. Of a double name one half is enough."""
    if not asked or not held:
        return None
    if len(asked) == len(held) == 1:
        return word_likeness(asked[0], held[0])
    together = _together(asked, held)
    asked, held = family_words(asked), family_words(held)
    found = _pairs(asked, held)
    return max(sum(found) / len(found) - _left_out(asked, held), together)


def _by_second_name(asked: Words, held: Words) -> bool:
    longer = max(asked, held, key=len)
    alone = min(len(asked), len(held)) == 1 and not left_out_first(longer)
    return alone and word_likeness(asked[0], held[0], given=True) == UNLIKE


def left_out_first(given: Words) -> bool:
    """Whether the first of these names is one that many bear and few are called by."""
    return bool(given) and given[0] in _LEFT_OUT_FIRST


def _left_out(asked: Words, held: Words) -> float:
    return min(abs(len(asked) - len(held)), 2) * _LEFT_OUT


def _together(asked: Words, held: Words, *, given: bool = False) -> float:
    """The words written as one: Anna-Maria and Annamaria, da Silva and Dasilva."""
    if len(asked) == len(held):
        return UNLIKE
    worth = word_likeness("".join(asked), "".join(held), given=given)
    return UNLIKE if worth == BEGINNING else worth


def _pairs(asked: Words, held: Words, *, given: bool = False) -> list[float]:
    """For each word of the shorter name, its best fellow in the other; each fellow is used once."""
    few, many = (asked, list(held)) if len(asked) <= len(held) else (held, list(asked))
    found = []
    for word in few:
        worth = [word_likeness(word, other, given=given) for other in many]
        best = max(range(len(many)), key=worth.__getitem__)
        found.append(worth[best])
        del many[best]
    return found
