"""The central team: what practitioners ask it, how many records are hidden, and showing one again when a family asks."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for

from childindex import operations
from childindex.forms import WordsForm
from childindex.queries import central
from childindex.queries.central import QuestionShown
from childindex.views.finding import held_finding, index
from childindex.views.trying import Answer, answered, faults_of, sent, tried
from foundation import acts
from foundation.permissions import Permission
from foundation.words import gettext as _
from web.door import Door, actor

blueprint = Blueprint("central", __name__)
door = Door(blueprint, load=index, readers="staff")
ANSWER = Permission.CENTRAL_ANSWER
BOTH = ["GET", "POST"]


@door.page("/central", ANSWER)
def questions() -> str:
    """What waits for an answer, and what was answered lately."""
    where = index()
    with acts.looking(actor(), ANSWER, where):
        return render_template(
            "childindex/central.html",
            questions=central.questions(where.authority),
            before=central.questions(where.authority, answered=True)[-20:],
            hidden=central.hidden(where.authority),
            told=_told(),
            faults=[],
        )


def _told() -> str:
    return {
        "answered": _("Your answer is sent."),
        "hidden": _("The record is hidden. Only who works with the child already can open it."),
        "shown": _("The record may be found again."),
        "shown-again": _("If a record of this child was hidden, it may be found again now."),
    }.get(request.args.get("done", ""), "")


@door.page("/central/<uuid>/answer", ANSWER, fresh=True, methods=BOTH)
def answer(uuid: str) -> Answer:
    """Answer one question: what may be said of a hidden child is the central team's to judge."""
    one, form = _question(uuid), WordsForm()
    if sent(form) and tried(form, lambda: operations.answer_central(actor(), uuid, form.words.data or "")):
        return redirect(url_for("central.questions", done="answered"), 303)
    page = render_template("childindex/central_answer.html", form=form, faults=faults_of(form), one=one, told="")
    return answered(page)


def _question(uuid: str) -> QuestionShown:
    where = index()
    with acts.looking(actor(), ANSWER, where):
        found = next((one for one in central.questions(where.authority) if one.uuid == uuid), None)
    return found or abort(404)


@door.page("/find/<finding>/show-again", Permission.CHILD_HIDE, fresh=True, methods=BOTH)
def show_again(finding: str) -> Answer:
    """A family asks that the child may be found again. The answer is the same whether or not anybody was hidden."""
    held_finding(finding)
    form = WordsForm()
    if sent(form) and tried(form, lambda: operations.show_again(actor(), finding, why=form.words.data or "")):
        return redirect(url_for("central.questions", done="shown-again"), 303)
    page = render_template("childindex/show_again.html", form=form, faults=faults_of(form), finding=finding, told="")
    return answered(page)
