"""How much of what a family needs an entry says: a score of 0 to 100, and each thing that would raise it. (pure)

It speaks of the words on the page, never of how good a service is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from directory import advice
from directory.rules import best_language, source_of
from directory.shapes import Text, Texts
from directory.staleness import USUAL, Periods, Stage, standing
from directory.work import Working
from foundation.words import gettext as _

GOOD = 75  # from here on a family can decide by the page alone
FRESH = "confirmed"  # the one part that changes by the calendar
ENOUGH_ACCESS = 4  # access facts known, yes or no


@dataclass(frozen=True)
class Part:
    """One thing that a family needs. step: the step of editing that asks for it; "" when no step does."""

    code: str
    points: int
    step: str


PARTS = (
    Part("name", 4, "name"),
    Part("reach", 12, "phones"),
    Part("who", 10, "who"),
    Part("hours", 10, "hours"),
    Part("cost", 10, "cost"),
    Part("summary", 8, "name"),
    Part("where", 8, "places"),
    Part("access", 8, "access"),
    Part("help", 8, "help"),
    Part("plain", 4, "name"),
    Part("area", 4, "areas"),
    Part("languages", 4, "languages"),
    Part(FRESH, 4, ""),
    Part("translations", 3, "translations"),
    Part("answerable", 3, "answers"),
)
BY_POINTS = tuple(sorted(PARTS, key=lambda part: -part.points))
FRESH_POINTS = next(part.points for part in PARTS if part.code == FRESH)


@dataclass(frozen=True)
class Quality:
    """The score, and what is missing, that which would raise it most first."""

    score: int
    missing: tuple[Part, ...]

    @property
    def good(self) -> bool:
        """Whether a family can decide by the page alone."""
        return self.score >= GOOD


def of_words(working: Working) -> Quality:
    """The score without the calendar: what stays true until somebody changes the entry."""
    missing = tuple(part for part in BY_POINTS if part.code != FRESH and not _SAID[part.code](working))
    return Quality(100 - FRESH_POINTS - sum(part.points for part in missing), missing)


def of_entry(working: Working, confirmed_on: date | None, today: date, periods: Periods = USUAL) -> Quality:
    """The whole score of an entry that was last confirmed on a day; None: nobody ever did."""
    said = of_words(working)
    if confirmed_on is not None and not standing(confirmed_on, today, periods).at_least(Stage.DUE):
        return Quality(said.score + FRESH_POINTS, said.missing)
    late = next(part for part in PARTS if part.code == FRESH)
    return Quality(said.score, tuple(sorted((*said.missing, late), key=lambda part: -part.points)))


def sentence(part: Part) -> str:
    """What would raise the score, to whoever keeps the entry."""
    return {
        "name": _("Give it a name."),
        "reach": _("Add a phone number, or another way to reach you."),
        "who": _("Say who it is for: ages, or in words."),
        "hours": _("Say when it is open."),
        "cost": _("Say what it costs, or that it is free."),
        "summary": _("Say in one sentence what it does."),
        "where": _("Say where it happens: a place, by phone, online or at home."),
        "access": _("Answer more of what disabled people ask: steps, toilets, parking."),
        "help": _("Say how families get this help."),
        "plain": _("Say it in simpler words."),
        "area": _("Say which areas you cover."),
        "languages": _("Say which languages you speak, or that you can bring an interpreter."),
        FRESH: _("Confirm that all of it is still right."),
        "translations": _("The English has changed since it was translated. Look at the other languages."),
        "answerable": _("Say who answers for this page."),
    }[part.code]


def _has(field: str) -> Callable[[Working], bool]:
    return lambda working: best_language(working.entry.texts, field) is not None


def _reach(working: Working) -> bool:
    entry, organisation = working.entry, working.organisation
    phones = [*entry.phones, *(phone for use in entry.sites for phone in use.phones)]
    phones += organisation.phones if organisation else ()
    return bool(phones or entry.email or entry.url)


def _who(working: Working) -> bool:
    for_whom = working.entry.eligibility
    ages = for_whom.min_age is not None or for_whom.max_age is not None
    return ages or bool(for_whom.circumstances) or _has("who_for")(working)


def _hours(working: Working) -> bool:
    entry = working.entry
    own = any(not one.closed for one in (*entry.schedules, *(s for use in entry.sites for s in use.schedules)))
    at_place = any(site.schedules for site in working.sites.values())
    return own or at_place or _has("hours_words")(working)


def _where(working: Working) -> bool:
    return bool(working.entry.sites) or any(way != "in-person" for way in working.entry.delivery)


def _access(working: Working) -> bool:
    """A service without a place has no steps to tell of."""
    if not working.entry.sites and "in-person" not in working.entry.delivery:
        return True
    facts: dict[str, bool | None] = dict(working.entry.access)
    for site in working.sites.values():
        facts |= {code: holds for code, holds in site.access.items() if holds is not None}
    return sum(holds is not None for holds in facts.values()) >= ENOUGH_ACCESS


def _languages(working: Working) -> bool:
    facts = [working.entry.access, *(site.access for site in working.sites.values())]
    return bool(working.entry.languages) or any(said.get("interp") is not None for said in facts)


def _help(working: Working) -> bool:
    referral = working.entry.referral
    return _has("how_to_get_help")(working) or referral.self_referral is not None or bool(referral.how or referral.who)


def _plain(working: Working) -> bool:
    """Nothing to better in what families read first."""
    texts: Texts = working.entry.texts
    return not any(list(advice.of_text(field, texts[field])) for field in ("summary", "who_for") if field in texts)


def _translations(working: Working) -> bool:
    return not any(_behind(by_language) for by_language in working.entry.texts.values())


def _behind(by_language: Mapping[str, Text]) -> bool:
    english = by_language.get("en")
    return english is not None and any(_older(text, english.words) for text in _others(by_language))


def _others(by_language: Mapping[str, Text]) -> Iterator[Text]:
    return (text for tag, text in by_language.items() if tag != "en")


def _older(text: Text, english: str) -> bool:
    return bool(text.source) and text.source != source_of(english)


_SAID: Mapping[str, Callable[[Working], bool]] = {
    "name": _has("name"),
    "reach": _reach,
    "who": _who,
    "hours": _hours,
    "cost": lambda working: bool(working.entry.costs) or _has("cost_words")(working),
    "summary": _has("summary"),
    "where": _where,
    "access": _access,
    "help": _help,
    "plain": _plain,
    "area": lambda working: bool(working.entry.areas),
    "languages": _languages,
    "translations": _translations,
    "answerable": lambda working: bool(working.entry.answerable),
}
