"""The judged questions in tests/relevance, and the services of the sample that they speak of. (pure)"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from directory.shapes import Entry, Site
from sample import authorities, generate

FOLDER = Path(__file__).parent.parent / "tests" / "relevance"
HALVES = ("tune", "measure")
KINDS = ("worry", "topic", "jargon", "young", "slip", "name", "place", "filter", "crisis")
LANGUAGES = ("en", "pl", "ar", "cy")
GRADES = (1, 2, 3)
Named = tuple[str, str]  # an authority's slug and the English name of one of its services


class FileFaulty(ValueError):
    """A file of this folder is not as its readme says."""


@dataclass(frozen=True)
class Asked:
    """One question as somebody types it; near: what stands in the box for a place."""

    id: str
    half: str
    language: str
    kind: str
    near: str
    question: str


@dataclass(frozen=True)
class Judged:
    """One service that helps with a question."""

    id: str
    grade: int
    service: Named


@dataclass(frozen=True)
class Rule:
    """What must hold for a service to have a grade: each that is not empty."""

    id: str
    grade: int
    types: frozenset[str]
    age: int | None
    language: str
    free: bool
    town: str
    words: str


@dataclass(frozen=True)
class Service:
    """What a rule may ask of a service."""

    named: Named
    agency: str
    types: frozenset[str]
    ages: tuple[int | None, int | None]
    languages: frozenset[str]
    free: bool
    towns: frozenset[str]


def questions(half: str = "") -> list[Asked]:
    """The questions, of one half or of both."""
    rows = _rows("questions.tsv", ("id", "half", "language", "kind", "near", "question"))
    return [Asked(**row) for row in rows if half in ("", row["half"])]


def judged() -> list[Judged]:
    """Every service that was judged by name."""
    rows = _rows("judged.tsv", ("id", "grade", "authority", "name"))
    return [Judged(row["id"], int(row["grade"]), (row["authority"], row["name"])) for row in rows]


def rules() -> list[Rule]:
    """The rules, for questions that very many services answer equally well."""
    rows = _rows("rules.tsv", ("id", "grade", "types", "ages", "language", "free", "town", "words"))
    return [_rule(row) for row in rows]


def _rule(row: Mapping[str, str]) -> Rule:
    return Rule(
        row["id"],
        int(row["grade"]),
        frozenset(filter(None, row["types"].split(","))),
        int(row["ages"]) if row["ages"] else None,
        row["language"],
        row["free"] == "yes",
        row["town"],
        row["words"],
    )


def _rows(name: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if tuple(reader.fieldnames or ()) != columns:
            raise FileFaulty(f"{name}: the columns are {', '.join(columns)}")
        for number, row in enumerate(reader, 2):
            if None in row or None in row.values():
                raise FileFaulty(f"{name}, line {number}: {len(columns)} columns are wanted")
            yield row


@lru_cache(maxsize=1)
def services(today: date) -> tuple[Service, ...]:
    """Every service of the sample."""
    return tuple(one for authority in authorities.authorities() for one in _services(authority.slug, today))


def _services(slug: str, today: date) -> Iterator[Service]:
    made = generate.generate(slug, today)
    agencies = {one.key: one.texts["name"]["en"].words for one in made.organisations}
    sites = {one.key: one for one in made.sites}
    for entry in made.entries:
        yield _service(slug, entry, agencies[entry.organisation], [sites[use.site] for use in entry.sites])


def _service(slug: str, entry: Entry, agency: str, sites: Iterable[Site]) -> Service:
    return Service(
        (slug, entry.texts["name"]["en"].words),
        agency,
        frozenset(entry.types),
        (entry.eligibility.min_age, entry.eligibility.max_age),
        frozenset(one.language for one in entry.languages),
        bool(entry.costs) and all(cost.amount == 0 for cost in entry.costs),
        frozenset(site.address.lines[-1] for site in sites if site.address),
    )


def holds(rule: Rule, service: Service) -> bool:
    """Whether a service meets everything that a rule asks."""
    youngest, oldest = service.ages
    return (
        (not rule.types or bool(rule.types & service.types))
        and (rule.age is None or ((youngest or 0) <= rule.age and (oldest is None or rule.age <= oldest)))
        and (not rule.language or rule.language in service.languages)
        and (not rule.free or service.free)
        and (not rule.town or rule.town in service.towns)
        and (not rule.words or rule.words.lower() in f"{service.named[1]} {service.agency}".lower())
    )


def grades(today: date) -> dict[str, dict[Named, int]]:
    """For each question the grade of each service that helps: the best of the rules, or else what was judged by name."""
    found: dict[str, dict[Named, int]] = defaultdict(dict)
    for rule in rules():
        for service in services(today):
            if holds(rule, service):
                had = found[rule.id].get(service.named, 0)
                found[rule.id][service.named] = max(had, rule.grade)
    for one in judged():
        found[one.id][one.service] = one.grade
    return dict(found)
