"""The work that runs by itself: what ran, what failed, and a second try."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory import telling
from foundation.acts import Refused, Subject
from foundation.permissions import Permission
from foundation.words import gettext as _
from foundation.words import ngettext
from upkeep import operations, queries
from upkeep.views.calls import door
from web.door import actor

LOOK_AFTER = ("directory-editor", "administrator")
NUMBER = "<int(max=2147483647):number>"


def _ours() -> str:
    return next((one.authority for one in sorted(actor().grants, key=str) if one.role in LOOK_AFTER), "")


def _jobs(**_values: object) -> Subject:
    return Subject("jobs", _ours(), _ours())


@door.page("/desk/jobs", Permission.JOBS_SEE, subject=_jobs)
def work() -> str:
    """Each job with its last run, what failed, and letters that may not have arrived."""
    return render_template(
        "upkeep/work.html",
        jobs=queries.work_done(),
        failing=queries.work_failing(),
        letters=queries.letters_in_doubt(_ours()),
        refusals=queries.refused_addresses(_ours()),
        told=_told(request.args.get("done", "")),
        moment=telling.moment,
        took=took,
    )


def _told(code: str) -> str:
    return {
        "job": _("It is tried again in the next minute."),
        "letter": _("The letter is on its way again."),
        "nothing": _("Nothing was left to do: it has gone well meanwhile, or is being done."),
    }.get(code, "")


def took(span: timedelta) -> str:
    """How long, as short as it may be said."""
    seconds = round(span.total_seconds())
    if seconds < 1:
        return _("less than a second")
    if seconds < 120:
        return ngettext("%(num)d second", "%(num)d seconds", seconds) % {"num": seconds}
    return ngettext("%(num)d minute", "%(num)d minutes", seconds // 60) % {"num": seconds // 60}


@door.page(f"/desk/jobs/{NUMBER}/again", Permission.JOB_TRY_AGAIN, subject=_jobs, methods=["POST"])
def try_again(number: int) -> Response:
    """One more try, now."""
    try:
        done = "job" if operations.try_job_again(actor(), _ours(), number) else "nothing"
    except Refused:
        abort(404)
    return redirect(url_for("upkeep_desk.work", done=done), 303)


@door.page(f"/desk/letters/{NUMBER}/again", Permission.LETTER_SEND_AGAIN, subject=_jobs, methods=["POST"])
def send_again(number: int) -> Response:
    """The same letter once more: its reader's program knows it for the same."""
    try:
        done = "letter" if operations.send_letter_again(actor(), _ours(), number) else "nothing"
    except Refused:
        abort(404)
    return redirect(url_for("upkeep_desk.work", done=done), 303)
