"""What is searched for is counted without anybody in it: under five nothing leaves the table, and no words are in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from foundation import clock, db
from foundation.acts import Refused, reader, system
from foundation.db import changing, reading
from search import operations, queries
from search.counting import MOST, Asked, digest, is_counted
from search.models import AskedWords
from search.noticing import NAME
from search.operations import Searched
from search.question import Question
from tests import factories
from tests.factories import HOME
from tests.site import MOMENT, run

KEY = b"a key"
FIREFOX = {"User-Agent": "Firefox"}
COUNTS = system("counts")
TEXTS = ("baby wont sleep", "help with bailiffs", "szkoła", "where to eat tonight")


class Place:
    """A site, and what its table of searches holds."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def anew(self) -> None:
        db.open_scope(self.app.extensions["waymark.database"])

    def rows(self) -> list[AskedWords]:
        self.anew()
        return list(reading().scalars(select(AskedWords)))

    def keep(self, words: str, number: int, *, month: str = "2026-11", without: int = 0) -> None:
        known_by = digest(KEY, month, HOME, "en", words)
        found = {Searched(HOME, month, "en", words, known_by, False): number - without}
        none = {Searched(HOME, month, "en", words, known_by, True): without}
        operations.keep_asked(COUNTS, {one: many for one, many in (found | none).items() if many})
        self.anew()


@pytest.fixture
def place(small_site: Flask) -> Iterator[Place]:
    with clock.freeze(MOMENT), db.scope(small_site.extensions["waymark.database"]):
        yield Place(small_site)
        db.close_scope()


def test_words_are_in_the_database_only_from_the_fifth_search_on(place: Place) -> None:
    for number in range(1, 8):
        place.keep("help with bailiffs", 1)
        (row,) = place.rows()
        assert (row.asked, row.words) == (number, "help with bailiffs" if number >= 5 else "")
        shown = [one.words for one in queries.asked(HOME)]
        assert shown == (["help with bailiffs"] if number >= 5 else [])
    assert len(row.digest) == 32


def test_the_text_is_nowhere_in_the_file_before_the_fifth(place: Place) -> None:
    place.keep("quietlyunusualwords", 4)
    database = place.app.extensions["waymark.database"]
    if database.url.database and database.url.drivername.startswith("sqlite"):
        from pathlib import Path

        files = Path(database.url.database).parent.glob(f"{Path(database.url.database).name}*")
        assert all(b"quietlyunusualwords" not in one.read_bytes() for one in files)
    assert place.rows()[0].words == ""


@pytest.mark.parametrize("words", ["oliver wont sleep", "tf1 1lx", "ring 01632 960100", "sam@example.org", "x" * 121])
def test_digits_and_names_are_not_even_counted(place: Place, words: str) -> None:
    place.keep(words, 50)
    assert place.rows() == []


counted = st.lists(
    st.tuples(st.sampled_from(TEXTS), st.sampled_from(["2026-10", "2026-11"]), st.booleans(), st.integers(1, 4)),
    max_size=25,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(counted)
def test_nothing_under_five_ever_leaves_the_table(place: Place, searches: list[tuple[str, str, bool, int]]) -> None:
    with changing() as session:
        session.execute(delete(AskedWords))
    asked: Counter[tuple[str, str]] = Counter()
    none: Counter[tuple[str, str]] = Counter()
    for words, month, without, number in searches:
        place.keep(words, number, month=month, without=number if without else 0)
        asked[words, month] += number
        none[words, month] += number if without else 0
    for month in ("", "2026-10", "2026-11"):
        for without in (False, True):
            for one in queries.asked(HOME, without=without, month=month):
                cells = [key for key in asked if key[0] == one.words and month in ("", key[1])]
                assert one.asked == sum(asked[key] for key in cells if asked[key] >= 5)
                assert one.without == sum(none[key] for key in cells if none[key] >= 5)
                assert one.asked >= 5
                assert one.without == 0 or one.without >= 5
    kept = {row.words for row in place.rows() if row.words}
    assert kept == {words for (words, _month), number in asked.items() if number >= 5}
    assert set(queries.asked_months(HOME)) == {month for (_words, month), number in asked.items() if number >= 5}


def test_only_the_system_keeps_counts_and_another_authority_sees_none(place: Place) -> None:
    with pytest.raises(Refused):
        operations.keep_asked(reader(), {})
    place.keep("help with bailiffs", 9)
    assert queries.asked("knowsley") == []


def test_what_is_older_than_thirteen_months_is_forgotten(place: Place) -> None:
    for month in ("2025-09", "2025-10", "2026-11"):
        place.keep("help with bailiffs", 5, month=month)
    operations.forget_asked(COUNTS)
    assert sorted(row.month for row in place.rows()) == ["2025-10", "2026-11"]
    with clock.freeze(datetime(2027, 1, 31, tzinfo=UTC)):
        operations.forget_asked(COUNTS)
    assert sorted(row.month for row in place.rows()) == ["2026-11"]


def test_searches_are_written_together_once_a_minute(place: Place) -> None:
    tally = Asked(KEY)
    tally.write_if_due()
    for typed in ("Baby won't SLEEP", "baby  won't sleep", "Baby won’t sleep", "baby won't sleep ", "BABY wont sleep"):
        tally.add(HOME, typed, "en", without=False)
    with clock.freeze(MOMENT + timedelta(seconds=59)):
        tally.write_if_due()
        assert place.rows() == []
    with clock.freeze(MOMENT + timedelta(seconds=61)):
        tally.write_if_due()
    (row,) = place.rows()
    assert (row.asked, row.without, fold_apostrophes(row.words)) == (5, 0, "baby wont sleep")


def fold_apostrophes(words: str) -> str:
    return words.replace("'", "").replace("’", "")


def test_a_flood_of_different_words_does_not_fill_the_memory(place: Place) -> None:
    tally = Asked(KEY)
    for number in range(MOST + 50):
        tally.add(HOME, f"word {number}", "en", without=False)
    assert len(tally._counts) == MOST


def test_the_same_words_have_another_digest_elsewhere() -> None:
    every = {
        digest(key, month, of, tag, "debt")
        for key in (b"a", b"b")
        for month in ("2026-10", "2026-11")
        for of in ("home", "away")
        for tag in ("en", "pl")
    }
    assert len(every) == 16


@pytest.mark.parametrize(
    "question",
    [
        Question(),
        Question(words="debt", page=2),
        Question(words="debt", types=("m.debt",)),
        Question(words="debt", free=True),
        Question(words="debt", within=5.0),
        Question(words="debt", sort="name"),
        Question(words="debt", only_words=True),
    ],
)
def test_a_later_page_or_a_filter_set_by_hand_is_not_counted(question: Question) -> None:
    assert not is_counted(question)
    assert is_counted(Question(words="debt", where="Wellington"))


def test_a_page_of_results_is_counted_but_not_for_robots(place: Place) -> None:
    factories.save(factories.entry())
    run(place.app, "search", "rebuild")
    place.anew()
    browser = place.app.test_client()
    for _n in range(5):
        assert browser.get("/en/services?q=singing", headers=FIREFOX).status_code == 200
        browser.get("/en/services?q=zzqqzz+wwqqww", headers=FIREFOX)
        browser.get("/en/services?q=singing&cost=free", headers=FIREFOX)
        browser.get("/en/services?q=singing", headers={"User-Agent": "somebot/1"})
    place.anew()
    place.app.extensions[NAME].write()
    place.anew()
    found = {one.words: (one.asked, one.without) for one in queries.asked(HOME)}
    assert found == {"singing": (5, 0), "zzqqzz wwqqww": (5, 5)}
