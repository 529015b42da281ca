"""Numbers of registers, what is still missing, and when an agreement is looked at again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation import words as languages
from vetting import rules, shipped

LANGUAGES = {one.tag for one in languages.offered()}


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1041679", "1041679"), (" 20 79 16 ", "207916"), ("1041679-2", "1041679-2"), ("sc 012345", "SC012345"),
     ("NIC100123", "NIC100123"), ("", None), ("12345", None), ("12345678", None), ("0123456", None), ("charity", None)],
)  # fmt: skip
def test_a_charity_number_is_read_as_people_write_it(typed: str, number: str | None) -> None:
    assert rules.charity_number(typed) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1234567", "01234567"), ("OC 301234", "OC301234"), ("sc123456", "SC123456"), ("12", None), ("XX123456", None),
     ("123456789", None), ("", None)],
)  # fmt: skip
def test_a_company_number_is_read_as_people_write_it(typed: str, number: str | None) -> None:
    assert rules.company_number(typed) == number


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_numbers(typed: str) -> None:
    for read in (rules.charity_number, rules.company_number):
        number = read(typed)
        assert number is None or read(number) == number


def test_what_is_needed_and_not_answered_stands_in_the_way() -> None:
    found = rules.missing(["a", "b", "c"], {"a": "yes", "b": "not-needed", "c": "no", "d": "yes"})
    assert found == ["c"]


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_so_many_months_on(today: date, months: int) -> None:
    later = rules.until(today, months)
    assert (later.year * 12 + later.month) - (today.year * 12 + today.month) == months
    assert later.day == today.day or (later + timedelta(days=1)).day == 1


def test_what_is_shipped_speaks_every_language_of_the_site() -> None:
    words, months = shipped.agreement()
    assert (set(words), months) == (LANGUAGES, 12)
    assert all(set(item.words) == LANGUAGES for item in shipped.items())
    assert len({len(text.split("\n")) for text in words.values()}) == 1
