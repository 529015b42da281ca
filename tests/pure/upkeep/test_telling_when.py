"""Who is told when: no stage twice, nothing hidden without a warning, whatever the calendar does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.staleness import USUAL, Stage, standing
from upkeep.rules import AGENCY, DESK, NOTICE_DAYS, Clock, Told, agreement_stage, hides_now, hides_on, stage_to_tell

CONFIRMED = date(2026, 1, 1)


def at(days: int, *told: Told) -> tuple[Clock, date]:
    today = CONFIRMED + timedelta(days=days)
    return Clock(standing(CONFIRMED, today, USUAL), told), today


def told(stage: Stage, side: str = AGENCY, day: int = 0) -> Told:
    return Told(side, stage, CONFIRMED + timedelta(days=day))


@pytest.mark.parametrize(
    ("days", "agency", "desk"),
    [
        (179, None, None),
        (180, Stage.DUE, None),
        (194, Stage.OVERDUE, None),
        (208, Stage.OVERDUE, Stage.LATE),
        (222, Stage.MARKED, Stage.LATE),
        (300, Stage.LOWERED, Stage.LATE),
        (900, Stage.LOWERED, Stage.LATE),
    ],
)
def test_who_is_told_of_what_when_nobody_was_told_yet(days: int, agency: Stage | None, desk: Stage | None) -> None:
    clock, today = at(days)
    assert (stage_to_tell(clock, AGENCY, today), stage_to_tell(clock, DESK, today)) == (agency, desk)


def test_a_stage_is_told_once() -> None:
    clock, today = at(185, told(Stage.DUE, day=180))
    assert stage_to_tell(clock, AGENCY, today) is None
    clock, today = at(195, told(Stage.DUE, day=180))
    assert stage_to_tell(clock, AGENCY, today) == Stage.OVERDUE


def test_an_entry_that_comes_years_old_is_warned_of_before_it_is_hidden() -> None:
    clock, today = at(900)
    assert not hides_now(clock, today)
    assert hides_on(clock, today) == today + timedelta(days=NOTICE_DAYS)
    clock, today = at(900 + NOTICE_DAYS, told(Stage.LOWERED, day=900))
    assert hides_now(clock, today)
    assert stage_to_tell(clock, AGENCY, today) == Stage.HIDDEN
    assert stage_to_tell(clock, DESK, today) == Stage.HIDDEN


@given(st.lists(st.integers(0, 1200), max_size=60))
def test_on_whatever_days_the_job_runs_each_stage_is_told_at_most_once_and_hiding_comes_last(days: list[int]) -> None:
    happened: list[Told] = []
    for day in days:  # not in order: a clock may be set back
        today = CONFIRMED + timedelta(days=day)
        clock = Clock(standing(CONFIRMED, today, USUAL), tuple(happened))
        for side in (AGENCY, DESK):
            if stage := stage_to_tell(clock, side, today):
                if stage == Stage.HIDDEN:
                    warned = clock.warned_on
                    assert warned is not None
                    assert (today - warned).days >= NOTICE_DAYS
                happened.append(Told(side, stage, today))
    pairs = [(one.side, one.stage) for one in happened]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize(("days", "stage"), [(-31, ""), (-30, "soon"), (0, "today"), (30, "today"), (31, "ended")])
def test_of_an_agreement_they_are_told_before_and_on_its_day_and_at_the_end(days: int, stage: str) -> None:
    until = date(2026, 6, 1)
    assert agreement_stage(until, until + timedelta(days=days)) == stage
    assert agreement_stage(None, until) == ""
