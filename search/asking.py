"""What was asked, understood: a place among the words or in its own box, filters said in words, needs that were heard."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from accounts import queries as accounts
from directory.staleness import Periods
from foundation import clock
from places import queries as places
from places.finding import LEADING, Found, NotFound
from places.rules import miles_between, postcode_within, postcodes_meant
from search import engines, queries
from search.analysis import fold
from search.columns import Lowered
from search.engine import Answer, Guessed, Guesses
from search.hearing import hear
from search.hours import Holidays
from search.lifting import Lift, places_in
from search.question import Near, Question
from search.thesaurus import Heard

NEIGHBOURHOOD = (
    25.0  # miles from home within which a bare name in the words is taken for a place ("Madeley", not "Reading")
)
CODES = ("postcode", "sector", "outcode")
_SLIPS = {"0": "[0O]", "O": "[0O]", "1": "[1IL]", "I": "[1I]"}


@dataclass(frozen=True)
class Understood:
    """The question with its place. `found` or `missing` says what became of the place; `lifted`: it stood in the words.

    lifts: filters that stood in the words. heard: needs as people say them.
    """

    question: Question
    found: Found | None = None
    missing: NotFound | None = None
    lifted: str = ""
    lifts: tuple[Lift, ...] = ()
    heard: tuple[Heard, ...] = ()


def understand(question: Question, home: tuple[float, float] | None) -> Understood:
    """Look for the place that the question names, in its own box or else in its words; then listen to the words."""
    placed = _placed(question, home)
    meaning = hear(placed.question)
    return replace(placed, question=meaning.question, lifts=meaning.lifts, heard=meaning.heard)


def _placed(question: Question, home: tuple[float, float] | None) -> Understood:
    if question.where:
        found = places.find(question.where, home)
        if isinstance(found, NotFound):
            return Understood(question, missing=found)
        return Understood(question.at(near(found)), found)
    return _in_words(question, home)


def near(found: Found) -> Near:
    """The place as the engine asks for it."""
    return Near(found.lat, found.lon, found.codes.areas())


def _in_words(question: Question, home: tuple[float, float] | None) -> Understood:
    """A postcode anywhere in the words; or words that are nothing but a postcode or a town near by. Quotes keep words words."""
    words = question.words.strip()
    if not words or '"' in words or question.only_words:
        return Understood(question)
    inside = postcode_within(words)
    rest = _beside(inside, words) if inside and not postcodes_meant(words) else ""
    if not rest:  # else places would take "debt TF3 4NT" for an address, and the debt would be forgotten
        whole = places.find(words, home, suggest=False)
        if isinstance(whole, Found) and _meant(whole, home):
            return _lifted(question, "", words, whole)
    if not inside:
        return _named_last(question, home)
    found = places.find(inside, home, suggest=False)
    if not isinstance(found, Found):
        said = _spelled(inside, words)
        return Understood(replace(question, words=rest, where=said), missing=found, lifted=said)
    return _lifted(question, rest, _spelled(inside, words), found)


def _named_last(question: Question, home: tuple[float, float] | None) -> Understood:
    """A town near by, named at the end of the words: "library near Wellington". A word that says a need is no town."""
    known = queries.thesaurus()
    for rest, name in places_in(question.words, question.language):
        if not known.knows(fold(name)):
            found = places.find(name, home, suggest=False)
            if isinstance(found, Found) and _meant(found, home):
                return _lifted(question, rest, name, found)
    return Understood(question)


def _meant(found: Found, home: tuple[float, float] | None) -> bool:
    if found.kind in CODES or found.kind == "area":
        return True
    return home is not None and miles_between(*home, found.lat, found.lon) <= NEIGHBOURHOOD


def _lifted(question: Question, rest: str, said: str, found: Found) -> Understood:
    return Understood(replace(question, words=rest, where=said, near=near(found)), found, lifted=said)


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


def ask(question: Question) -> Answer:
    """The engine's answer to a question, now."""
    return engines.current().answer(question, clock.now(), *_of_authorities())


def alike(question: Question, guesses: Guesses) -> tuple[Guessed, ...]:
    """Those of the guesses that may be shown for a question, now."""
    return engines.current().alike(question, guesses, clock.now(), *_of_authorities())


def _of_authorities() -> tuple[Holidays, Lowered]:
    every = accounts.authorities()
    return {one.slug: one.holidays for one in every}, {one.slug: Periods.of(one.periods).lowered for one in every}
