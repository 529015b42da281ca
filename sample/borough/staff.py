"""The agencies of the borough and the people who work for them. (pure)"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from random import Random

from sample.borough.numbers import Phones
from sample.borough.shapes import InventedAgency, InventedPerson
from sample.borough.words import table
from sample.wordfile import alternatives

MANY = 60
_LEVELS = {"social-care": 4, "camhs": 3, "youth-offending": 3, "clinic": 3, "substance": 3, "health-visiting": 2}


@cache
def agencies() -> tuple[InventedAgency, ...]:
    """Everybody who works with children here; sensitive services have a number that stands in for their name."""
    phones = Phones(Random("borough agencies"))
    return tuple(
        InventedAgency(
            row["key"],
            row["name"],
            row["kind"],
            row["known"],
            row["source"],
            phones.give("office"),
            bool(row["sensitive"]),
            phones.give("office") if row["sensitive"] else "",
        )
        for row in table("agencies.tsv")
    )


@cache
def people() -> tuple[InventedPerson, ...]:
    """Sixty people with log-ons: those to try the site as, then others for the agencies with the most work."""
    phones = Phones(Random("borough people"))
    found = [
        InventedPerson(
            f"{row['email']}@example.org",
            row["name"],
            row["role"],
            row["agency"],
            int(row["level"]),
            row["job"],
            phones.give("mobile"),
        )
        for row in table("people.tsv")
    ]
    found += _others(MANY - len(found), {one.name for one in found}, phones)
    return tuple(found)


def _others(many: int, taken: set[str], phones: Phones) -> Iterator[InventedPerson]:
    rng = Random("borough colleagues")
    rows = table("agencies.tsv")
    shares = [int(row["share"]) for row in rows]
    agency_of = [*rows, *rng.choices(rows, shares, k=many)][:many]
    for row in agency_of:
        name = _new_name(rng, taken)
        level = _LEVELS.get(row["key"], 1)
        email = f"{name.casefold().replace(' ', '.')}@example.org"
        job = rng.choice(row["jobs"].split(";"))
        yield InventedPerson(email, name, "practitioner", row["key"], level, job, phones.give("mobile"))


def _new_name(rng: Random, taken: set[str]) -> str:
    words: Mapping[str, tuple[str, ...]] = alternatives("people.txt")["people"]
    while True:
        name = f"{rng.choice(words['first'])} {rng.choice(words['last'])}"
        if name not in taken:
            taken.add(name)
            return name
