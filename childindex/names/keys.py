"""What a child can be found by, written so that the table of it tells nobody who is in it. (pure)"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from itertools import islice, product

from childindex.names.folding import folded
from childindex.names.likeness import family_words, given_words
from childindex.names.nicknames import nicknames
from childindex.names.sounds import outline

MOST_ASKED = 40
_NICKNAMES_ASKED = 3


def hashed(keys: Iterable[str], secret: bytes) -> frozenset[int]:
    """Each key as a number of 63 bits that only the holder of the secret can make."""
    if not secret:
        raise ValueError("keys of children need a secret")
    seal = secret if len(secret) <= 64 else blake2b(secret).digest()
    return frozenset(
        int.from_bytes(blake2b(key.encode(), key=seal, digest_size=8).digest(), "big") >> 1 for key in keys
    )


def stored(given: str, family: str, script: str, when: tuple[date | None, bool]) -> Iterator[str]:
    """The keys of one name of a child with this date of birth (and whether it is an estimate)."""
    born, estimated = when
    outlines = _outlines(given, family)
    yield from _dated(outlines, born, estimated=estimated) if born else ()
    pairs = [_pair(outlines[:2])]
    if script:
        pairs.append(_pair(_outlines(script, "")[:2]))
    for pair in pairs:
        if pair:
            yield f"name {pair}"
            if born is None:
                yield f"undated {pair}"


def _dated(outlines: Sequence[str], born: date, *, estimated: bool) -> Iterator[str]:
    if estimated:
        yield from (f"about {born.year} {heard}" for heard in outlines)
        return
    yield f"born {born.isoformat()}"
    for heard in outlines:
        yield from _parts(heard, born)


def _parts(heard: str, born: date) -> tuple[str, str, str]:
    """Each leaves out one part of the date: whichever part is wrong, one key is right."""
    return (
        f"day? {heard} {born.year}-{born.month}",
        f"month? {heard} {born.year}--{born.day}",
        f"year? {heard} {born.month}-{born.day}",
    )


def _outlines(given: str, family: str) -> list[str]:
    """The outlines of the first given and of the last family name, and of the first half of a double one."""
    first, last = given_words(folded(given)), family_words(folded(family))
    if len(first) > 1 and not last:
        first, last = first[:1], first[-1:]
    return _heard((*first[:1], *last[-1:], *last[:1]))


def _pair(outlines: Iterable[str]) -> str:
    return " ".join(sorted(outlines))


def asked(given: str, family: str, born: date | None, postcode: str) -> Iterator[str]:
    """The keys to look up, the best first, at most MOST_ASKED; they depend on the question alone."""
    return islice(_asked(given, family, born, postcode), MOST_ASKED)


def _asked(given: str, family: str, born: date | None, postcode: str) -> Iterator[str]:
    if born:
        yield f"born {born.isoformat()}"
    if home := postcode_key(postcode):
        yield home
    words, others = _asked_words(given, family)
    heard = _heard([*words, *others])
    pairs = dict.fromkeys(_pair({outline(one), outline(other)} - {""}) for one, other in product(words, others or [""]))
    if born is None:
        yield from (f"name {pair}" for pair in pairs if pair)
        more = product(_called(words), _heard(others) or [""])
        yield from (f"name {_pair({called, other} - {''})}" for called, other in more)
        return
    yield from (f"undated {pair}" for pair in list(pairs)[:4] if pair)
    for sounds in heard[:4]:
        yield from _parts(sounds, born)
        yield from _changed_over(sounds, born)
    ends = dict.fromkeys((heard[0], heard[-1])) if heard else ()
    yield from (f"about {born.year + off} {sounds}" for sounds in ends for off in (0, -1, 1))
    for called in _called(words):
        yield from _parts(called, born)
        yield from _changed_over(called, born)


def _changed_over(heard: str, born: date) -> Iterator[str]:
    """The key that is right when day and month changed places."""
    if born.day <= 12 and born.day != born.month:
        yield f"day? {heard} {born.year}-{born.day}"


def _asked_words(given: str, family: str) -> tuple[list[str], list[str]]:
    """Up to two given and two family names; of a whole name in one box, its first word and the others."""
    first, last = list(given_words(folded(given))), list(family_words(folded(family)))
    if len(first) > 1 and not last:
        return first[:1], list(dict.fromkeys((first[-1], first[1])))
    return first[:2], list(dict.fromkeys((*last[-1:], *last[:1])))


def _heard(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, map(outline, words))))


def _called(words: Sequence[str]) -> list[str]:
    """The outlines of other names for the first of these words."""
    if not words:
        return []
    others = sorted(nicknames(words[0]), key=lambda word: (-len(word), word))  # the full forms first
    own = outline(words[0])
    return [heard for heard in _heard(others) if heard != own][:_NICKNAMES_ASKED]


def postcode_key(postcode: str) -> str:
    """A postcode as a key, however it is spaced; "" where there is none."""
    letters = "".join(char for char in postcode[:40].upper() if char.isascii() and char.isalnum())
    return f"at {letters[:10]}" if letters else ""
