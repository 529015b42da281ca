"""Answering readers: the desk for everything, an agency for its own entries."""

from __future__ import annotations

import re

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from feedback import naming, operations, queries
from foundation import clock, words
from foundation.acts import Subject
from foundation.permissions import Permission
from foundation.words import gettext as _
from web.door import Door, actor
from web.forms import clean

blueprint = Blueprint("feedback_desk", __name__)
door = Door(blueprint, readers="staff")
MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])\Z")
LONGEST = 4000
Answer = str | Response | tuple[str, int]


def _mine() -> tuple[list[str], list[str]]:
    """The authorities whose readers this person answers, and the agencies."""
    desks = sorted({one.authority for one in actor().grants if one.role == "directory-editor"})
    agencies = sorted({one.agency for one in actor().grants if one.role in ("agency-editor", "agency-manager")})
    return desks, agencies


def _anything(**_values: object) -> Subject:
    """Whatever this person may answer: their own first authority or agency."""
    for one in sorted(actor().grants, key=lambda grant: (grant.authority, grant.agency)):
        if one.role in ("directory-editor", "agency-editor", "agency-manager"):
            return Subject("reports", one.authority, one.authority, one.agency)
    return Subject("reports", "")


def _desk(**_values: object) -> Subject:
    desks, _agencies = _mine()
    return Subject("reports", next(iter(desks), ""), next(iter(desks), ""))


@door.page("/readers", Permission.REPORT_ANSWER, subject=_anything)
def reports() -> str:
    """What readers told and nobody has answered for good, longest first."""
    desks, agencies = _mine()
    return render_template(
        "feedback/reports.html", reports=queries.open_reports(desks, agencies), desk=bool(desks), naming=naming,
        told=_("The reader can read it under their code.") if request.args.get("done") else "",
    )  # fmt: skip


@door.page("/readers/<uuid>", Permission.REPORT_ANSWER, subject=queries.subject_of_report)
def report(uuid: str) -> Answer:
    """One report, to answer."""
    return _page(uuid)


@door.page("/readers/<uuid>", Permission.REPORT_ANSWER, subject=queries.subject_of_report, methods=["POST"])
def answer(uuid: str) -> Answer:
    """The answer, and what became of it."""
    said, state = clean(request.form.get("words", "")), request.form.get("state", "")
    if state not in ("waiting", "done", "declined"):
        return _page(uuid, said, [("state", _("Choose what became of it"))]), 400
    if len(said) > LONGEST:
        return _page(uuid, said, [("words", _("This is too long. Use fewer words."))]), 400
    if state == "declined" and not said:
        return _page(uuid, said, [("words", _("Say why, so that the reader understands"))]), 400
    operations.answer(actor(), uuid, said, state)
    return redirect(url_for("feedback_desk.reports", done=1), 303)


def _page(uuid: str, said: str = "", faults: list[tuple[str, str]] | None = None) -> str:
    found = queries.report(uuid)
    if found is None:
        abort(404)
    desk = found.authority in _mine()[0]  # only the desk may decide on a change
    return render_template(
        "feedback/report.html", report=found, words=said, faults=faults or [], naming=naming, desk=desk
    )


@door.page("/readers/missed", Permission.FEEDBACK_ANSWER, subject=_desk)
def missed() -> str:
    """What people did not find, in their words, and what the authority answers this month."""
    return _missed_page({})


@door.page("/readers/missed", Permission.FEEDBACK_ANSWER, subject=_desk, methods=["POST"])
def answer_month() -> Answer:
    """Published on the page that answers everyone."""
    typed = {name: clean(request.form.get(name, "")) for name in ("month", "missed", "answer", "language")}
    faults = []
    if not MONTH.match(typed["month"]):
        faults.append(("month", _("Write the month as a year and a number, such as 2026-11")))
    if not typed["answer"] or len(typed["answer"]) > LONGEST or len(typed["missed"]) > LONGEST:
        faults.append(("answer", _("Write an answer that people will read")))
    if faults:
        return _missed_page(typed, faults), 400
    language = typed["language"] if typed["language"] in {one.tag for one in words.offered()} else "en"
    operations.answer_month(
        actor(), _mine()[0][0], typed["month"], language, missed=typed["missed"], answer=typed["answer"]
    )
    return redirect(url_for("feedback.months"), 303)


def _missed_page(typed: dict[str, str], faults: list[tuple[str, str]] | None = None) -> str:
    return render_template(
        "feedback/missed_words.html", said=queries.missed_words(_mine()[0][0]), spoken=words.offered(), faults=faults or [],
        typed={"month": f"{clock.today():%Y-%m}", "language": "en", **typed},
    )  # fmt: skip
