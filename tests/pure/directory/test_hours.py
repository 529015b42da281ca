"""When a service is open: term and holidays, exceptions, every second week, past midnight."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory import hours
from directory.rules import DAYS

HOLIDAYS = [(date(2026, 12, 21), date(2027, 1, 3))]
MONDAY = date(2026, 11, 23)


def schedule(
    days: str = "mon tue wed thu fri", opens: str | None = "09:00", closes: str | None = "17:00", **more: Any
) -> dict[str, Any]:
    plain = {"weeks": "any", "every": 1, "valid_from": None, "valid_to": None, "closed": False, "note": ""}
    return {"days": days.split(), "opens": opens, "closes": closes, **plain, **more}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-23T08:59", False),
        ("2026-11-23T09:00", True),
        ("2026-11-23T16:59", True),
        ("2026-11-23T17:00", False),
        ("2026-11-22T12:00", False),
    ],
)
def test_open_from_the_first_minute_to_the_last(moment: str, is_open: bool) -> None:
    assert hours.state([schedule()], at(moment), []).open is is_open


def test_nobody_told_us_any_hours() -> None:
    assert hours.state([], at("2026-11-23T12:00"), []) == hours.State(None)


def test_closed_until_the_next_day_that_it_opens() -> None:
    assert hours.state([schedule("wed")], at("2026-11-23T12:00"), []).next == at("2026-11-25T09:00")


def test_term_time_only_is_closed_in_the_holidays_and_opens_after_them() -> None:
    state = hours.state([schedule("mon", weeks="term")], at("2026-12-28T10:00"), HOLIDAYS)
    assert (state.open, state.next) == (False, at("2027-01-04T09:00"))


def test_holiday_clubs_open_in_holidays_only() -> None:
    club = [schedule(weeks="holidays")]
    assert hours.state(club, at("2026-12-22T10:00"), HOLIDAYS).open
    assert not hours.state(club, at("2026-11-24T10:00"), HOLIDAYS).open


def test_a_closed_day_outdoes_the_usual_hours() -> None:
    closed = schedule("", None, None, closed=True, valid_from="2026-11-23", valid_to="2026-11-24")
    state = hours.state([schedule(), closed], at("2026-11-23T10:00"), [])
    assert (state.open, state.next) == (False, at("2026-11-25T09:00"))


def test_past_midnight_is_still_open_on_the_next_day() -> None:
    late = [schedule("fri", "20:00", "02:00")]
    assert hours.state(late, at("2026-11-28T01:30"), []).until == at("2026-11-28T02:00")


def test_a_helpline_that_never_closes() -> None:
    assert hours.state([schedule(" ".join(DAYS), "00:00", "00:00")], at("2026-11-25T03:00"), []) == hours.State(
        True, None
    )


def test_every_second_week_counts_from_its_first_day() -> None:
    fortnightly = [schedule("mon", every=2, valid_from="2026-11-23")]
    assert [
        bool(hours.windows_on(fortnightly, day, [])) for day in (MONDAY, date(2026, 11, 30), date(2026, 12, 7))
    ] == [True, False, True]


def test_days_with_the_same_hours_stand_together() -> None:
    week = hours.usual_weeks(
        [schedule("mon tue wed thu", "09:30", "16:00"), schedule("fri", "09:30", "12:30")], MONDAY
    )[0]
    assert [(d.first, d.last, d.times) for d in week.days] == [
        ("mon", "thu", (("09:30", "16:00"),)),
        ("fri", "fri", (("09:30", "12:30"),)),
        ("sat", "sun", ()),
    ]


def test_hours_that_are_over_are_not_shown() -> None:
    assert hours.usual_weeks([schedule(valid_to="2026-11-22")], MONDAY) == []


TIMES = st.times().map(lambda t: t.strftime("%H:%M"))
SCHEDULES = st.lists(
    st.builds(
        schedule,
        st.sets(st.sampled_from(DAYS)).map(" ".join),
        TIMES,
        st.none() | TIMES,
        weeks=st.sampled_from(["any", "term", "holidays"]),
        every=st.sampled_from([1, 2]),
        closed=st.booleans(),
        valid_from=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)).map(str),
        valid_to=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)).map(str),
    ),
    max_size=5,
)


@given(SCHEDULES, st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)))
def test_any_hours_have_an_answer_that_lies_ahead(schedules: list[dict[str, Any]], moment: datetime) -> None:
    state = hours.state(schedules, moment, HOLIDAYS)
    assert state.until is None or state.until > moment
    assert state.next is None or state.next > moment
    assert hours.usual_weeks(schedules, moment.date()) is not None
