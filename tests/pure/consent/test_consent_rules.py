"""Two answers kept apart, a ground beside them, and what a person ruled."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from consent.rules import CONSENT, GROUND, Answer, disagreements, kinds, live_cells, stands
from profiles.schema import Profile

TODAY = date(2026, 11, 24)
LATER, EARLIER = TODAY + timedelta(days=30), TODAY - timedelta(days=1)
HEALTH, SCHOOL = ("health", "involvement"), ("school", "involvement")
CELLS = st.frozensets(st.tuples(st.sampled_from(("health", "school", "police")), st.sampled_from(("need", "concern"))))


def said(giver: str, *cells: tuple[str, str], until: date = LATER, ended: bool = False) -> Answer:
    return Answer(CONSENT, giver, frozenset(cells), until, ended)


def test_one_side_alone_decides() -> None:
    assert live_cells([said("parent", HEALTH)], {}, TODAY) == {HEALTH}
    assert live_cells([said("child", SCHOOL)], {}, TODAY) == {SCHOOL}


def test_both_must_agree_where_both_have_answered() -> None:
    answers = [said("parent", HEALTH, SCHOOL), said("child", HEALTH)]
    assert live_cells(answers, {}, TODAY) == {HEALTH}
    assert disagreements(answers, {}, TODAY) == {SCHOOL}


def test_a_person_rules_one_cell() -> None:
    answers = [said("parent", HEALTH, SCHOOL), said("child", HEALTH)]
    assert live_cells(answers, {SCHOOL: True}, TODAY) == {HEALTH, SCHOOL}
    assert live_cells(answers, {SCHOOL: False}, TODAY) == {HEALTH}
    assert disagreements(answers, {SCHOOL: False}, TODAY) == frozenset()


def test_what_ended_or_expired_is_gone_today() -> None:
    assert live_cells([said("parent", HEALTH, ended=True)], {}, TODAY) == frozenset()
    assert live_cells([said("parent", HEALTH, until=EARLIER)], {}, TODAY) == frozenset()
    assert live_cells([said("parent", HEALTH, until=TODAY)], {}, TODAY) == {HEALTH}


def test_a_ground_found_not_right_does_not_stand() -> None:
    ground = Answer(GROUND, "", frozenset({HEALTH}), LATER)
    assert live_cells([ground], {}, TODAY) == {HEALTH}
    assert not stands(Answer(GROUND, "", frozenset({HEALTH}), LATER, False, "not-right"), TODAY)


def test_a_ground_stands_though_the_child_says_no() -> None:
    ground = Answer(GROUND, "", frozenset({HEALTH}), LATER)
    assert live_cells([ground, said("child")], {}, TODAY) == {HEALTH}


def test_only_kinds_that_the_profile_keeps_are_asked() -> None:
    assert kinds(Profile()) == ("involvement",)
    assert kinds(Profile(needs=True, concerns=True)) == ("involvement", "need", "concern")


@given(CELLS, CELLS, st.dictionaries(st.tuples(st.just("health"), st.just("need")), st.booleans()))
def test_nothing_is_shared_that_nobody_agreed_to(
    parent: frozenset[tuple[str, str]], child: frozenset[tuple[str, str]], ruled: dict[tuple[str, str], bool]
) -> None:
    answers = [said("parent", *parent), said("child", *child)]
    live = live_cells(answers, ruled, TODAY)
    assert live <= parent | child
    assert not live & disagreements(answers, ruled, TODAY)
