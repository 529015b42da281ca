"""Applying, following it, agreeing; and two guides of one page: for agencies, and for an authority that is starting."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from accounts import queries as accounts
from foundation import words
from foundation.acts import Subject, reader
from foundation.permissions import Permission
from foundation.words import gettext as _
from vetting import operations, queries
from vetting.forms import ApplyForm
from web import limits
from web.door import Door, actor

blueprint = Blueprint("vetting", __name__)
door = Door(blueprint)
Answer = str | Response | tuple[str, int]


@door.public("/for-agencies")
def for_agencies() -> str:
    """How to be listed, and how to keep an entry true."""
    return render_template("vetting/for_agencies.html")


@door.public("/for-councils")
def for_councils() -> str:
    """How a directory is established, kept and made known."""
    return render_template("vetting/for_councils.html")


@door.public("/apply")
def apply() -> str:
    """The form by which an agency asks to be listed."""
    return _page(ApplyForm(None))


@door.public("/apply", no_session=True, methods=["POST"])
def send_application() -> Answer:
    """Kept for the vetting officer; nothing of it is public."""
    form = ApplyForm()
    if not form.validate():
        return _page(form, form.faults()), 400
    if request.form.get("web_address_2"):
        return _page(form, [("name", _("Leave the box at the end empty, and send it again."))]), 400
    if not limits.allow("vetting.apply", most=5, per=timedelta(hours=1)):
        told = _("Too much came from your connection. Wait an hour, then send it again, or ring us.")
        return _page(form, [("name", told)]), 429
    said = {name: value or "" for name, value in form.data.items() if name != "csrf_token"}
    code = operations.apply(reader(), operations.Applied(authority=_ours(), language=words.language(), **said))
    return redirect(url_for("vetting.applied", code=code, new=1), 303)


def _page(form: ApplyForm, faults: list[tuple[str, str]] | None = None) -> str:
    items = queries.checklist(_ours())
    return render_template("vetting/apply.html", form=form, faults=faults or [], items=items)


@door.public("/apply/<code>")
def applied(code: str) -> Answer:
    """Where an application stands."""
    if not limits.allow("vetting.follow", most=60, per=timedelta(hours=1)):
        abort(429)
    case = queries.case_by_code(code.upper())
    if case is None:
        abort(404)
    answer = current_app.make_response(render_template("vetting/applied.html", case=case, new="new" in request.args))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _own_agency(**_values: object) -> Subject:
    """The agency for which this person may agree: the one asked for, if it is theirs, else their first."""
    mine = sorted((one.authority, one.agency) for one in actor().grants if one.role == "agency-manager")
    asked = request.values.get("agency", "")
    authority, agency = next((one for one in mine if one[1] == asked), mine[0] if mine else ("", ""))
    return Subject("agency", agency, authority, agency)


@door.page("/agreement", Permission.AGREEMENT_ACCEPT, subject=_own_agency)
def agreement() -> Answer:
    """The agreement, and whether this agency has accepted it."""
    return _agreement_page()


@door.page("/agreement", Permission.AGREEMENT_ACCEPT, subject=_own_agency, methods=["POST"])
def accept() -> Answer:
    """Accepted, until its review date."""
    version = request.form.get("version", "")
    if request.form.get("agree") != "yes":
        return _agreement_page([("agree", _("Tick the box if you accept the agreement"))]), 400
    try:
        operations.accept(actor(), _own_agency().agency, int(version) if version.isdigit() and len(version) < 6 else -1)
    except ValueError:
        return _agreement_page(
            [("agree", _("The agreement has changed since you opened this page. Read it again."))]
        ), 409
    return redirect(url_for("vetting.agreement", agency=_own_agency().agency, done=1), 303)


def _agreement_page(faults: list[tuple[str, str]] | None = None) -> str:
    subject = _own_agency()
    return render_template(
        "vetting/agreement.html",
        agency=accounts.agency(subject.agency),
        agreement=queries.agreement(subject.authority),
        accepted=queries.acceptances(subject.agency),
        faults=faults or [],
        told=_("You accepted the agreement.") if request.args.get("done") else "",
    )


def _ours() -> str:
    keeper = accounts.authority(current_app.config["WAYMARK"].authority)
    if keeper is None:
        abort(404)
    return keeper.slug
