"""What speaks for it, or against it, that a service lives: facts without sentences, and who gathers them. (pure)

A room that stands higher and knows more (a referral that was accepted) adds its own gatherer and its own words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

CONFIRMED, WEBSITE, MAIL, READER, OPENED = "confirmed", "website", "mail", "reader", "opened"


@dataclass(frozen=True)
class Asked:
    """The entry that is asked about: its websites and addresses are its own, its organisation's and its people's."""

    uuid: str
    code: str
    authority: str
    confirmed_on: date | None
    confirmed_by: str
    websites: tuple[str, ...]
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """One piece of evidence. on: the day, or None. about: what the words of its kind need, such as an outcome. number: how many."""

    kind: str
    on: date | None = None
    about: str = ""
    number: int = 0


Gatherer = Callable[[Asked], list[Fact]]
Teller = Callable[[Fact], str]

_gatherers: dict[str, tuple[Gatherer, Teller]] = {}


def gathers(kind: str, gather: Gatherer, tell: Teller) -> None:
    """Add a kind of evidence and the words for it; they are told in the order in which they were added."""
    _gatherers[kind] = (gather, tell)


def gathered(asked: Asked) -> list[Fact]:
    """Everything that is known of an entry, kind by kind."""
    return [fact for gather, _tell in _gatherers.values() for fact in gather(asked)]


def told(fact: Fact) -> str:
    """One fact in a few words of the reader's language."""
    return _gatherers[fact.kind][1](fact)
