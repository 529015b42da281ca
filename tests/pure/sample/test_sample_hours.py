"""Opening hours in a writer's shorthand."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from random import Random

import pytest

from sample import facts, hours
from sample.numbers import Numbers

TODAY = date(2026, 11, 22)  # a Sunday


def test_several_days_in_term() -> None:
    (found,) = hours.schedules("tue thu 0930-1130 term", TODAY)
    assert (found.days, found.opens, found.closes, found.weeks) == (("tue", "thu"), time(9, 30), time(11, 30), "term")


def test_two_parts_make_two_schedules() -> None:
    assert [len(each.days) for each in hours.schedules("weekdays 0900-1700; sat 1000-1200", TODAY)] == [5, 1]


def test_every_second_week_is_counted_from_a_day_that_fits() -> None:
    (found,) = hours.schedules("wed 1000-1200 fortnight", TODAY)
    assert found.every == 2
    assert found.valid_from is not None
    assert found.valid_from.weekday() == 2
    assert found.valid_from < TODAY


def test_unknown_and_always() -> None:
    assert hours.schedules("none", TODAY) == ()
    assert len(hours.schedules("always", TODAY)[0].days) == 7


def test_a_slip_of_the_pen_is_told() -> None:
    with pytest.raises(ValueError, match="tuesday"):
        hours.schedules("tuesday 0900-1000", TODAY)


@pytest.mark.parametrize(
    ("today", "year"), [(date(2026, 11, 22), 2026), (date(2026, 12, 26), 2026), (date(2026, 12, 27), 2027)]
)
def test_christmas_is_the_next_one(today: date, year: int) -> None:
    closed = [each for seed in range(20) for each in hours.exceptions("mon 0900-1000", today, Random(seed))]
    assert date(year, 12, 25) in {each.valid_from for each in closed}


def test_hours_in_words() -> None:
    assert hours.clock_words(time(12, 0)) == "noon"
    assert hours.clock_words(time(15, 30)) == "3:30pm"
    assert hours.day_words(("mon", "wed", "fri")) == "Monday, Wednesday and Friday"
    assert hours.day_words(("mon", "tue", "wed", "thu", "fri")) == "Monday to Friday"


def test_prices_and_ages() -> None:
    assert [(each.amount, each.option) for each in facts.costs("2 family; 0.50 extra child")] == [
        (Decimal("2.00"), "family"),
        (Decimal("0.50"), "extra child"),
    ]
    assert facts.costs("free")[0].amount == 0
    assert facts.costs("none") == ()
    assert (facts.ages("0-4"), facts.ages("16-99"), facts.ages("0-99")) == ((0, 4), (16, None), (None, None))
    assert (facts.age_words("0-4"), facts.age_words("16-99")) == ("under 5", "aged 16 or over")


def test_a_number_is_given_once_until_all_are_given() -> None:
    numbers = Numbers("lewisham", Random(1))
    assert len({numbers.give("landline") for _ in range(1000)}) == 1000
    assert numbers.give("freephone").startswith("08081 570")
