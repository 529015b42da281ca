"""What changes about a whole record: hidden because the family asks, protected, put away; each with a reason."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

import profiles
from access.rules import ACTIVE, ARCHIVED
from childindex import operations
from childindex.forms import WordsForm
from childindex.operations import BadFact
from childindex.queries.record import RecordShown
from childindex.views.editing import blueprint, door, held_record
from childindex.views.trying import Answer, Said, answered, faults_of, sent, to_record, tried
from foundation.permissions import Permission
from foundation.words import gettext as _
from web.door import actor

__all__ = ["blueprint"]
BOTH = ["GET", "POST"]
Act = Callable[[str], object]


def _page(held: RecordShown, act: Act, words: tuple[str, str, str], there: Callable[[], Response]) -> Answer:
    """One question: why. words: the heading, what it means, and what the button says."""
    form = WordsForm()
    meanwhile: Said = {BadFact: ("words", _("The record changed meanwhile. Look at it again."))}
    if sent(form) and tried(form, lambda: act(form.words.data or ""), meanwhile):
        return there()
    heading, meaning, button = words
    page = render_template(
        "childindex/state.html",
        form=form,
        faults=faults_of(form),
        held=held,
        title=heading,
        meaning=meaning,
        button=button,
        told="",
    )
    return answered(page)


@door.record("/children/<child>/hide", Permission.CHILD_HIDE, methods=BOTH)
def hide(child: str) -> Answer:
    """The family asks that the record is not found, or that it may be found again."""
    held = held_record(child)
    if not held.hidden and profiles.current().consent.basic not in ("hide_on_request", "opt_out"):
        abort(404)
    asks = (
        _("Hide this record"),
        _("The family asks that nobody finds the child here. Who works with the child already still sees the record."),
        _("Hide it"),
    )
    back = (
        _("Show this record again"),
        _("The family asks that practitioners may find the child again."),
        _("Show it again"),
    )
    return _page(
        held,
        lambda why: operations.hide(actor(), child, hidden=not held.hidden, why=why),
        back if held.hidden else asks,
        lambda: redirect(url_for("central.questions", done="shown" if held.hidden else "hidden"), 303),
    )


@door.record("/children/<child>/shield", Permission.CHILD_SHIELD, methods=BOTH)
def shield(child: str) -> Answer:
    """Nobody may learn where the child is; or that is over."""
    held = held_record(child)
    begin = (
        _("Protect this child"),
        _("Only the name, the date of birth and the gender are shown from now on. Nothing finds the child by a place."),
        _("Protect the child"),
    )
    end = (
        _("End the protection"),
        _("The address is shown again to everybody whose clearance is high enough. Ask the family first."),
        _("End the protection"),
    )
    return _page(
        held,
        lambda why: operations.shield(actor(), child, shielded=not held.shielded, why=why),
        end if held.shielded else begin,
        lambda: to_record(child, "saved"),
    )


@door.record("/children/<child>/put-away", Permission.CHILD_ARCHIVE, methods=BOTH)
def put_away(child: str) -> Answer:
    """The record is no longer found; or it is taken back."""
    held = held_record(child)
    if held.status not in (ACTIVE, ARCHIVED):
        abort(404)
    away = held.status == ACTIVE
    begin = (
        _("Put this record away"),
        _("Nobody finds it any more, and only those who look after the records can open it."),
        _("Put it away"),
    )
    back = (_("Take this record back"), _("It may be found and opened again."), _("Take it back"))
    return _page(
        held,
        lambda why: operations.archive(actor(), child, away=away, why=why),
        begin if away else back,
        lambda: to_record(child, "saved"),
    )
