"""Next steps: one's own, one of them, and what one's staff are late with."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from access import queries as access
from access.doors import record_door
from access.rules import is_central
from access.sight import sight_of
from casework import operations
from casework.forms.noting import MoveForm
from casework.operations import NotLater
from casework.queries import needs as needs_of
from casework.queries import steps as queries
from casework.rules import supervises
from foundation import acts
from foundation.acts import Subject
from foundation.permissions import Permission
from foundation.words import gettext as _
from web.door import Door, actor

blueprint = Blueprint("steps", __name__)
KEEP, SEE = Permission.STEP_KEEP, Permission.STEPS_SEE
Answer = str | Response | tuple[str, int]


def index(**_values: object) -> Subject:
    """The index in which this person works."""
    return Subject("index", "", access.index_of(actor()))


door = Door(blueprint, load=index, readers="staff")
of_a_child = record_door(blueprint)


@door.page("/steps", KEEP)
def mine() -> str:
    """My next steps: each child as a stub; what I wrote stands in the record, behind a reason."""
    with acts.looking(actor(), KEEP, index()):
        held = queries.mine(actor())
    return render_template(
        "casework/steps.html",
        held=held,
        sees_staff=acts.permits(actor(), SEE, index()),
        told=_told(),
        faults=[],
    )


def _told() -> str:
    return {
        "done": _("Well done. It is no longer on your list."),
        "moved": _("The new day is kept, with your reason."),
    }.get(request.args.get("done", ""), "")


@door.page("/steps/staff", SEE)
def staff() -> str:
    """What is late, by reference: whose, how late. No child, no words."""
    where = index()
    central = is_central(actor(), where)
    with acts.looking(actor(), SEE, where):
        late = queries.late_of_staff(actor()) if supervises(actor(), where) else []
        alone = queries.late_of_nobody(where.authority) if central else []
        unreviewed = queries.unreviewed(where.authority) if central else []
    return render_template(
        "casework/staff.html", late=[*late, *alone], unreviewed=unreviewed, central=central, told="", faults=[]
    )


@of_a_child.record("/children/<child>/steps/<uuid>", KEEP, methods=["GET", "POST"])
def one(child: str, uuid: str) -> Answer:
    """A step of my own: it is done, or it is done on another day."""
    sight = sight_of(actor(), child)
    held = needs_of.step_of(sight, uuid) if sight else None
    if sight is None or held is None or held[1].ended_on or not held[1].due_on:
        abort(404)
    form = MoveForm()
    if request.method == "POST" and form.validate() and _kept(uuid, form):
        return redirect(url_for("steps.mine", done="done" if form.what.data == "done" else "moved"), 303)
    page = render_template(
        "casework/step.html",
        child=child,
        need=held[0],
        step=held[1],
        form=form,
        faults=form.faults() if request.method == "POST" else [],
        told="",
    )
    sight.tell_the_trail()
    return (page, 400) if request.method == "POST" else page


def _kept(uuid: str, form: MoveForm) -> bool:
    try:
        if form.what.data == "done" or form.by.data is None:
            operations.finish_step(actor(), uuid)
        else:
            operations.move_step(actor(), uuid, form.by.data, form.why.data or "")
    except NotLater:
        form.by.errors = [_("Choose a day that is to come")]
        return False
    except LookupError:
        abort(404)
    return True
