"""A results page made ready: title, chips, filters, and each result with its facts and the reason why it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from markupsafe import Markup, escape

from accounts.queries import AuthorityShown
from directory import hours, presenting, telling
from directory.addresses import entry_address
from directory.documents import Document
from directory.rules import AUDIENCES, DAYS, DELIVERIES
from foundation.words import gettext as _
from foundation.words import ngettext
from search import labels, notes, titles
from search.asking import Understood
from search.engine import Answer, Hit
from search.labels import Names
from search.parameters import Refusal
from search.question import PER_PAGE, Question

MOST_OPTIONS = 8  # of one filter: the commonest, and those that are chosen


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere."""

    words: str
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


@dataclass(frozen=True)
class Result:
    """One service in the list. name and summary know their own language."""

    url: str
    name: telling.Said
    summary: telling.Said
    facts: list[tuple[str, str]]
    why: str
    checked: str


def address(question: Question, **change: Any) -> str:
    """The address of a question, on its first page unless page is given."""
    pairs = [(name, value) for name, value in question.parameters() if name != "page"]
    asked: dict[str, list[str]] = {}
    for name, value in [*pairs, *((n, str(v)) for n, v in change.items())]:
        asked.setdefault(name, []).append(value)
    return url_for("search.results", **asked)


class ResultsPage:
    """Everything that the page of results says."""

    def __init__(
        self,
        *,
        understood: Understood,
        answer: Answer,
        shown: Sequence[Document],
        names: Names,
        refusals: Sequence[Refusal],
        authorities: dict[str, AuthorityShown],
        moment: datetime,
        fewer: Mapping[str, int],
    ) -> None:
        self.understood, self.question, self.answer, self.names = understood, understood.question, answer, names
        self.refusals, self.authorities, self.moment, self.fewer = refusals, authorities, moment, fewer
        self.number = self.question.page
        self.pages = -(-answer.total // PER_PAGE)
        self.first = self.question.first + 1
        hits = {hit.code: hit for hit in (answer.hits or answer.nearest)}
        self.results = [self._result(whole, hits[whole["entry"]["code"]]) for whole in shown]
        self.partly_foreign = any(one.summary.foreign for one in self.results)
        self.words, self.where = self.question.words, self.question.where
        self.age = " ".join(map(str, self.question.ages))

    # ------------------------------------------------------------------ what it is about

    @property
    def place(self) -> str:
        """The place as it is called, else as it was typed."""
        found = self.understood.found
        return found.name if found else self.question.where

    @property
    def heading(self) -> Markup:
        """The answer, with the place kept in its own direction."""
        figures = {name: escape(value) for name, value in self._figures().items()}
        figures["place"] = Markup('<bdi dir="ltr">{}</bdi>').format(self.place)
        return Markup(self._title({name: str(value) for name, value in figures.items()}))  # noqa: S704  every figure is escaped above

    @property
    def title(self) -> str:
        """The same as plain text."""
        return self._title(self._figures())

    def _figures(self) -> dict[str, str]:
        question = self.question
        topics = [labels.value(p, v, self.names) for p, v in question.parameters() if p in ("type", "need")]
        return {
            "num": telling.number(self.answer.total),
            "words": question.words,
            "topic": telling.joined(topics[:3]),
            "place": self.place,
            "miles": labels.miles(question.within or 0),
        }

    def _title(self, figures: dict[str, str]) -> str:
        question = self.question
        return titles.title(
            self.answer.total,
            figures,
            words=bool(question.words),
            topic=bool(question.types or question.needs),
            place=question.near is not None,
            within=question.within is not None,
        )

    @property
    def told(self) -> list[str]:
        """What was understood, what was left out, and what one should know of this list."""
        told = notes.about_place(self.understood, self.where_error)
        told += notes.about_answer(self.question, self.answer)
        return told + list(dict.fromkeys(labels.refused(one) for one in self.refusals))

    @property
    def where_error(self) -> str:
        """What is wrong with the place, for its box."""
        missing = self.understood.missing
        return notes.missing_place(missing) if missing else ""

    # ------------------------------------------------------------------ what was chosen and what can be

    @property
    def chips(self) -> list[Link]:
        """Every filter that is on, each with the address of the same question without it."""
        pairs = [(p, v) for p, v in self.question.parameters() if p not in ("q", "near", "page", "sort")]
        return [Link(labels.value(p, v, self.names), address(self.question.without(p, v))) for p, v in pairs]

    @property
    def filters_title(self) -> str:
        """Filters: 3 chosen."""
        count = len(self.chips)
        return (
            ngettext("Filters: %(num)d chosen", "Filters: %(num)d chosen", count) % {"num": count}
            if count
            else _("Filters")
        )

    @property
    def facets(self) -> list[Facet]:
        """Each filter with how many services each value would leave."""
        found = [Facet(labels.legend(names[0]), [o for name in names for o in self._options(name)]) for names in FACETS]
        return [facet for facet in found if facet.options]

    def _options(self, name: str) -> list[Option]:
        counts = self.answer.counts.get(name, {})
        chosen = [value for parameter, value in self.question.parameters() if parameter == name]
        values = [v for v in FIXED.get(name, _commonest(counts)) if counts.get(v) or v in chosen]
        values += [v for v in chosen if v not in values]
        return [
            Option(name, v, telling.capital(labels.value(name, v, self.names)), counts.get(v, 0), v in chosen)
            for v in values
        ]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Parameters that the form does not ask for but must not lose: topics that are not among the commonest."""
        asked = {name for names in FACETS for name in names} | {"q", "near", "within", "age", "sort", "page"}
        return [(p, v) for p, v in self.question.parameters() if p not in asked]

    @property
    def distances(self) -> list[Option]:
        """How far to look."""
        within = self.question.within
        wanted = sorted({*map(float, labels.MILES), *([within] if within else [])})
        far = [
            Option("within", f"{m:g}", telling.capital(labels.value("within", f"{m:g}", self.names)), None, m == within)
            for m in wanted
        ]
        return [Option("within", "", _("Any distance"), None, within is None), *far]

    @property
    def sorts(self) -> list[Option]:
        """In which order."""
        said = {"best": _("Best match"), "distance": _("Nearest first"), "name": _("By name")}
        return [Option("sort", value, words, None, value == self.question.sort) for value, words in said.items()]

    @property
    def wider(self) -> list[Link]:
        """Where a question without an answer would have one."""
        return notes.wider(self.question, self.fewer, address, Link)

    @property
    def results_title(self) -> str:
        """Results 1 to 10 of 12."""
        if not self.answer.total:
            return _("The nearest, however far")
        last = self.question.first + len(self.results)
        figures = {
            "first": telling.number(self.first),
            "last": telling.number(last),
            "all": telling.number(self.answer.total),
        }
        return _("Results %(first)s to %(last)s of %(all)s") % figures

    def url(self, page: int) -> str:
        """The address of a page of this list."""
        return address(self.question, page=page) if page > 1 else address(self.question)

    # ------------------------------------------------------------------ each result

    def _result(self, whole: Document, hit: Hit) -> Result:
        entry = whole["entry"]
        texts = entry["texts"]
        name = telling.say(texts, "name")
        return Result(
            entry_address(entry["code"], name.words),
            name,
            telling.say(texts, "summary"),
            self._facts(whole, hit),
            self._why(entry, hit),
            telling.ago(entry, self.moment.date()) + ".",
        )

    def _facts(self, whole: Document, hit: Hit) -> list[tuple[str, str]]:
        entry, sites = whole["entry"], whole["sites"]
        facts = []
        if hit.distance_miles is not None:
            facts.append((_("Distance:"), labels.miles(hit.distance_miles)))
        elif self.question.near:
            facts.append(
                (_("Distance:"), _("not told") if sites else telling.listed(map(telling.delivery, entry["delivery"])))
            )
        facts.append((_("Open:"), self._open(entry, sites)))
        if towns := list(
            dict.fromkeys(s["lies_in"].get("town") or s["lies_in"].get("district_name", "") for s in sites)
        ):
            facts.append((_("Where:"), telling.listed(t for t in towns[:3] if t)))
        facts.append((_("Who for:"), telling.ages(entry["eligibility"]) or _("any age")))
        if cost := telling.short_cost(entry):
            facts.append((_("Cost:"), cost))
        return [(label, value) for label, value in facts if value]

    def _open(self, entry: Document, sites: Sequence[Document]) -> str:
        schedules = presenting.all_schedules(entry, sites)
        keeper = self.authorities.get(entry["authority"])
        state = hours.state(schedules, self.moment, keeper.holidays if keeper else ())
        if state.open:
            return telling.open_in_list(state)
        return telling.short_hours(schedules, self.moment.date()) or _("not known; ring first")

    def _why(self, entry: Document, hit: Hit) -> str:
        """Matches: debt, free, covers Telford and Wrekin."""
        question = self.question
        said = dict.fromkeys(word for words in hit.why.words.values() for word in words)
        found = [labels.value("q", " ".join(said), self.names)] if said else []
        found += [self.names.types.words(code) for code in hit.why.types]
        found += [self.names.needs.words(code, "plain") for code in hit.why.needs]
        for name in ("language", "access", "day", "delivery", "for", "cost", "open", "places", "age"):
            found += [
                labels.value(p, v, self.names) for p, v in question.parameters() if p == name and _holds(name, v, entry)
            ]
        if hit.covers:
            found.append(_("covers %(place)s") % {"place": self._covered(entry, hit.covers)})
        return _("Matches: %(reasons)s") % {"reasons": telling.listed(dict.fromkeys(found))} if found else ""

    @staticmethod
    def _covered(entry: Document, area: str) -> str:
        kind, _colon, code = area.partition(":")
        return next(
            (one["name"] for one in entry["areas"] if (one["kind"], one["code"]) == (kind, code) and one["name"]), code
        )


FACETS = (("cost", "open", "places"), ("type",), ("day",), ("language",), ("access",), ("delivery",), ("for",))
FIXED: dict[str, Iterable[str]] = {
    "day": DAYS,
    "delivery": DELIVERIES,
    "for": AUDIENCES,
    "cost": ("free",),
    "open": ("now",),
    "places": ("now",),
}


def _commonest(counts: dict[str, int]) -> list[str]:
    return sorted(counts, key=lambda value: (-counts[value], value))[:MOST_OPTIONS]


def _holds(parameter: str, value: str, entry: Document) -> bool:
    """Whether this very value is why; within a filter any may do, so not every chosen one need hold."""
    told = {
        "language": [one["language"] for one in entry["languages"]],
        "delivery": entry["delivery"],
        "for": entry["audience"],
    }
    return value in told[parameter] if parameter in told else True
