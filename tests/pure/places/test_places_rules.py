"""Postcodes in any form, names, distance, the grid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.finding import Codes, meant, outside_gb
from places.grid import to_degrees
from places.rules import (
    Nearest,
    folded,
    miles_between,
    outcodes_meant,
    plain,
    postcode_within,
    postcodes_meant,
    sector_of,
    sectors_meant,
    spaced,
)


@pytest.mark.parametrize(
    "typed",
    [
        "TF1 3AB",
        "tf13ab",
        " tf1  3ab ",
        "T F 1 3 A B",
        "tfl 3ab",
        "TFI 3AB",
        "TF1-3AB",
        "ＴＦ１ ３ＡＢ",
        "TF١ ٣AB",
        "tf1\u00a03ab",
    ],
)
def test_a_postcode_in_any_form(typed: str) -> None:
    assert postcodes_meant(typed)[0] == "TF13AB"


@pytest.mark.parametrize(("typed", "key"), [("M1 1AE", "M11AE"), ("EC1A 1BB", "EC1A1BB"), ("W1A OAX", "W1A0AX")])
def test_every_shape_of_postcode(typed: str, key: str) -> None:
    assert postcodes_meant(typed)[0] == key


@pytest.mark.parametrize("typed", ["", "Hull", "Telford", "12345", "TF1 3", "TF1 3ABC", "ÀÉ1 3AB", "💥"])
def test_what_is_no_postcode(typed: str) -> None:
    assert postcodes_meant(typed) == ()


def test_what_was_typed_comes_before_what_was_mended() -> None:
    assert outcodes_meant("TF1") == ("TF1",)
    assert outcodes_meant("S01")[0] == "S01"
    assert "SO1" in outcodes_meant("S01")


def test_a_word_is_not_an_outcode() -> None:
    assert outcodes_meant("Hull") == ()
    assert sectors_meant("Hilo") == ()


def test_a_sector_has_its_last_digit_apart() -> None:
    assert sectors_meant("tf1 3") == ("TF1 3",)
    assert sector_of("TF13AB") == "TF1 3"
    assert spaced("TF13AB") == "TF1 3AB"


def test_a_postcode_inside_an_address() -> None:
    assert postcode_within("Flat 2, 12 High Street, Telford TF3 4HG, England") == "TF34HG"
    assert postcode_within("Telford") == ""


@given(st.text(max_size=300))
def test_no_text_breaks_reading(text: str) -> None:
    asked = meant(text)
    assert len(asked.text) <= 800
    assert all(name for name, _ in asked.names)
    assert all(len(key) in (5, 6, 7) for key in asked.postcodes)
    assert plain(plain(text)) == plain(text) or len(text) > 200


def test_names_are_compared_without_case_accents_and_marks() -> None:
    assert folded("St. Mary's-on-Sea") == folded("saint  MARYS ON SEA")
    assert folded("Telford & Wrekin") == folded("telford and wrekin")
    assert folded("Ynys Môn") == "ynys mon"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("near Wellington", ("wellington", "")),
        ("nr Shifnal", ("shifnal", "")),
        ("Newport, Shropshire", ("newport", "shropshire")),
        ("in Telford area", ("telford", "")),
        ("Newport, Wales, UK", ("newport", "wales")),
    ],
)
def test_a_name_without_what_stands_around_it(typed: str, first: tuple[str, str]) -> None:
    assert meant(typed).names[0] == first


def test_a_county_may_follow_without_a_comma() -> None:
    assert ("newport", "shropshire") in meant("Newport Shropshire").names


def test_outside_great_britain_is_known_by_its_letters() -> None:
    assert outside_gb(("BT11AA",), ()) == "BT"
    assert outside_gb((), ("JE2",)) == "JE"
    assert outside_gb(("B11AA",), ()) == ""


def test_distance_in_miles() -> None:
    telford, london = (52.6766, -2.4493), (51.5085, -0.1257)
    assert miles_between(*telford, *london) == pytest.approx(127.2, abs=0.5)
    assert miles_between(*telford, *telford) == 0


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180))
def test_distance_is_the_same_both_ways(lat: float, lon: float, other_lat: float, other_lon: float) -> None:
    there = miles_between(lat, lon, other_lat, other_lon)
    assert 0 <= there <= 12_440
    assert there == pytest.approx(miles_between(other_lat, other_lon, lat, lon), abs=1e-6)


@given(
    st.lists(st.tuples(st.floats(50, 59), st.floats(-7, 2)), min_size=1, max_size=30),
    st.floats(50, 59),
    st.floats(-7, 2),
)
def test_the_nearest_is_the_nearest(points: list[tuple[float, float]], lat: float, lon: float) -> None:
    named = {str(number): point for number, point in enumerate(points)}
    found = Nearest(named).to(lat, lon, 40)
    closest = min(miles_between(lat, lon, *point) for point in points)
    if closest > 40:
        assert found == ""
    else:
        assert miles_between(lat, lon, *named[found]) == closest


def test_the_grid_agrees_with_the_postcode_directory() -> None:
    """L10 0AD stands in both forms in the directory of November 2025."""
    lat, lon = to_degrees(339341, 397368)
    assert (round(lat, 4), round(lon, 4)) == (53.4695, -2.9153)


def test_areas_are_named_from_the_smallest() -> None:
    areas = Codes("E06000020", "E05001886", "TF1 3", "TF1", "Wellington").areas()
    assert areas[0] == ("ward", "E05001886")
    assert areas[-2:] == (("district", "E06000020"), ("country", "E92000001"))
    assert Codes().areas() == ()
