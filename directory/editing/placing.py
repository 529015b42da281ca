"""Places: those of the entry, each with its own address, way to the door, access, hours and phones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from directory import advice, naming
from directory.editing import answering, listing, steps
from directory.editing.base import POSTED, context_of, context_with_places, keep, see, stopping, told, written
from directory.editing.steps import Step
from directory.forms.places import FindingForm, KnownPlaceForm, PlaceAccessForm, PlaceForm, told_place
from directory.queries.changes import ChangeShown
from directory.work import Patch
from foundation.words import gettext as _
from foundation.words import later

ADDRESS = Step("address", later("Name and address"), later("What is the address?"), PlaceForm)
FINDING = Step("finding", later("How to find the door"), later("How do people find the door?"), FindingForm)
PLACE_ACCESS = Step(
    "place-access", later("Access there"), later("What should disabled people know about this place?"), PlaceAccessForm
)
FORMS = {one.name: one for one in (ADDRESS, FINDING, PLACE_ACCESS)}


@dataclass(frozen=True)
class PlaceRow:
    """A place in the list."""

    number: int
    name: str
    words: str


def all_places(change: ChangeShown) -> str | Response:
    """The places of the entry, and the way to add one."""
    working = change.working
    if request.method == "POST":
        if "do" in request.form:
            return _moved(change)
        keep(change, "places", Patch())
        return answering.onward(change, steps.PLACES)
    rows = [
        PlaceRow(number, naming.place_name(use.site, working), told_place(working.sites[use.site]))
        for number, use in enumerate(working.entry.sites, 1)
        if use.site in working.sites
    ]
    tips = advice.of_step(advice.advise(working), "places")
    said = {
        "saved": _("Saved."),
        "gone": _("Taken away."),
        "unknown": _("Saved. We do not know this postcode: check that it is right."),
    }
    return render_template(
        "directory/editing/places.html", change=change.row, step=steps.PLACES, rows=rows, tips=tips, told=told(said),
        number=steps.ORDER.index(steps.PLACES) + 1, count=len(steps.ORDER),
    )  # fmt: skip


def _moved(change: ChangeShown) -> Response:
    """One place less, by its key: a list that changed meanwhile loses nothing else."""
    uses = change.working.entry.sites
    at = request.form.get("item", "")
    number = int(at) if at.isascii() and at.isdigit() and len(at) < 4 else 0
    if request.form.get("do") == "remove" and 1 <= number <= len(uses):
        gone = uses[number - 1].site
        if request.form.get("name") == naming.place_name(gone, change.working):
            left = tuple(use for use in uses if use.site != gone)
            keep(change, "places", Patch(entry={"sites": left}, sites={gone: None}))
            return see("editing.step", uuid=change.row.uuid, step="places", done="gone")
    return see("editing.step", uuid=change.row.uuid, step="places")


@written("/places/add", methods=POSTED)
def add_place(change: ChangeShown) -> str | Response:
    """A place that the agency has already, or a new one."""
    context = context_with_places(change)
    form = KnownPlaceForm.of(context)
    if len(form.which.choices) == 1:
        return see("editing.new_place", uuid=change.row.uuid)
    if request.method == "POST" and form.validate():
        if form.new:
            return see("editing.new_place", uuid=change.row.uuid)
        keep(change, "places", form.patch())
        return see("editing.step", uuid=change.row.uuid, step="places", done="saved")
    return _page(change, steps.PLACES, form, later("Which place is it?"))


@written("/places/new", methods=POSTED)
def new_place(change: ChangeShown) -> str | Response:
    """The address of a new place."""
    form = PlaceForm.of(context_of(change))
    if request.method == "POST" and form.validate():
        if not _there_already(change, form):
            keep(change, "places", form.patch())
        return _saved_place(change, form)
    return _page(change, ADDRESS, form)


def _there_already(change: ChangeShown, form: Any) -> bool:
    """Whether the same form was sent twice."""
    made = form.site()
    told = (made.address, made.privacy, made.texts)
    return any((site.address, site.privacy, site.texts) == told for site in change.working.sites.values())


def _saved_place(change: ChangeShown, form: Any) -> Response:
    done = "unknown" if form.unknown_postcode else "saved"
    return see(
        "editing.tasks" if stopping() else "editing.step",
        uuid=change.row.uuid,
        done=done,
        step=None if stopping() else "places",
    )


@written("/places/<int:place>/<step>", methods=POSTED)
def step_at_place(change: ChangeShown, place: int, step: str) -> str | Response:
    """One question about one place."""
    if step in steps.AT_PLACE:
        return listing.page_of(change, steps.AT_PLACE[step], place)
    known = FORMS.get(step) or abort(404)
    form = known.form.of(context_of(change, place))
    state = ""
    if request.method == "POST":
        state = "wrong" if not form.validate() else "stale" if answering.is_stale(form) else ""
        if not state:
            keep(change, "places", form.patch())
            return (
                _saved_place(change, form)
                if known is ADDRESS
                else see("editing.step", uuid=change.row.uuid, step="places", done="saved")
            )
    return _page(change, known, form, state=state)


def _page(change: ChangeShown, known: Step, form: Any, question: Any = "", state: str = "wrong") -> str:
    where = f"{question or known.question}"
    faults = answering.faults_of(form, state) if request.method == "POST" else []
    return render_template(
        "directory/editing/place.html", change=change.row, step=known, question_words=where, form=form, faults=faults,
        was=answering.was_of(form),
    )  # fmt: skip
