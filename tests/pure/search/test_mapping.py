"""The drawing of places: everything fits, nothing covers another, and no address can break it."""

from __future__ import annotations

import math

from hypothesis import assume, given
from hypothesis import strategies as some

from search import mapping
from search.mapping import HEIGHT, WIDTH, Place, View

ENGLAND = some.tuples(some.floats(50, 55.8), some.floats(-6, 1.8))


@given(some.lists(ENGLAND, min_size=1, max_size=30))
def test_M1_the_view_around_places_shows_every_one_of_them(points: list[tuple[float, float]]) -> None:
    places = [Place(n, "Club", lat, lon) for n, (lat, lon) in enumerate(points, 1)]
    view = mapping.around(places)
    assert view is not None
    assume(view.miles < mapping.WIDEST)
    shown = [place.number for mark in mapping.marks(view, places) for place in mark.places]
    assert sorted(shown) == [place.number for place in places]


@given(some.lists(ENGLAND, min_size=2, max_size=30))
def test_M2_no_mark_covers_another(points: list[tuple[float, float]]) -> None:
    places = [Place(n, "Club", lat, lon) for n, (lat, lon) in enumerate(points, 1)]
    view = mapping.around(places)
    assert view is not None
    discs = mapping.marks(view, places)
    for at, one in enumerate(discs):
        assert mapping.DISC <= one.x <= WIDTH - mapping.DISC
        assert mapping.DISC <= one.y <= HEIGHT - mapping.DISC
        for other in discs[at + 1 :]:
            assert math.dist((one.x, one.y), (other.x, other.y)) >= 2 * mapping.DISC


@given(some.text(max_size=80))
def test_M1_any_view_in_an_address_is_read_or_left_out(text: str) -> None:
    view = mapping.read(text)
    assert view is None or mapping.CLOSEST <= view.miles <= mapping.WIDEST


def test_M3_what_is_written_into_an_address_is_read_back_whatever_was_pressed() -> None:
    view = View(52.7, -2.48, 3.0)
    for step in (view.nearer(2), view.nearer(0.001), view.nearer(1e9), view.moved(1, 0), view.moved(-1, 1e6)):
        again = mapping.read(step.written())
        assert again is not None
        assert math.isclose(again.miles, step.miles, rel_tol=0.001)
        assert math.isclose(again.lat, step.lat, abs_tol=0.0001)


def test_M3_north_is_up_and_nearer_is_larger() -> None:
    view = View(52.7, -2.48, 10.0)
    assert view.on_paper(52.7, -2.48) == (WIDTH / 2, HEIGHT / 2)
    assert view.on_paper(52.75, -2.48)[1] < HEIGHT / 2 < view.on_paper(52.65, -2.48)[1]
    assert view.on_paper(52.7, -2.4)[0] > WIDTH / 2
    assert view.nearer(2).scale == 2 * view.scale
    low, high, west, east = view.box()
    assert math.isclose((high - low) * mapping.MILES_A_DEGREE, 10)
    assert west < -2.48 < east


def test_M2_names_of_towns_leave_room_for_marks_and_for_each_other() -> None:
    view = View(52.7, -2.48, 10.0)
    discs = mapping.marks(view, [Place(1, "Club", 52.7, -2.48)])
    towns = [("Under the mark", 52.7, -2.48), ("Wellington", 52.74, -2.48), ("Beside", 52.7401, -2.4801)]
    assert [name for name, _x, _y in mapping.names(view, towns, discs)] == ["Wellington"]


def test_M2_several_services_in_one_house_share_a_mark_that_names_them_all() -> None:
    view = mapping.around([Place(4, "Club", 52.7, -2.48)])
    assert view is not None
    assert view.miles == mapping.LONE
    (mark,) = mapping.marks(view, [Place(4, "Club", 52.7, -2.48), Place(2, "Group", 52.7, -2.48)])
    assert mark.said == "2…"
    assert mapping.ruler(view)[0] in (0.2, 0.5, 1)
    assert mapping.around([]) is None
