"""Who works with a child: involvements by age, their ends, and who holds the work together. (pure)"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random

from sample.borough.numbers import Phones
from sample.borough.shapes import (
    InventedAgency,
    InventedChild,
    InventedInvolvement,
    InventedLead,
    InventedPerson,
)
from sample.borough.staff import agencies, people
from sample.borough.words import column, table
from sample.wordfile import alternatives

CO_ORDINATOR = "coordinator@example.org"
_LONGEST_AGO = 1100
_HOW_MANY = ((0, 1, 2, 3, 4), (690, 172, 78, 42, 18))  # of a thousand children
_ENDS = (("finished", "passed-on", "moved-away", "declined", "opened-by-mistake"), (60, 18, 10, 8, 4))
_KINDS = (("involvement", "action", "referral"), (90, 6, 4))
_EASY = 2  # how much more work those have whom a visitor can try the site as
_OWN_SCHOOL = 15  # how much likelier a school works with its own pupils than another agency does


@dataclass(frozen=True)
class Worker:
    """An agency, whom it sees, and its people with log-ons."""

    agency: InventedAgency
    youngest: int
    oldest: int
    share: int
    jobs: tuple[str, ...]
    people: tuple[InventedPerson, ...]


@cache
def workers() -> tuple[Worker, ...]:
    """Every agency with its people."""
    found = []
    for agency, row in zip(agencies(), table("agencies.tsv"), strict=True):
        youngest, oldest = (int(age) for age in row["ages"].split("-"))
        staff = tuple(one for one in people() if one.agency == agency.key and one.role == "practitioner")
        found.append(Worker(agency, youngest, oldest, int(row["share"]), tuple(row["jobs"].split(";")), staff))
    return tuple(found)


def age(born: date, on: date) -> int:
    """In whole years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


class Work:
    """Draws the work around children."""

    def __init__(self, rng: Random, today: date) -> None:
        self._rng = rng
        self._today = today
        self._phones = Phones(rng)

    def around(self, child: InventedChild, least: int = 0) -> InventedChild:
        """The child with its involvements, the types of agency it is known to, and its lead."""
        many = max(least, self._rng.choices(*_HOW_MANY)[0])
        found: dict[str, InventedInvolvement] = {}
        for _one in range(many):
            one = self._involvement(child)
            if one is not None:
                found.setdefault(one.agency, one)
        told = {one.agency for one in found.values() if not one.sensitive}  # the type would give a sensitive one away
        known = {worker.agency.known for worker in workers() if worker.agency.key in told}
        if self._rng.random() < 0.01:
            known.add("police")
        involvements = tuple(found.values())
        lead = self._lead(child, [one for one in involvements if one.ends is None])
        return replace(child, involvements=involvements, known=tuple(sorted(known - {""})), lead=lead)

    def _involvement(self, child: InventedChild) -> InventedInvolvement | None:
        days = min((self._today - child.born).days - 1, _LONGEST_AGO)
        if days < 4:
            return None
        starts = self._today - timedelta(days=self._rng.randint(3, days))
        worker = self._worker(child, age(child.born, starts))
        return self._ended(child, worker, self._by(worker, starts))

    def _worker(self, child: InventedChild, years: int) -> Worker:
        fit = [worker for worker in workers() if worker.youngest <= years <= worker.oldest]
        return self._rng.choices(fit, [_weight(worker, child) for worker in fit])[0]

    def _by(self, worker: Worker, starts: date) -> InventedInvolvement:
        """By somebody with a log-on; one in fifteen by somebody without, for whom the central team types."""
        agency, kind = worker.agency, self._rng.choices(*_KINDS)[0]
        sensitive = agency.sensitive or (agency.key == "camhs" and self._rng.random() < 0.3)
        relay = (agency.relay or agency.phone) if sensitive else ""
        if worker.people and self._rng.random() > 0.07:
            who = self._rng.choices(worker.people, [_EASY if one.email in _easy() else 1 for one in worker.people])[0]
            return InventedInvolvement(
                agency.key, who.email, who.name, who.job, who.phone, starts, kind, sensitive=sensitive, relay=relay
            )
        names: Mapping[str, Sequence[str]] = alternatives("people.txt")["people"]
        name = f"{self._rng.choice(names['first'])} {self._rng.choice(names['last'])}"
        job, phone = self._rng.choice(worker.jobs), self._phones.give("mobile")
        return InventedInvolvement(
            agency.key, "", name, job, phone, starts, kind, sensitive=sensitive, relay=relay, entered_by=CO_ORDINATOR
        )

    def _ended(self, child: InventedChild, worker: Worker, one: InventedInvolvement) -> InventedInvolvement:
        """The same, ended, if it is: always once the child is too old for the agency."""
        days = (self._today - one.starts).days
        too_old = age(child.born, self._today) > worker.oldest
        if days < 20 or not (too_old or self._rng.random() < 0.25):
            return one
        ends = one.starts + timedelta(days=self._rng.randint(14, days))
        return replace(one, ends=ends, end="age" if too_old else self._rng.choices(*_ENDS)[0])

    def _lead(self, child: InventedChild, now: Sequence[InventedInvolvement]) -> InventedLead | None:
        """Where several work together: often one of them, now and then a relative; one in ten has not answered yet."""
        able = [one for one in now if one.person and not one.sensitive]
        if len(now) < 2 or not able or self._rng.random() > 0.65:
            return None
        review_on = self._today + timedelta(days=self._rng.randint(-20, 150))
        relatives = [one for one in child.family if one.name and one.relation in ("mother", "father", "grandparent")]
        if relatives and self._rng.random() < 0.08:
            kin = relatives[0]
            return InventedLead("", review_on, "", kin.name, kin.relation, self._phones.give("mobile"))
        cover = able[1].person if len(able) > 1 and able[1].person != able[0].person else ""
        return InventedLead(able[0].person, review_on, cover, accepted=self._rng.random() > 0.1)


@cache
def _easy() -> frozenset[str]:
    return frozenset(f"{name}@example.org" for name in column("people.tsv", "email"))


def _weight(worker: Worker, child: InventedChild) -> int:
    """A school works with its own pupils only."""
    if worker.agency.name == child.school.name:
        return worker.share * _OWN_SCHOOL
    return 0 if worker.agency.name in column("schools.tsv", "name") else worker.share
