"""Import: what is read of a file, and the clear sentence when it cannot be."""

from __future__ import annotations

import contextlib
import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from directory.importing import declared, reporting
from directory.importing.problems import FileRefused, Remark, Weight, Why
from directory.importing.table import Limits, Table, read_table

MAPPING = declared.parse("""
name = "two"
title = "Two"
[file]
empty = ["n/a"]
[identity]
key = ["Name"]
[organisation]
name = "Council"
kind = "statutory"
[columns]
name = "Name"
""")
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = b"Name,Council\n"


def read(path: Path, data: bytes, limits: Limits | None = None) -> Table:
    path.write_bytes(data)
    return read_table(path, MAPPING, limits)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def names(table: Table) -> list[str]:
    return [row.values["Name"] for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252"])
def test_each_encoding_of_the_mapping_is_tried(file: Path, encoding: str) -> None:
    assert names(read(file, "Name,Council\nCafé,Wrekin\n".encode(encoding))) == ["Café"]


def test_lines_are_those_of_the_file_also_after_a_cell_of_several_lines(file: Path) -> None:
    table = read(file, HEAD + b'"Two\nlines",A\n\nNext,B\n')
    assert [(row.line, row.values["Name"]) for row in table.rows] == [(2, "Two\nlines"), (5, "Next")]


def test_ragged_rows_are_left_out_and_told(file: Path) -> None:
    table = read(file, HEAD + b"One\nTwo,B,C\nThree,B,,\nn/a,B\n")
    assert names(table) == ["Three", ""]
    assert [(r.line, r.why, r.weight) for r in table.remarks] == [(n, Why.RAGGED, Weight.LEFT_OUT) for n in (2, 3)]
    assert table.read == 4


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\n\n", "row of column names|lacks columns"),
        (b"Name\nA\n", "lacks columns.*Council"),
        (b"Name,Council,name\nA,B,C\n", "same name"),
        (HEAD + b"A,B\nC\0,D\n", "Line 3.*NUL"),
        (HEAD.decode().encode("utf-16"), "NUL"),
        (HEAD + b"A\x81\x8d,B\n", "cannot be read as"),
        (HEAD + b'A,B\n"never closed,B\nC,D\n', "From line 3"),
        (HEAD + b'"A"b,B\n', "From line 2"),
        (HEAD + b"x" * 200_000 + b",B\n", "From line 2"),
        (b"PK\x03\x04 not really", "damaged"),
        (b"\xd0\xcf\x11\xe0 old", "old kind"),
        (b"," * 600 + b"\n", "more than 500 columns"),
    ],
)
def test_a_broken_file_is_a_clear_sentence(file: Path, data: bytes, says: str) -> None:
    with pytest.raises(FileRefused, match=says):
        read(file, data)


def test_a_file_has_no_more_rows_than_the_limit_and_no_more_bytes(file: Path) -> None:
    with pytest.raises(FileRefused, match="more than 2 rows"):
        read(file, HEAD + b"A,B\n" * 3, Limits(rows=2))
    with pytest.raises(FileRefused, match="larger than"):
        read(file, HEAD + b"A,B\n" * 3, Limits(file_size=20))


