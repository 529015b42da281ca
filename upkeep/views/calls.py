"""The call list: an officer rings, and confirms on the agency's behalf or notes what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory import operations as directory
from directory import telling
from directory.queries import owners
from foundation import clock
from foundation.acts import Actor, Refused, Subject
from foundation.permissions import Permission
from foundation.words import gettext as _
from upkeep import operations, queries
from upkeep.queries import CallShown, LinkedEntry
from web.door import Door, actor
from web.forms import clean

blueprint = Blueprint("upkeep_desk", __name__)
door = Door(blueprint, readers="staff")
LONGEST = 2000
A_PAGE = 50
FURTHEST = timedelta(days=366)


def _ours() -> str:
    """The authority for which whoever asks keeps the list."""
    return next((one.authority for one in sorted(actor().grants, key=str) if one.role == "directory-editor"), "")


def _list(**_values: object) -> Subject:
    return Subject("calls", "", _ours())


@door.page("/upkeep/calls", Permission.CALL_KEEP, subject=_list)
def calls() -> str:
    """Entries to telephone about, the oldest first."""
    wanted = queries.to_call(_ours())
    told = {
        "confirmed": _("You confirmed the entry on its agency's behalf."),
        "noted": _("The call is noted."),
        "closed": _("The entry is not shown any longer."),
    }.get(request.args.get("done", ""), "")
    return render_template(
        "upkeep/calls.html",
        rows=wanted[:A_PAGE],
        total=len(wanted),
        told=told,
        outcome=outcome,
        day=telling.day_and_month,
    )


@door.page("/upkeep/calls/<code>", Permission.CALL_KEEP, subject=owners.subject_of_entry, methods=["GET", "POST"])
def call(code: str) -> Response | tuple[str, int] | str:
    """One entry: whom to ring, what was said before, and what came of it now."""
    entry = next(iter(queries.linked_entries((code,))), None)
    if entry is None:
        abort(404)
    if request.method == "GET":
        return _page(entry)
    result, note = request.form.get("outcome", ""), clean(request.form.get("note", "")[: LONGEST + 1])
    again_on = _day(request.form.get("again_on", ""))
    if fault := _fault(result, note, again_on):
        return _page(entry, (result, request.form.get("again_on", ""), note), fault), 400
    try:
        return _kept(entry, result, again_on if result == "again" else None, note)
    except Refused:
        abort(404)


def _fault(result: str, note: str, again_on: date | None) -> tuple[str, str] | None:
    if result not in dict(_outcomes()):
        return "outcome", _("Say what came of the call.")
    if result == "again" and (again_on is None or not clock.today() < again_on <= clock.today() + FURTHEST):
        return "again_on", _("Write the day of the next call like 3 5 2027, and not in the past.")
    if len(note) > LONGEST:
        return "note", _("This is too long. Use fewer words.")
    return None


def _kept(entry: LinkedEntry, result: str, again_on: date | None, note: str) -> Response:
    """What it does to the entry first, so that a note never says more than was done."""
    subject = owners.subject_of_entry(entry.code)
    behalf: Actor = replace(actor(), on_behalf_of=_agency(subject))
    if result == "confirmed":
        directory.confirm(behalf, entry.code)
    if result == "closed":
        directory.retire(behalf, entry.code, note)
    operations.note_call(behalf, entry.code, result, again_on=again_on, note=note)
    done = {"confirmed": "confirmed", "closed": "closed"}.get(result, "noted")
    return redirect(url_for("upkeep_desk.calls", done=done), 303)


def _agency(subject: Subject | None) -> str:
    return queries.agency_name(subject.agency) if subject else ""


def _page(entry: LinkedEntry, typed: tuple[str, str, str] = ("", "", ""), fault: tuple[str, str] | None = None) -> str:
    subject = owners.subject_of_entry(entry.code)
    return render_template(
        "upkeep/call.html",
        entry=entry,
        agency=_agency(subject),
        phones=[
            *entry.working.entry.phones,
            *(entry.working.organisation.phones if entry.working.organisation else ()),
        ],
        calls=queries.calls_about(entry.uuid),
        evidence=queries.evidence_of(entry.code),
        typed=typed,
        faults=[fault] if fault else [],
        wrong=dict([fault] if fault else []),
        outcome=outcome,
        day=telling.day_and_month,
        options=_outcomes(),
        edits="editing.begin" in current_app.view_functions,
    )


def _outcomes() -> list[tuple[str, str]]:
    return [
        ("confirmed", _("All of it is right: I confirm it on the agency's behalf")),
        ("no-answer", _("Nobody answered")),
        ("again", _("I am to ring again on a day")),
        ("closed", _("It has closed: show it no longer")),
    ]


def outcome(one: CallShown) -> str:
    """What came of a call, in a few words."""
    said = {
        "confirmed": _("confirmed"),
        "no-answer": _("nobody answered"),
        "again": _("to be rung again"),
        "closed": _("it has closed"),
    }[one.outcome]
    when = telling.day_and_month(one.at.astimezone(clock.HERE).date())
    return _("%(date)s: %(what)s") % {"date": when, "what": said}


def _day(typed: str) -> date | None:
    """Day, month and year in figures, whatever stands between them."""
    parts = "".join(c if c.isdecimal() else " " for c in typed[:20]).split()
    try:
        day, month, year = (int(part) for part in parts)
        return date(year + 2000 if year < 100 else year, month, day)
    except (ValueError, OverflowError):
        return None
