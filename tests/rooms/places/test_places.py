"""Places in the database: loading, finding, saying what was not found."""

from __future__ import annotations

from pathlib import Path

import pytest

from foundation import acts, db
from foundation.permissions import Permission
from places import english, operations, queries
from places.finding import Found, NotFound
from places.shipped import shipped

HOME = (52.69, -2.46)
ACTOR = acts.system("test")
KEEP = {
    "place_postcode": {"TF13AB", "TF74HG", "SE64RU"},
    "place_ward": None,
    "place_district": None,
    "place_sector": {"TF1 3", "TF1 1", "TF3 4", "NP20 1"},
    "place_outcode": {"TF1", "TF3", "TF13", "NP20", "SE6"},
    "place_town": {"wellington", "newport", "telford", "madeley", "shifnal", "donnington"},
}


@pytest.fixture(scope="module")
def some_rows() -> dict[str, list[dict[str, object]]]:
    """A few of the shipped rows: enough for every way of finding."""
    rows = shipped()
    key = {"place_postcode": "postcode", "place_sector": "sector", "place_outcode": "outcode", "place_town": "folded"}
    return {
        table: [row for row in rows[table] if wanted is None or row[key[table]] in wanted]
        for table, wanted in KEEP.items()
    }


@pytest.fixture
def loaded(
    scoped: db.Database, no_policy: None, some_rows: dict[str, list[dict[str, object]]], monkeypatch: pytest.MonkeyPatch
) -> db.Database:
    """A database with these places."""
    acts.set_policy({Permission.PLACES_LOAD: [lambda _actor, _subject: True]})
    monkeypatch.setattr(operations, "shipped", lambda: some_rows)
    operations.load_shipped(ACTOR)
    return scoped


def _found(text: str) -> Found:
    found = queries.find(text, near=HOME)
    assert isinstance(found, Found)
    return found


def test_a_postcode_knows_all_it_lies_in(loaded: db.Database) -> None:
    found = _found("tfl 3ab")
    assert (found.kind, found.name, found.exact, found.note) == ("postcode", "TF1 3AB", True, "")
    assert (found.codes.district, found.codes.sector, found.codes.outcode) == ("E06000020", "TF1 3", "TF1")
    assert found.codes.town == "Wellington"
    assert (found.within, found.ward_year) == ("Telford and Wrekin", 2013)


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("TF1 3", "sector", "TF1 3"),
        ("TF13", "outcode", "TF13"),
        ("tf1", "outcode", "TF1"),
        ("nr Telford", "town", "Telford"),
        ("telford & WREKIN", "district", "Telford and Wrekin"),
        ("Arleston", "ward", "Arleston"),
        ("1 High Street, Wellington TF1 3AB", "postcode", "TF1 3AB"),
    ],
)
def test_every_kind_of_place(loaded: db.Database, typed: str, kind: str, name: str) -> None:
    found = _found(typed)
    assert (found.kind, found.name) == (kind, name)


def test_an_unknown_postcode_is_answered_by_what_is_around_it(loaded: db.Database) -> None:
    assert (_found("TF1 3ZZ").name, _found("TF1 3ZZ").note) == ("TF1 3", "postcode-unknown")
    assert (_found("TF3 9ZZ").name, _found("TF3 9ZZ").exact) == ("TF3", False)
    assert _found("TF99 9ZZ").name == "TF"
    assert queries.find("ZZ1 1ZZ") == NotFound("ZZ1 1ZZ", "postcode-unknown")


def test_outside_great_britain_still_has_a_point(loaded: db.Database) -> None:
    found = _found("bt1 1aa")
    assert (found.note, found.exact) == ("outside-gb", False)
    assert found.lat > 54


def test_of_several_the_nearest_is_taken_and_the_others_are_named(loaded: db.Database) -> None:
    found = _found("Newport")
    assert (found.within, found.note) == ("Telford and Wrekin", "several")
    assert "Newport" in {other.within for other in found.others}
    welsh = queries.find("Newport", near=(51.5, -3.0))
    assert isinstance(welsh, Found)
    assert welsh.lat < 52


def test_a_ward_near_by_goes_before_a_town_of_its_name_far_off(loaded: db.Database) -> None:
    found = _found("Donnington")
    assert (found.kind, found.within) == ("ward", "Telford and Wrekin")
    assert "Forest of Dean" in {other.within for other in found.others}
    assert _found("Madeley").kind == "town", "its own ward is no other place"


def test_what_follows_tells_them_apart(loaded: db.Database) -> None:
    assert _found("Newport, Wales").lat < 52
    assert _found("Newport Shropshire").within == "Telford and Wrekin"
    assert _found("Newport, Shropshire").note == ""
    assert _found("Newport, nowhere at all").name == "Newport"


def test_a_slip_in_a_name_gets_suggestions(loaded: db.Database) -> None:
    assert queries.find("telfrod") == NotFound("telfrod", "not-a-place", ("Telford",))
    assert queries.find("telfrod", suggest=False) == NotFound("telfrod", "not-a-place")
    assert queries.find("") == NotFound("", "not-a-place")


def test_many_postcodes_at_once(loaded: db.Database) -> None:
    placed = queries.places_of(["tf1 3ab", "TF7 4HG", "XX1 1XX"])
    assert set(placed) == {"tf1 3ab", "TF7 4HG"}


def test_loading_twice_changes_nothing(loaded: db.Database) -> None:
    before = queries.count_postcodes()
    operations.load_shipped(ACTOR)
    assert queries.count_postcodes() == before


def test_a_directory_is_loaded_over_what_there_was(loaded: db.Database, tmp_path: Path) -> None:
    file = tmp_path / "ONSPD.csv"
    file.write_text(
        "pcds,doterm,lad25cd,wd25cd,lat,long\n"
        "TF1 3AB,,E06000020,E05009999,52.71,-2.52\n"
        "TF1 3QQ,202001,E06000020,E05009999,52.72,-2.52\n"
        "what,,E06000020,E05009999,52.72,-2.52\n",
        encoding="utf-8",
    )
    report = operations.load_onspd(ACTOR, file)
    assert (report.taken, report.ended, report.wrong.total()) == (2, 1, 1)
    assert _found("TF1 3AB").lat == 52.71
    assert _found("TF1 3QQ").note == "postcode-ended"
    assert _found("TF1 3").lat == 52.71


def test_a_refused_actor_loads_nothing(scoped: db.Database, no_policy: None, tmp_path: Path) -> None:
    file = tmp_path / "ONSPD.csv"
    file.write_text("pcds,lad25cd,lat,long\nTF1 3AB,E06000020,52.71,-2.52\n", encoding="utf-8")
    with pytest.raises(acts.Refused):
        operations.load_onspd(ACTOR, file)
    assert not queries.is_loaded()


def test_without_the_extra_a_sentence_says_how_to_get_it(scoped: db.Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(english, "find_spec", lambda _name: None)
    with pytest.raises(english.ExtraMissing, match="pip install"):
        operations.load_english(ACTOR)
