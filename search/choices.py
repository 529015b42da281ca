"""What can be chosen on a page of results: each filter with how many services each value would leave, and how far to look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from directory import telling
from directory.rules import AUDIENCES, DAYS, DELIVERIES
from foundation.words import gettext as _
from search import labels
from search.labels import Names
from search.question import AGE_BANDS, MILES, Question, span_said

Counts = Mapping[str, Mapping[str, int]]
MOST_OPTIONS = 8  # of one filter: the commonest, and those that are chosen

FACETS = (
    ("cost", "open", "places"),
    ("age",),
    ("type",),
    ("day",),
    ("language",),
    ("access",),
    ("delivery",),
    ("for",),
)
FIXED: dict[str, Iterable[str]] = {
    "day": DAYS,
    "age": [span_said(one) for one in AGE_BANDS],
    "delivery": DELIVERIES,
    "for": AUDIENCES,
    "cost": ("free",),
    "open": ("now",),
    "places": ("now",),
}
ASKED = frozenset(name for names in FACETS for name in names)


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere."""

    words: str
    url: str


@dataclass(frozen=True)
class Beside:
    """Another type of service that may help, and how many there are."""

    name: str
    count: int
    url: str


@dataclass(frozen=True)
class Option:
    """One value of a filter. count None: not counted."""

    name: str
    value: str
    words: str
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """One question of the filters."""

    legend: str
    options: list[Option]


def address(question: Question, *, endpoint: str = "search.results", **change: Any) -> str:
    """The address of a question, on its first page unless page is given; endpoint: of the page that answers it."""
    pairs = [(name, value) for name, value in question.parameters() if name != "page"]
    asked: dict[str, list[str]] = {}
    for name, value in [*pairs, *((n, str(v)) for n, v in change.items())]:
        asked.setdefault(name, []).append(value)
    return url_for(endpoint, **asked)


def facets(question: Question, counts: Counts, names: Names) -> list[Facet]:
    """Every filter that has anything to choose, in the order of the form."""
    chosen: dict[str, list[str]] = {}
    for parameter, value in question.parameters():
        chosen.setdefault(parameter, []).append(value)
    found = [
        Facet(_legend(some), [one for name in some for one in _options(name, chosen.get(name, []), counts, names)])
        for some in FACETS
    ]
    return [facet for facet in found if facet.options]


def _options(name: str, chosen: Sequence[str], counts: Counts, names: Names) -> list[Option]:
    here = counts.get(name, {})
    values = [v for v in FIXED.get(name, _commonest(here)) if here.get(v) or v in chosen]
    values += [v for v in chosen if v not in values]
    return [Option(name, v, telling.capital(labels.value(name, v, names)), here.get(v, 0), v in chosen) for v in values]


def distances(within: float | None, counts: Counts, names: Names) -> list[Option]:
    """How far to look; without a place nothing is counted."""
    found, here = [Option("within", "", _("Any distance"), None, within is None)], counts.get("within", {})
    for far in sorted({*map(float, MILES), *([within] if within else [])}):
        words = telling.capital(labels.value("within", f"{far:g}", names))
        found.append(Option("within", f"{far:g}", words, here.get(f"{far:g}"), far == within))
    return found


def _legend(names: Sequence[str]) -> str:
    """Filters of one value each stand together under one question."""
    return labels.legend(names[0]) if len(names) == 1 else _("Only show")


def _commonest(counts: Mapping[str, int]) -> list[str]:
    return sorted(counts, key=lambda value: (-counts[value], value))[:MOST_OPTIONS]
