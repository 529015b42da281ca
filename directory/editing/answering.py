"""What every step does with an answer: says what is wrong with it, sees whether it came too late, leads on."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from directory.editing import steps
from directory.editing.base import see, stopping
from directory.editing.steps import Step
from directory.forms.base import Context, StepForm, digest
from directory.queries.changes import ChangeShown
from directory.work import apply
from foundation.words import gettext as _


def faults_of(form: Any, state: str) -> list[tuple[str, str]]:
    """What is wrong with what was sent; a page that was open for too long counts as such."""
    if state == "stale":
        first = next(iter(form)).id
        return [
            (
                first,
                _(
                    "Somebody changed this after you opened this page. Check it, and save again to keep what stands here."
                ),
            )
        ]
    return form.faults() if state == "wrong" else []


def was_of(form: StepForm) -> str:
    """What stood there when the page was made, so that a second window cannot undo the first unseen."""
    return digest(form.filled(form.context))


def is_stale(form: StepForm) -> bool:
    """Whether somebody saved something else since the page was opened. The same form sent twice is not stale."""
    context: Context = form.context
    return (
        request.form.get("was", was_of(form)) != was_of(form)
        and apply(context.working, form.patch()) != context.working
    )


def onward(change: ChangeShown, known: Step) -> Response:
    """To the next step, or back to the list of them."""
    following = steps.after(known)
    if stopping() or following is None:
        return see("editing.tasks", uuid=change.row.uuid, done="saved")
    return see("editing.step", uuid=change.row.uuid, step=following.name)
