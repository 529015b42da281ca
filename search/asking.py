"""What was asked, understood: its place, the filters said in words, the needs that were heard; and the engine's answer."""

from __future__ import annotations

from dataclasses import dataclass

from accounts import queries as accounts
from directory.staleness import Periods
from foundation import clock
from places.finding import Found, NotFound
from search import engines
from search.columns import Lowered
from search.engine import Answer, Guessed, Guesses
from search.hearing import hear, lift
from search.hours import Holidays
from search.lifting import Lift
from search.placing import Homes, place
from search.question import Question
from search.thesaurus import Heard


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


def understand(question: Question, homes: Homes) -> Understood:
    """Take the filters out of the words, then the place, unless it stands in its own box; then listen to what is left.

    homes: where the people of this site are, as (latitude, longitude); of places of one name the nearest to the first is taken.
    """
    rest, lifts = lift(question)
    placed = place(rest, homes)
    heard_in, heard = hear(placed.question)
    return Understood(heard_in, placed.found, placed.missing, placed.lifted, lifts, heard)


def homes(authority: str) -> Homes:
    """Where the people of this site are: the middle of its own authority ("": the first), then of the others here."""
    own = accounts.authority(authority)
    every = [one.point for one in accounts.authorities() if one.point]
    return sorted(every, key=lambda point: own is None or point != own.point)


def ask(question: Question) -> Answer:
    """The engine's answer to a question, now."""
    return engines.current().answer(question, clock.now(), *_of_authorities())


def alike(question: Question, guesses: Guesses) -> tuple[Guessed, ...]:
    """Those of the guesses that may be shown for a question, now."""
    return engines.current().alike(question, guesses, clock.now(), *_of_authorities())


def _of_authorities() -> tuple[Holidays, Lowered]:
    every = accounts.authorities()
    return {one.slug: one.holidays for one in every}, {one.slug: Periods.of(one.periods).lowered for one in every}
