"""Importing: a dry run changes nothing, a second run doubles nothing, a second file recognises, and nothing is half done."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from directory import operations, queries
from directory.importing import (
    MappingRefused,
    Outcome,
    RowsRefused,
    declared,
    dry_run,
    import_rows,
    prepare,
    read_table,
)
from directory.importing.planning import What
from directory.importing.problems import Why
from directory.importing.table import Table
from directory.models import Listing, SealedAddress, SealedNote, Text, Version
from directory.shapes import Contact, Privacy
from foundation import acts, clock
from foundation.acts import Actor, Grant, Refused, Subject, system
from foundation.db import Database, reading
from foundation.permissions import Permission
from tests import factories, workers
from tests.site import MOMENT

FIRST = declared.parse("""
name = "first"
title = "First"
address = ["Street"]
[identity]
key = ["Ref"]
[organisation]
name = "Council"
kind = "statutory"
[columns]
name = "Name"
postcode = "Postcode"
email = "E-mail"
[constants]
types = ["c.library"]
[[hours]]
form = "times"
columns = { mon = "Monday" }
[[closed]]
column = "Closed"
reason = "it has closed"
""")
SECOND = declared.parse("""
name = "second"
title = "Second"
[identity]
key = ["Title", "Where"]
[organisation]
name = "Authority"
kind = "statutory"
[columns]
name = "Title"
postcode = "Where"
email = "Mail"
url = "Page"
[constants]
types = ["c.library"]
[attributes]
"Size" = "Size"
[[closed]]
column = "Gone"
reason = "it is gone"
""")
HEAD = "Ref,Council,Name,Street,Postcode,E-mail,Monday,Closed"
LARKS = "1,Wrekin Council,Larks' Library,1 Lark Street,TF1 1LX,larks@example.org,09:00-17:00,"
OWLS = "2,Wrekin Council,Owls,2 Owl Street,TF1 1LY,,,"
GONE = "3,Wrekin Council,Gone,3 Old Street,TF1 1LZ,,,2019"
OTHER = "Authority,Title,Where,Mail,Page,Size,Gone"


@pytest.fixture
def site(small_site: Flask) -> Iterator[Flask]:
    with clock.freeze(MOMENT), small_site.app_context():
        yield small_site


@pytest.fixture
def bring(site: Flask, tmp_path: Path) -> Any:
    """Import these lines; the outcome."""

    def run(mapping: Any, *lines: str, apply: bool = True, authority: str = factories.HOME, **how: Any) -> Outcome:
        file = tmp_path / "rows.csv"
        file.write_text("\n".join(lines), encoding="utf-8")
        rows = prepare(mapping, read_table(file, mapping))
        return import_rows(system("test"), authority, rows, **how) if apply else dry_run(authority, rows)

    return run


def counted() -> tuple[int, int, int]:
    tables = (Listing, Version, Text)
    return tuple(reading().scalar(select(func.count()).select_from(table)) or 0 for table in tables)  # type: ignore[return-value]


def shown() -> dict[str, Any]:
    return {whole["entry"]["texts"]["name"]["en"]["words"]: whole for whole in queries.published()}


def why(outcome: Outcome) -> list[tuple[int, Why]]:
    return [(one.line, one.why) for one in outcome.remarks if one.why is not Why.POSTCODE_UNKNOWN]


def test_a_dry_run_says_what_would_be_and_writes_nothing(bring: Any) -> None:
    before = counted()
    outcome = bring(FIRST, HEAD, LARKS, OWLS, GONE, "4,,No council,,,,,", apply=False)
    assert counted() == before
    assert outcome.counts == {What.NEW: 3}
    assert (outcome.read, outcome.closed, outcome.organisations, outcome.left_out) == (4, 1, 1, 1)
    assert why(outcome) == [(4, Why.CLOSED), (5, Why.ORGANISATION_MISSING)]


def test_what_was_imported_is_shown_and_assured_by_the_import(bring: Any) -> None:
    bring(FIRST, HEAD, LARKS, OWLS, GONE)
    whole = shown()["Larks' Library"]
    assert sorted(shown()) == ["Larks' Library", "Owls"]
    assert whole["entry"]["assurance"] == {"on": "2026-11-24", "by": "import"}
    assert whole["entry"]["schedules"][0]["opens"] == "09:00"
    assert (whole["organisation"]["kind"], whole["sites"][0]["address"]["lines"]) == ("statutory", ["1 Lark Street"])


def test_the_same_again_changes_nothing_and_a_change_keeps_code_and_uuid(bring: Any) -> None:
    bring(FIRST, HEAD, LARKS, OWLS)
    before, first = counted(), shown()["Larks' Library"]["entry"]
    assert bring(FIRST, HEAD, OWLS, LARKS).counts == {What.SAME: 2}
    assert counted() == before
    outcome = bring(FIRST, HEAD, LARKS.replace("larks@", "post@").replace("09:00", "10:00"), OWLS)
    again = shown()["Larks' Library"]["entry"]
    assert outcome.counts == {What.CHANGED: 1, What.SAME: 1}
    assert (again["email"], again["schedules"][0]["opens"]) == ("post@example.org", "10:00")
    assert (again["code"], again["uuid"]) == (first["code"], first["uuid"])


def test_what_closes_is_taken_off_and_comes_back_when_it_opens(bring: Any) -> None:
    bring(FIRST, HEAD, LARKS, OWLS)
    code = shown()["Owls"]["entry"]["code"]
    assert bring(FIRST, HEAD, LARKS, OWLS + "2026").closed == 1
    assert queries.entry_page(code) is None
    assert queries.was_here(code)
    bring(FIRST, HEAD, LARKS, OWLS)
    assert shown()["Owls"]["entry"]["code"] == code


def test_what_a_person_took_off_stays_off(bring: Any) -> None:
    bring(FIRST, HEAD, OWLS)
    operations.retire(system("test"), shown()["Owls"]["entry"]["code"])
    assert why(bring(FIRST, HEAD, OWLS + "")) == [(2, Why.TAKEN_OFF)]
    outcome = bring(FIRST, HEAD, OWLS.replace("2 Owl", "3 Owl"))
    assert why(outcome) == [(2, Why.TAKEN_OFF)]
    assert shown() == {}


def test_a_second_file_recognises_fills_in_and_keeps_what_the_first_said(bring: Any) -> None:
    bring(FIRST, HEAD, LARKS, OWLS, GONE)
    before = {name: whole["entry"] for name, whole in shown().items()}
    outcome = bring(
        SECOND, OTHER, "Wrekin,LARKS LIBRARY,tf11lx,other@example.org,https://a.example/,9,",
        "Wrekin,Owls,TF1 1LY,owls@example.org,,,",
        "Wrekin,Gone,TF1 1LZ,,,,", "Wrekin,Newcomers,TF1 1LX,,,,",
    )  # fmt: skip
    assert (outcome.counts, outcome.pairs, outcome.organisations) == ({What.ADDED_TO: 3, What.NEW: 1}, 3, 0)
    assert why(outcome) == [(4, Why.OPEN_HERE_ONLY)]
    assert sorted(shown()) == ["Larks' Library", "Newcomers", "Owls"]
    larks, owls = shown()["Larks' Library"]["entry"], shown()["Owls"]["entry"]
    assert (larks["email"], larks["url"], owls["email"]) == (
        "larks@example.org",
        "https://a.example/",
        "owls@example.org",
    )
    assert [larks["code"], larks["uuid"]] == [before["Larks' Library"][key] for key in ("code", "uuid")]
    names = {one["name"]: one["value"] for one in larks["attributes"]}
    assert (names["import:first"], names["import:second"], names["Size"]) == ("1", "larkslibrary|tf11lx", "9")
    assert larks["assurance"] == before["Larks' Library"]["assurance"]
    assert shown()["Newcomers"]["organisation"]["uuid"] == shown()["Owls"]["organisation"]["uuid"]
    bring(FIRST, HEAD, LARKS, OWLS.replace("2 Owl", "4 Owl"), GONE)
    assert shown()["Owls"]["entry"]["email"] == "owls@example.org", "what the second filled in stays"
    assert shown()["Owls"]["sites"][0]["address"]["lines"] == ["4 Owl Street"]


def test_the_second_file_alone_does_not_close_what_the_first_has_open(bring: Any) -> None:
    bring(FIRST, HEAD, LARKS)
    assert why(bring(SECOND, OTHER, "Wrekin,Larks Library,TF1 1LX,,,,2020")) == [(2, Why.CLOSED_HERE_ONLY)]
    assert list(shown()) == ["Larks' Library"]


def test_a_sealed_address_stays_sealed_and_notes_and_lines_are_not_forgotten(bring: Any) -> None:
    bring(FIRST, HEAD, LARKS)
    uuid = shown()["Larks' Library"]["sites"][0]["uuid"]
    operations.set_privacy(system("test"), uuid, Privacy.NEVER)
    assert why(bring(FIRST, HEAD, LARKS.replace("1 Lark", "5 Lark"))) == [(2, Why.ADDRESS_SEALED)]
    assert shown()["Larks' Library"]["sites"][0]["address"] is None
    note = {"threshold": "Planted words"}
    contact = Contact("Ann", "Head", direct_line="07700 900321", privacy=Privacy.NEVER)
    factories.save(replace(factories.entry("mine", "Mine"), practitioner_notes=note, contacts=(contact,)))
    outcome = bring(SECOND, OTHER, "Elsewhere,Mine,TF1 1LX,,https://b.example/,,")
    assert outcome.counts == {What.ADDED_TO: 1}
    assert shown()["Mine"]["entry"]["url"] == "https://b.example/"
    editor = Actor("person", "7", frozenset({Grant("directory-editor", factories.HOME)}))
    with acts.looking(editor, Permission.ADDRESS_SEE, Subject("site", uuid, factories.HOME)):
        assert reading().scalars(select(SealedAddress)).one().lines == ["1 Lark Street"]
        assert reading().scalars(select(SealedNote)).one().words == "Planted words"
    assert shown()["Mine"]["entry"]["contacts"][0]["line"]


def test_a_key_that_comes_back_for_something_else_makes_something_else(bring: Any) -> None:
    bring(FIRST, HEAD, LARKS)
    code = shown()["Larks' Library"]["entry"]["code"]
    renumbered = LARKS.replace("1,Wrekin", "7,Wrekin")
    assert bring(FIRST, HEAD, renumbered).counts == {What.CHANGED: 1}
    outcome = bring(FIRST, HEAD, renumbered, OWLS.replace("2,Wrekin", "1,Wrekin"))
    assert outcome.counts == {What.SAME: 1, What.NEW: 1}
    assert shown()["Larks' Library"]["entry"]["code"] == code
    assert sorted(shown()) == ["Larks' Library", "Owls"]
    assert bring(FIRST, HEAD, renumbered, OWLS.replace("2,Wrekin", "1,Wrekin")).counts == {What.SAME: 2}


def test_two_authorities_are_apart(bring: Any) -> None:
    bring(FIRST, HEAD, LARKS)
    outcome = bring(FIRST, HEAD, LARKS, authority=factories.NEXT_DOOR)
    assert outcome.counts == {What.NEW: 1}
    assert len(queries.current_codes()) == 2
    editor = Actor("person", "7", frozenset({Grant("directory-editor", factories.NEXT_DOOR)}))
    before = counted()
    with pytest.raises(Refused):
        import_rows(editor, factories.HOME, prepare(FIRST, Table([], [], 0)))
    assert counted() == before


def test_strict_does_all_or_nothing(bring: Any) -> None:
    before = counted()
    with pytest.raises(RowsRefused):
        bring(FIRST, HEAD, LARKS, "9,,Nobody's,,,,,", strict=True)
    assert counted() == before
    assert bring(FIRST, HEAD, LARKS, strict=True).counts == {What.NEW: 1}


def test_a_code_that_no_vocabulary_knows_refuses_the_mapping(bring: Any) -> None:
    with pytest.raises(MappingRefused, match=r"c\.zoo"):
        bring(replace(FIRST, constants={"types": ("c.zoo",)}), HEAD, LARKS)


KILLED = """
import sys, time
from pathlib import Path
from tests.site import make_app
from tests.rooms.directory import test_importing as here
from directory.importing import import_rows, prepare, read_table, running
from foundation.acts import system
saved = running._save
def save_then_wait(*args):
    saved(*args)
    args[0].flush()
    print("saved", flush=True)
    time.sleep(600)
running._save = save_then_wait
app = make_app(sys.argv[1], Path(sys.argv[2]), sample=False)
with app.app_context():
    import_rows(system("test"), here.factories.HOME, prepare(here.FIRST, read_table(Path(sys.argv[3]), here.FIRST)))
"""


def test_a_kill_in_the_middle_leaves_everything_as_it_was(bring: Any, database: Database, tmp_path: Path) -> None:
    bring(FIRST, HEAD, LARKS)
    before = counted()
    reading().rollback()
    file = tmp_path / "many.csv"
    file.write_text(
        "\n".join([HEAD, *(f"{n},Council {n % 9},Library {n},{n} Street,TF1 1LX,,," for n in range(10, 300))])
    )
    words = [sys.executable, "-c", KILLED, workers.address(database), str(tmp_path / "other"), str(file)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "saved\n"
        process.send_signal(signal.SIGKILL)
    assert counted() == before
    assert bring(FIRST, HEAD, LARKS, OWLS).counts == {What.SAME: 1, What.NEW: 1}, "and the pen is free again"
