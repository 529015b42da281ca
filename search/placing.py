"""Where somebody wants help: in the box for it, or among the words: a postcode, or a town near by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from places import queries as places
from places.finding import LEADING, Found, NotFound
from places.rules import miles_between, postcode_within, postcodes_meant
from search import queries
from search.analysis import fold
from search.lifting import Behind, places_in
from search.question import Near, Question

# Miles from a home within which a bare name in the words is taken for a place: "Madeley", not "Reading".
NEIGHBOURHOOD = 25.0
CODES = ("postcode", "sector", "outcode")
_LONGEST_NAME = 3  # words of a town that is named without "near" or "in"
_MOST_WORDS = 8  # of a place: "12 The Street, Little Wenlock, near Telford"
_SLIPS = {"0": "[0O]", "O": "[0O]", "1": "[1IL]", "I": "[1I]"}
# Where the people of this site are: the middle of its own authority, then of the others here.
Homes = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Placed:
    """The question with its place. `found` or `missing` says what became of it; `lifted`: it stood in the words."""

    question: Question
    found: Found | None = None
    missing: NotFound | None = None
    lifted: str = ""


def place(question: Question, homes: Homes) -> Placed:
    """Look for the place that the question names, in its own box or else in its words."""
    if question.where:
        found = places.find(question.where, _nearest(homes))
        if isinstance(found, NotFound):
            return Placed(question, missing=found)
        return Placed(question.at(near(found)), found)
    return _in_words(question, homes)


def near(found: Found) -> Near:
    """The place as the engine asks for it."""
    return Near(found.lat, found.lon, found.codes.areas(), "" if found.kind in CODES else found.name)


def _in_words(question: Question, homes: Homes) -> Placed:
    """A postcode anywhere in the words; or words that are nothing but a postcode or a town near by. Quotes keep words words."""
    words = question.words.strip()
    if not words or '"' in words or question.only_words:
        return Placed(question)
    inside = postcode_within(words)
    rest = _beside(inside, words) if inside and not postcodes_meant(words) else ""
    # with words beside it, places would take "debt TF3 4NT" for an address, and the debt would be forgotten
    if not rest and len(words.split()) <= _MOST_WORDS:
        whole = places.find(words, _nearest(homes), suggest=False)
        if isinstance(whole, Found) and _meant(whole, homes):
            return _lifted(question, "", words, whole)
    if not inside:
        return _named(question, homes)
    found = places.find(inside, _nearest(homes), suggest=False)
    if not isinstance(found, Found):
        said = _spelled(inside, words)
        return Placed(replace(question, words=rest, where=said), missing=found, lifted=said)
    return _lifted(question, rest, _spelled(inside, words), found)


def _named(question: Question, homes: Homes) -> Placed:
    """A place named among the words: "library near Wellington", "Wellington library"."""
    names = [one for one in _candidates(question) if one.sure or not _says_a_need(one.name, question.language)]
    likely = set(places.that_may_be_places(one.name for one in names))
    for one in names:
        if one.name in likely:
            found = places.find(one.name, _nearest(homes), suggest=False)
            if isinstance(found, Found) and found.exact and (one.sure or _meant(found, homes)):
                return _lifted(question, one.rest, one.name, found)
    return Placed(question)


def _says_a_need(name: str, language: str) -> bool:
    """A single word that says a need is no town: "reading". Two that name a place together are: "Forest Hill"."""
    words = fold(name).split()
    return len(words) == 1 and queries.thesaurus().knows(words[0], language, "en")


def _candidates(question: Question) -> Iterator[Behind]:
    """What may be a place, with the words beside it: behind "near" or "in", at the end, at the beginning."""
    yield from places_in(question.words, question.language)
    words = question.words.split()
    for size in range(min(_LONGEST_NAME, len(words) - 1), 0, -1):
        yield Behind(" ".join(words[:-size]), " ".join(words[-size:]))
        yield Behind(" ".join(words[size:]), " ".join(words[:size]))


def _meant(found: Found, homes: Homes) -> bool:
    if found.kind in CODES or found.kind == "area":
        return True
    return any(miles_between(*home, found.lat, found.lon) <= NEIGHBOURHOOD for home in homes)


def _nearest(homes: Homes) -> tuple[float, float] | None:
    """Of several places of one name the nearest to this is taken."""
    return homes[0] if homes else None


def _lifted(question: Question, rest: str, said: str, found: Found) -> Placed:
    return Placed(replace(question, words=rest, where=said, near=near(found)), found, lifted=said)


def _spelled(key: str, words: str) -> str:
    """The postcode as it was typed, slips of 0 for O and 1 for I or l included."""
    pattern = r"\s*".join(_SLIPS.get(character, character) for character in key)
    typed = re.search(pattern, words, re.I)
    return typed.group(0) if typed else key


def _beside(key: str, words: str) -> str:
    """What stands beside a postcode: "debt" in "debt near TF3 4NT", nothing in "near TF3 4NT"."""
    rest = " ".join(words.replace(_spelled(key, words), " ").split())
    joint = next((word for word in LEADING if f" {rest}".lower().endswith(f" {word}")), "")
    return rest[: len(rest) - len(joint)].strip(" ,")
