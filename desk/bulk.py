"""One action on many entries: what it would change in each, what cannot be done, and how a later change is noticed. (pure)"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

ACTIONS = ("confirm", "hide", "show", "answerable", "add-type", "drop-type", "add-need", "drop-need")
FIELDS = {
    "answerable": "answerable",
    "add-type": "types",
    "drop-type": "types",
    "add-need": "needs",
    "drop-need": "needs",
}
A_TURN = 100  # entries changed in one request, or one job
UNDO = timedelta(days=30)
KEPT = timedelta(days=1)  # so long a plan that nobody carried out is kept

State = dict[str, Any]  # what an action changes, as JSON: {"types": [...]}, {"status": "active", ...}


@dataclass(frozen=True)
class Facts:
    """What of an entry these actions touch or depend on. public: its agency may be shown. late: its clock says hidden."""

    code: str
    name: str
    agency_name: str
    status: str
    hidden_why: str
    off_since: date | None
    confirmed_on: date | None
    confirmed_by: str
    number: int
    answerable: str
    types: tuple[str, ...]
    needs: tuple[str, ...]
    public: bool
    late: bool


@dataclass(frozen=True)
class Planned:
    """What would become of one entry. why: the code of the reason for which nothing can be done."""

    was: State
    now: State
    why: str = ""

    @property
    def same(self) -> bool:
        """Whether it is so already."""
        return not self.why and self.was == self.now


def state_of(action: str, facts: Facts) -> State:
    """What an action would change in an entry, as it stands: two that differ show that somebody was there meanwhile."""
    if action == "confirm":
        on = facts.confirmed_on.isoformat() if facts.confirmed_on else ""
        said = {"confirmed_on": on, "confirmed_by": facts.confirmed_by}
        return {**said, "status": facts.status, "hidden_why": facts.hidden_why, "number": facts.number}
    if action in ("hide", "show"):
        since = facts.off_since.isoformat() if facts.off_since else ""
        return {"status": facts.status, "hidden_why": facts.hidden_why, "since": since}
    value = getattr(facts, FIELDS[action])
    return {FIELDS[action]: value if isinstance(value, str) else list(value)}


def planned(action: str, value: str, facts: Facts, today: date) -> Planned:
    """What this action would make of an entry, or why it cannot."""
    was = state_of(action, facts)
    if why := _hindrance(action, value, facts):
        return Planned(was, was, why)
    if action == "confirm":
        if (facts.confirmed_on, facts.confirmed_by, facts.status) == (today, "authority", "active"):
            return Planned(was, was)
        said = {"confirmed_on": today.isoformat(), "confirmed_by": "authority", "status": "active", "hidden_why": ""}
        return Planned(was, {**was, **said})
    if action == "hide":
        return Planned(was, {"status": "hidden", "hidden_why": "desk", "since": today.isoformat()})
    if action == "show":
        return Planned(was, {"status": "active", "hidden_why": "", "since": ""})
    return Planned(was, {FIELDS[action]: _changed(action, value, was)})


def _hindrance(action: str, value: str, facts: Facts) -> str:
    if action == "hide":
        return "" if facts.status == "active" else "hidden"
    if not facts.public:
        return "agency"
    if action == "show":
        if facts.status == "active":
            return "shown"
        return "stale" if facts.late else ""
    may_be_hidden = action == "confirm" and facts.hidden_why == "stale"
    if facts.status != "active" and not may_be_hidden:
        return "hidden"
    return "last-type" if action == "drop-type" and facts.types == (value,) else ""


def _changed(action: str, value: str, was: Mapping[str, Any]) -> Any:
    if action == "answerable":
        return value
    before: list[str] = was[FIELDS[action]]
    if action.startswith("add-"):
        return before if value in before else [*before, value]
    return [one for one in before if one != value]
