"""An entry on paper: every fact as its page says it, in the reader's language, with English beside it for whoever helps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accounts import queries as accounts
from directory import codes, queries, telling
from directory.presenting import EntryShown, PlaceShown, Words
from directory.queries import EntryPage
from directory.staleness import Periods
from directory.telling import Said
from foundation import clock, words
from foundation.words import gettext as _


@dataclass(frozen=True)
class Side:
    """One language of a service on paper. way: how to find it, a place's name and its sentences."""

    html: str
    direction: str
    hours: str
    lines: list[Said | str]
    way: list[Said]
    find: str


@dataclass(frozen=True)
class Sheet:
    """One service on paper: its name, its number, its code, and its facts in one or two languages."""

    name: Said
    ring: str
    code: str
    checked: str
    sides: list[Side]
    url: str


def vocabularies() -> Words:
    """The vocabularies that entries speak with."""
    return Words(*(queries.vocabulary(name) for name in ("service-types", "needs", "access", "circumstances")))


def shown(page: EntryPage) -> EntryShown:
    """Every fact of an entry as the sentence that its public page shows, in the language of the moment."""
    keeper = accounts.authority(page.entry["authority"])
    return EntryShown(
        page,
        vocabularies(),
        keeper.name if keeper else "",
        keeper.holidays if keeper else (),
        clock.local(),
        periods=Periods.of(keeper.periods if keeper else {}),
    )


def sheet(page: EntryPage, tag: str, *, beside: bool = True) -> Sheet:
    """A service on paper: in the family's language, with English beside it for whoever helps them."""
    with words.speaking(tag):
        entry = shown(page)
        name, checked = entry.name, entry.checked.words
        sides = [_side(entry, tag)]
    if beside and tag != words.SOURCE:
        with words.speaking(words.SOURCE):
            sides.append(_side(shown(page), words.SOURCE))
    return Sheet(name, entry.ring, codes.said(page.entry["code"]), checked, sides, page.entry["url"] or "")


def hours_line(entry: EntryShown) -> str:
    """Open: Monday, 9am to noon; or that nobody knows."""
    hours = telling.short_hours(entry.schedules, entry.today)
    return _("Open: %(hours)s") % {"hours": hours} if hours else _("Not known. Ring before you go.")


def _side(entry: EntryShown, tag: str) -> Side:
    spoken = words.language_of(tag)
    return Side(
        spoken.html,
        spoken.direction,
        hours_line(entry),
        [line for line in _lines(entry) if line],
        [one for place in entry.places for one in place.directions],
        _("How to find it"),
    )


def _lines(entry: EntryShown) -> Iterator[Said | str]:
    yield entry.summary
    yield entry.who_for
    yield entry.ages
    yield entry.how_to_get_help
    yield from entry.referral
    yield entry.referral_needed
    yield from entry.prices
    for place in entry.places:
        yield _address(place) if place.lines else place.words or place.secret


def _address(place: PlaceShown) -> Said:
    """Name and address on one line, as the post writes them in England."""
    said = ", ".join(dict.fromkeys([place.name, *place.lines]))
    return Said(said, words.SOURCE, "en-GB", "ltr", foreign=words.language() != words.SOURCE)
