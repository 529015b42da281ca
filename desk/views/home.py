"""The desk's first page: the health of the directory in figures, each leading to the list behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, current_app, render_template, url_for

from desk import telling as desk_telling
from desk.queries.bulk import runs
from desk.queries.health import Health, Queue, health
from desk.views.whose import desk, ours
from directory import telling
from directory.quality import GOOD
from foundation import acts
from foundation.acts import Subject
from foundation.permissions import Permission
from foundation.words import gettext as _
from web.door import Door, actor

blueprint = Blueprint("desk", __name__)
door = Door(blueprint, readers="staff")


@dataclass(frozen=True)
class Figure:
    """One number with its words, the list behind it ("" for those who may not open it), and since when the oldest waits."""

    words: str
    number: int
    address: str = ""
    since: str = ""


@door.page("/desk", Permission.DESK_SEE, subject=desk)
def home() -> str:
    """How the directory stands today, and what waits."""
    found = health(ours())
    return render_template(
        "desk/home.html",
        health=found,
        stages=_stages(found),
        hidden=[_entries(found, name) for name in ("stale", "agreement", "desk")],
        waits=_waits(found),
        agencies=_agencies(found),
        poor=Figure(_("Below %(mark)d of 100") % {"mark": GOOD}, found.poor, _listed(quality="poor")),
        today=_address("upkeep_desk.today", Permission.CALL_KEEP),
        runs=runs(ours()) if acts.permits(actor(), Permission.ENTRY_HIDE, desk()) else [],
        action=desk_telling.action,
    )


def _stages(found: Health) -> list[Figure]:
    return [_entries(found, name) for name in ("fresh", "due", "overdue", "marked", "never")]


def _entries(found: Health, name: str) -> Figure:
    oldest = found.oldest.get(name)
    since = _("The oldest was last confirmed on %(date)s.") % {"date": telling.day_and_month(oldest)} if oldest else ""
    return Figure(desk_telling.health(name), found.entries[name], _listed(health=name), since)


def _listed(**values: str) -> str:
    return url_for("desk.entries", **values)


def _waits(found: Health) -> list[Figure]:
    return [
        _queue(_("Changes to decide on"), found.changes, "ruling.waiting", Permission.DESK_SEE),
        _queue(_("Readers to answer"), found.reports, "feedback_desk.reports", Permission.REPORT_ANSWER),
        _queue(_("Agencies that ask to be listed"), found.cases, "vetting_desk.agencies", Permission.AGENCY_VET),
    ]


def _queue(words: str, queue: Queue, endpoint: str, permission: Permission) -> Figure:
    since = _("The oldest has waited since %(date)s.") % {"date": _day(queue.since)} if queue.since else ""
    return Figure(words, queue.number, _address(endpoint, permission), since)


def _day(when: datetime | date) -> str:
    return telling.day(when)


def _agencies(found: Health) -> list[Figure]:
    address = _address("vetting_desk.agencies", Permission.AGENCY_VET)
    return [
        Figure(_("Nobody has vetted them"), found.unvetted, address),
        Figure(_("Their agreement has lapsed"), found.lapsed, address),
        Figure(_("Their agreement lapses within 30 days"), found.lapsing, address),
    ]


def _address(endpoint: str, permission: Permission) -> str:
    """Where a list is, for those who may open it."""
    if endpoint not in current_app.view_functions:
        return ""
    allowed = acts.permits(actor(), permission, Subject("desk", ours(), ours()))
    return url_for(endpoint) if allowed else ""
