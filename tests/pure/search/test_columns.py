"""Numbers beside words: joined blocks answer as one, hours mean what the directory says."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory import hours as directory_hours
from places.rules import miles_between
from search.blocks import FACETS, block_of
from search.columns import Columns
from search.documents import SHAPE, SearchDocument, sort_name, unpacked, words_in
from search.hours import Opening, days_of, opening_of

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONDAY = date(2026, 11, 2)


def a_document(code: str, **parts: Any) -> SearchDocument:
    """A document of a few parts."""
    return SearchDocument(
        **{"code": code, "number": 1, "authority": "home", "terms": {}, "names": {"en": code}, **parts}
    )


def columns_of(*documents: SearchDocument) -> Columns:
    """One block, all of it live."""
    return Columns([block_of(documents)], [np.ones(len(documents), np.bool_)])


_DATES = st.dates(date(2026, 9, 1), date(2026, 12, 31)).map(date.isoformat)
_CLOCKS = st.times(time(0, 0), time(23, 59)).map(lambda clock: f"{clock.hour:02}:{clock.minute // 15 * 15:02}")
_SCHEDULES = st.fixed_dictionaries(
    {
        "days": st.lists(st.sampled_from(DAYS), max_size=4, unique=True),
        "opens": _CLOCKS,
        "closes": st.none() | _CLOCKS,
        "weeks": st.sampled_from(["any", "term", "holidays"]),
        "every": st.sampled_from([1, 1, 2, 3]),
        "valid_from": st.none() | _DATES,
        "valid_to": st.none() | _DATES,
        "closed": st.sampled_from([False, False, False, True]),
        "note": st.just(""),
    }
)
_MOMENTS = st.builds(
    datetime.combine,
    st.dates(date(2026, 9, 1), date(2026, 12, 31)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
_HOLIDAYS = st.lists(st.tuples(st.dates(MONDAY, MONDAY + timedelta(60)), st.integers(0, 14)), max_size=3).map(
    lambda spans: [(first, first + timedelta(length)) for first, length in spans]
)


@given(st.lists(_SCHEDULES, max_size=5), _MOMENTS, _HOLIDAYS)
def test_open_now_is_what_the_page_of_the_entry_says(
    schedules: list[dict[str, Any]], moment: datetime, holidays: list[tuple[date, date]]
) -> None:
    columns = columns_of(a_document("A", openings=tuple(opening_of(schedule) for schedule in schedules)))
    said = directory_hours.state(schedules, moment, holidays).open
    assert bool(columns.open_at(moment, {"home": holidays})[0]) == bool(said)


def test_each_authority_has_its_own_holidays() -> None:
    term = (Opening(days=127, opens=0, closes=1440, weeks="term"),)
    columns = columns_of(a_document("A", openings=term), a_document("B", openings=term, authority="other"))
    noon = datetime.combine(date(2026, 11, 4), time(12))
    assert columns.open_at(noon, {"other": [(noon.date(), noon.date())]}).tolist() == [True, False]
    assert columns.open_at(noon, {}).tolist() == [True, True]  # another answer for other holidays


def test_exceptions_are_no_days() -> None:
    assert days_of([Opening(days=5, opens=0, closes=60), Opening(days=127, opens=0, closes=60, closed=True)]) == 5


_VALUES = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=3, unique=True).map(tuple)
_POINTS = st.lists(st.tuples(st.integers(0, 3), st.floats(50, 58), st.floats(-6, 1)), max_size=3).map(tuple)
_DOCUMENTS = st.lists(st.tuples(_VALUES, _VALUES, _POINTS, st.booleans()), min_size=1, max_size=90)


@given(_DOCUMENTS, st.integers(0, 90), st.data())
def test_blocks_joined_answer_as_one(rows: list[Any], cut: int, data: st.DataObject) -> None:
    documents = [
        a_document(f"C{n}", types=types, access=access, points=points, free=free)
        for n, (types, access, points, free) in enumerate(rows)
    ]
    live = np.array(data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows))), np.bool_)
    one = Columns([block_of(documents)], [live])
    two = Columns([block_of(documents[:cut]), block_of(documents[cut:])], [live[:cut], live[cut:]])
    for columns in (one, two):
        every = columns.having("access", ["a", "b"], every=True)
        assert every.tolist() == [{"a", "b"} <= set(document.access) for document in documents]
        some = columns.having("type", ["a", "z"])
        assert some.tolist() == ["a" in document.types for document in documents]
        counts = columns.counts(columns.live)["type"]
        assert counts == {
            value: n
            for value in "abcd"
            if (n := sum(value in d.types for d, shown in zip(documents, live, strict=True) if shown))
        }
        miles = columns.miles_from(52.7, -2.5)
        for row, document in enumerate(documents):
            near = min(((miles_between(52.7, -2.5, lat, lon), at) for at, lat, lon in document.points), default=None)
            if near is None:
                assert miles[row] == np.inf
                assert columns.nearest_site(row, 52.7, -2.5) == -1
            else:
                assert miles[row] == pytest.approx(near[0], abs=3e-3)
        assert columns.free.tolist() == [document.free for document in documents]


_LINE = st.lists(st.sampled_from(["a", "b", "b/x", "c", "."]), max_size=12).map(" ".join)


@given(
    st.lists(st.tuples(_LINE, _LINE), min_size=1, max_size=6), st.lists(st.sampled_from("abc"), min_size=2, max_size=3)
)
def test_a_phrase_is_words_side_by_side_in_one_text(lines: list[tuple[str, str]], phrase: list[str]) -> None:
    documents = [a_document(f"C{n}", terms={"name": name, "description": text}) for n, (name, text) in enumerate(lines)]
    columns = columns_of(*documents)
    expected = []
    for pair in lines:
        texts = [text.split() for line in pair for text in line.replace("/x", "").split(".")]
        expected.append(any(text[at : at + len(phrase)] == phrase for text in texts for at in range(len(text))))
    assert columns.with_phrase(phrase, columns.live).tolist() == expected


def test_covering_gives_the_smallest_area_asked() -> None:
    columns = columns_of(
        a_document("A", covers=(("district", "D"), ("ward", "W"))), a_document("B", covers=(("district", "D"),))
    )
    assert columns.covering([("ward", "W"), ("district", "D")]).tolist() == [0, 1]
    assert columns.covering([("ward", "X")]).tolist() == [-1, -1]


def test_a_document_is_stored_and_read_again() -> None:
    opening = Opening(days=1, opens=0, closes=60)
    whole = a_document(
        "A", terms={"name": "debts/debt . a"}, points=((0, 52.7, -2.5),), covers=(("ward", "W"),), openings=(opening,)
    )
    assert unpacked(whole.packed()) == whole
    assert words_in("debts/debt . a") == [["debts", "debt"], [], ["a"]]
    with pytest.raises(ValueError, match="another version"):
        unpacked(whole.packed().replace(f'"shape":{SHAPE}', '"shape":0'))


@pytest.mark.parametrize(
    ("name", "language", "sorted_by"),
    [
        ("The Hub", "en", "hub"),
        ("Theatre", "en", "theatre"),
        ("Éire", "en", "eire"),
        ("The", "en", "the"),
        ("Żłobek", "pl", "zlobek"),
    ],
)
def test_names_are_sorted_without_their_article(name: str, language: str, sorted_by: str) -> None:
    assert sort_name(name, language) == sorted_by


def test_no_documents_at_all() -> None:
    columns = Columns([], [])
    assert columns.rows == 0
    assert columns.counts(columns.live) == {facet: {} for facet in FACETS}
    assert columns.open_at(datetime.combine(MONDAY, time(12)), {}).tolist() == []
    assert columns.name_ranks("en").tolist() == []
    assert not columns.with_phrase(["a", "b"], columns.live).any()
