"""Finding help: the home page, the results, types and needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from accounts import queries as accounts
from directory import codes, queries, telling
from directory.queries.vocabularies import TermShown
from foundation import clock, words
from foundation.words import ngettext
from search import asking, engines
from search.engine import Answer
from search.labels import Names
from search.presenting import ResultsPage
from search.question import PER_PAGE, Known, Question
from web.door import Door
from web.languages import with_question

blueprint = Blueprint("search", __name__)
door = Door(blueprint)


@dataclass(frozen=True)
class Counted:
    """A term, how many services it leads to, and the terms under it."""

    term: TermShown
    count: Any
    types: list[Counted] | None = None
    needs: list[Counted] | None = None


@door.public("/")
def home() -> str:
    """One box, what is often needed, and every other way in."""
    popular = [
        {"words": term.words(), "url": url_for("search.results", **_asked(str(term.facts["question"])))}
        for term in queries.vocabulary("popular").terms.values()
    ]
    counts = _everything().counts
    domains = [replace(domain, count=_services(domain.count)) for domain in _needs(counts.get("need", {}))]
    return render_template(
        "search/home.html",
        popular=popular,
        domains=domains,
        groups=_types(counts.get("type", {})),
        counts=queries.letters(),
        example_code=_example(),
    )


@door.public("/services")
def results() -> str | Response:
    """What was asked, answered. Nothing in an address can break it: what is not understood is said on the page."""
    known = _known()
    question, refusals = Question.from_parameters(request.args, known, words.language())
    understood = asking.understand(question, _home_point())
    answer = ask(understood.question)
    last = max(1, -(-answer.total // PER_PAGE))
    if question.page > last:
        rest = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
        return redirect(with_question(url_for("search.results"), rest))
    shown = list(queries.published([hit.code for hit in answer.hits or answer.nearest]))
    everyone = {one.slug: one for one in accounts.authorities()}
    fewer = {} if answer.total else _with_fewer(understood.question)
    page = ResultsPage(
        understood=understood,
        answer=answer,
        shown=shown,
        names=_names(),
        refusals=refusals,
        authorities=everyone,
        moment=clock.local(),
        fewer=fewer,
    )
    return render_template("search/results.html", page=page)


@door.public("/types")
def types() -> str:
    """Every type of service, in its group."""
    return render_template("search/types.html", groups=_types(_everything().counts.get("type", {})))


@door.public("/needs")
def needs() -> str:
    """The Assessment Framework for a family: for the child, for the parent, for home."""
    return render_template("search/needs.html", domains=_needs(_everything().counts.get("need", {})))


def _names() -> Names:
    return Names(*(queries.vocabulary(name) for name in ("service-types", "needs", "access")))


def _known() -> Known:
    names = _names()
    return Known(
        types=_values(names.types),
        needs=_values(names.needs),
        access=frozenset(names.access.terms),
        languages=frozenset(queries.vocabulary("languages").terms),
    )


def _values(vocabulary: queries.Vocabulary) -> frozenset[str]:
    """The terms under a group or domain: headings are not values."""
    return frozenset(code for code, term in vocabulary.terms.items() if term.parent)


def _everything() -> Answer:
    """The answer to no question at all: how many services each type and need has."""
    return ask(Question(language=words.language()))


def ask(question: Question) -> Answer:
    """The engine's answer to a question, now."""
    holidays = {one.slug: one.holidays for one in accounts.authorities()}
    return engines.current().answer(question, clock.now(), holidays)


def _with_fewer(question: Question) -> dict[str, int]:
    """What a question without an answer would find without each of its filters."""
    asked = dict.fromkeys(name for name, _value in question.parameters() if name not in ("page", "sort"))
    counts = {name: ask(question.without(name)).total for name in asked} if len(asked) > 1 else {}
    return {name: count for name, count in counts.items() if count}


def _needs(counts: dict[str, int]) -> list[Counted]:
    vocabulary = queries.vocabulary("needs")
    return [
        Counted(
            domain,
            ask(Question(needs=tuple(n.code for n in vocabulary.under(domain.code)))).total,
            needs=[Counted(n, counts.get(n.code, 0)) for n in vocabulary.under(domain.code)],
        )
        for domain in vocabulary.under("")
    ]


def _types(counts: dict[str, int]) -> list[Counted]:
    vocabulary = queries.vocabulary("service-types")
    return [
        Counted(
            group,
            ask(Question(types=tuple(t.code for t in vocabulary.under(group.code)))).total,
            types=[Counted(t, counts.get(t.code, 0)) for t in vocabulary.under(group.code)],
        )
        for group in vocabulary.under("")
    ]


def _services(count: int) -> str:
    return ngettext("%(num)s service", "%(num)s services", count) % {"num": telling.number(count)}


def _asked(query: str) -> dict[str, list[str]]:
    asked: dict[str, list[str]] = {}
    for name, value in parse_qsl(query):
        asked.setdefault(name, []).append(value)
    return asked


def _home_point() -> tuple[float, float] | None:
    """Where the people of this site are: places of one name are taken nearest to it."""
    if "home_point" not in g:
        owner = accounts.authority(current_app.config["WAYMARK"].authority)
        g.home_point = owner.point if owner else None
    point: tuple[float, float] | None = g.home_point
    return point


def _example() -> str:
    return f"\u2066{codes.said('BCDFGH')}\u2069"


@blueprint.app_template_filter("page_numbers")
def page_numbers(pages: int, page: int) -> list[int | None]:
    """Which page numbers to show: the first, the last, and those around; None where some are left out."""
    wanted = sorted({1, pages, *range(max(1, page - 1), min(pages, page + 1) + 1)})
    shown: list[int | None] = []
    for number in wanted:
        if shown and number - (shown[-1] or 0) > 1:
            shown.append(None)
        shown.append(number)
    return shown
