"""Looking after the records: those that wait, what is in dispute, which two are one child. Lists are by reference only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for

import profiles
from access import queries as access
from access import telling
from access.doors import record_door
from access.operations import Why
from access.rules import decide
from childindex import operations
from childindex.forms import ReasonForm, WordsForm
from childindex.forms.data import ASIDE, RELEASE, DecideForm
from childindex.operations import NotMergeable
from childindex.queries import central
from childindex.queries.central import WaitingShown
from childindex.queries.record import RecordShown, name_of, record
from childindex.views.editing import held_record
from childindex.views.finding import index
from childindex.views.record import seen
from childindex.views.trying import Answer, Said, answered, faults_of, sent, to_record, tried
from foundation import acts
from foundation.acts import Refused, Ruling
from foundation.permissions import Permission
from foundation.words import gettext as _
from web.door import Door, actor
from web.forms import clean

blueprint = Blueprint("data", __name__)
door = Door(blueprint, load=index, readers="staff")
records = record_door(blueprint)
LOOK, MERGE = Permission.CHILD_RELEASE, Permission.CHILD_MERGE
BOTH = ["GET", "POST"]


@door.page("/data", LOOK)
def waiting() -> str:
    """What waits for whoever looks after the records."""
    where = index()
    with acts.looking(actor(), LOOK, where):
        return render_template(
            "childindex/data.html",
            waiting=central.waiting(where.authority),
            disputes=central.disputes(where.authority),
            merges=[one for one in central.merges(where.authority) if one.undone_at is None],
            away=central.put_away(where.authority),
            told={"settled": _("You have decided about the record.")}.get(request.args.get("done", ""), ""),
            faults=[],
        )


@door.page("/data/<child>/open", LOOK, fresh=True, methods=BOTH)
def reason(child: str) -> Answer:
    """Why a record of these lists is opened: asked before anything more is shown."""
    if child not in _listed():
        abort(404)
    form = ReasonForm()
    if sent(form):
        why = Why("oversight", form.code.data or "", form.words.data or "")
        try:
            operations.open_put_away(actor(), child, why)
        except (LookupError, Refused):
            abort(404)
        return redirect(_after(child), 303)
    page = render_template(
        "childindex/data_open.html",
        form=form,
        faults=faults_of(form),
        child=child,
        reasons=telling.options("reason"),
        told="",
    )
    return answered(page)


def _listed() -> set[str]:
    """The records that these lists name, and those that a waiting one resembles: no other opens from here."""
    where = index()
    with acts.looking(actor(), LOOK, where):
        waits = central.waiting(where.authority)
        found = {one.child for one in waits} | {str(near["ref"]) for one in waits for near in one.near}
        found |= {one.child for one in central.disputes(where.authority)} | set(central.put_away(where.authority))
        return found | {uuid for one in central.merges(where.authority) for uuid in (one.kept, one.merged)}


def _after(child: str) -> str:
    """A record that was opened beside a waiting one leads back to that one."""
    beside = request.args.get("beside", "")
    if beside:
        return url_for("data.decide_on", child=beside)
    return url_for("record.show", child=child)


@records.record("/children/<child>/waiting", LOOK, methods=BOTH)
def decide_on(child: str) -> Answer:
    """What becomes of a record that waits, beside those that it resembles."""
    held, one, form = held_record(child), _waiting(child), DecideForm()
    if sent(form) and tried(form, lambda: _decided(form, child)):
        return redirect(url_for("data.waiting", done="settled"), 303)
    page = render_template(
        "childindex/data_decide.html",
        form=form,
        faults=faults_of(form),
        held=held,
        one=one,
        near=[_near(near) for near in one.near],
        choices_of=[(RELEASE, _("It is a child of its own, and may be found")), (ASIDE, _("It should not be here"))],
        told="",
    )
    return answered(page)


def _waiting(child: str) -> WaitingShown:
    listed = central.waiting(seen(child).child.authority)
    return next((one for one in listed if one.child == child), None) or abort(404)


def _decided(form: DecideForm, child: str) -> None:
    act = operations.release if form.what.data == RELEASE else operations.put_aside
    act(actor(), child, form.words.data or "")


def _near(near: Mapping[str, Any]) -> dict[str, Any]:
    """One record that it resembles: how, and whether it is open, may be opened, or stays shut."""
    known = access.child(near["ref"])
    case = access.case(actor(), known) if known else None
    opened = bool(case and case.basis and decide(profiles.current().access, case, "record"))
    may = bool(known and (opened or not known.state.hidden))
    name = name_of(known.id) if opened and known else ""
    return {**near, "why": [_why(code) for code in near["why"]], "opened": opened, "may": may, "name": name}


def _why(code: str) -> str:
    return {
        "nhs": _("the same NHS number"),
        "upn": _("the same pupil number"),
        "nhs-differs": _("another NHS number"),
        "upn-differs": _("another pupil number"),
        "name": _("the same name"),
        "name-like": _("a similar name"),
        "born": _("the same date of birth"),
        "born-like": _("a similar date of birth"),
        "postcode": _("the same postcode"),
        "sibling": _("perhaps a brother, a sister or a twin"),
    }.get(code, code)


@records.record("/children/<child>/merge", MERGE, methods=BOTH)
def merge(child: str) -> Answer:
    """Two records side by side, both opened with a reason; the one in the address is kept."""
    held, other = held_record(child), clean(request.args.get("with", ""))
    if not other:
        return render_template("childindex/merge_choose.html", held=held, others=_open_now(held), told="", faults=[])
    beside, form = _beside(other), WordsForm()
    cannot = _("These two cannot be one now: one of them waits, or was merged or put away. Look at both again.")
    faults: Said = {NotMergeable: ("words", cannot)}
    if sent(form) and tried(form, lambda: operations.merge(actor(), child, other, form.words.data or ""), faults):
        return to_record(child, "saved")
    page = render_template("childindex/merge.html", form=form, faults=faults_of(form), held=held, other=beside, told="")
    return answered(page)


def _open_now(held: RecordShown) -> list[tuple[str, str]]:
    """The other records that this person has open, with a reason, at this moment."""
    found = {}
    for one in access.sessions_of(actor().id):
        known = access.child_by_id(one.child_id) if one.child_id else None
        if known and known.uuid != held.uuid and not known.merged_into:
            found[known.uuid] = name_of(known.id)
    return sorted(found.items(), key=lambda pair: (pair[1].casefold(), pair[0]))


def _beside(other: str) -> RecordShown:
    """A second record on the same page: a look of its own, with its own lines in the trail."""
    sight = seen(other)
    found = decide(profiles.current().access, sight.case, "record")
    ruling = Ruling(bool(found and sight.case.basis), found.rule)
    with acts.looking(actor(), MERGE, access.subject(sight.child), ruling=ruling):
        shown = record(sight)
        sight.tell_the_trail()
    return shown


@records.record("/children/<child>/merges/<uuid>/undo", MERGE, methods=BOTH)
def unmerge(child: str, uuid: str) -> Answer:
    """They are two children after all."""
    held, form = held_record(child), WordsForm()
    if uuid not in held.merges:
        abort(404)
    if sent(form) and tried(form, lambda: operations.unmerge(actor(), uuid, form.words.data or "")):
        return to_record(child, "saved")
    page = render_template("childindex/unmerge.html", form=form, faults=faults_of(form), held=held, told="")
    return answered(page)
