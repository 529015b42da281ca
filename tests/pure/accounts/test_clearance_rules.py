"""When a clearance stands, to the day; who may hold which roles together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import rules
from accounts.rules import Held, Standing
from foundation.acts import Actor, Grant, Subject

TODAY = date(2026, 11, 24)
LATER = TODAY + timedelta(days=300)
WHOLE = Held(3, True, LATER, False, LATER, LATER, False)
DAY = timedelta(days=1)


def lacks(held: Held, vetting: str = "agency_asserts", today: date = TODAY) -> tuple[str, ...]:
    return rules.standing_of(held, today, vetting).lacks


def test_a_whole_clearance_stands_until_its_first_day_that_lapses() -> None:
    sooner = replace(WHOLE, trained_until=TODAY + DAY)
    assert rules.standing_of(sooner, TODAY, "agency_asserts") == Standing(3, (), TODAY + DAY)


@pytest.mark.parametrize(
    ("less", "code"),
    [
        ({"level": None}, "clearance"),
        ({"second_factor": False}, "second-factor"),
        ({"vetting_until": None}, "vetting"),
        ({"trained_until": None}, "training"),
        ({"terms_until": None}, "terms"),
        ({"administrator": True}, "administrator"),
    ],
)
def test_each_thing_that_is_missing_shuts_the_door_alone(less: dict[str, object], code: str) -> None:
    assert lacks(replace(WHOLE, **less)) == (code,)  # type: ignore[arg-type]


def test_nothing_at_all_names_everything_in_one_order() -> None:
    assert lacks(Held(administrator=True)) == (
        "clearance",
        "second-factor",
        "vetting",
        "training",
        "terms",
        "administrator",
    )


@pytest.mark.parametrize("name", ["vetting_until", "trained_until", "terms_until"])
def test_the_last_day_counts_and_the_next_does_not(name: str) -> None:
    held = replace(WHOLE, **{name: TODAY})  # type: ignore[arg-type]
    assert lacks(held) == ()
    assert len(lacks(held, today=TODAY + DAY)) == 1


def test_vetting_goes_by_the_profile() -> None:
    said, seen = WHOLE, replace(WHOLE, vetting_by_authority=True)
    unsaid = replace(WHOLE, vetting_until=None)
    assert [lacks(one, "none") for one in (said, seen, unsaid)] == [(), (), ()]
    assert [lacks(one, "agency_asserts") for one in (said, seen, unsaid)] == [(), (), ("vetting",)]
    assert [lacks(one, "required") for one in (said, seen, unsaid)] == [("vetting",), (), ("vetting",)]


days = st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1))
helds = st.builds(Held, st.none() | st.integers(0, 4), st.booleans(), days, st.booleans(), days, days, st.booleans())


@given(helds, st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.sampled_from(["none", "agency_asserts", "required"]))
def test_what_stands_today_stands_to_its_last_day_and_not_longer(held: Held, today: date, vetting: str) -> None:
    found = rules.standing_of(held, today, vetting)
    if not found.lacks:
        assert found.until is not None
        assert rules.standing_of(held, found.until, vetting).lacks == ()
        assert rules.standing_of(held, found.until + DAY, vetting).lacks
    else:
        assert found.until is None
        assert rules.standing_of(held, today + 400 * DAY, vetting).lacks  # time alone opens no door


def test_nobody_decides_on_access_and_has_it() -> None:
    assert all(rules.both_sides({"administrator", role}) for role in rules.PRACTICE_ROLES)
    assert not rules.both_sides({"administrator", "directory-editor"})
    assert not rules.both_sides({"practitioner", "agency-manager"})


@pytest.mark.parametrize("role", sorted(rules.PRACTICE_ROLES))
def test_codes_by_email_are_never_enough_and_no_role_is_given_where_it_is_not_served(role: str) -> None:
    assert not rules.codes_by_email_suffice(["agency-editor", role])
    assert not any(rules.role_fits(role, agency=agency, practice=False) for agency in (True, False))
    assert [rules.role_fits(role, agency=agency, practice=True) for agency in (True, False)].count(True) == 1


def test_a_year_from_a_leap_day_ends_in_february() -> None:
    assert rules.a_year_on(date(2028, 2, 29)) == date(2029, 2, 28)
    assert rules.a_year_on(TODAY) == date(2027, 11, 24)


def test_one_is_told_thirty_days_and_seven_days_before() -> None:
    told = {left: rules.warned_at(TODAY + timedelta(days=left), TODAY) for left in (31, 30, 8, 7, 0, -1)}
    assert told == {31: 0, 30: 30, 8: 30, 7: 7, 0: 7, -1: 0}


def test_an_agencys_manager_asks_for_the_agency_and_an_administrator_for_the_authority() -> None:
    manager = Actor("person", "m", frozenset({Grant("agency-manager", "here", "larks")}))
    chief = Actor("person", "a", frozenset({Grant("administrator", "here")}))
    agency, authority = Subject("agency", "larks", "here", "larks"), Subject("authority", "here", "here")
    assert [rules.asks_for_own_staff(who, agency) for who in (manager, chief)] == [True, False]
    assert [rules.asks_for_own_staff(who, authority) for who in (manager, chief)] == [False, True]


def test_somebody_acts_for_the_agency_where_they_work_with_children() -> None:
    keeps, works, chief = (
        Grant("agency-editor", "here", "a"),
        Grant("practitioner", "here", "b"),
        Grant("auditor", "here"),
    )
    assert rules.acts_for({keeps, works, chief}) == "b"  # whatever the order of their ids
    assert rules.acts_for({keeps, chief}) == "a"
    assert rules.acts_for({chief}) == ""
