"""What a change of one need would do to real questions: which would be heard otherwise. (pure)"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from search.analysis import fold
from search.thesaurus import Heard, Said, Saying, Thesaurus

MOST = 200  # questions that are tried
_MOST_ASKED = 100  # of them from what people really searched for

Typed = tuple[str, str]  # words, and the language in which they are asked


class Change(StrEnum):
    """What becomes of a question."""

    NEW = "new"  # it would be heard as this need
    GONE = "gone"  # it would be heard as this need no longer
    ORDER = "order"  # the needs that are heard would stand in another order, or others would be among them
    LEADS = "leads"  # it is heard as this need as before, but the need leads elsewhere


@dataclass(frozen=True)
class Effect:
    """A question that a change touches, with the needs heard before and after, the likeliest first."""

    words: str
    language: str
    change: Change
    before: tuple[Heard, ...]
    after: tuple[Heard, ...]


def changed(known: Thesaurus, code: str, to: Saying | None) -> Thesaurus:
    """The thesaurus with another saying in place of this one, or without it."""
    others = [one for one in known.sayings if one.code != code]
    return Thesaurus(sorted([*others, *([to] if to else [])], key=lambda one: one.code))


def effects(before: Thesaurus, after: Thesaurus, questions: Iterable[Typed], code: str) -> list[Effect]:
    """Those of the questions that would be heard otherwise, or be led elsewhere, in the order of `Change`."""
    was, becomes = before.by_code.get(code), after.by_code.get(code)
    leads = bool(was and becomes and (was.types, set(was.needs)) != (becomes.types, set(becomes.needs)))
    found = []
    for words, language in questions:
        one, other = before.heard(words, language), after.heard(words, language)
        change = _change(_codes(one), _codes(other), code, leads=leads)
        if change:
            found.append(Effect(words, language, change, one, other))
    order = list(Change)
    return sorted(found, key=lambda effect: order.index(effect.change))


def real_questions(known: Thesaurus, code: str, to: Saying | None, asked: Sequence[Typed]) -> list[Typed]:
    """At most two hundred: what people searched for, what is said for this need, and for needs that share a type with it."""
    own = [one for one in (known.by_code.get(code), to) if one]
    types = {type_ for one in own for type_ in one.types}
    near = [one for one in known.sayings if one.code != code and types & set(one.types)]
    said = [question for one in [*own, *near] for question in _phrases(one)]
    once = {(fold(words), language): (words, language) for words, language in [*asked[:_MOST_ASKED], *said]}
    return list(once.values())[:MOST]


def shared(known: Thesaurus, code: str, to: Saying) -> list[tuple[str, Saying]]:
    """Phrases of a need that another need has as well, with that need."""
    theirs = {
        (tag, fold(phrase)): one
        for one in known.sayings
        if one.code != code
        for tag, said in one.said.items()
        for phrase in _all(said)
    }
    mine = ((tag, phrase) for tag, said in to.said.items() for phrase in _all(said))
    return [(phrase, theirs[tag, fold(phrase)]) for tag, phrase in mine if (tag, fold(phrase)) in theirs]


def _change(before: Sequence[str], after: Sequence[str], code: str, *, leads: bool) -> Change | None:
    if code in after and code not in before:
        return Change.NEW
    if code in before and code not in after:
        return Change.GONE
    if before != after:
        return Change.ORDER
    return Change.LEADS if leads and code in after else None


def _codes(heard: Iterable[Heard]) -> list[str]:
    return [one.saying.code for one in heard]


def _phrases(saying: Saying) -> list[Typed]:
    return [(phrase, tag) for tag, said in saying.said.items() for phrase in _all(said)]


def _all(said: Said) -> tuple[str, ...]:
    return (*said.phrases, *said.latin)
