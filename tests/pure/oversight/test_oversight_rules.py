"""Patterns as questions, and lines as looks, whatever the numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from foundation.acts import Actor, Subject
from foundation.permissions import Permission
from oversight import looks, rules
from oversight.looks import Mark
from oversight.rules import Doings, Thresholds, questions

PEOPLE = [f"{number:08x}-0000-4000-8000-000000000000" for number in range(4)]
NUMBER = st.integers(0, 40)
DOINGS = st.builds(
    Doings,
    st.sampled_from(PEOPLE),
    st.just("agency"),
    opened=NUMBER,
    not_involved=NUMBER,
    refused=NUMBER,
    at_night=NUMBER,
    same_name=NUMBER,
    emergencies=NUMBER,
)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ACTS = ["child:find", "child:open", "child:see", "child:edit", "trail:names", "question:ask", "looked:see"]
MARKS = st.lists(
    st.builds(
        Mark,
        place=st.uuids().map(str),
        at=st.integers(0, 60 * 24 * 10).map(lambda minutes: NOON + timedelta(minutes=minutes)),
        actor=st.sampled_from([*PEOPLE, "job", ""]),
        agency=st.sampled_from(["", "agency"]),
        act=st.sampled_from(ACTS),
        outcome=st.sampled_from(["done", "shown", "refused"]),
        body=st.sampled_from(
            [{"subject": ["child", "x", "home"]}, {"subject": ["child", "x", "home"], "reason": "worried"}]
        ),
        reason=st.sampled_from(["", "enquiry, find-others: who: helps", "emergency, worried: now", "no reason"]),
    ),
    max_size=30,
    unique_by=lambda mark: mark.place,
)


def test_nothing_stands_out_where_nothing_was_done() -> None:
    assert questions([Doings("a", "b")], Thresholds(), names=True) == []


@given(st.lists(DOINGS, max_size=8))
def test_each_question_is_about_something_that_reached_its_number(doings: list[Doings]) -> None:
    asks = questions(doings, Thresholds(), names=True)
    for ask in asks:
        assert ask.times > 0
        assert ask.pattern in rules.PATTERNS
        assert ask.person in {one.person for one in doings}
    assert {one.person for one in doings if one.emergencies >= 2} == {
        ask.person for ask in asks if ask.pattern == rules.EMERGENCIES
    }
    few = {one.person for one in doings if one.opened >= 10 and one.not_involved >= 0.8 * one.opened}
    assert few == {ask.person for ask in asks if ask.pattern == rules.NOT_INVOLVED}


@given(st.lists(DOINGS, max_size=8, unique_by=lambda one: one.person))
def test_the_order_never_ranks(doings: list[Doings]) -> None:
    asks = questions(doings, Thresholds(), names=True)
    for pattern in rules.PATTERNS:
        people = [ask.person for ask in asks if ask.pattern == pattern]
        assert people == sorted(people)


@given(st.lists(DOINGS, max_size=8))
def test_without_names_no_name_is_compared(doings: list[Doings]) -> None:
    with_names = questions(doings, Thresholds(), names=True)
    without = questions(doings, Thresholds(), names=False)
    assert without == [ask for ask in with_names if ask.pattern != rules.SAME_NAME]


@given(DOINGS, st.sampled_from(["refused", "at_night", "same_name", "emergencies"]))
def test_more_never_asks_less(one: Doings, what: str) -> None:
    more = replace(one, **{what: getattr(one, what) + 1})
    before = {ask.pattern for ask in questions([one], Thresholds(), names=True)}
    assert before <= {ask.pattern for ask in questions([more], Thresholds(), names=True)}


def test_hours_are_those_of_england() -> None:
    assert not rules.outside_hours(datetime(2026, 11, 24, 7, tzinfo=UTC))
    assert rules.outside_hours(datetime(2026, 11, 24, 6, 59, tzinfo=UTC))
    assert not rules.outside_hours(datetime(2026, 6, 24, 6, tzinfo=UTC)), "summer time"
    assert rules.outside_hours(datetime(2026, 11, 24, 20, tzinfo=UTC))
    assert rules.outside_hours(datetime(2026, 11, 22, 12, tzinfo=UTC)), "a Sunday"


@given(st.text(max_size=400))
def test_numbers_are_read_from_whatever_was_written(said: str) -> None:
    found = rules.numbers_in(said)
    assert len(found) == len(set(found))
    assert all(0 <= one <= 9999 for one in found)


def test_numbers_as_people_write_them() -> None:
    assert rules.numbers_in("3, 5 and 12; 5") == [3, 5, 12]
    assert rules.numbers_in("\u0663 \u0665") == [3, 5]
    assert rules.numbers_in("99999") == []


@given(MARKS)
def test_a_look_for_each_person_day_and_kind(marks: list[Mark]) -> None:
    made = looks.looks(marks)
    kinds = [(one.on, one.actor, one.what) for one in made]
    assert len(kinds) == len(set(kinds))
    assert len(made) == looks.count((one.at, one.actor, one.act, one.outcome) for one in marks)
    told = [one for one in marks if looks.kind_of(one.act, one.outcome, one.actor)]
    assert sum(one.times for one in made) == len(told)
    assert {one.key for one in made} <= {one.place for one in told}
    assert [one.on for one in made] == sorted((one.on for one in made), reverse=True)


@given(MARKS)
def test_looks_do_not_hang_on_the_order_of_lines(marks: list[Mark]) -> None:
    def told(some: list[Mark]) -> list[tuple[object, ...]]:
        return [(one.key, one.on, one.actor, one.what, one.times, one.emergency) for one in looks.looks(some)]

    assert told(marks) == told(list(reversed(marks)))


def test_what_the_system_does_and_what_was_refused_is_no_look() -> None:
    assert looks.kind_of("child:see", "done", "job") == ""
    assert looks.kind_of("child:see", "refused", PEOPLE[0]) == ""
    assert looks.kind_of("question:ask", "done", PEOPLE[0]) == ""
    assert looks.kind_of("child:see", "shown", PEOPLE[0]) == ""
    assert looks.kind_of("child:find", "shown", PEOPLE[0]) == looks.SEARCHED


def test_the_reason_is_read_from_the_line_or_from_its_protected_words() -> None:
    body = {"subject": ["child", "x", "home"]}
    line = Mark("a:1", NOON, PEOPLE[0], "", "child:see", "done", body, "emergency, worried: he, she: now")
    assert looks.reason_of(line) == ("emergency", "worried")
    assert looks.looks([line])[0].emergency
    assert looks.reason_of(Mark("a:1", NOON, PEOPLE[0], "", "child:see", "done", body, "nothing said")) == ("", "")


def test_only_a_sheet_lets_somebody_without_an_account_ask() -> None:
    about = Subject("child", "x", "home")
    assert rules.carries_a_sheet(Actor("reader", ""), about)
    assert not rules.carries_a_sheet(Actor("person", "x"), about)
    assert set(rules.POLICY) >= {Permission.TRAIL_SEE, Permission.TRAIL_NAMES, Permission.QUESTION_ASK}
