"""A step that asks one thing: its page, and what was answered."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from directory import advice
from directory.editing import answering, listing, placing, steps, translating
from directory.editing.base import POSTED, context_of, keep, written
from directory.editing.steps import ListStep, Step
from directory.forms.base import StepForm
from directory.forms.kinds import NeedsForm, TypesForm
from directory.queries.changes import ChangeShown

WITH_A_SEARCH: dict[type[StepForm], str] = {
    TypesForm: "directory/editing/types.html",
    NeedsForm: "directory/editing/needs.html",
}


@written("/<step>", methods=POSTED)
def step(change: ChangeShown, step: str) -> str | Response:
    """One of the steps, by its name."""
    known = steps.BY_NAME.get(step) or abort(404)
    if isinstance(known, ListStep):
        return listing.page_of(change, known)
    if known is steps.PLACES:
        return placing.all_places(change)
    if known is steps.TRANSLATIONS:
        return translating.languages(change)
    return ask(change, known, known.form.of(context_of(change)))


def ask(change: ChangeShown, known: Step, form: Any) -> str | Response:
    """The page of a form; what was answered is kept, and leads on."""
    then = "next"
    if request.method == "POST" and request.form.get("then") != "find":
        valid = form.validate()
        if valid and not answering.is_stale(form):
            keep(change, known.name, form.patch())
            return answering.onward(change, known)
        then = "stale" if valid else "wrong"
    return page(change, known, form, faults=answering.faults_of(form, then))


def page(change: ChangeShown, known: Step, form: Any, faults: list[tuple[str, str]]) -> str:
    """The form with its question, and what one might write better."""
    tips = [] if request.method == "POST" else advice.of_step(advice.advise(change.working), known.name)
    template = WITH_A_SEARCH.get(type(form), "directory/editing/question.html")
    return render_template(
        template, change=change.row, step=known, form=form, faults=faults, tips=tips, was=answering.was_of(form),
        number=steps.ORDER.index(known) + 1, count=len(steps.ORDER),
    )  # fmt: skip
