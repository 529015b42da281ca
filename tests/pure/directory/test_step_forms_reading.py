"""What people type for times, prices, days, ages and postcodes is understood, and nothing makes it fall over."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.forms import reading
from directory.forms.fields import in_box
from foundation import words
from places.rules import postcodes_meant, spaced


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9:30am", time(9, 30)),
        ("9.30", time(9, 30)),
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        ("9 pm", time(21)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("12 noon", time(12)),
        ("noon", time(12)),
        ("Midnight", time(0)),
        ("24:00", time(0)),
        ("9:30 p.m.", time(21, 30)),
        ("14h30", time(14, 30)),
        ("٩:٣٠", time(9, 30)),
        ("9:30:00", time(9, 30)),
        ("25", None),
        ("9:75", None),
        ("13am", None),
        ("0am", None),
        ("tea time", None),
        ("", None),
        ("-9", None),
    ],
)
def test_a_time_is_understood_as_people_write_it(typed: str, meant: time | None) -> None:
    assert reading.clock_time(typed) == meant


@given(st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_every_time_that_a_box_shows_is_taken_back(at: time) -> None:
    assert reading.clock_time(in_box(at)) == at
    assert reading.clock_time(f"{at:%H:%M}") == at
    assert reading.clock_time(f"{at:%H%M}") == at


@pytest.mark.parametrize(
    ("typed", "amount", "upward"),
    [
        ("free", "0", False),
        ("Free.", "0", False),
        ("£2", "2", False),
        ("2.50", "2.50", False),
        ("2.5", "2.50", False),
        ("50p", "0.50", False),
        ("from £3", "3", True),
        ("£3 or more", "3", True),
        ("£3+", "3", True),
        ("£1,250.00", "1250", False),
        ("2 pounds", "2", False),
    ],
)
def test_a_price_is_understood_as_people_write_it(typed: str, amount: str, upward: bool) -> None:
    assert reading.price(typed) == reading.Price(Decimal(amount), upward)


@pytest.mark.parametrize(
    "language", [one.tag for one in words.languages() if one.speaks_to("agencies") and not one.pseudo]
)
def test_the_examples_beside_a_box_are_understood_in_every_language(language: str) -> None:
    with words.speaking(language):
        examples = words.gettext("For example: free, £2, from £3.").partition(":")[2]
        free, two, three = (reading.price(one.strip(" .۔।")) for one in re.split("[,،]", examples))
        assert (free, two) == (reading.Price(Decimal(0)), reading.Price(Decimal(2)))
        assert three == reading.Price(Decimal(3), upward=True)
        noon, hint = words.gettext("noon"), words.gettext("For example, noon or 5pm.")
        assert any(one in hint for one in (noon, "noon", "12:00"))
        assert reading.clock_time(noon) == time(12)


@pytest.mark.parametrize(
    ("language", "typed", "amount"),
    [("es", "2,50", "2.50"), ("pl", "£1250,5", "1250.50"), ("uk", "£1,250", "1250"), ("tr", "2.50", "2.50")],
)
def test_pence_stand_behind_a_comma_where_a_language_writes_them_so(language: str, typed: str, amount: str) -> None:
    with words.speaking(language):
        assert reading.price(typed) == reading.Price(Decimal(amount))


@pytest.mark.parametrize(
    "typed", ["", "cheap", "-2", "1e5", "£", "2.505", "£1,25", "NaN", "from", "12345678", "2 to 3"]
)
def test_what_is_no_price_is_none(typed: str) -> None:
    assert reading.price(typed) is None


@given(st.decimals(min_value=0, max_value=999_999, places=2))
def test_every_price_is_taken_back(amount: Decimal) -> None:
    assert reading.price(f"£{amount:.2f}") == reading.Price(amount)
    assert reading.price(f"from £{amount:,.2f}") == reading.Price(amount, upward=True)


@pytest.mark.parametrize(
    ("parts", "meant"),
    [
        (("27", "3", "2027"), date(2027, 3, 27)),
        (("27", "March", "27"), date(2027, 3, 27)),
        (("1", "sept", "2026"), date(2026, 9, 1)),
        (("29", "feb", "2028"), date(2028, 2, 29)),
        (("29", "feb", "2027"), None),
        (("31", "11", "2026"), None),
        (("0", "1", "2026"), None),
        (("1", "13", "2026"), None),
        (("1", "ma", "2026"), None),
        (("1", "1", "1066"), None),
        (("1", "1", "99999"), None),
        (("", "", ""), None),
    ],
)
def test_a_day_stands_in_three_boxes(parts: tuple[str, str, str], meant: date | None) -> None:
    assert reading.day(parts) == meant


@pytest.mark.parametrize(("language", "name"), [("pl", "marca"), ("pl", "marzec"), ("ar", "مارس"), ("en", "March")])
def test_a_month_may_be_named_in_the_readers_language(language: str, name: str) -> None:
    with words.speaking(language):
        assert reading.day(("27", name, "2027")) == date(2027, 3, 27)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2200, 12, 31)))
def test_every_day_is_taken_back(on: date) -> None:
    assert reading.day((str(on.day), str(on.month), str(on.year))) == on
    assert reading.day((str(on.day), f"{on:%B}", str(on.year))) == on


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_nothing_that_can_be_typed_makes_reading_fall_over(one: str, two: str, three: str) -> None:
    reading.clock_time(one)
    reading.price(one)
    reading.day((one, two, three))
    found = reading.age(one)
    assert found is None or 0 <= found <= 120


LETTERS = st.sampled_from("ABCDEFGHJKLMNOPRSTUVWXYZ")
DIGITS = st.sampled_from("0123456789")


@given(st.tuples(LETTERS, DIGITS), st.tuples(DIGITS, LETTERS, LETTERS), st.sampled_from(["", " ", "  ", "-"]))
def test_a_postcode_is_understood_with_any_space(outward: tuple[str, ...], inward: tuple[str, ...], space: str) -> None:
    first, second = "".join(outward), "".join(inward)
    assert spaced(postcodes_meant(f"{first}{space}{second}".lower())[0]) == f"{first} {second}"
