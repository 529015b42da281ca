"""The entries of a letter made ready for its page: each fact in words, with the boxes that put it right."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from directory import comparing, queries, telling
from directory.rules import DAYS
from directory.shapes import Capacity
from directory.staleness import Periods
from feedback.queries import counts_of
from foundation import clock, words
from foundation.words import gettext as _
from upkeep import corrections
from upkeep.corrections import WORDS_OF
from upkeep.queries import LinkedEntry, LinkShown, Use, uses

PLACES_GOOD_FOR = timedelta(days=42)
ASKED_OF_LATE = timedelta(days=365)
FACETS = {
    "reach": ("phones", "email", "url"),
    "hours": ("schedules",),
    "cost": ("costs",),
    "who": ("eligibility",),
    "how": ("referral",),
    "where": ("sites",),
}


@dataclass(frozen=True)
class Box:
    """One box of a correction."""

    id: str
    name: str
    label: str
    value: str
    lines: bool = False
    kind: str = "text"
    autocomplete: str = ""
    error: str = ""


@dataclass(frozen=True)
class FactShown:
    """One fact: what families read, the language of its own words, and how to put it right."""

    key: str
    title: str
    lines: list[str]
    own_words: telling.Said
    boxes: list[Box]
    hint: str
    waits: str
    open: bool


@dataclass(frozen=True)
class EntryAsked:
    """One entry of the letter."""

    code: str
    name: str
    status: str
    last: str
    confirmed: str
    facts: list[FactShown]
    places: str
    places_until: str
    done: list[str]
    typed: dict[str, str] = field(default_factory=dict)
    access: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Typed:
    """What somebody typed that could not be read: kept in its boxes, with what is wrong."""

    code: str = ""
    fact: str = ""
    said: dict[str, str] = field(default_factory=dict)
    box: str = ""
    error: str = ""


NOTHING_TYPED = Typed()


def asked(link: LinkShown, entries: list[LinkedEntry], typed: Typed = NOTHING_TYPED) -> list[EntryAsked]:
    """Each entry as the page asks about it."""
    done = uses(link)
    return [_entry(one, [use for use in done if use.code == one.code], typed) for one in entries]


def _entry(one: LinkedEntry, done: list[Use], typed: Typed) -> EntryAsked:
    mine = typed if typed.code == one.code else NOTHING_TYPED
    confirmed = next((use.at for use in done if use.what == "confirmed"), None)
    until = clock.today() + PLACES_GOOD_FOR
    return EntryAsked(
        one.code,
        one.name,
        one.status,
        _last(one),
        _("You said so on %(date)s.") % {"date": telling.day_and_month(_day(confirmed))} if confirmed else "",
        [_fact(one, key, mine) for key in corrections.FACTS],
        _places(one.working.entry.capacity),
        telling.day_and_month(until),
        [said_of(use) for use in done if use.what != "confirmed"],
        mine.said,
        _needed(one),
    )


def _needed(one: LinkedEntry) -> list[tuple[str, str]]:
    """Access facts that readers needed and nobody has told: the next questions, as (code, words)."""
    found = counts_of(one.code, clock.today() - ASKED_OF_LATE).asked
    codes = [fact.removeprefix("access:") for fact, _number in found if fact.startswith("access:")]
    return [(code, _vocabulary("access", code)) for code in codes]


def _day(moment: object) -> date:
    return moment.astimezone(clock.HERE).date()  # type: ignore[attr-defined,no-any-return]


def _last(one: LinkedEntry) -> str:
    if one.confirmed_on is None:
        return _("Nobody has confirmed it yet.")
    return _("It was last confirmed on %(date)s.") % {"date": telling.day_and_month(one.confirmed_on)}


def _places(held: Capacity | None) -> str:
    return held.places if held and held.good_until >= clock.today() else ""


def said_of(use: Use) -> str:
    """What was done, in words."""
    said = {"what": corrections.title(use.what), "date": telling.day_and_month(_day(use.at))}
    if use.state == "waiting":
        return _("%(what)s: you asked for a change on %(date)s. The council looks at it first.") % said
    return _("%(what)s: put right on %(date)s.") % said


def _fact(one: LinkedEntry, key: str, typed: Typed) -> FactShown:
    mine = typed if typed.fact == key else NOTHING_TYPED
    field_ = WORDS_OF.get(key)
    texts = {
        name: {tag: {"words": t.words} for tag, t in said.items()} for name, said in one.working.entry.texts.items()
    }
    own = telling.say(texts, field_) if field_ else telling.NOTHING
    described = comparing.described(one.working, FACETS[key], _vocabulary)
    lines = [line for name in FACETS[key] for line in described.get(name, [])] + _from_elsewhere(one, key)
    waits = _("The council looks at this before it changes.") if key in corrections.REACHING else ""
    return FactShown(
        key, corrections.title(key), lines, own, _boxes(one, key, mine), _hint(one, key), waits, bool(mine.error)
    )


def _hint(one: LinkedEntry, key: str) -> str:
    if key != "hours":
        return ""
    if corrections.by_day(one.working):
        return _(
            "Write the hours of each day like 10:00-11:30, two times with a comma between. Leave a closed day empty."
        )
    return _("These hours differ from week to week or from place to place. Say in words what is different.")


def _from_elsewhere(one: LinkedEntry, key: str) -> list[str]:
    """Facts that stand at its organisation or at its places."""
    work = one.working
    if key == "reach" and not work.entry.phones and work.organisation:
        return comparing.described(work, ["organisation.phones"])["organisation.phones"]
    if key == "hours" and not work.entry.schedules:
        names = [f"site.{site}.schedules" for site in work.sites]
        return [line for lines in comparing.described(work, names).values() for line in lines]
    return []


def _vocabulary(name: str, code: str) -> str:
    return queries.vocabulary(name).words(code)


def _boxes(one: LinkedEntry, key: str, typed: Typed) -> list[Box]:
    made = {**corrections.boxes(key, one.working, words.language())}
    made |= {name: value for name, value in typed.said.items() if name in made}
    return [_box(one, key, name, value, typed.error if typed.box == name else "") for name, value in made.items()]


def _box(one: LinkedEntry, key: str, name: str, value: str, error: str) -> Box:
    kind, _dash, rest = name.partition("-")
    label, auto = _label(kind, rest, key, one)
    lines = kind in ("words", "address")
    typed = {"email": "email", "url": "url"}.get(kind, "text")
    typed = "text" if typed == "url" else typed
    return Box(f"{one.code}-{key}-{_plain(name, one)}", name, label, value, lines, typed, auto, error)


def _plain(name: str, one: LinkedEntry) -> str:
    """An id may hold no key of a place: its number stands for it."""
    kind, _dash, key = name.partition("-")
    return f"address-{list(one.working.sites).index(key)}" if kind == "address" else name


def _label(kind: str, rest: str, key: str, one: LinkedEntry) -> tuple[str, str]:
    number = {"which": int(rest) + 1} if rest.isdecimal() else {}
    if kind == "phone":
        return _("Phone number %(which)d") % number, "tel"
    if kind == "amount":
        return _("Price %(which)d in pounds, 0 when free") % number, ""
    if kind == "for":
        return _("What price %(which)d is for") % number, ""
    if kind == "day":
        return telling.capital(telling.day_name(DAYS[DAYS.index(rest)])), ""
    if kind == "address":
        site = one.working.sites[rest]
        return _("Address of %(place)s") % {"place": f"\u2068{_site_name(site)}\u2069"}, ""
    plain = {
        "email": (_("E-mail"), "email"),
        "url": (_("Website"), "url"),
        "from": (_("From age"), ""),
        "to": (_("To age"), ""),
        "words": (_in_words(key), ""),
    }
    return plain[kind]


def _in_words(key: str) -> str:
    return {
        "hours": _("Anything else about the hours"),
        "cost": _("Anything else about the cost"),
        "who": _("Who it is for, in words"),
        "how": _("How to get help, in words"),
    }.get(key, "")


def _site_name(site: object) -> str:
    texts = site.texts.get("name", {})  # type: ignore[attr-defined]
    said = texts.get("en") or next(iter(texts.values()), None)
    return said.words if said else site.address.lines[0]  # type: ignore[attr-defined,no-any-return]


def counts_until(confirmed: date, periods: dict[str, int]) -> str:
    """Until when a confirmation counts: the day on which we ask again."""
    return telling.day_and_month(confirmed + timedelta(days=Periods.of(periods).due))
