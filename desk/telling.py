"""The desk's words: how an entry stands, what a bulk action does, what became of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from desk.bulk import State
from desk.queries.bulk import Line
from desk.queries.entries import Row
from directory import queries, telling
from directory.staleness import Standing
from foundation.words import gettext as _


def health(name: str) -> str:
    """How an entry stands, in a word or two."""
    return {
        "fresh": _("Fresh"),
        "due": _("Due"),
        "overdue": _("Overdue"),
        "marked": _("Marked as perhaps out of date"),
        "never": _("Never confirmed"),
        "stale": _("Hidden: nobody confirmed it"),
        "agreement": _("Hidden: its agency's agreement ended"),
        "desk": _("Hidden by the desk"),
    }[name]


def stage(standing: Standing, status: str = "active", hidden_why: str = "") -> str:
    """How an entry stands and since when."""
    if status == "retired":
        return _("Taken off")
    if status == "hidden":
        return health(hidden_why if hidden_why in ("stale", "agreement") else "desk")
    since = telling.day_and_month(standing.since)
    said = {
        "confirmed": _("Fresh since %(date)s"),
        "due": _("Due since %(date)s"),
        "overdue": _("Overdue since %(date)s"),
        "late": _("Overdue since %(date)s"),
        "marked": _("Marked since %(date)s"),
        "lowered": _("Marked, and lower in results, since %(date)s"),
        "hidden": _("To be hidden since %(date)s"),
    }[standing.stage.value]
    return said % {"date": since}


def stage_of(row: Row) -> str:
    """The same of a row in the list."""
    return stage(row.standing, row.status, row.hidden_why)


def day_of_stage(name: str) -> str:
    """What happens on a day of the clock."""
    return {
        "confirmed": _("Last confirmed"),
        "due": _("Due: its editors are written to"),
        "overdue": _("Overdue: its manager is written to as well"),
        "late": _("The directory editor is told"),
        "marked": _("Marked on the public page"),
        "lowered": _("Lower in results"),
        "hidden": _("Hidden"),
    }[name]


def action(name: str) -> str:
    """What a bulk action is called."""
    return {
        "confirm": _("Confirm on the agency's behalf"),
        "hide": _("Hide"),
        "show": _("Show again"),
        "answerable": _("Set who answers for the page"),
        "add-type": _("Add a type"),
        "drop-type": _("Remove a type"),
        "add-need": _("Add a need"),
        "drop-need": _("Remove a need"),
    }[name]


def value(name: str, said: str) -> str:
    """What an action was given: words, or the name of a type or a need."""
    return term("types", said) if name.endswith("-type") else term("needs", said) if name.endswith("-need") else said


def term(field: str, code: str) -> str:
    """The name of a type or a need."""
    return queries.vocabulary("service-types" if field == "types" else "needs").words(code)


def fact(state: State) -> str:
    """What an action touches, before or after, as a sentence."""
    if "confirmed_on" in state:
        if not state["confirmed_on"]:
            return _("Never confirmed")
        return _("Confirmed on %(date)s") % {"date": telling.day_and_month(date.fromisoformat(state["confirmed_on"]))}
    if "status" in state:
        return _("Shown") if state["status"] == "active" else health(_why(state))
    if "answerable" in state:
        return str(state["answerable"]) or _("Nobody is named")
    return _terms(state)


def _why(state: State) -> str:
    return str(state["hidden_why"]) if state["hidden_why"] in ("stale", "agreement") else "desk"


def _terms(state: State) -> str:
    field: str
    codes: Any
    field, codes = next(iter(state.items()))
    return telling.joined(term(field, code) for code in codes) or _("None")


def why_not(code: str) -> str:
    """Why an entry cannot be changed."""
    return {
        "hidden": _("It is hidden."),
        "shown": _("It is shown already."),
        "agency": _("Its agency is not vetted, or its agreement has lapsed."),
        "stale": _("Nobody has confirmed it for so long that it would be hidden again. Confirm it instead."),
        "last-type": _("It has no other type."),
    }.get(code, "")


def became(line: Line) -> str:
    """What became of one entry."""
    if line.state == "cannot":
        return why_not(line.why)
    return {
        "waits": _("To be changed"),
        "same": _("Is so already"),
        "done": _("Changed"),
        "changed": _("Left alone: somebody changed it after you looked"),
        "failed": _("Could not be changed"),
        "back": _("Changed back"),
        "kept": _("Left as it is: somebody changed it since"),
        "stuck": _("Could not be changed back"),
    }[line.state]
