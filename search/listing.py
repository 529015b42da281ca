"""One service in a list of results: its facts, and why it is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from accounts.queries import AuthorityShown
from directory import hours, my_access, telling, timetable
from directory.addresses import entry_address
from directory.documents import Document
from directory.staleness import Periods
from foundation import words
from foundation.words import gettext as _
from search import labels
from search.analysis import as_written, asked
from search.asking import Understood
from search.engine import Hit
from search.labels import Names

# Filters that are told as reasons, in this order.
_TOLD = ("language", "access", "day", "delivery", "for", "cost", "open", "places", "age")


@dataclass(frozen=True)
class Result:
    """One service in the list. name and summary know their own language."""

    url: str
    name: telling.Said
    summary: telling.Said
    facts: list[tuple[str, str]]
    why: str
    checked: str
    fits: list[tuple[str, str]] = field(default_factory=list)


class ResultMaker:
    """Makes results for one question at one local moment."""

    def __init__(
        self,
        understood: Understood,
        names: Names,
        authorities: Mapping[str, AuthorityShown],
        moment: datetime,
        needed: tuple[str, ...] = (),
    ) -> None:
        self.needed = needed
        self.question, self.names, self.authorities, self.moment = understood.question, names, authorities, moment
        self.heard = {one.saying.code: one.saying for one in understood.heard}
        chosen = self.question.parameters()
        self._filters = [(p, v, labels.value(p, v, names)) for name in _TOLD for p, v in chosen if p == name]
        language = self.question.spoken or self.question.language
        self._order = asked(self.question.words, language).names
        self._written = as_written(self.question.words, language)

    def result(self, whole: Document, hit: Hit) -> Result:
        """One entry of the list."""
        entry = whole["entry"]
        texts = entry["texts"]
        name = telling.say(texts, "name")
        return Result(
            entry_address(entry["code"], name.words, entry["types"]),
            name,
            telling.say(texts, "summary"),
            self._facts(whole, hit),
            self._why(entry, hit),
            self._checked(entry),
            my_access.sentences(self.needed, entry, whole["sites"]) if self.needed else [],
        )

    def _checked(self, entry: Document) -> str:
        """How long ago somebody checked it; and why it stands lower, when it does."""
        today, keeper = self.moment.date(), self.authorities.get(entry["authority"])
        found = telling.checked(entry, today, Periods.of(keeper.periods if keeper else {}))
        if not found.warning:
            return telling.ago(entry, today) + "."
        if found.lowered and self.question.sort == "best":
            return f"{found.warning} " + _("So it stands lower in this list.")
        return found.warning

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
            facts.append((_("Where:"), telling.listed(telling.english(t) for t in towns[:3] if t)))
        facts.append((_("Who for:"), telling.ages(entry["eligibility"]) or _("any age")))
        facts += [(_("Languages spoken:"), said)] if (said := self._spoken(entry)) else []
        if cost := telling.short_cost(entry):
            facts.append((_("Cost:"), cost))
        return [(label, value) for label, value in facts if value]

    def _spoken(self, entry: Document) -> str:
        """Who speaks the languages that were asked for, or the reader's own, and when; English is never told."""
        own = words.language()
        asked_for = set(self.question.languages) or ({own} - {words.SOURCE})
        return telling.listed(map(telling.spoken, (one for one in entry["languages"] if one["language"] in asked_for)))

    def _open(self, entry: Document, sites: Sequence[Document]) -> str:
        schedules = timetable.all_schedules(entry, sites)
        keeper = self.authorities.get(entry["authority"])
        state = hours.state(schedules, self.moment, keeper.holidays if keeper else ())
        if state.open:
            return telling.open_in_list(state)
        return telling.short_hours(schedules, self.moment.date()) or _("not known; ring first")

    def _why(self, entry: Document, hit: Hit) -> str:
        """Matches: debt, free, covers Telford and Wrekin."""
        stands = {word for some in hit.why.words.values() for word in some}
        order = self._order
        said = sorted(stands, key=lambda word: (order.index(word) if word in order else len(order), word))
        found = (
            [labels.value("q", " ".join(self._written.get(word, word) for word in said), self.names)] if said else []
        )
        found += [
            words.as_data(self.heard[code].name(words.language())) for code in hit.why.sought if code in self.heard
        ]
        found += [self.names.types.words(code) for code in hit.why.types]
        found += [self.names.needs.words(code, "plain") for code in hit.why.needs]
        found += [said for parameter, value, said in self._filters if _holds(parameter, value, entry)]
        if hit.covers:
            place = telling.english(self._covered(entry, hit.covers))
            found.append(telling.sentence(_("covers %(place)s"), place=place))
        return (
            telling.sentence(_("Matches: %(reasons)s"), reasons=telling.listed(dict.fromkeys(found))) if found else ""
        )

    @staticmethod
    def _covered(entry: Document, area: str) -> str:
        kind, _colon, code = area.partition(":")
        return next(
            (one["name"] for one in entry["areas"] if (one["kind"], one["code"]) == (kind, code) and one["name"]), code
        )


def _holds(parameter: str, value: str, entry: Document) -> bool:
    """Whether this very value is why; within a filter any may do, so not every chosen one need hold."""
    told = {
        "language": [one["language"] for one in entry["languages"]],
        "delivery": entry["delivery"],
        "for": entry["audience"],
    }
    return value in told[parameter] if parameter in told else True
