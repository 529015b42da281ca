"""Finding help: the home page, the results, types and needs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, wraps
from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, current_app, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from accounts import queries as accounts
from directory import codes, my_access, queries, telling
from directory.queries.vocabularies import TermShown
from foundation import clock, words
from foundation.words import ngettext
from search import asking, discretion, engines, indexing, noticing
from search import queries as sayings
from search.engine import IndexMissing
from search.labels import Names
from search.likeness import offering
from search.listing import Result, ResultMaker
from search.parameters import LONGEST_WORDS
from search.presenting import ResultsPage
from search.question import PER_PAGE, Known, Question
from search.suggesting import Suggestions
from search.thesaurus import Thesaurus
from search.totals import Totals, totals
from web.door import Door
from web.languages import with_question

blueprint = Blueprint("search", __name__)
door = Door(blueprint)
TRY_AGAIN_SECONDS = 60
FEW = 5  # services; below it the page offers more ways on
MOST_NEARBY = 6  # types of service that are offered beside those that were asked for


def while_rebuilding(view: Callable[[], str | Response]) -> Callable[[], str | Response]:
    """A page of answers; without an index it says so, asks for one, and offers the other ways to find a service."""

    @wraps(view)
    def answered() -> str | Response:
        try:
            return view()
        except IndexMissing:
            indexing.ask_to_heal()
        response = make_response(render_template("search/rebuilding.html"), 503)
        response.headers["Retry-After"] = str(TRY_AGAIN_SECONDS)
        return response

    return answered


@dataclass(frozen=True)
class Counted:
    """A term, how many services it leads to (None: not known now), and the terms under it."""

    term: TermShown
    count: Any
    under: Sequence[Counted] = ()


@door.public("/")
def home() -> str:
    """One box, what is often needed, and every other way in."""
    popular = [
        {"words": term.words(), "url": url_for("search.results", **_asked(str(term.facts["question"])))}
        for term in queries.vocabulary("popular").terms.values()
    ]
    domains = [replace(domain, count=_services(domain.count)) for domain in _needs()]
    return render_template(
        "search/home.html",
        popular=popular,
        domains=domains,
        groups=_types(),
        counts=queries.letters(),
        example_code=_example(),
    )


@door.public("/services")
@while_rebuilding
def results() -> str | Response:
    """What was asked, answered. Nothing in an address can break it: what is not understood is said on the page."""
    page = answered()
    if page is None:
        rest = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
        return redirect(with_question(url_for("search.results"), rest))
    noticing.answered(page.asked, page.understood, page.answer)
    shown = {hit.code for hit in page.answer.hits or page.answer.nearest}
    offers = () if page.urgent else _offers(page.understood, shown, page.authorities)
    return render_template("search/results.html", page=page, offers=offers)


def answered() -> ResultsPage | None:
    """The question of this address with its answer, made ready; None for a page beyond the last."""
    question, refusals = Question.from_parameters(request.args, _known(), words.language())
    home = current_app.config["WAYMARK"].authority
    understood = asking.understand(question, asking.homes(home))
    answer = asking.ask(understood.question)
    if question.page > max(1, -(-answer.total // PER_PAGE)):
        return None
    few = answer.total < FEW
    page = ResultsPage(
        asked=question,
        understood=understood,
        answer=answer,
        shown=list(queries.published([hit.code for hit in answer.hits or answer.nearest])),
        names=_names(),
        refusals=refusals,
        authorities={one.slug: one for one in accounts.authorities()},
        moment=clock.local(),
        fewer=_with_fewer(understood.question) if few else {},
        nearby=_nearby(understood.question) if few else [],
        home=home,
        needed=my_access.wanted(),
    )
    discretion.mind(understood, page.urgent, page.shown)
    return page


def _offers(
    understood: asking.Understood, shown: Collection[str], authorities: Mapping[str, accounts.AuthorityShown]
) -> Sequence[Result]:
    """What a model guesses beside what is shown; it is not asked where the site does not want it."""
    if not current_app.config["WAYMARK"].semantic:
        return ()
    hits = {hit.code: hit for hit in offering.offers(understood.question, shown)}
    made = ResultMaker(understood, _names(), authorities, clock.local())
    return [made.result(whole, hits[whole["entry"]["code"]]) for whole in queries.published(list(hits))]


@door.public("/suggest")
def suggest() -> Response:
    """What may be meant by what is being typed; nothing of it is counted or kept."""
    found = _suggestions(words.language(), queries.vocabulary("service-types"), sayings.thesaurus())
    answer = jsonify(found.starting(request.args.get("q", "")[:LONGEST_WORDS]))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@door.public("/types")
def types() -> str:
    """Every type of service, in its group."""
    return render_template("search/types.html", groups=_types())


@door.public("/needs")
def needs() -> str:
    """The Assessment Framework for a family: for the child, for the parent, for home."""
    return render_template("search/needs.html", domains=_needs())


@lru_cache(maxsize=32)
def _suggestions(language: str, types: queries.Vocabulary, known: Thesaurus) -> Suggestions:
    said = [one.said[language] for one in known.sayings if language in one.said]
    names = [term.words() for term in types.terms.values() if term.parent]
    return Suggestions([*names, *(one.name for one in said)], [p for one in said for p in one.phrases], language)


def _names() -> Names:
    return Names(*(queries.vocabulary(name) for name in ("service-types", "needs", "access")))


def _known() -> Known:
    return _codes(_names(), queries.vocabulary("languages"))


@lru_cache(maxsize=4)
def _codes(names: Names, languages: queries.Vocabulary) -> Known:
    return Known(
        types=_values(names.types),
        needs=_values(names.needs),
        access=frozenset(names.access.terms),
        languages=frozenset(languages.terms),
    )


def _values(vocabulary: queries.Vocabulary) -> frozenset[str]:
    """The terms under a group or domain: headings are not values."""
    return frozenset(code for code, term in vocabulary.terms.items() if term.parent)


def _totals() -> Totals | None:
    """None while there is no index: the pages show their terms without counts."""
    names = _names()
    try:
        return totals(engines.current().generation(), names.types, names.needs)
    except IndexMissing:
        indexing.ask_to_heal()
        return None


def _with_fewer(question: Question) -> dict[str, int]:
    """What a question without an answer would find without each of its filters."""
    asked = dict.fromkeys(name for name, _value in question.parameters() if name not in ("page", "sort"))
    counts = {name: asking.ask(question.without(name)).total for name in asked} if len(asked) > 1 else {}
    return {name: count for name, count in counts.items() if count}


def _nearby(question: Question) -> list[tuple[str, int]]:
    """Other types of service of the same groups as those that were asked for, and of the needs that were heard."""
    types, counted = _names().types, _totals()
    counts = counted.types if counted else {}
    asked = dict.fromkeys((*question.types, *(code for one in question.sought for code in one.types[:1])))
    groups = dict.fromkeys(types.terms[code].parent for code in asked if code in types.terms)
    others = [term for group in groups for term in types.under(group) if term.code not in asked]
    return [(term.code, counts[term.code]) for term in others if counts.get(term.code)][:MOST_NEARBY]


def _needs() -> list[Counted]:
    counted = _totals()
    needs = queries.vocabulary("needs")
    return _counted(needs, counted.domains, counted.needs) if counted else _uncounted(needs)


def _types() -> list[Counted]:
    counted = _totals()
    types = queries.vocabulary("service-types")
    return _counted(types, counted.groups, counted.types) if counted else _uncounted(types)


def _counted(vocabulary: queries.Vocabulary, heads: Mapping[str, int], counts: Mapping[str, int]) -> list[Counted]:
    """The groups or domains of a vocabulary, each with its terms."""
    return [
        Counted(
            head, heads[head.code], [Counted(term, counts.get(term.code, 0)) for term in vocabulary.under(head.code)]
        )
        for head in vocabulary.under("")
    ]


def _uncounted(vocabulary: queries.Vocabulary) -> list[Counted]:
    return [
        Counted(head, None, [Counted(term, None) for term in vocabulary.under(head.code)])
        for head in vocabulary.under("")
    ]


def _services(count: int | None) -> str:
    if count is None:
        return ""
    return ngettext("%(num)s service", "%(num)s services", count) % {"num": telling.number(count)}


def _asked(query: str) -> dict[str, list[str]]:
    asked: dict[str, list[str]] = {}
    for name, value in parse_qsl(query):
        asked.setdefault(name, []).append(value)
    return asked


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
