"""What an export gives out comes back: nothing changes but what somebody changed, and no secret ever leaves."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from directory import importing, operations, queries
from directory.exporting import cells, files, gathering
from directory.importing.planning import What
from directory.importing.problems import Why
from directory.models import Entry, Version
from directory.queries import saved
from directory.shapes import (
    AddressLines,
    Attribute,
    Contact,
    Cost,
    LanguageOffered,
    Phone,
    Privacy,
    Schedule,
    SiteUse,
    Text,
)
from directory.work import KEPT
from foundation import clock, db
from foundation.acts import system
from tests import factories
from tests.factories import HOME, NEXT_DOOR
from tests.site import MOMENT, run

Row = dict[str, str]


@pytest.fixture
def site(small_site: Flask) -> Iterator[Flask]:
    with clock.freeze(MOMENT), db.scope(small_site.extensions["waymark.database"]):
        yield small_site
        db.close_scope()  # the last one that a test opened anew


def exported(authority: str = HOME) -> list[Row]:
    return list(map(cells.cells, gathering.everything(authority)))


def written(rows: list[Row], path: Path) -> Path:
    with path.open("wb") as out:
        if path.suffix == ".csv":
            out.writelines(files.as_csv(cells.HEADINGS, rows))
        else:
            files.write_xlsx(out, "Services", cells.HEADINGS, rows)
    return path


def read(path: Path) -> importing.preparing.Prepared:  # type: ignore[name-defined]
    mapping = importing.load_mapping("waymark")
    return importing.prepare(mapping, importing.read_table(path, mapping))


def brought_back(site: Flask, rows: list[Row], path: Path) -> importing.Outcome:
    """The rows imported for good, and what was done."""
    done = importing.import_rows(system("test"), HOME, read(written(rows, path)))
    db.open_scope(site.extensions["waymark.database"])
    return done


def versions() -> int:
    return len(list(db.reading().scalars(select(Version.number))))


def entry_of(code: str):  # type: ignore[no-untyped-def]
    uuid = db.reading().scalar(select(Entry.uuid).where(Entry.code == code))
    return saved.entries(db.reading(), [uuid])[uuid]


RICH = {
    "texts": {
        **factories.words(name="Singing for Babies", summary="Songs.\n\nAnd rhymes; all of them."),
        "description": {"en": Text("=1+1 is two"), "pl": Text("Piosenki")},
    },
    "phones": (Phone("+44 1632 960123", label="Desk"), Phone("01632 960124")),
    "schedules": (Schedule(("tue",), time(10), time(11), weeks="term"),),
    "costs": (Cost(Decimal("2.00"), "family"), Cost(Decimal("1.00"), "child")),
    "languages": (LanguageOffered("pl", day="tue"),),
    "attributes": (Attribute("Licence", "12"),),
}


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_D5_what_is_given_out_and_brought_back_changes_nothing(site: Flask, tmp_path: Path, ending: str) -> None:
    factories.save(factories.entry(**RICH), factories.entry("walk", "Larks, walking"))
    db.open_scope(site.extensions["waymark.database"])
    before = versions()
    done = brought_back(site, exported(), tmp_path / f"all{ending}")
    assert (done.counts, done.remarks, done.absent) == ({What.SAME: 2}, [], 0)
    assert versions() == before


def test_the_whole_sample_comes_back_as_it_went(sample_site: Flask, tmp_path: Path) -> None:
    with clock.freeze(MOMENT), db.scope(sample_site.extensions["waymark.database"]):
        rows = exported()
        done = importing.dry_run(HOME, read(written(rows, tmp_path / "all.csv")))
        assert len(rows) > 100
        assert done.counts == {What.SAME: len(rows)}
        assert done.remarks == []


def test_three_changed_cells_change_three_entries(site: Flask, tmp_path: Path) -> None:
    keys = ["a", "b", "c", "d"]
    codes = factories.save(*(factories.entry(key, f"Larks {key}") for key in keys))
    db.open_scope(site.extensions["waymark.database"])
    rows = {row["Name"][-1]: row for row in exported()}
    rows["a"]["Telephone"] = "01632 960555"
    rows["b"]["Summary"] = "Other words."
    rows["c"]["Tuesday"] = "09:00-12:00"
    done = brought_back(site, list(rows.values()), tmp_path / "all.csv")
    assert done.counts == {What.CHANGED: 3, What.SAME: 1}
    assert done.published == 3
    assert entry_of(codes["a"]).phones == (Phone("01632 960555"),)
    assert entry_of(codes["b"]).texts["summary"]["en"].words == "Other words."
    assert entry_of(codes["c"]).schedules == (Schedule(("tue",), time(9), time(12)),)


def test_a_change_of_one_fact_leaves_the_others_whole(site: Flask, tmp_path: Path) -> None:
    """Also what a column tells only in part, and what no column tells: secret lines, translations, attributes."""
    contact = Contact("Jo", direct_line="01632 960777", privacy=Privacy.NEVER)
    rich = factories.entry(**RICH, contacts=(contact,), practitioner_notes={"access": "Ring first."})
    code = factories.save(rich)["singing"]
    db.open_scope(site.extensions["waymark.database"])
    [row] = exported()
    row |= {"Telephone": "01632 960555", "Description": "New words.", "Languages": "Polish; Arabic"}
    brought_back(site, [row], tmp_path / "all.xlsx")
    now = entry_of(code)
    assert now.phones == (Phone("01632 960555", label="Desk"), Phone("01632 960124"))
    assert now.texts["description"]["pl"].words == "Piosenki"
    assert now.texts["description"]["pl"].source, "the translation knows that its English has changed"
    assert now.languages == (LanguageOffered("pl", day="tue"), LanguageOffered("ar"))
    assert (now.schedules, now.costs, now.attributes) == (RICH["schedules"], RICH["costs"], RICH["attributes"])
    assert now.contacts[0].name == "Jo"
    uuid = db.reading().scalar(select(Entry.uuid).where(Entry.code == code))
    kept = saved.working(db.reading(), uuid).entry.contacts[0].direct_line
    assert kept.startswith(KEPT), "the secret line is still there"


def test_what_a_file_cannot_change_is_told_and_stays(site: Flask, tmp_path: Path) -> None:
    code = factories.save(factories.entry(**RICH))["singing"]
    db.open_scope(site.extensions["waymark.database"])
    [row] = exported()
    row |= {"Organisation": "Owls", "Monday": "09:00-10:00", "Cost in pounds": "9.00"}
    done = brought_back(site, [row], tmp_path / "all.csv")
    assert [one.why for one in done.remarks] == [Why.NOT_HERE] * 3
    assert done.counts == {What.SAME: 1}
    assert entry_of(code).costs == RICH["costs"]


def test_rows_without_a_code_are_new_and_rows_taken_out_stay(site: Flask, tmp_path: Path) -> None:
    factories.save(factories.entry())
    db.open_scope(site.extensions["waymark.database"])
    new = exported()[0] | {"Code": "", "Name": "Owls at night", "Telephone": "01632 960999"}
    done = brought_back(site, [new], tmp_path / "all.csv")
    assert (done.counts, done.absent) == ({What.NEW: 1}, 1)
    assert sorted(row["Name"] for row in exported()) == ["Owls at night", "Singing for Babies"]
    again = brought_back(site, [new], tmp_path / "again.csv")
    assert again.counts == {What.SAME: 1}, "the same file again doubles nothing"


def test_a_code_of_another_authority_is_unknown_here(site: Flask, tmp_path: Path) -> None:
    larks = replace(factories.organisation(), key="next-larks")
    place = factories.site("next-hall", organisation="next-larks")
    entry = factories.entry(organisation="next-larks", sites=(SiteUse("next-hall"),))
    factories.save(entry, authority=NEXT_DOOR, organisations=(larks,), sites=(place,))
    db.open_scope(site.extensions["waymark.database"])
    assert exported() == []
    [row] = exported(NEXT_DOOR)
    done = brought_back(site, [row | {"Summary": "Taken over."}], tmp_path / "all.csv")
    assert Why.CODE_UNKNOWN in {one.why for one in done.remarks}
    assert (done.counts, done.left_out) == ({}, 1)


def test_an_entry_that_is_not_shown_stays_as_it_is(site: Flask, tmp_path: Path) -> None:
    code = factories.save(factories.entry())["singing"]
    operations.hide(system("test"), code, "desk")
    db.open_scope(site.extensions["waymark.database"])
    [row] = exported()
    assert row["State"] == "Hidden"
    done = brought_back(site, [row | {"Summary": "Shown again?"}], tmp_path / "all.csv")
    assert [one.why for one in done.remarks] == [Why.NOT_SHOWN]
    assert queries.current_number(code) is None


def test_an_address_is_changed_where_one_service_is(site: Flask, tmp_path: Path) -> None:
    code = factories.save(factories.entry())["singing"]
    db.open_scope(site.extensions["waymark.database"])
    [row] = exported()
    done = brought_back(site, [row | {"Address line 1": "9 Wren Street"}], tmp_path / "all.csv")
    assert done.counts == {What.CHANGED: 1}
    page = queries.entry_page(code)
    assert page is not None
    assert exported()[0]["Address line 1"] == "9 Wren Street"


def test_no_secret_leaves(site: Flask, tmp_path: Path) -> None:
    secret = AddressLines(("Secret House", "7 Hidden Lane"), "TF1 1LX", 52.7, -2.5)
    refuge = factories.site("refuge", address=secret, privacy=Privacy.NEVER)
    contact = Contact("Jo", direct_line="01632 960777", privacy=Privacy.NEVER)
    open_line = Contact("Al", direct_line="01632 960888", privacy=Privacy.PUBLIC)
    entry = factories.entry(
        sites=(SiteUse("refuge"),), contacts=(contact, open_line), practitioner_notes={"access": "Knock twice."}
    )
    factories.save(entry, sites=(refuge,))
    for ending in ("csv", "xlsx"):
        run(site, "directory", "export", str(tmp_path / f"all.{ending}"))
    db.open_scope(site.extensions["waymark.database"])
    book = load_workbook(tmp_path / "all.xlsx")
    told = str(list(book.active.iter_rows(values_only=True))) + (tmp_path / "all.csv").read_text(encoding="utf-8-sig")
    assert "Singing for Babies" in told
    for planted in ("Hidden Lane", "Secret House", "TF1 1LX", "960777", "960888", "Knock", "52.7"):
        assert planted not in told, planted
    [row] = exported()
    done = brought_back(site, [row | {"Postcode": "TF1 1LX"}], tmp_path / "back.csv")
    assert [one.why for one in done.remarks if one.why is Why.ADDRESS_SEALED] == [Why.ADDRESS_SEALED]
    assert done.counts == {What.SAME: 1}


def test_no_cell_is_a_formula(site: Flask, tmp_path: Path) -> None:
    factories.save(factories.entry(**RICH), factories.entry("bad", "@SUM(1+1)"))
    db.open_scope(site.extensions["waymark.database"])
    rows = exported()
    book = load_workbook(written(rows, tmp_path / "all.xlsx"))
    assert {cell.data_type for line in book.active.iter_rows() for cell in line} <= {"s", "n"}
    assert "=1+1 is two" in {cell.value for line in book.active.iter_rows() for cell in line}
    text = written(rows, tmp_path / "all.csv").read_text(encoding="utf-8")
    assert text.startswith("\ufeffCode,Name")
    read_again = [cell for line in csv.reader(io.StringIO(text)) for cell in line]
    assert not [cell for cell in read_again if cell[:1] in ("=", "+", "-", "@")]
    assert "'@SUM(1+1)" in read_again


def test_an_export_can_be_of_one_type_or_one_agency(site: Flask) -> None:
    factories.save(factories.entry(), factories.entry("books", "Books", types=("c.library",)))
    db.open_scope(site.extensions["waymark.database"])
    names = lambda **which: [told.entry.texts["name"]["en"].words for told in gathering.everything(HOME, **which)]  # noqa: E731
    assert names(kind="c.library") == ["Books"]
    assert names(agency="no-such-agency") == []
    assert len(names()) == 2
