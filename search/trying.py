"""A change of a need, tried on real questions before it is saved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from search import asking, queries
from search.effects import Effect
from search.engine import IndexMissing
from search.placing import Homes
from search.question import Question
from search.thesaurus import Heard


@dataclass(frozen=True)
class Tried:
    """An effect, and to how many services its question leads before and after; None while there is no index."""

    effect: Effect
    before: int | None
    after: int | None


def tried(effects: Iterable[Effect], homes: Homes) -> list[Tried]:
    """Ask each question as it is understood today, then with the needs that would be heard."""
    return [_one(effect, homes) for effect in effects]


def _one(effect: Effect, homes: Homes) -> Tried:
    question = asking.understand(Question(words=effect.words, language=effect.language), homes).question
    return Tried(effect, _services(question, effect.before), _services(question, effect.after))


def _services(question: Question, heard: Sequence[Heard]) -> int | None:
    spoken = next((one.language for one in heard if one.language), "")
    try:
        return asking.ask(replace(question, sought=queries.thesaurus().sought(heard), spoken=spoken)).total
    except IndexMissing:
        return None
