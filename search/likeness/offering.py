"""A question's guesses: further entries whose meaning is like its words, never one that the page shows already."""

from __future__ import annotations

from collections.abc import Collection

from search import asking
from search.engine import Guessed, Hit
from search.likeness.arrays import fused
from search.likeness.keeper import Keeper, current
from search.question import Question

MOST = 3


def offers(question: Question, shown: Collection[str]) -> tuple[Hit, ...]:
    """Up to three entries beside those shown; none where the setting is off, or anything is amiss."""
    keeper = current()
    found: tuple[Hit, ...] = ()
    if keeper is not None and _wanted(question):
        with keeper.harmless("a question"):
            found = _offers(keeper, question, shown)
    return found


def _wanted(question: Question) -> bool:
    """Words on a first page. Who quotes words, or wants only words, does not want them guessed at."""
    return bool(question.words) and question.page == 1 and not question.only_words and '"' not in question.words


def _offers(keeper: Keeper, question: Question, shown: Collection[str]) -> tuple[Hit, ...]:
    """The guesses in one order with the words' answer, without what is shown."""
    passed = guessed(keeper, question)
    hits = {one.hit.code: one.hit for one in passed}
    likest = {one.hit.code: place for place, one in enumerate(passed, 1)}
    order = fused({one.hit.code: one.place for one in passed if one.place}, likest)
    return tuple(hits[code] for code in order if code not in shown)[:MOST]


def guessed(keeper: Keeper, question: Question) -> tuple[Guessed, ...]:
    """The entries most like the words that pass everything else that was asked, the likest first."""
    likenesses, encoder = keeper.newest(), keeper.ready()
    if likenesses is None or encoder is None:
        return ()
    asked = encoder.encode([question.words])[0]
    if not likenesses.fit(encoder.name, len(asked)):  # the job will make them again
        return ()
    guesses = likenesses.like(asked)
    return asking.alike(question, guesses) if len(guesses.codes) else ()
