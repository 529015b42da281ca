"""When an agency and the desk are told that nobody has confirmed an entry, and when it is hidden. (pure)

Nothing is hidden that was not warned of: an entry that arrives years old is told of first, and has time to answer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from directory.rules import AGREEMENT_GRACE_DAYS
from directory.staleness import ORDER, Stage, Standing

AGENCY, DESK = "agency", "desk"
NOTICE_DAYS = 14  # between the first letter and hiding, however old the entry is
AGREEMENT_SOON = timedelta(days=30)
AGREEMENT_GRACE = timedelta(days=AGREEMENT_GRACE_DAYS)

SIDES: Mapping[str, tuple[Stage, ...]] = {
    AGENCY: (Stage.DUE, Stage.OVERDUE, Stage.MARKED, Stage.LOWERED, Stage.HIDDEN),
    DESK: (Stage.LATE, Stage.HIDDEN),
}


@dataclass(frozen=True)
class Told:
    """One telling that happened: which side, of which stage, on which day."""

    side: str
    stage: str
    on: date


@dataclass(frozen=True)
class Clock:
    """An entry's standing, and what was told since it was last confirmed."""

    standing: Standing
    told: Collection[Told] = ()

    @property
    def warned_on(self) -> date | None:
        """When its agency was first told since it was last confirmed."""
        return min((one.on for one in self.told if one.side == AGENCY), default=None)


def hides_on(clock: Clock, today: date) -> date:
    """The day on which it will be hidden if nobody confirms it: never sooner than the notice after the first letter."""
    notice = (clock.warned_on or today) + timedelta(days=NOTICE_DAYS)
    return max(clock.standing.dates[Stage.HIDDEN], notice)


def hides_now(clock: Clock, today: date) -> bool:
    """Whether it is to be hidden today."""
    return clock.warned_on is not None and hides_on(clock, today) <= today


def stage_to_tell(clock: Clock, side: str, today: date) -> Stage | None:
    """The stage that this side is to be told of now; None when it knows already.

    Only the latest is told, should several have passed at once; and none after a later one, should the clock be set back.
    """
    reached = [stage for stage in SIDES[side] if clock.standing.at_least(stage)]
    if Stage.HIDDEN in reached and not hides_now(clock, today):
        reached.remove(Stage.HIDDEN)
    known = max((ORDER.index(Stage(one.stage)) for one in clock.told if one.side == side), default=-1)
    return reached[-1] if reached and ORDER.index(reached[-1]) > known else None


def editors_only(stage: Stage) -> bool:
    """Whether only its editors are written to; later its manager is as well."""
    return ORDER.index(stage) < ORDER.index(Stage.OVERDUE)


def agreement_stage(agreed_until: date | None, today: date) -> str:
    """Of what an agency is to be told of its agreement: "" (nothing), soon, today, or ended (its entries are hidden)."""
    if agreed_until is None or today < agreed_until - AGREEMENT_SOON:
        return ""
    if today < agreed_until:
        return "soon"
    return "today" if today <= agreed_until + AGREEMENT_GRACE else "ended"
