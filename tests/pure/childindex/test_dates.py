"""A date of birth from three boxes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childindex.dates import Read, read

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "boxes",
    [
        ("1", "9", "2015"),
        ("01", "09", "2015"),
        (" 1 ", "September", " 2015"),
        ("1", "sept.", "2015"),
        ("1", "SEP", "2015"),
        ("١", "٩", "٢٠١٥"),
        ("१", "९", "२०१५"),
        ("１", "９", "２０１５"),
        ("\u200f1", "9", "2015\u200e"),
    ],
)
def test_one_date_written_in_many_ways(boxes: tuple[str, str, str]) -> None:
    assert read(*boxes, today=TODAY) == Read(date(2015, 9, 1), "")


@pytest.mark.parametrize(
    ("boxes", "fault"),
    [
        (("", "", ""), "missing"),
        (("1", " ", "2015"), "missing"),
        (("29", "2", "2015"), "impossible"),
        (("31", "April", "2015"), "impossible"),
        (("1", "13", "2015"), "impossible"),
        (("1", "ju", "2015"), "impossible"),
        (("1", "1", "15"), "impossible"),
        (("0", "1", "2015"), "impossible"),
        (("-1", "1", "2015"), "impossible"),
        (("x", "😀", "y"), "impossible"),
        (("1" * 500, "1", "2015"), "impossible"),
        (("25", "11", "2026"), "future"),
        (("24", "11", "2000"), "too-old"),
    ],
)
def test_what_is_wrong(boxes: tuple[str, str, str], fault: str) -> None:
    assert read(*boxes, today=TODAY) == Read(None, fault)  # type: ignore[arg-type]


def test_today_and_the_eldest_are_read() -> None:
    assert read("24", "11", "2026", today=TODAY).date == TODAY
    assert read("25", "11", "2000", today=TODAY).date == date(2000, 11, 25)
    assert read("25", "11", "2000", today=TODAY, oldest=18).fault == "too-old"


def test_the_last_of_february_of_a_leap_year() -> None:
    assert read("29", "feb", "2016", today=date(2026, 2, 28)).date == date(2016, 2, 29)


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_whatever_is_typed_is_a_date_or_a_fault(day: str, month: str, year: str) -> None:
    answer = read(day, month, year, today=TODAY)
    assert (answer.date is None) == bool(answer.fault)


@given(st.dates(date(2001, 1, 1), TODAY))
def test_every_date_that_can_be_is_read(born: date) -> None:
    assert read(str(born.day), f"{born:%B}", str(born.year), today=TODAY).date == born
    assert read(f"{born:%d}", f"{born:%m}", f"{born:%Y}", today=TODAY).date == born
