"""The privacy officer's verdicts: on emergencies, on sharing without consent, on what families do not recognise."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from access import operations as access_operations
from access import queries as access
from access.queries import ChildKnown
from consent import operations as consent
from foundation import acts
from foundation.acts import Refused, Subject
from foundation.permissions import Permission
from oversight import operations
from oversight.forms import VerdictForm
from oversight.queries import looked, trail, waiting
from oversight.queries.trail import Wanted
from oversight.queries.waiting import EmergencyShown
from oversight.views.common import NAMES, door, index, known_child, told, verdicts
from web.door import actor

Answer = str | Response | tuple[str, int]
EMERGENCY, GROUND, QUESTION = Permission.EMERGENCY_RULE, Permission.GROUND_REVIEW, Permission.QUESTION_RULE


@door.page("/oversight/emergencies", EMERGENCY)
def emergencies() -> str:
    """Every opening in an emergency, those without a verdict first."""
    with acts.looking(actor(), NAMES, index()):
        rows = waiting.emergencies(access.index_of(actor()))
    return render_template("oversight/emergencies.html", rows=rows, told=told(), faults=[])


@door.page("/oversight/emergencies/<uuid>", EMERGENCY, fresh=True, methods=["GET", "POST"])
def emergency(uuid: str) -> Answer:
    """Who, why, what was shown; and the verdict."""
    with acts.deciding():
        held = waiting.emergency(uuid, access.index_of(actor()))
    if held is None:
        abort(404)
    form = VerdictForm()
    if request.method == "POST" and form.validate():
        said = form.verdict.data or "", form.words.data or ""
        return _kept(lambda: access_operations.rule_on_emergency(actor(), uuid, *said), "oversight.emergencies")
    known = known_child(held.child) if held.child else None
    with acts.looking(
        actor(), NAMES, access.subject(known) if known else Subject("emergency", uuid, index().authority)
    ):
        name, parts = _seen(known, held) if known else ("", {})
    page = render_template(
        "oversight/emergency.html",
        held=held,
        name=name,
        parts=parts,
        verdicts=verdicts(),
        form=form,
        told="",
        faults=_faults(form),
    )
    return page if request.method == "GET" else (page, 400)


def _seen(known: ChildKnown, held: EmergencyShown) -> tuple[str, dict[str, list[str]]]:
    wanted = Wanted(known.authority, children=trail.records_of(known), person=held.person)
    reason = f"emergency, {held.reason_code}: {held.reason}"
    return waiting.name_of_child(known.id), trail.parts_shown(wanted, reason)


@door.page("/oversight/grounds", GROUND)
def grounds() -> str:
    """What is shared without consent."""
    with acts.looking(actor(), NAMES, index()):
        rows = waiting.grounds(access.index_of(actor()))
    return render_template("oversight/grounds.html", rows=rows, told=told(), faults=[])


@door.page("/oversight/grounds/<uuid>", GROUND, fresh=True, methods=["GET", "POST"])
def ground(uuid: str) -> Answer:
    """One lawful ground, and whether it is one."""
    with acts.deciding():
        held = waiting.ground(uuid, access.index_of(actor()))
    known = known_child(held.child) if held else None
    if held is None or known is None:
        abort(404)
    form = VerdictForm()
    if request.method == "POST" and form.validate():
        said = form.verdict.data or "", form.words.data or ""
        return _kept(lambda: consent.review(actor(), uuid, *said), "oversight.grounds")
    with acts.looking(actor(), NAMES, access.subject(known)):
        name = waiting.name_of_child(known.id)
    page = render_template(
        "oversight/ground.html",
        held=held,
        name=name,
        verdicts=verdicts(),
        form=form,
        told="",
        faults=_faults(form),
    )
    return page if request.method == "GET" else (page, 400)


@door.page("/oversight/questions", QUESTION)
def questions() -> str:
    """What families do not recognise."""
    with acts.looking(actor(), NAMES, index()):
        rows = [looked.questions(access.index_of(actor()), answered=done) for done in (False, True)]
    return render_template("oversight/questions.html", waiting=rows[0], answered=rows[1], told=told(), faults=[])


@door.page("/oversight/questions/<uuid>", QUESTION, fresh=True, methods=["GET", "POST"])
def question(uuid: str) -> Answer:
    """One question, the look that it is about, and the answer."""
    with acts.deciding():
        held = looked.question(uuid)
    known = known_child(held.child) if held else None
    if held is None or known is None or known.authority not in trail.sharing_with(index().authority):
        abort(404)
    form = VerdictForm()
    if request.method == "POST" and form.validate():
        said = form.verdict.data or "", form.words.data or ""
        return _kept(lambda: operations.answer(actor(), uuid, *said), "oversight.questions", "answer")
    with acts.looking(actor(), NAMES, access.subject(known)):
        line = trail.line(held.line, known.authority, names=True)
        name = waiting.name_of_child(known.id)
    page = render_template(
        "oversight/question.html",
        held=held,
        line=line,
        name=name,
        people=waiting.person_names({line.actor}) if line else {},
        agencies=waiting.agency_names(),
        verdicts=verdicts(),
        form=form,
        told="",
        faults=_faults(form),
    )
    return page if request.method == "GET" else (page, 400)


def _faults(form: VerdictForm) -> list[tuple[str, str]]:
    return form.faults() if request.method == "POST" else []


def _kept(keep: Callable[[], None], there: str, done: str = "verdict") -> Response:
    try:
        keep()
    except (LookupError, Refused):
        abort(404)
    return redirect(url_for(there, done=done), 303)
