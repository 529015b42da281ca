"""A question that means one child, and what can be done after it, whether or not anybody is there.

One page and one text answer none, too many and hidden: nobody can tell them apart.
"""

from __future__ import annotations

import re

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

import profiles
from access import queries as access
from access import telling
from access.operations import Why
from childindex import operations, rules
from childindex.forms import FindForm, ReasonForm, WordsForm
from childindex.queries import central
from childindex.queries.central import FindingShown
from childindex.telling import lead_word
from foundation import acts
from foundation.acts import Refused, Subject
from foundation.permissions import Permission
from foundation.words import gettext as _
from web.door import Door, actor

blueprint = Blueprint("finding", __name__)
Answer = str | Response | tuple[str, int]
Faults = list[tuple[str, str]]
FIND = Permission.CHILD_FIND

blueprint.add_app_template_filter(telling.word, "word")
blueprint.add_app_template_filter(telling.plain, "plain_word")
blueprint.add_app_template_filter(lead_word, "lead_word")


def index(**_values: object) -> Subject:
    """The index in which this person works."""
    where = access.index_of(actor())
    return Subject("index", "", where)


door = Door(blueprint, load=index, readers="staff")


@door.page("/find", FIND, methods=["GET", "POST"])
def find() -> Answer:
    """Ask for one child."""
    form = FindForm()
    if request.method == "GET":
        return _page(form, [])
    faults = form.faults() if not form.validate() else []
    faults = faults or [(_box(field), said) for field, said in _missing(form)]
    if faults:
        return _page(form, faults), 400
    finding = operations.find(actor(), form.asked(), form.on_behalf_of.data or "")
    return redirect(url_for("finding.found", finding=finding), 303)


def _page(form: FindForm, faults: Faults) -> str:
    told = _("Ask for the child here first, and say why you look.") if request.args.get("done") == "first" else ""
    return render_template(
        "childindex/find.html",
        form=form,
        faults=faults,
        told="",
        first=told,
        needed=rules.required(profiles.current(), access.viewer(actor(), index().authority).level),
        any_field=profiles.current().search.mode == "any_field",
        genders=telling.options("gender"),
    )


def _box(field: str) -> str:
    return {"name": "given", "dob": "born", "address": "postcode"}.get(field, field)


def _missing(form: FindForm) -> Faults:
    """What must be known before anybody is looked for, and is not said."""
    sentences = {
        "name": _("Write the child's name"),
        "dob": _("Write the date of birth"),
        "gender": _("Choose a gender"),
        "postcode": _("Write the postcode"),
        "address": _("Write the postcode"),
    }
    found = [(one, sentences.get(one, "")) for one in operations.lacking(actor(), form.asked())]
    if not any(one == "name" for one, _said in found) and _only_marks(form):
        found.insert(0, ("name", _("Write the name in letters. Parts of names and signs find nobody.")))
    return found


def _only_marks(form: FindForm) -> bool:
    said = f"{form.given.data or ''}{form.family.data or ''}"
    return bool(said) and not re.search(r"[^\W\d_]", said)


@door.page("/find/<finding>", FIND)
def found(finding: str) -> str:
    """Who is meant, or the one page that says nothing else."""
    held = held_finding(finding)
    return render_template(
        "childindex/found.html" if held.shown else "childindex/not_shown.html",
        held=held,
        finding=finding,
        keeps_store=profiles.current().population not in ("federated", "none"),
    )


def held_finding(finding: str) -> FindingShown:
    """One's own question, while it stands."""
    with acts.looking(actor(), FIND, index()):
        held = central.finding(actor(), finding)
    if held is None:
        abort(404)
    return held


@door.page("/find/<finding>/open/<child>", Permission.CHILD_OPEN, fresh=True, methods=["GET", "POST"])
def reason(finding: str, child: str) -> Answer:
    """Why the record is to be opened: asked before anything more is shown."""
    held, form = held_finding(finding), ReasonForm()
    stub = next((one for one in held.shown if one["ref"] == child), None)
    if stub is None:
        abort(404)
    if request.method == "GET" or not form.validate():
        page = reason_page(form, stub, held.on_behalf_of)
        return page if request.method == "GET" else (page, 400)
    try:
        operations.open_found(actor(), finding, child, why_of(form, "enquiry", held.on_behalf_of))
    except (LookupError, Refused):
        abort(404)
    return redirect(url_for("record.show", child=child), 303)


def reason_page(form: ReasonForm, stub: object, on_behalf_of: str = "") -> str:
    """The page that asks for a reason."""
    return render_template(
        "childindex/reason.html",
        form=form,
        stub=stub,
        faults=form.faults() if request.method == "POST" else [],
        told="",
        on_behalf_of=on_behalf_of,
        reasons=telling.options("reason"),
    )


def why_of(form: ReasonForm, basis: str, on_behalf_of: str = "") -> Why:
    """What the form says, as the index asks it."""
    for_whom = form.on_behalf_of.data or on_behalf_of
    return Why("mediated" if for_whom else basis, form.code.data or "", form.words.data or "", for_whom)


@door.page("/find/<finding>/emergency", Permission.EMERGENCY_ASK, fresh=True, methods=["GET", "POST"])
def emergency(finding: str) -> Answer:
    """Open whoever was meant because somebody may come to harm: the privacy officer hears of it at once."""
    held_finding(finding)
    form = ReasonForm()
    if request.method == "GET" or not form.validate():
        faults = form.faults() if request.method == "POST" else []
        page = render_template(
            "childindex/emergency.html", form=form, faults=faults, told="", reasons=telling.options("reason")
        )
        return page if request.method == "GET" else (page, 400)
    why = Why("emergency", form.code.data or "", form.words.data or "")
    child = operations.open_in_emergency(actor(), finding, why)
    if child is None:
        return redirect(url_for("finding.nobody", finding=finding), 303)
    return redirect(url_for("record.show", child=child), 303)


@door.page("/find/<finding>/nobody", FIND)
def nobody(finding: str) -> str:
    """In an emergency: the question meant no one child."""
    held_finding(finding)
    return render_template("childindex/nobody.html", finding=finding, faults=[], told="")


@door.page("/find/<finding>/central", Permission.CENTRAL_ASK, methods=["GET", "POST"])
def ask_central(finding: str) -> Answer:
    """Ask the central team about the child, whoever is there."""
    held_finding(finding)
    form = WordsForm()
    if request.method == "GET" or not form.validate():
        faults = form.faults() if request.method == "POST" else []
        page = render_template("childindex/ask_central.html", form=form, faults=faults, told="", finding=finding)
        return page if request.method == "GET" else (page, 400)
    operations.ask_central(actor(), finding, form.words.data or "")
    return redirect(url_for("caseload.mine", done="asked"), 303)
