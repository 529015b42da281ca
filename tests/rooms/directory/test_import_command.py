"""flask directory import, as a person types it: exit status, report, and an unchanged database whenever the file is refused."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from directory import queries
from directory.models import Listing, Version
from foundation import clock, db
from tests import factories
from tests.site import MOMENT

HEAD = (
    "authority,reporting,name,address1,address2,address3,postcode,uprn,type,closed,opened,operating_organisation,email,"
    "monday,tuesday,wednesday,thursday,friday,saturday,sunday\n"
)


def line(name: str, **more: str) -> str:
    """A row of the layout with invented words."""
    plain = dict.fromkeys(HEAD.strip().split(","), "") | {
        "authority": "Wrekin", "reporting": "Wrekin", "name": name, "address1": "1 Lark Street", "postcode": "TF1 1LX",
        "type": "Static Library", "monday": "AM & PM (continuous)", "tuesday": "AM & PM (continuous)", "sunday": "Closed",
    }  # fmt: skip
    return ",".join((plain | more).values()) + "\n"


def type_in(site: Flask, *words: str) -> Result:
    with clock.freeze(MOMENT):
        return site.test_cli_runner().invoke(args=["directory", "import", *words])


def counted(site: Flask) -> list[int | None]:
    with site.app_context():
        return [db.reading().scalar(select(func.count()).select_from(table)) for table in (Listing, Version)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "libraries.csv"


def test_first_a_dry_run_then_the_real_one(small_site: Flask, file: Path) -> None:
    before = counted(small_site)
    file.write_text(HEAD + line("Larks") + line("Owls"))
    dry = type_in(small_site, str(file), "--map", "libraries-england")
    assert (dry.exit_code, counted(small_site)) == (0, before)
    assert "2 services are new." in dry.output
    assert "dry run: nothing was changed" in dry.output
    done = type_in(small_site, str(file), "--map", "libraries-england", "--apply", "--authority", factories.NEXT_DOOR)
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "Done.")
    with small_site.app_context():
        whole = next(queries.published())
    assert whole["authority"] == factories.NEXT_DOOR
    assert (
        whole["entry"]["texts"]["hours_words"]["en"]["words"]
        == "Monday and Tuesday: morning and afternoon. Sunday: closed."
    )
    assert whole["entry"]["schedules"] == []


def test_what_is_wrong_is_told_and_written_down(small_site: Flask, file: Path, tmp_path: Path) -> None:
    file.write_text(HEAD + line("Larks", email='"=HYPERLINK(1)"') + line("") + line("Prison", type="Prison Library"))
    report = tmp_path / "report.csv"
    done = type_in(small_site, str(file), "--map", "libraries-england", "--apply", "--report", str(report))
    assert done.exit_code == 1
    assert "Line 3, name: There is no name. The row was left out." in done.output
    rows = list(csv.reader(report.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == ["Line", "Outcome", "Column", "Value", "Why, and what was done"]
    assert ["2", "Row used", "email", "'=HYPERLINK(1)", "This is not one e-mail address. It was left out."] in rows
    assert any(row[:2] == ["4", "By the mapping's rule"] for row in rows)


def test_strict_changes_nothing(small_site: Flask, file: Path) -> None:
    before = counted(small_site)
    file.write_text(HEAD + line("Larks") + line(""))
    done = type_in(small_site, str(file), "--map", "libraries-england", "--apply", "--strict")
    assert (done.exit_code, counted(small_site)) == (1, before)
    assert "nothing was changed" in done.output.lower()


@pytest.mark.parametrize(
    ("data", "more", "says"),
    [
        (b"", (), "The file is empty. Nothing was changed."),
        (b"name\nLarks\n", (), "The file lacks columns"),
        ((HEAD + line("A\0B")).encode(), (), "NUL"),
        (b"PK\x03\x04\x00", (), "damaged"),
        ((HEAD + line("A") * 3).encode(), ("--rows", "2"), "more than 2 rows"),
        ((HEAD + line("Larks") + '"open,\n').encode(), (), "From line 3 the quotation marks do not agree"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence_and_status_2(
    small_site: Flask, file: Path, data: bytes, more: tuple[str, ...], says: str
) -> None:
    before = counted(small_site)
    file.write_bytes(data)
    done = type_in(small_site, str(file), "--map", "libraries-england", "--apply", *more)
    assert (done.exit_code, counted(small_site)) == (2, before)
    assert says in done.output
    assert "Traceback" not in done.output


def test_no_such_file_mapping_or_authority(small_site: Flask, file: Path) -> None:
    file.write_text(HEAD)
    assert "There is no such file" in type_in(small_site, "none.csv", "--map", "libraries-uk").output
    assert "There is no mapping “nothing”" in type_in(small_site, str(file), "--map", "nothing").output
    assert (
        "no such authority" in type_in(small_site, str(file), "--map", "libraries-uk", "--authority", "atlantis").output
    )