def test_a_folder_a_link_and_nothing_are_told_apart(tmp_path: Path, file: Path) -> None:
    file.write_bytes(HEAD)
    (tmp_path / "link.csv").symlink_to(file)
    for path, says in ((tmp_path, "folder"), (tmp_path / "link.csv", "link"), (tmp_path / "none.csv", "no such")):
        with pytest.raises(FileRefused, match=says):
            read_table(path, MAPPING)


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(cells, cells), max_size=8))
def test_what_a_csv_writer_writes_is_read_row_by_row(file: Path, rows: list[tuple[str, str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([("Name", "Council"), *rows])
    table = read(file, out.getvalue().encode())
    assert table.remarks == []
    assert len(table.rows) == table.read <= len(rows)
    assert all(not any(c < " " and c != "\n" for c in row.values["Name"]) for row in table.rows)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_a_sentence(file: Path, data: bytes) -> None:
    for start in (b"", HEAD, b"PK\x03\x04"):
        with contextlib.suppress(FileRefused):
            assert len(read(file, start + data).rows) <= len(data)


def workbook(fill: Callable[[Workbook], None]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active.append(["Name", "Council"])
    fill(book)
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_as_a_person_would_type_it(file: Path) -> None:
    rows = (["A", 7.0], [date(2026, 2, 1), time(9, 30)], ["short"], [None, None], [True, "'=1"])
    table = read(file, workbook(lambda book: [book.active.append(row) for row in rows] and None))
    told = [(row.line, *row.values.values()) for row in table.rows]
    assert told == [(2, "A", "7"), (3, "2026-02-01", "09:30"), (4, "short", ""), (6, "Yes", "'=1")]


def test_formulas_are_not_read(file: Path) -> None:
    table = read(file, workbook(lambda book: book.active.append(['=HYPERLINK("http://evil.example")', "B"])))
    assert names(table) == [""]
    assert [(r.line, r.column, r.why) for r in table.remarks] == [(2, "Name", Why.FORMULA)]
    assert "HYPERLINK" in table.remarks[0].value


def archive(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return out.getvalue()


def with_sheet(xml: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook(lambda _book: None))) as made:
        members = {name: made.read(name) for name in made.namelist()}
    return archive({**members, "xl/worksheets/sheet1.xml": xml})


def test_a_bomb_is_not_opened(file: Path) -> None:
    bomb = archive({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"\n" * 30_000_000})
    assert len(bomb) < 100_000
    with pytest.raises(FileRefused, match="would unpack to 28 MB"):
        read(file, bomb)
    with pytest.raises(FileRefused, match="would unpack"):
        read(file, archive({f"xl/{n}.xml": b"" for n in range(20)}), Limits(members=10))


def test_a_workbook_that_asks_for_other_files_is_not_opened(file: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("planted")
    entity = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]><worksheet>&e;</worksheet>'
    )
    for xml in (entity.encode(), entity.encode("utf-16"), b" " * 70_000 + entity.encode()):
        with pytest.raises(FileRefused, match="instructions"):
            read(file, with_sheet(xml))


def test_what_is_not_a_workbook_or_a_damaged_one_is_said(file: Path, tmp_path: Path) -> None:
    whole = workbook(lambda _book: None)
    cases = (
        (archive({"a.txt": b"x"}), "ZIP archive"),
        (with_sheet(b"<worksheet><broken"), "damaged"),
        (whole[:-200], "damaged"),
    )
    for data, says in cases:
        with pytest.raises(FileRefused, match=says):
            read(file, data)
    with pytest.raises(FileRefused, match="named like a workbook"):
        read(tmp_path / "not.xlsx", HEAD)


def test_a_row_far_down_a_sheet_does_not_fill_the_memory(file: Path) -> None:
    names = "".join(
        f'<c r="{at}1" t="inlineStr"><is><t>{name}</t></is></c>' for at, name in (("A", "Name"), ("B", "Council"))
    )
    rows = f'<row r="1">{names}</row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    xml = f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>'
    with pytest.raises(FileRefused, match="more than 1,000 rows"):
        read(file, with_sheet(xml.encode()), Limits(rows=1000))


def test_the_report_is_harmless_in_a_spreadsheet() -> None:
    values = ("=1+1", "+44", "-2", "@SUM(A1)", " =x", "\t=x", "plain", "")
    assert [reporting.harmless(value) for value in values] == [
        "'=1+1", "'+44", "'-2", "'@SUM(A1)", "' =x", "'=x", "plain", ""]  # fmt: skip


def test_every_reason_has_a_sentence_and_a_long_value_is_shortened() -> None:
    for why in Why:
        told = reporting.line(Remark(3, why, Weight.REMARK, "Name", "v" * 500, "more"))
        assert told.startswith("Line 3, Name, “vvv")
        assert told.endswith(".")
        assert len(told) < 300
    assert set(reporting.SENTENCES) == set(Why)
