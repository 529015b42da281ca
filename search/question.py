"""What was asked: cleaned once from the address of a page, and written back into one. (pure)

Reading never raises. What cannot be used is left out and named in a Refusal, so that the page can say what it ignored.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

from directory.rules import AUDIENCES, DAYS, DELIVERIES
from search.parameters import Reader, Refusal, between, exactly, number, one_of, whole

SORTS = ("best", "distance", "name")
Span = tuple[int, int]  # ages in whole years, the first and the last

AGE_BANDS: tuple[Span, ...] = ((0, 1), (2, 4), (5, 10), (11, 15), (16, 18), (19, 25))
MILES = (1, 2, 5, 10, 20)

PER_PAGE = 10
MOST_PAGES = 1000
MOST_MILES = 500.0
OLDEST = 120


@dataclass(frozen=True)
class Near:
    """Where to look from: a point and the areas it lies in, as (kind, code), the smallest first; its name where it is no code."""

    lat: float
    lon: float
    areas: tuple[tuple[str, str], ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Sought:
    """A need that the words were understood as: what answers it, the best type first; strength from 0 to 1."""

    saying: str
    types: tuple[str, ...]
    needs: tuple[str, ...] = ()
    strength: float = 1.0
    words: tuple[
        str, ...
    ] = ()  # English, as most entries are: those that tell this need from others; entries that say them fit better


@dataclass(frozen=True)
class Known:
    """The codes that the vocabularies hold today."""

    types: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    access: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Question:
    """One search. Values within a filter: any of them will do, except access, where all must hold."""

    words: str = ""
    language: str = "en"  # of the reader
    where: str = ""  # the place as typed; `near` is what it means
    near: Near | None = None
    within: float | None = None  # miles
    types: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    ages: tuple[Span, ...] = ()
    days: tuple[str, ...] = ()
    open_now: bool = False
    places_now: bool = False
    free: bool = False
    languages: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    delivery: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    only_words: bool = False  # the words as they are: no needs, no filters among them
    page: int = 1
    sort: str = "best"
    authority: str = ""
    sought: tuple[Sought, ...] = ()  # what the words were understood as; not part of an address
    known: frozenset[str] = frozenset()  # words that people say of needs: no slips, whatever the entries say
    spoken: str = ""  # the language of the words, where it is heard to be another than the reader's

    @classmethod
    def from_parameters(
        cls, parameters: Any, known: Known, language: str = "en"
    ) -> tuple[Question, tuple[Refusal, ...]]:
        """The question in the parameters of a page's address, and what of them was left out. Never raises."""
        reader = Reader(parameters)
        question = cls(
            words=reader.words("q"),
            language=language,
            where=reader.words("near"),
            within=reader.one("within", _miles),
            types=reader.codes("type", known.types),
            needs=reader.codes("need", known.needs),
            ages=reader.many("age", _age),
            days=reader.codes("day", DAYS),
            open_now=reader.one("open", exactly("now")) is not None,
            places_now=reader.one("places", exactly("now")) is not None,
            free=reader.one("cost", exactly("free")) is not None,
            languages=reader.codes("language", known.languages),
            access=reader.codes("access", known.access),
            delivery=reader.codes("delivery", DELIVERIES),
            audience=reader.codes("for", AUDIENCES),
            only_words=reader.one("only", exactly("words")) is not None,
            page=reader.one("page", _page) or 1,
            sort=reader.one("sort", one_of(SORTS)) or "best",
        )
        return question, tuple(reader.refusals)

    def at(self, near: Near | None) -> Question:
        """The same question from this place."""
        return replace(self, near=near)

    @property
    def first(self) -> int:
        """How many hits stand before this page."""
        return (self.page - 1) * PER_PAGE

    @property
    def filtered(self) -> bool:
        """Whether anything but words and a place was asked."""
        blank = Question(words=self.words, language=self.language, where=self.where, near=self.near, sort=self.sort)
        return replace(self, page=1, within=None, authority="", sought=(), known=frozenset(), spoken="") != blank

    def parameters(self) -> list[tuple[str, str]]:
        """The parameters that ask this question again, in one order, defaults left out."""
        pairs: list[tuple[str, str]] = []
        for field in fields(self):
            name = NAMES.get(field.name)
            value = getattr(self, field.name)
            if name and value != field.default and value is not None:
                pairs += [(name, text) for text in _written(field.name, value)]
        return pairs

    def having(self, parameter: str, value: str) -> Question:
        """The same question, first page, with this value added to a filter."""
        return self._changed(parameter, lambda values: (*values, value))

    def without(self, parameter: str, value: str = "") -> Question:
        """The same question, first page, without this value of a filter, or without the filter."""
        return self._changed(
            parameter, lambda values: tuple(other for other in values if value and str(other) != value)
        )

    def _changed(self, parameter: str, change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Question:
        pairs = [(name, value) for name, value in self.parameters() if name not in (parameter, "page")]
        values = change(tuple(value for name, value in self.parameters() if name == parameter))
        again: dict[str, list[str]] = {}
        for name, text in [*pairs, *((parameter, text) for text in values)]:
            again.setdefault(name, []).append(text)
        known = Known(*(frozenset(again.get(name, ())) for name in ("type", "need", "language", "access")))
        question, _ = Question.from_parameters(again, known, self.language)
        return replace(
            question,
            near=self.near if question.where else None,
            authority=self.authority,
            sought=self.sought if question.words else (),
            known=self.known,
            spoken=self.spoken if question.words else "",
        )


# The name in the address of each part of a question.
NAMES = {
    "words": "q",
    "where": "near",
    "within": "within",
    "types": "type",
    "needs": "need",
    "ages": "age",
    "days": "day",
    "open_now": "open",
    "places_now": "places",
    "free": "cost",
    "languages": "language",
    "access": "access",
    "delivery": "delivery",
    "audience": "for",
    "only_words": "only",
    "page": "page",
    "sort": "sort",
}


_YES = {"free": "free", "only_words": "words"}


def _written(field: str, value: Any) -> list[str]:
    if isinstance(value, bool):
        return [_YES.get(field, "now")]
    if isinstance(value, tuple):
        return [span_said(one) if field == "ages" else str(one) for one in value]
    return [f"{value:g}" if isinstance(value, float) else str(value)]


def _miles(text: str) -> float:
    return round(between(number(text), 0.1, MOST_MILES), 2)


def _age(text: str) -> Span:
    """An age, "4", or a span of them, "0-4"."""
    first, _hyphen, last = text.replace("\u2013", "-").partition("-")
    span = whole(first, 0, OLDEST), whole(last or first, 0, OLDEST)
    return min(span), max(span)


def span_said(span: Span) -> str:
    """A span of ages as an address has it: "4", "0-4"."""
    first, last = span
    return str(first) if first == last else f"{first}-{last}"


def _page(text: str) -> int:
    return whole(text, 1, MOST_PAGES)
