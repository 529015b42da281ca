"""What needs a person today, and what can be done about it at once."""

from __future__ import annotations

from flask import abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory import telling as saying
from foundation.acts import Refused, Subject
from foundation.permissions import Permission
from foundation.words import gettext as _
from upkeep import operations, queries
from upkeep.views.calls import door
from web.door import actor

A_PAGE = 20
SITS = ("directory-editor", "vetting-officer")
ID = "<int(max=2147483647):website_id>"  # what a column of the database holds


def _ours() -> str:
    """The authority whose desk this person sits at."""
    return next((one.authority for one in sorted(actor().grants, key=str) if one.role in SITS), "")


def _desk(**_values: object) -> Subject:
    return Subject("desk", _ours(), _ours())


@door.page("/upkeep/today", Permission.DESK_SEE, subject=_desk)
def today() -> str:
    """Everything that needs a person, the most pressing first."""
    wanted = queries.needs_today(_ours())
    pages = max(1, -(-len(wanted) // A_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    rows = wanted[(page - 1) * A_PAGE : page * A_PAGE]
    return render_template(
        "upkeep/today.html",
        rows=rows,
        total=len(wanted),
        evidence={code: queries.evidence_of(code) for code in {row.code for row in rows if row.code}},
        told=_told(request.args.get("done", "")),
        since=queries.since,
        day=saying.day,
        suspected=queries.HIJACK,
        acts="directory-editor" in actor().roles,
        vets="vetting-officer" in actor().roles,
        checks=current_app.config["WAYMARK"].link_checks,
        known=current_app.view_functions,
        page=page,
        pages=pages,
        at=lambda number: url_for("upkeep_desk.today", page=number),
    )


def _told(code: str) -> str:
    return {
        "right": _("The website is kept as right. It is looked at again next week."),
        "look": _("The website is looked at in the next minutes."),
        "as-before": _("The website is not suspected any longer."),
    }.get(code, "")


@door.page(f"/upkeep/websites/{ID}/right", Permission.LINKS_CHECK, subject=queries.subject_of_website, methods=["POST"])
def website_is_right(website_id: int) -> Response:
    """Somebody looked: it is theirs."""
    try:
        done = "right" if operations.accept_website(actor(), website_id) else "as-before"
    except (LookupError, Refused):
        abort(404)
    return redirect(url_for("upkeep_desk.today", done=done), 303)


@door.page(f"/upkeep/websites/{ID}/look", Permission.LINKS_CHECK, subject=queries.subject_of_website, methods=["POST"])
def look_at_website(website_id: int) -> Response:
    """Look at it now."""
    try:
        operations.look_now(actor(), website_id)
    except (LookupError, Refused):
        abort(404)
    return redirect(url_for("upkeep_desk.today", done="look"), 303)
