"""Adding a child after a question that did not show it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from access import telling
from accounts import queries as accounts
from childindex import operations
from childindex.forms.adding import AddForm
from childindex.views.finding import held_finding, index
from foundation.permissions import Permission
from web.door import Door, actor

blueprint = Blueprint("adding", __name__)
door = Door(blueprint, load=index, readers="staff")
Answer = str | Response | tuple[str, int]


@door.page("/find/<finding>/add", Permission.CHILD_ADD, fresh=True, methods=["GET", "POST"])
def add(finding: str) -> Answer:
    """Everything on one page, with what was asked filled in; the same answer whatever becomes of it."""
    held, form = held_finding(finding), AddForm()
    if request.method == "GET":
        form.begin(held.asked)
        return _page(form)
    if not form.validate():
        return _page(form), 400
    agencies = sorted(one.agency for one in actor().grants if one.agency)
    person = accounts.person(actor().id)
    operations.add_child(
        actor(),
        finding,
        form.child(),
        involvement=form.involvement(actor().id, person.name if person else "", agencies),
        agreement=form.agreement(agencies),
    )
    return redirect(url_for("caseload.mine", done="added"), 303)


def _page(form: AddForm) -> str:
    return render_template(
        "childindex/add.html",
        form=form,
        faults=form.faults() if request.method == "POST" else [],
        told="",
        genders=telling.options("gender"),
        schools=telling.options("school"),
        givers=telling.options("giver"),
        hows=telling.options("how"),
        involves=bool([one for one in actor().grants if one.agency]),
    )
