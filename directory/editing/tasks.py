"""The list of steps: what is done, what is to do, what families see meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import render_template, url_for
from werkzeug.wrappers import Response

from directory import advice, quality, telling
from directory.editing import steps
from directory.editing.base import OPEN, page, see, told
from directory.editing.steps import Step
from directory.queries import changes
from directory.queries.changes import ChangeShown
from directory.work import Working
from foundation import clock
from foundation.words import gettext as _

DONE, TO_DO, NOW, AS_BEFORE, IF_YOU_LIKE = "done", "todo", "now", "before", "like"


@dataclass(frozen=True)
class Task:
    """A step in the list."""

    step: Step
    state: str
    words: str


def told_states() -> dict[str, str]:
    """The states in words."""
    return {
        DONE: _("Done"),
        TO_DO: _("To do"),
        NOW: _("Now"),
        AS_BEFORE: _("No change"),
        IF_YOU_LIKE: _("If you like"),
    }


@page("")
def tasks(change: ChangeShown) -> str | Response:
    """The list; a change that was sent shows what became of it."""
    if change.row.state not in OPEN:
        return see("editing.sent", uuid=change.row.uuid)
    groups, following = listed(change)
    score = scored(change)
    count = sum(task.state in (DONE, AS_BEFORE) for _title, some in groups for task in some)
    return render_template(
        "directory/editing/tasks.html", change=change.row, shown=change, groups=groups, states=told_states(),
        following=following, ready=not missing(change.working), count=count, all=len(steps.ORDER),
        saved=saved_words(change), meanwhile=meanwhile(change), tips=len(advice.advise(change.working)),
        told=told({"saved": _("Saved."), "answered": _("Your words were sent.")}),
        asked=[note for note in change.notes if note.side == "desk"], score=score,
        missing=[(part, quality.sentence(part)) for part in score.missing],
        to_step=lambda step: url_for("editing.step", uuid=change.row.uuid, step=step),
    )  # fmt: skip


def scored(change: ChangeShown) -> quality.Quality:
    """How much of what a family needs it would say, if it were sent as it is now."""
    row = changes.entry_row(change.row.code) if change.row.code else None
    return quality.of_entry(change.working, row.confirmed_on if row else None, clock.today())


def missing(working: Working) -> list[Step]:
    """Steps without which nothing can be sent."""
    empty = [] if working.entry.texts.get("name") else [steps.NAME]
    return empty if working.entry.types else [*empty, steps.TYPES]


def listed(change: ChangeShown) -> tuple[list[tuple[str, list[Task]]], Step | None]:
    """The tasks in their groups, and the step to go on with."""
    states = {step.name: state_of(change, step) for step in steps.ORDER}
    following = next((step for step in steps.ORDER if states[step.name] == TO_DO), None)
    if following is not None:
        states[following.name] = NOW
    groups = [
        (str(title), [Task(step, states[step.name], note_of(change, step)) for step in some])
        for title, some in steps.GROUPS
    ]
    return groups, following


def state_of(change: ChangeShown, step: Step) -> str:
    """Saved in this change; as it is on the page; still to do."""
    if step in missing(change.working):
        return TO_DO
    if step.name in change.steps:
        return DONE
    if says_something(change.working, step):
        return AS_BEFORE
    return TO_DO if step.needed else IF_YOU_LIKE


def says_something(working: Working, step: Step) -> bool:
    """Whether anything is answered there."""
    entry = working.entry
    if step is steps.ORGANISATION:
        return True
    if step is steps.TRANSLATIONS:
        return any(len(said) > 1 for said in entry.texts.values())
    if isinstance(step, steps.ListStep):
        return any(step.mine(item) for item in getattr(entry, step.field))
    names = [facet.removeprefix("texts.") for facet in step.facets if facet.startswith("texts.")]
    if step.name == "who":
        return any((entry.audience, entry.texts.get("who_for"), entry.eligibility != type(entry.eligibility)()))
    if step.name == "help":
        return entry.referral != type(entry.referral)() or any(entry.texts.get(name) for name in names)
    fields = [facet for facet in step.facets if hasattr(entry, facet) and facet != "levels"]
    return any(getattr(entry, facet) for facet in fields) or any(entry.texts.get(name) for name in names)


def note_of(change: ChangeShown, step: Step) -> str:
    """When it was saved, or how much is not known yet."""
    if at := change.steps.get(step.name):
        return (
            _("Saved at %(time)s.") % {"time": _clock(at)}
            if _today(at)
            else _("Saved on %(date)s.") % {"date": _day(at)}
        )
    return ""


def saved_words(change: ChangeShown) -> str:
    """Saved at 10:42am."""
    at = change.row.saved_at
    if _today(at):
        return _("Saved at %(time)s.") % {"time": _clock(at)}
    return _("Saved on %(date)s at %(time)s.") % {"date": _day(at), "time": _clock(at)}


def meanwhile(change: ChangeShown) -> str:
    """What families see until it is sent."""
    if change.now is None:
        return _("Families do not see this service yet.")
    sure = change.now.entry.assurance
    if sure is None:
        return _("Families still see the page as it was, until you send this.")
    return _("Families still see what was last confirmed, on %(date)s, until you send this.") % {
        "date": telling.day_and_month(sure.on)
    }


def _local(at: datetime) -> datetime:
    return at.astimezone(clock.HERE).replace(tzinfo=None)


def _today(at: datetime) -> bool:
    return _local(at).date() == clock.today()


def _clock(at: datetime) -> str:
    return telling.clock_time(_local(at).time().replace(second=0, microsecond=0))


def _day(at: datetime) -> str:
    return telling.day_and_month(_local(at).date())
