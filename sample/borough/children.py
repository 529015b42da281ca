"""Invents the children of the borough: the same for the same seed and day, about four thousand in a second. (pure)"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from random import Random

from sample.borough.families import Family, Member, families
from sample.borough.homes import Homes, lived_in
from sample.borough.marks import Marker
from sample.borough.names import alias, named
from sample.borough.numbers import nhs_numbers, upn
from sample.borough.shapes import InventedChild, InventedName, Notice, Relative, School
from sample.borough.sharing import Sharing
from sample.borough.words import column, table
from sample.borough.work import Work, age

_OUT_OF_SCHOOL = (
    ("excluded", "refused-a-place", "home-educated", "missing", "between-schools", "not-known"),
    (6, 2, 15, 4, 8, 10),
)
_NOTICES = (("letter", "school", "clinic", "gp", "library", "in-person", "on-line"), (50, 20, 10, 8, 2, 6, 4))
_AGAIN = 0.0025  # of the children: records that stand for others, and namesakes


def children(seed: int, count: int, *, today: date) -> list[InventedChild]:
    """So many invented children of the home authority, as they would stand on this day."""
    return _Borough(seed, today).children(count)


class _Borough:
    def __init__(self, seed: int, today: date) -> None:
        self._seed = seed
        self._today = today
        self._rng = Random(f"borough {seed}")
        self._homes = Homes(self._rng)
        self._nhs = nhs_numbers(self._rng)
        self._taken: set[tuple[str, str, date]] = set()
        self._upns: dict[tuple[int, int], int] = {}

    def children(self, count: int) -> list[InventedChild]:
        """Basics first; then who is what; then the work around each, since it depends on both."""
        found, marks = self._basics(count - max(2, round(count * _AGAIN)))
        marker = Marker(self._rng, self._homes, self._nhs, self._today)
        found = [marker.written(child, mark) for child, mark in zip(found, marks, strict=True)]
        marker.mark(found, marks)
        work, sharing = Work(self._rng, self._today), Sharing(self._rng, self._today)
        written = len(table("families.tsv"))
        return [
            sharing.of(work.around(child, 2 if place < written else 0)) for place, child in enumerate(found[:count])
        ]

    def _basics(self, count: int) -> tuple[list[InventedChild], list[frozenset[str]]]:
        found: list[InventedChild] = []
        marks: list[frozenset[str]] = []
        for family in families(self._seed, self._today):
            family.members = [one for one in family.members if self._new(family, one)][: count - len(found)]
            found += self._family(family, len(found))
            marks += [member.marks for member in family.members]
            if len(found) >= count:
                break
        return found, marks

    def _new(self, family: Family, member: Member) -> bool:
        """Nobody has the name and the day of birth of another by chance."""
        who = (member.given["name"], (member.family or family.surname)["name"], member.born)
        new = who not in self._taken
        self._taken.add(who)
        return new

    def _family(self, family: Family, before: int) -> Iterator[InventedChild]:
        if not family.members:
            return
        homes = self._homes.history(family.members[0].born, self._today)
        schools = {phase: self._rng.choices(*_schools(phase))[0] for phase in ("primary", "secondary")}
        gp = self._rng.choice(column("surgeries.tsv", "name")) if self._rng.random() > 0.03 else ""
        carer = self._rng.random()
        for place, member in enumerate(family.members):
            yield InventedChild(
                f"c{before + place + 1:05}",
                self._name(family, member),
                member.born,
                member.gender,
                self._rng.choice(("education", "health", "health", "manual")),
                aliases=self._aliases(family, member),
                homes=lived_in(homes, member.born),
                gp=gp,
                school=self._school(member, schools),
                nhs=next(self._nhs) if self._rng.random() > 0.03 else "",
                upn=self._upn(member),
                family=(*_parents(family, member, carer), *_siblings(family, place, before)),
                notice=self._notice(member),
            )

    def _name(self, family: Family, member: Member) -> InventedName:
        return named(family.culture, member.given, member.family or family.surname, member.gender, family.father_given)

    def _aliases(self, family: Family, member: Member) -> tuple[InventedName, ...]:
        if self._rng.random() > 0.18:
            return ()
        name = self._name(family, member)
        other = alias(member.given, member.family or family.surname, name, self._rng)
        return () if other is None or (other.given, other.family) == (name.given, name.family) else (other,)

    def _school(self, member: Member, schools: dict[str, str]) -> School:
        years = age(member.born, self._today)
        if years < 4:
            return School("too-young")
        if years >= 16 and self._rng.random() < 0.25:
            return School("left")
        if self._rng.random() < 0.045:
            return School(self._rng.choices(*_OUT_OF_SCHOOL)[0])
        special = self._rng.random() < 0.02
        return School(
            "at-school", _schools("all")[0][0] if special else schools["primary" if years < 11 else "secondary"]
        )

    def _upn(self, member: Member) -> str:
        """From the first school on; one in thirty is not known."""
        if age(member.born, self._today) < 4 or self._rng.random() < 0.03:
            return ""
        register = (self._rng.randint(2001, 2018), member.born.year)
        self._upns[register] = self._upns.get(register, 0) + 1
        return upn(register[0], member.born, self._upns[register])

    def _notice(self, member: Member) -> Notice | None:
        if self._rng.random() < 0.12:
            return None
        on = self._today - timedelta(days=self._rng.randint(5, 700))
        return Notice(self._rng.choices(*_NOTICES)[0], max(on, member.born + timedelta(days=5)))


@cache
def _schools(phase: str) -> tuple[list[str], list[int]]:
    """The schools, and how large each is: those whose staff one can try the site as are larger."""
    names = [row["name"] for row in table("schools.tsv") if row["phase"] == phase]
    staffed = column("agencies.tsv", "name")
    return names, [3 if name in staffed else 1 for name in names]


def _parents(family: Family, member: Member, luck: float) -> Iterator[Relative]:
    """Mother and father mostly; sometimes one of them, a grandmother, or a foster carer."""
    if luck < 0.03:
        yield Relative("grandparent", name=family.grandparent)
    elif luck < 0.045:
        yield Relative("foster-carer", name=family.grandparent)
    else:
        yield Relative("mother", name=family.mother)
        if luck > 0.3 and not member.half:
            yield Relative("father", name=family.father)


def _siblings(family: Family, place: int, before: int) -> Iterator[Relative]:
    me = family.members[place]
    for number, other in enumerate(family.members):
        if number != place:
            twins = me.twin and other.twin
            relation = "twin" if twins else "half-sibling" if me.half or other.half else "sibling"
            yield Relative(relation, child=f"c{before + number + 1:05}")
