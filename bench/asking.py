"""The questions of the search benchmark: the same for every engine, the same in every run."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.entries import COMMON, NEEDS, RARE, TYPES

Point = tuple[float, float]


@dataclass(frozen=True)
class Ask:
    """One question. `sought`: types that the words were understood as, any of which will do in place of the words."""

    words: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    type: str = ""
    need: str = ""
    near: Point | None = None
    within: float = 5.0
    sought: tuple[str, ...] = field(default=())
    prefix: str = ""
    slip: str = ""


def _words(chance: random.Random) -> tuple[str, ...]:
    """What people type: one to three words, one of them often rare."""
    words = [chance.choice(COMMON) for _ in range(chance.choice([0, 1, 2]))]
    return tuple([*words, chance.choice(RARE)] if chance.random() < 0.6 or not words else words)


def _point(chance: random.Random) -> Point:
    return chance.gauss(52.69, 0.1), chance.gauss(-2.46, 0.15)


def _slip(chance: random.Random) -> str:
    """A word of six letters or more with two neighbours changed over."""
    word = chance.choice([word for word in (*COMMON, *RARE) if len(word) > 5])
    at = chance.randrange(1, len(word) - 2)
    return f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}"


def _prefix(chance: random.Random) -> str:
    return chance.choice((*COMMON, *RARE))[: chance.choice([1, 2, 3, 4])]


def _filtered(chance: random.Random) -> Ask:
    return Ask(_words(chance), type=chance.choice(TYPES), need=chance.choice(NEEDS))


WORKLOADS: dict[str, Callable[[random.Random], Ask]] = {
    "keyword": lambda chance: Ask(_words(chance)),
    "expanded": lambda chance: Ask(_words(chance), sought=tuple(chance.sample(TYPES, 2))),
    "type + need": _filtered,
    "distance": lambda chance: Ask((chance.choice(COMMON),), near=_point(chance)),
    "browse": lambda chance: Ask(type=chance.choice(["", chance.choice(TYPES)])),
    "phrase": lambda chance: Ask(phrase=(chance.choice(COMMON[:30]), chance.choice(COMMON[:30]))),
    "as you type": lambda chance: Ask(prefix=_prefix(chance)),
    "spelling": lambda chance: Ask(slip=_slip(chance)),
}
NEVER_SEEN = "never-seen terms"
UPDATE = "update, then visible"
TIDY = "tidying after it"


def questions(workload: str, count: int) -> list[Ask]:
    """The questions of a workload; those of never-seen terms ask each word once."""
    chance = random.Random(11)
    if workload == NEVER_SEEN:
        words = [*RARE, *COMMON]
        chance.shuffle(words)
        return [Ask((word,)) for word in words[:count]]
    return [WORKLOADS[workload](chance) for _ in range(count)]
