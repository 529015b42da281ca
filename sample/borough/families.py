"""Families: who belongs together, when each child was born, what each is called. (pure)"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from random import Random

from sample.borough.names import Culture, Part, cultures, surname_of
from sample.borough.words import table

_OLDEST = 18 * 365
_ONE_IN_TWINS = 75  # families with a first pair of twins: about thirty of two thousand


@dataclass
class Member:
    """One child of a family."""

    given: Part
    gender: str
    born: date
    twin: bool = False
    marks: frozenset[str] = frozenset()
    half: bool = False  # another father
    family: Part | None = None  # where half: another name


@dataclass
class Family:
    """Parents by name, and their children."""

    culture: Culture
    surname: Part
    mother: str
    father: str
    father_given: str
    grandparent: str
    members: list[Member] = field(default_factory=list)


def families(seed: int, today: date) -> Iterator[Family]:
    """Those that were written by hand first, then others without end."""
    yield from _written(today)
    number = 0
    while True:
        number += 1
        yield _drawn(Random(f"borough {seed} family {number}"), number, today)


def _written(today: date) -> Iterator[Family]:
    by_key = {culture.key: culture for culture in cultures()[0]}
    for key, rows in groupby(table("families.tsv"), lambda row: row["family"]):
        members = list(rows)
        culture = by_key[members[0]["culture"]]
        surname = next(part for part in culture.families if part["name"] == members[0]["surname"])
        family = _parents(Random(f"borough {key}"), culture, surname)
        for row in members:
            given = next(part for part in culture.given(row["gender"]) if part["name"] == row["given"])
            born = date.fromisoformat(f"{today.year - int(row['years'])}-{row['day']}")
            marks = frozenset(row["mark"].split()) - {"twin"}
            family.members.append(Member(given, row["gender"], born, row["mark"] == "twin", marks))
        yield family


def _drawn(rng: Random, number: int, today: date) -> Family:
    known, weights = cultures()
    culture = rng.choices(known, weights)[0]
    family = _parents(rng, culture, rng.choice(culture.families))
    births = _births(rng, today, twins=number % _ONE_IN_TWINS == 0)
    for born, twin in births:
        gender = rng.choices(("girl", "boy", "another", "not-known"), (488, 505, 3, 4))[0]
        family.members.append(Member(_given(rng, family, gender, twin=twin), gender, born, twin))
    if len(births) > 1 and rng.random() < 0.1 and not family.members[-1].twin:
        family.members[-1].half = True
        family.members[-1].family = rng.choice(culture.families)
    return family


def _parents(rng: Random, culture: Culture, surname: Part) -> Family:
    mother, father = rng.choice(culture.girls)["name"], rng.choice(culture.boys)["name"]
    elder = rng.choice(culture.boys)["name"]
    other = surname if rng.random() < 0.6 else rng.choice(culture.families)
    return Family(
        culture,
        surname,
        f"{mother} {surname_of(culture, other, 'girl', elder)}",
        f"{father} {surname_of(culture, surname, 'boy', elder)}",
        father,
        f"{rng.choice(culture.girls)['name']} {surname_of(culture, rng.choice(culture.families), 'girl', elder)}",
    )


def _births(rng: Random, today: date, *, twins: bool) -> list[tuple[date, bool]]:
    """The eldest first; brothers and sisters at least a year apart, but for twins."""
    born = today - timedelta(days=rng.randint(10, _OLDEST - 1))
    found = [(born, twins)] * (2 if twins else 1)
    for _child in range(rng.choices((0, 1, 2, 3, 4), (36, 38, 17, 7, 2))[0]):
        born += timedelta(days=rng.randint(380, 1700))
        if (today - born).days < 10:
            break
        found.append((born, False))
    return found


def _given(rng: Random, family: Family, gender: str, *, twin: bool) -> Part:
    """A first name that nobody else of the family has; of twins, often one that begins like the other's."""
    taken = {family.mother.split()[0], family.father_given} | {member.given["name"] for member in family.members}
    every = family.culture.given(gender)
    free = [part for part in every if part["name"] not in taken] or list(every)
    if twin and family.members:
        free = [part for part in free if part["name"][:2] == family.members[0].given["name"][:2]] or free
    return rng.choice(free)
