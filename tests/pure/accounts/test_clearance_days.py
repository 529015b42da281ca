"""A day from three boxes, however it is written."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation import words
from web.dates import BadDay, read_day

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "boxes",
    [
        ("3", "5", "2027"),
        (" 03 ", "05", "2027"),
        ("3", "May", "2027"),
        ("3.", "MAY", "2027"),
        ("٣", "٥", "٢٠٢٧"),
        ("３", "５", "２０２７"),
        ("۳", "may", "۲۰۲۷"),
        ("\u200e3", "5\u200f", "2027"),
    ],
)
def test_a_day_is_read_in_figures_of_any_script(boxes: tuple[str, str, str]) -> None:
    assert read_day(*boxes, today=TODAY) == date(2027, 5, 3)


@pytest.mark.parametrize(("language", "month"), [("pl", "maja"), ("pl", "maj"), ("ar", "مايو"), ("pl", "may")])
def test_months_are_named_in_ones_own_language_and_in_english(language: str, month: str) -> None:
    with words.speaking(language):
        assert read_day("3", month, "2027", today=TODAY) == date(2027, 5, 3)


def test_nothing_is_no_day() -> None:
    assert read_day("", " ", "\u200e", today=TODAY) is None


@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        (("31", "2", "2027"), "There is no such day. Check the day and the month."),
        (("0", "1", "2027"), "There is no such day. Check the day and the month."),
        (("1", "13", "2027"), "There is no such day. Check the day and the month."),
        (("1", "ju", "2027"), "There is no such day. Check the day and the month."),
        (("1", "xyz", "2027"), "There is no such day. Check the day and the month."),
        (("1", "", "2027"), "Fill in all three: the day, the month and the year."),
        (("1", "1", "27"), "Write the year with four figures, as in 2026."),
        (("1", "1", "0027"), "Check the year."),
        (("1", "1", "9999"), "Check the year."),
        (("-1", "1", "2027"), "There is no such day. Check the day and the month."),
    ],
)
def test_what_is_no_day_says_why(boxes: tuple[str, str, str], said: str) -> None:
    with pytest.raises(BadDay, match=said):
        read_day(*boxes, today=TODAY)


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_whatever_is_written_is_a_day_or_nothing_or_a_sentence(day: str, month: str, year: str) -> None:
    found = None
    with suppress(BadDay):  # any other error would fail here
        found = read_day(day, month, year, today=TODAY)
    assert found is None or found.year > 1800


@given(st.dates(date(1950, 1, 1), date(2060, 1, 1)))
def test_every_day_is_read_as_it_was_written(day: date) -> None:
    assert read_day(str(day.day), str(day.month), str(day.year), today=TODAY) == day
