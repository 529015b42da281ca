"""What this profile notes and for how long; what in a title could tell who a child is; what the directory is asked."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import rules, suggestions
from casework.shapes import NextStep
from profiles.schema import Profile

DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))


@given(st.booleans(), st.booleans(), st.booleans())
def test_only_what_is_turned_on_is_noted(needs: bool, concerns: bool, strengths: bool) -> None:
    profile = replace(Profile(), needs=needs, concerns=concerns, strengths=strengths)
    assert set(rules.kept(profile)) == {
        kind for kind, on in (("need", needs), ("concern", concerns), ("strength", strengths)) if on
    }


def test_the_smallest_profile_notes_nothing() -> None:
    assert rules.kept(Profile()) == ()


@given(DAYS, st.integers(1, 60), st.integers(1, 60))
def test_a_concern_never_outlasts_a_need(today: date, review: int, expiry: int) -> None:
    profile = replace(Profile(), need_review_months=review, need_expiry_months=expiry)
    assert rules.expires_on(profile, "concern", today) <= rules.expires_on(profile, "need", today)
    assert rules.review_on(profile, "concern", today) <= rules.review_on(profile, "need", today)
    assert rules.expires_on(profile, "concern", today) > today
    assert rules.review_on(profile, "concern", today) > today


@given(DAYS, DAYS)
def test_nothing_is_late_before_its_day_has_passed(due: date, today: date) -> None:
    late = rules.days_late(due, today)
    assert (late > 0) == (today > due)
    assert due + timedelta(days=late) == max(due, today)


@pytest.mark.parametrize(
    ("step", "is_one"),
    [
        (NextStep(), False),
        (NextStep("Ring"), False),
        (NextStep("", date(2026, 1, 1)), False),
        (NextStep("Ring", date(2026, 1, 1)), True),
        (NextStep(nothing="waiting"), True),
    ],
)
def test_what_counts_as_a_step(step: NextStep, is_one: bool) -> None:
    assert bool(step) is is_one


@pytest.mark.parametrize(
    ("title", "what"),
    [
        ("born 27/3/2019", "day"),
        ("27.03.19", "day"),
        ("2019-03-27", "day"),
        ("27 March", "day"),
        ("the 27th of March 2019", "day"),
        ("March 27th", "day"),
        ("27 marca 2019", "day"),
        ("٢٧/٣/٢٠١٩", "day"),
        ("27032019", "day"),
        ("999 476 5919", "number"),
        ("9994765919", "number"),
        ("999-476-5919", "number"),
        ("Help for Amina", "name"),
        ("AMÍNA's family", "name"),
        ("Yusuf household", "name"),
        ("debt and housing, spring 2026", ""),
        ("3 markets and 2 decorators", ""),
        ("Ring 01632 960 142 first", ""),
        ("ages 5 to 11", ""),
        ("7-11 clubs", ""),
        ("aminate", ""),
    ],
)
def test_what_a_title_could_tell(title: str, what: str) -> None:
    assert rules.tells_who(title, ["Amina", "Yusuf", "Al"]) == what


@given(
    st.dates(date(2006, 1, 1), date(2030, 1, 1)),
    st.sampled_from(["/", "-", ".", " / "]),
    st.text(string.ascii_letters + " "),
)
def test_no_day_passes(day: date, between: str, around: str) -> None:
    said = between.join(str(part) for part in (day.day, day.month, day.year))
    assert rules.tells_who(f"{around} {said} {around}") == "day"


@given(st.text())
def test_any_words_may_be_asked_about(said: str) -> None:
    assert rules.tells_who(said, [said]) in ("", "day", "number", "name")


CODES = st.lists(st.from_regex(r"[a-z]{2,3}\.[a-z]{3,9}", fullmatch=True), max_size=30)
POSTCODES = st.lists(st.sampled_from(["TF1 1LX", "TF1 2AB", "EC1A 1BB", "M1 1AE", "rubbish", "", "TF1"]), max_size=4)


@given(CODES, st.none() | st.dates(), st.dates(), POSTCODES, st.sampled_from(["", "en", "pl", "ar"]))
def test_the_question_holds_what_anybody_could_ask(
    needs: list[str], born: date | None, today: date, postcodes: list[str], language: str
) -> None:
    asked = suggestions.question(needs, born, today, postcodes=postcodes, language=language)
    assert {name for name, _value in asked} <= {"need", "age", "near", "language"}
    values = dict(asked)
    assert all(value in needs for name, value in asked if name == "need")
    assert len(asked) == len(set(asked))
    assert 0 <= int(values.get("age", 0)) < 10_000
    assert values.get("near", "TF1") in ("TF1", "EC1A", "M1")
    assert values.get("language") != "en"
    if born:
        assert born.isoformat() not in str(asked)


@pytest.mark.parametrize(
    ("born", "years"),
    [(date(2019, 3, 27), 7), (date(2019, 11, 24), 7), (date(2019, 11, 25), 6), (date(2026, 11, 24), 0), (None, None)],
)
def test_age_in_whole_years(born: date | None, years: int | None) -> None:
    assert suggestions.age(born, date(2026, 11, 24)) == years


def test_nobody_is_born_tomorrow() -> None:
    assert suggestions.age(date(2026, 11, 25), date(2026, 11, 24)) is None


@pytest.mark.parametrize(
    ("postcodes", "near"),
    [
        (["TF1 1LX"], "TF1"),
        (["tf11lx"], "TF1"),
        (["TF1 1LX", "TF1 2AB"], "TF1"),
        (["TF1 1LX", "M1 1AE"], ""),
        (["x"], ""),
        ([], ""),
    ],
)
def test_only_the_district_and_only_when_it_is_one(postcodes: list[str], near: str) -> None:
    asked = dict(suggestions.question(["cdn.health"], None, date(2026, 1, 1), postcodes=postcodes))
    assert asked.get("near", "") == near
