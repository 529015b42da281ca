"""Corrections as people type them: understood, or refused with a sentence, never anything else."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.rules import DAYS
from directory.shapes import Schedule
from directory.work import Working, apply
from tests import factories
from upkeep import corrections
from upkeep.corrections import FACTS, Wrong
from upkeep.rules import hours_typed

WORKING = Working(factories.entry(), {"hall": factories.site()}, factories.organisation())
BOXES = sorted({box for fact in FACTS for box in corrections.boxes(fact, WORKING, "en")} | {"phone-7", "amount-3"})


@pytest.mark.parametrize("fact", FACTS)
def test_what_stands_in_the_boxes_changes_nothing(fact: str) -> None:
    assert corrections.is_nothing(corrections.patch_of(fact, corrections.boxes(fact, WORKING, "en"), WORKING, "en"))


@given(st.sampled_from(FACTS), st.dictionaries(st.sampled_from(BOXES), st.text(max_size=60)))
def test_whatever_is_typed_is_understood_or_refused_with_a_sentence(fact: str, said: dict[str, str]) -> None:
    fault: Wrong | None = None
    try:
        apply(WORKING, corrections.patch_of(fact, said, WORKING, "en"))
    except Wrong as wrong:
        fault = wrong
    assert fault is None or (fault.words and fault.box in {*said, "to"})


@pytest.mark.parametrize("fact", FACTS)
def test_boxes_that_were_not_sent_stay_as_they_were(fact: str) -> None:
    assert corrections.is_nothing(corrections.patch_of(fact, {}, WORKING, "en"))


TYPED = [
    ("10:00-11:30", ((time(10), time(11, 30)),)),
    ("10 to 11.30", ((time(10), time(11, 30)),)),
    ("9am-1pm, 2pm-5pm", ((time(9), time(13)), (time(14), time(17)))),
    ("9:00 – 12:00 and 13:00 – 17:00", ((time(9), time(12)), (time(13), time(17)))),
    ("12am-12pm", ((time(0), time(12)),)),
    ("22:00-24:00", ((time(22), time(0)),)),
    ("", ()),
]


@pytest.mark.parametrize(("said", "spans"), TYPED)
def test_hours_are_read_as_people_write_them(said: str, spans: tuple[tuple[time, time], ...]) -> None:
    made = hours_typed.understood({"sat": said})
    assert tuple((one.opens, one.closes) for one in made) == spans
    assert all(one.days == ("sat",) for one in made)


TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(st.lists(st.tuples(st.sampled_from(DAYS), TIMES, TIMES), max_size=3, unique_by=lambda one: one[0]))
def test_what_the_boxes_show_is_read_as_it_was(spans: list[tuple[str, time, time]]) -> None:
    schedules = [Schedule((day,), opens, closes) for day, opens, closes in spans]
    made = hours_typed.understood(hours_typed.typed(schedules))
    assert {(day, one.opens, one.closes) for one in made for day in one.days} == set(spans)


def test_hours_of_term_time_or_with_dates_are_not_told_day_by_day() -> None:
    assert hours_typed.simple([Schedule(("mon",), time(9), time(10))])
    assert not hours_typed.simple([Schedule(("mon",), time(9), time(10), weeks="term")])
    assert not hours_typed.simple([Schedule(("mon",), time(9), time(10), every=2)])
