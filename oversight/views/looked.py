"""Who looked at my record: for the family, on the screen and on paper, in its language; no practitioner is named."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import groupby

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from access import queries as access
from access.doors import record_door
from access.queries import ChildKnown
from access.rules import Item, View
from access.sight import Sight, sight_of
from accounts import queries as accounts
from foundation import acts, clock
from foundation.acts import Refused
from foundation.permissions import Permission
from foundation.words import gettext as _
from oversight import codes, operations, telling
from oversight.forms import AskForm
from oversight.queries import looked
from oversight.queries.looked import LookShown
from oversight.views.common import NAMES, child_subject, known_child
from oversight.views.common import door as oversight_door
from web.door import actor

blueprint = Blueprint("looked", __name__)
door = record_door(blueprint)
SEE, ASK = Permission.LOOKED_SEE, Permission.QUESTION_ASK
Answer = str | Response | tuple[str, int]

blueprint.add_app_template_filter(telling.what, "look_words")


def panel(sight: Sight) -> dict[str, object] | None:
    """The section of a record's page: how many looks there were, and the way to show them."""
    if not _may(sight):
        return None
    return {"many": looked.many(sight.child), "child": sight.child.uuid}


def _may(sight: Sight) -> bool:
    """Of a protected child, agencies tell whereabouts: only to those who see more of it than the least."""
    return bool(sight.sees("looked")) and (not sight.child.state.shielded or bool(sight.sees("gp")))


def _sight(child: str) -> Sight:
    sight = sight_of(actor(), child)
    if sight is None or not _may(sight):
        abort(404)
    return sight


def _masked(sight: Sight) -> frozenset[str]:
    """Agencies that this reader may not know to be involved; their looks are shown, their names are not."""
    if sight.sees("involvement", Item(sensitive=True)).view is View.FULL:
        return frozenset()
    return looked.sensitive_agencies(sight.child) - sight.case.viewer.agencies


@door.record("/children/<child>/who-looked", SEE, for_family=True)
def show(child: str) -> str:
    """The page that a family is shown."""
    sight = _sight(child)
    page = _page(sight.child, _masked(sight), "looked")
    sight.tell_the_trail(SEE)
    return page


@oversight_door.page("/oversight/looked/<child>", NAMES, subject=child_subject, fresh=True, for_family=True)
def looked_at(child: str) -> str:
    """The same for the privacy officer, who opens no record."""
    known = _for_privacy(child)
    with acts.looking(actor(), NAMES, access.subject(known)):
        return _page(known, (), "oversight")


def _for_privacy(child: str) -> ChildKnown:
    known = known_child(child)
    if known is None:
        abort(404)
    return known


def _page(known: ChildKnown, masked: Collection[str], room: str) -> str:
    everything = "all" in request.args
    since = None if everything else clock.real() - looked.YEAR
    rows = looked.looked(known, masked=masked, since=since)
    home = accounts.authority(known.authority)
    return render_template(
        "oversight/looked.html",
        child=known.uuid,
        room=room,
        months=_months(rows),
        everything=everything,
        questions=looked.questions_of(known.records),
        days=looked.archive_days(known),
        home=home,
        told=_told(),
        faults=[],
    )


def _months(rows: list[LookShown]) -> list[tuple[str, list[LookShown]]]:
    by_month = groupby(rows, key=lambda one: (one.on.year, one.on.month))
    months = [list(some) for _month, some in by_month]
    return [(telling.month(some[0].on), some) for some in months]


def _told() -> str:
    if request.args.get("done") != "asked":
        return ""
    return _("The privacy officer has your question. You read the answer on this page.")


@door.record("/children/<child>/who-looked/<line>/ask", ASK, methods=["GET", "POST"])
def ask(child: str, line: str) -> Answer:
    """The family does not recognise this look."""
    sight, form = _sight(child), AskForm()
    rows = looked.looked(sight.child, masked=_masked(sight), since=None)
    one = next((row for row in rows if row.key == line), None)
    if one is None:
        abort(404)
    if request.method == "POST" and form.validate():
        try:
            operations.ask(actor(), child, line, form.asked())
        except (LookupError, Refused):
            abort(404)
        return redirect(url_for("looked.show", child=child, done="asked"), 303)
    faults = form.faults() if request.method == "POST" else []
    page = render_template("oversight/ask.html", child=child, one=one, form=form, told="", faults=faults)
    return (page, 400) if faults else page


@door.record("/children/<child>/who-looked/sheet", SEE, methods=["POST"])
def make_sheet(child: str) -> Answer:
    """A sheet for the family to take home, with a code."""
    sight = _sight(child)
    return _made(sight.child, _masked(sight), operations.make_sheet, "looked.sheet")


@oversight_door.page("/oversight/looked/<child>/sheet", NAMES, subject=child_subject, methods=["POST"])
def make_looked_sheet(child: str) -> Answer:
    """The same by the privacy officer, to post to a family that asked."""
    known = _for_privacy(child)
    with acts.looking(actor(), NAMES, access.subject(known)):
        return _made(known, (), operations.make_sheet_to_post, "oversight.looked_sheet")


def _made(known: ChildKnown, masked: Collection[str], make: Callable[..., str], there: str) -> Response:
    rows = looked.looked(known, masked=masked, since=clock.real() - looked.YEAR)
    try:
        uuid = make(actor(), known.uuid, [one.key for one in rows])
    except (LookupError, Refused):
        abort(404)
    return redirect(url_for(there, child=known.uuid, uuid=uuid), 303)


@door.record("/children/<child>/who-looked/sheet/<uuid>", SEE, for_family=True)
def sheet(child: str, uuid: str) -> str:
    """The sheet, to print in the language of the page."""
    sight = _sight(child)
    page = _sheet(sight.child, uuid, _masked(sight), "looked")
    sight.tell_the_trail(SEE)
    return page


@oversight_door.page(
    "/oversight/looked/<child>/sheet/<uuid>",
    NAMES,
    subject=lambda child, uuid: child_subject(child),
    for_family=True,
)
def looked_sheet(child: str, uuid: str) -> str:
    """The same by the privacy officer."""
    known = _for_privacy(child)
    with acts.looking(actor(), NAMES, access.subject(known)):
        return _sheet(known, uuid, (), "oversight")


def _sheet(known: ChildKnown, uuid: str, masked: Collection[str], room: str) -> str:
    held = looked.sheet(uuid, known.records, actor().id)
    if held is None:
        abort(404)
    rows = {one.key: one for one in looked.looked(known, masked=masked, since=None)}
    return render_template(
        "oversight/sheet.html",
        child=known.uuid,
        room=room,
        rows=[(number, rows[key]) for number, key in enumerate(held.lines, 1) if key in rows],
        code=codes.said(codes.code_of(held.uuid)),
        until=held.until,
        home=accounts.authority(known.authority),
        told="",
        faults=[],
    )
