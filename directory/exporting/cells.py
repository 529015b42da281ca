"""One entry as a row of words: what an export writes, and what a file that comes back is compared with. (pure)"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from directory import rules
from directory.shapes import Entry, Privacy, Schedule, Site

BETWEEN = "; "
ADDRESS = ("Address line 1", "Address line 2", "Address line 3")
DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
TEXTS = {
    "summary": "Summary",
    "description": "Description",
    "who_for": "Who it is for",
    "how_to_get_help": "How to get help",
    "when_you_ring": "What happens when you ring",
    "cost_words": "Cost in words",
    "hours_words": "Opening hours in words",
    "referral_needed": "Whether a referral is needed",
    "waiting_words": "Waiting in words",
}
AUDIENCES = {"child": "Child", "young-person": "Young person", "parent": "Parent", "carer": "Carer"}
DELIVERIES = {"in-person": "In person", "phone": "By phone", "online": "Online", "home": "At home"}
STATUSES = {"active": "Shown", "hidden": "Hidden", "retired": "Taken off"}


class Term(Protocol):
    """As much of a vocabulary's term as has a name in English."""

    @property
    def parent(self) -> str: ...

    @property
    def texts(self) -> Mapping[str, Mapping[str, Mapping[str, str]]]: ...


class Terms(Protocol):
    """A vocabulary."""

    @property
    def name(self) -> str: ...

    @property
    def terms(self) -> Mapping[str, Term]: ...


@dataclass(frozen=True)
class Told:
    """What a row is made of. sites: in the entry's order; a sealed one without its address. names: code -> English name."""

    code: str
    status: str
    entry: Entry
    sites: Sequence[Site]
    organisation: str
    names: Mapping[str, Mapping[str, str]]


def english_names(vocabulary: Terms) -> dict[str, str]:
    """The English name of each term that an entry can bear; its code where two have the same name."""
    grouped = vocabulary.name in ("service-types", "needs")
    names = {
        code: str(term.texts.get("name", {}).get("en", {}).get("words", "")) or code
        for code, term in vocabulary.terms.items()
        if term.parent or not grouped
    }
    said = [name.lower() for name in names.values()]
    return {code: code if said.count(name.lower()) > 1 or ";" in name else name for code, name in names.items()}


def cells(told: Told) -> dict[str, str]:
    """Every cell of the row, by its heading, in the order of the columns."""
    entry, names = told.entry, told.names
    site = told.sites[0] if told.sites else None
    return {
        "Code": told.code,
        "Name": rules.shown_name(entry.texts),
        "Organisation": told.organisation,
        "Types of service": _named(entry.types, names["service-types"]),
        "Further needs": _named(entry.needs, names["needs"]),
        "For": _named(entry.audience, AUDIENCES),
        "How it is given": _named(entry.delivery, DELIVERIES),
        **{heading: _english(entry, field) for field, heading in TEXTS.items()},
        "Web page": entry.url,
        "E-mail": entry.email,
        "Telephone": entry.phones[0].number if entry.phones else "",
        "Youngest age": _number(entry.eligibility.min_age),
        "Oldest age": _number(entry.eligibility.max_age),
        "Cost in pounds": _cost(entry),
        "Languages": _named(dict.fromkeys(one.language for one in entry.languages), names["languages"]),
        **_address(site),
        **_hours(entry.schedules),
        **_besides(told),
    }


def hours_are_simple(schedules: Sequence[Schedule]) -> bool:
    """Whether a column a day tells all of them."""
    plain = all(
        one.weeks == "any"
        and one.every == 1
        and not (one.valid_from or one.valid_to or one.closed or one.note)
        and one.opens is not None
        and one.closes is not None
        and one.opens < one.closes
        for one in schedules
    )
    return plain and all(not _overlap(_of_day(schedules, day)) for day in DAYS)


def _of_day(schedules: Sequence[Schedule], day: str) -> list[tuple[str, str]]:
    return sorted(
        (f"{one.opens:%H:%M}", f"{one.closes:%H:%M}")
        for one in schedules
        if day in one.days and one.opens and one.closes
    )


def _overlap(pairs: Sequence[tuple[str, str]]) -> bool:
    return any(later[0] < earlier[1] for earlier, later in pairwise(pairs))


def _hours(schedules: Sequence[Schedule]) -> dict[str, str]:
    simple = hours_are_simple(schedules)
    told = {
        heading: ", ".join(f"{opens}-{closes}" for opens, closes in _of_day(schedules, day)) if simple else ""
        for day, heading in DAYS.items()
    }
    return {**told, "Other hours": "" if simple else BETWEEN.join(map(_schedule, schedules))}


def _schedule(one: Schedule) -> str:
    times = "closed" if one.closed else f"{one.opens:%H:%M}-{one.closes:%H:%M}" if one.opens and one.closes else ""
    weeks = {"term": "in term", "holidays": "in school holidays"}.get(one.weeks, "")
    often = f"every {one.every} weeks" if one.every > 1 else ""
    since = f"from {one.valid_from}" if one.valid_from else ""
    until = f"to {one.valid_to}" if one.valid_to else ""
    days = ", ".join(DAYS[day] for day in one.days if day in DAYS)
    return " ".join(filter(None, (days, times, weeks, often, since, until, one.note)))


def _address(site: Site | None) -> dict[str, str]:
    open_ = site.address if site and site.privacy is Privacy.PUBLIC else None
    lines = list(open_.lines) if open_ else []
    first, second, rest = (*lines, "", "")[0], (*lines, "", "")[1], "\n".join(lines[2:])
    return {
        **dict(zip(ADDRESS, (first, second, rest), strict=True)),
        "Postcode": open_.postcode if open_ else "",
        "Place": rules.shown_name(site.texts) if site else "",
        "Address may be shown": "" if site is None else "Yes" if site.privacy is Privacy.PUBLIC else "No",
    }


def _besides(told: Told) -> dict[str, str]:
    sure = told.entry.assurance
    return {
        "Other places": BETWEEN.join(_place(site) for site in told.sites[1:]),
        "State": STATUSES.get(told.status, told.status),
        "Last checked": sure.on.isoformat() if sure else "",
    }


def _place(site: Site) -> str:
    lines = (*site.address.lines, site.address.postcode) if site.address and site.privacy is Privacy.PUBLIC else ()
    return ", ".join(filter(None, (rules.shown_name(site.texts), *lines)))


def _named(codes: Sequence[str] | Mapping[str, object], names: Mapping[str, str]) -> str:
    return BETWEEN.join(names.get(code, code) for code in codes)


def _english(entry: Entry, field: str) -> str:
    said = entry.texts.get(field, {}).get("en")
    return said.words if said else ""


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _cost(entry: Entry) -> str:
    return f"{entry.costs[0].amount:.2f}" if len(entry.costs) == 1 and entry.costs[0].amount is not None else ""


def _nothing() -> Told:
    names: dict[str, dict[str, str]] = {"service-types": {}, "needs": {}, "languages": {}}
    return Told("", "", Entry("", "", {}, ()), (), "", names)


HEADINGS = tuple(cells(_nothing()))
