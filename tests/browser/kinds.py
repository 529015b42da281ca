"""Every kind of page that the site has, each with an address under /<language>/. All checks run over this one list."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask

from directory import queries, staleness
from foundation import clock, words
from tests.site import MOMENT

FULL = os.environ.get("WAYMARK_TEST_GRID") == "full"
Document = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """A kind of page. {stale} and the like in its path are codes of entries, found by FOUND."""

    name: str
    path: str
    status: int = 200


KINDS = (
    Kind("home", "/"),
    Kind("results", "/services?q=debt&near=TF1+1LX"),
    Kind("results page 2", "/services?type=cc.toddler&page=2"),
    Kind("results with filters", "/services?type=cc.toddler&cost=free&day=tue&day=thu&near=Wellington&within=10"),
    Kind("no results", "/services?q=zzzz+qqqq&cost=free"),
    Kind("nearest beyond", "/services?near=EH1+1YZ&within=5&type=cc.nursery"),
    Kind("place not found", "/services?q=debt&near=Wellingtom"),
    Kind("place guessed", "/services?q=debt+tf42ab&age=old"),
    Kind("types", "/types"),
    Kind("needs", "/needs"),
    Kind("a-to-z", "/a-to-z"),
    Kind("letter", "/a-to-z/B"),
    Kind("entry", "/services/{ordinary}"),
    Kind("stale entry", "/services/{stale}"),
    Kind("entry at a confidential address", "/services/{confidential}"),
    Kind("entry without an address", "/services/{nowhere}"),
    Kind("entry partly in Arabic only", "/services/{arabic}"),
    Kind("entry of several sites", "/services/{several}"),
    Kind("organisation", "/organisations/{organisation}"),
    Kind("code", "/code"),
    Kind("code with an error", "/code?c=aeiou", 404),
    Kind("help", "/about/help"),
    Kind("accessibility", "/about/accessibility"),
    Kind("privacy", "/about/privacy"),
    Kind("sources", "/about/sources"),
    Kind("things to try", "/try"),
    Kind("not found", "/nothing-here", 404),
    Kind("unreadable", "/trouble/400", 400),
    Kind("forbidden", "/trouble/403", 403),
    Kind("wrong method", "/trouble/405", 405),
    Kind("gone", "/trouble/410", 410),
    Kind("too many requests", "/trouble/429", 429),
    Kind("open too long", "/trouble/440", 400),
    Kind("our fault", "/trouble/500", 500),
    Kind("looked after", "/trouble/503", 503),
)
BY_NAME = {kind.name: kind for kind in KINDS}

# Pages that share one template with another of the list; for slow checks one of each will do.
SAME_TEMPLATE = {
    "place guessed",
    "privacy",
    "forbidden",
    "wrong method",
    "gone",
    "unreadable",
    "too many requests",
    "open too long",
    "looked after",
}
ONE_OF_EACH = tuple(kind for kind in KINDS if kind.name not in SAME_TEMPLATE)

EVERY_LANGUAGE = tuple(one.tag for one in words.languages())
SPOKEN = tuple(one.tag for one in words.languages() if not one.pseudo)
LANGUAGES = EVERY_LANGUAGE if FULL else SPOKEN


def _stale(whole: Document) -> bool:
    sure = whole["entry"]["assurance"]
    return bool(sure) and staleness.standing(date.fromisoformat(sure["on"]), MOMENT.date(), staleness.USUAL).at_least(
        staleness.Stage.MARKED
    )


def _only_in_arabic(whole: Document) -> bool:
    return any("ar" in text and "en" not in text for text in whole["entry"]["texts"].values())


def _at_one_public_site(whole: Document) -> bool:
    return [site["privacy"] for site in whole["sites"]] == ["public"]


FOUND: dict[str, Callable[[Document], bool]] = {
    "ordinary": lambda whole: (
        "cc.toddler" in whole["entry"]["types"] and _at_one_public_site(whole) and not _stale(whole)
    ),
    "stale": _stale,
    "confidential": lambda whole: any(site["privacy"] != "public" for site in whole["sites"]),
    "nowhere": lambda whole: not whole["sites"],
    "arabic": _only_in_arabic,
    "several": lambda whole: len(whole["sites"]) > 1,
}


def codes(app: Flask) -> dict[str, str]:
    """For each name in FOUND the code of the first such entry; for `organisation` one that has several entries."""
    with app.app_context(), clock.freeze(MOMENT):
        return _codes(list(queries.published()))


def _codes(everything: Iterable[Document]) -> dict[str, str]:
    home = sorted(
        (whole for whole in everything if whole["authority"] == "telford-and-wrekin"), key=lambda w: w["entry"]["code"]
    )
    found = {name: next(w["entry"]["code"] for w in home if fits(w)) for name, fits in FOUND.items()}
    owners = [whole["organisation"]["uuid"] for whole in home]
    return {**found, "organisation": next(one for one in owners if owners.count(one) > 2)}
