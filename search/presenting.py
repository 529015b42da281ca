"""A results page made ready: title, chips, filters, and each result with its facts and the reason why it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property

from markupsafe import Markup, escape

from accounts.queries import AuthorityShown
from directory import telling
from directory.documents import Document
from foundation.words import gettext as _
from foundation.words import ngettext
from search import choices, labels, notes, titles, urgent
from search.asking import Understood
from search.choices import Beside, Facet, Link, Option, address
from search.engine import Answer
from search.labels import Names
from search.listing import ResultMaker
from search.parameters import Refusal
from search.question import PER_PAGE, Question


class ResultsPage:
    """Everything that the page of results says."""

    def __init__(
        self,
        *,
        asked: Question,
        understood: Understood,
        answer: Answer,
        shown: Sequence[Document],
        names: Names,
        refusals: Sequence[Refusal],
        authorities: dict[str, AuthorityShown],
        moment: datetime,
        fewer: Mapping[str, int],
        nearby: Sequence[tuple[str, int]] = (),
        home: str = "",
        needed: tuple[str, ...] = (),
    ) -> None:
        self.understood, self.question, self.answer, self.names = understood, understood.question, answer, names
        self.refusals, self.authorities, self.moment, self.fewer = refusals, authorities, moment, fewer
        self.asked, self.shown = asked, shown
        self.home, self.number = home, self.question.page
        self.pages = -(-answer.total // PER_PAGE)
        self.first = self.question.first + 1
        hits = {hit.code: hit for hit in (answer.hits or answer.nearest)}
        made = ResultMaker(understood, names, authorities, moment, needed)
        self.results = [made.result(whole, hits[whole["entry"]["code"]]) for whole in shown]
        self.partly_foreign = any(one.summary.foreign for one in self.results)
        self.words, self.where = self.question.words, self.question.where
        self.nearby = [self._beside(type_, count) for type_, count in nearby]

    # ------------------------------------------------------------------ what it is about

    @property
    def place(self) -> str:
        """The place as it is called, else as it was typed."""
        found = self.understood.found
        return found.name if found else self.question.where

    @cached_property
    def heading(self) -> Markup:
        """The answer, with the place and the words that were typed kept in their own direction and language."""
        figures = {name: escape(value) for name, value in self._figures().items()}
        spoken = self.question.spoken
        if spoken and spoken != self.question.language:
            way = telling.tongue(spoken).direction
            figures["words"] = Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(spoken, way, self.words)
        figures["place"] = Markup('<bdi lang="en-GB" dir="ltr">{}</bdi>').format(self.place)
        return Markup(self._title({name: str(value) for name, value in figures.items()}))  # noqa: S704  every figure is escaped above

    @cached_property
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

    @cached_property
    def told(self) -> list[str]:
        """What was understood, what was left out, and what one should know of this list."""
        told = notes.about_place(self.understood, self.where_error)
        told += notes.about_lifts(self.understood, self.names)
        told += notes.about_answer(self.question, self.answer)
        return told + list(dict.fromkeys(labels.refused(one) for one in self.refusals))

    @cached_property
    def also(self) -> str:
        """We searched for your words, and also for the needs that were heard in them."""
        return notes.also(self.question.words, [one.saying for one in self.understood.heard])

    @property
    def only_words(self) -> str:
        """The address of the same question with the words as they are."""
        return address(self.question, only="words")

    @cached_property
    def urgent(self) -> list[urgent.Line]:
        """Numbers that come before any list, when the words speak of danger."""
        owner = self.authorities.get(self.home)
        return urgent.lines(urgent.heard_in(self.understood.heard), owner.phone if owner else "")

    @cached_property
    def where_error(self) -> str:
        """What is wrong with the place, for its box."""
        missing = self.understood.missing
        return notes.missing_place(missing) if missing else ""

    # ------------------------------------------------------------------ what was chosen and what can be

    @cached_property
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

    @cached_property
    def facets(self) -> list[Facet]:
        """Each filter with how many services each value would leave."""
        return choices.facets(self.question, self.answer.counts, self.names)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Parameters that the form does not ask for but must not lose: topics that are not among the commonest."""
        asked = choices.ASKED | {"q", "near", "within", "sort", "page"}
        return [(p, v) for p, v in self.question.parameters() if p not in asked]

    @property
    def distances(self) -> list[Option]:
        """How far to look."""
        return choices.distances(self.question.within, self.answer.counts, self.names)

    @property
    def sorts(self) -> list[Option]:
        """In which order."""
        said = {"best": _("Best match"), "distance": _("Nearest first"), "name": _("By name")}
        return [Option("sort", value, words, None, value == self.question.sort) for value, words in said.items()]

    @property
    def wider(self) -> list[Link]:
        """Where a question without an answer would have one."""
        return notes.wider(self.question, self.fewer, address, Link)

    def _beside(self, type_: str, count: int) -> Beside:
        """A type of service near to what was asked, with the place that was asked."""
        return Beside(self.names.types.words(type_), count, address(Question(where=self.where), type=type_))

    @property
    def few(self) -> bool:
        """Whether the page says how one may find more: nothing was found, or little more than nothing."""
        return bool(not self.answer.total or self.wider or self.nearby)

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

    def map_url(self, page: int) -> str:
        """The address of the same page of this list with its places drawn."""
        return address(self.question, endpoint="map.results", **({"page": page} if page > 1 else {}))
