"""The page as families will see it, from what is being written: as a page, on a phone, as it is spoken."""

from __future__ import annotations

from flask import render_template, request

from accounts import queries as accounts
from directory import previewing, queries
from directory.editing.base import page
from directory.presenting import EntryShown, Words
from directory.queries import changes
from directory.queries.changes import ChangeShown
from directory.spoken import spoken
from directory.staleness import Periods
from foundation import clock
from foundation.words import gettext as _

WAYS = ("public", "phone", "spoken")


@page("/preview")
def preview(change: ChangeShown) -> str:
    """The public page's own template over the draft. Other languages by the ordinary links."""
    way = request.args.get("as", "")
    way = way if way in WAYS else WAYS[0]
    shown = shown_of(change)
    more = {
        "shown": shown,
        "entry": shown.entry,
        "organisation": shown.page.organisation,
        "change": change.row,
        "preview": True,
    }
    if way == "spoken":
        whole = render_template("directory/entry.html", **more)
        lines = spoken(whole[whole.index("<main") : whole.index("</main>")])
        return render_template("directory/editing/spoken.html", lines=lines, way=way, ways=ways(), **more)
    return render_template("directory/editing/preview.html", way=way, ways=ways(), **more)


def ways() -> list[tuple[str, str]]:
    """In which ways one may look, in words."""
    return list(zip(WAYS, (_("The page"), _("On a phone"), _("As it is spoken")), strict=True))


def shown_of(change: ChangeShown) -> EntryShown:
    """The draft, as its page shows it."""
    authority = change.row.authority
    owner = next((row.organisation for row in changes.entries_of_agency(change.row.agency)), previewing.NOBODY)
    found = previewing.page_of(
        change.working, change.row.code, authority, clock.now(), needs=_needs(change), owner=owner
    )
    keeper = accounts.authority(authority)
    vocabularies = Words(*(queries.vocabulary(name) for name in ("service-types", "needs", "access", "circumstances")))
    holidays = keeper.holidays if keeper else ()
    periods = Periods.of(keeper.periods if keeper else {})
    return EntryShown(found, vocabularies, keeper.name if keeper else "", holidays, clock.local(), periods=periods)


def _needs(change: ChangeShown) -> tuple[str, ...]:
    entry, types = change.working.entry, queries.vocabulary("service-types").terms
    of_types = [need for code in entry.types if code in types for need in types[code].facts.get("dimensions", ())]
    return tuple(dict.fromkeys((*of_types, *entry.needs)))
