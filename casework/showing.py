"""An entry of the directory as practitioners use it: on one page with what is only theirs, and on paper for a family."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accounts import queries as accounts
from directory import codes, queries, telling
from directory.presenting import EntryShown, Words
from directory.queries import EntryPage
from directory.staleness import Periods
from directory.telling import Said
from foundation import clock, words
from foundation.words import gettext as _


@dataclass(frozen=True)
class Side:
    """One language of a service on paper."""

    html: str
    direction: str
    lines: list[Said | str]


@dataclass(frozen=True)
class Sheet:
    """One service on paper: its name, its number, its code, and its facts in one or two languages."""

    name: Said
    ring: str
    code: str
    checked: str
    sides: list[Side]


def shown(page: EntryPage) -> EntryShown:
    """Every fact of an entry as the sentence that its public page shows, in the language of the moment."""
    vocabularies = Words(*(queries.vocabulary(name) for name in ("service-types", "needs", "access", "circumstances")))
    keeper = accounts.authority(page.entry["authority"])
    return EntryShown(
        page,
        vocabularies,
        keeper.name if keeper else "",
        keeper.holidays if keeper else (),
        clock.local(),
        periods=Periods.of(keeper.periods if keeper else {}),
    )


def sheet(page: EntryPage, tag: str) -> Sheet:
    """A service on paper: in the family's language, with English beside it for whoever helps them."""
    with words.speaking(tag):
        entry = shown(page)
        name, checked = entry.name, entry.checked.words
        sides = [_side(entry, tag)]
    if tag != words.SOURCE:
        with words.speaking(words.SOURCE):
            sides.append(_side(shown(page), words.SOURCE))
    return Sheet(name, entry.ring, codes.said(page.entry["code"]), checked, sides)


def _side(entry: EntryShown, tag: str) -> Side:
    spoken = words.language_of(tag)
    return Side(spoken.html, spoken.direction, [line for line in _lines(entry) if line])


def _lines(entry: EntryShown) -> Iterator[Said | str]:
    yield entry.summary
    yield entry.who_for
    yield entry.ages
    hours = telling.short_hours(entry.schedules, entry.today)
    if hours:
        yield _("Open: %(hours)s") % {"hours": hours}
    yield entry.how_to_get_help
    yield from entry.referral
    yield entry.referral_needed
    yield from entry.prices
    for place in entry.places:
        yield telling.joined([place.name, *place.lines]) if place.lines else place.words or place.secret
