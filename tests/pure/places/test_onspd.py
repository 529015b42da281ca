"""The ONS Postcode Directory, in old and new column names."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.onspd import NotAPostcodeFile, Report, columns_of, names_in, opened, read_rows, ward_year

NEW = "pcd7,pcd8,pcds,dointr,doterm,lad25cd,wd25cd,east1m,north1m,lat,long,ctry25cd"
OLD = "pcd,pcd2,pcds,dointr,doterm,oslaua,osward,oseast1m,osnrth1m,lat,long,ctry"


def _row(postcode: str, ended: str = "", lat: str = "52.7", district: str = "E06000020") -> str:
    return f"{postcode},{postcode},{postcode},198001,{ended},{district},E05009999,1,1,{lat},-2.5,E92000001"


@pytest.mark.parametrize("header", [NEW, OLD, NEW.upper()])
def test_both_layouts_are_read(header: str) -> None:
    report = Report()
    rows = list(read_rows(iter([header, _row("TF1 3AB"), _row("TF1 3ZZ", ended="201911")]), report))
    assert [row.postcode for row in rows] == ["TF13AB", "TF13ZZ"]
    assert rows[0].ward == "E05009999"
    assert rows[1].ended == date(2019, 11, 1)
    assert (report.taken, report.ended) == (2, 1)


def test_wrong_rows_are_counted_and_the_rest_is_read() -> None:
    lines = [
        NEW,
        _row("nonsense"),
        _row("TF1 3AB", lat="north"),
        _row("TF1 3AC", ended="soon"),
        _row("TF1 3AD", lat="-91"),
        _row("TF1 3AE", lat="99.999999"),
        _row("BT1 1AA", district="N09000003"),
        _row("TF1 3AF"),
        "",
        "TF1",
    ]
    report = Report()
    rows = list(read_rows(iter(lines), report))
    assert [row.postcode for row in rows] == ["TF13AF"]
    assert dict(report.left_out) == {"no-point": 1, "outside-gb": 1}
    assert report.wrong.total() == 5
    assert report.examples[0] == (2, "nonsense", "not-a-postcode")


def test_a_file_without_the_columns_is_refused_before_any_row() -> None:
    with pytest.raises(NotAPostcodeFile, match="lat, lon, district"):
        columns_of(["pcds", "name"])


def test_the_year_of_the_wards_is_in_their_column() -> None:
    assert ward_year(NEW.split(",")) == 2025
    assert ward_year(OLD.split(",")) == 0


@given(st.lists(st.text(max_size=80), max_size=8))
def test_no_line_breaks_reading(lines: list[str]) -> None:
    report = Report()
    rows = list(read_rows(iter([NEW, *lines, _row("TF1 3AB")]), report))
    assert report.taken == len(rows)


def _zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Data/ONSPD_NOV_2025_UK.csv", "\ufeff" + "\n".join([NEW, _row("TF1 3AB"), _row("TF1 3AC")]))
        archive.writestr("Data/multi_csv/ONSPD_NOV_2025_UK_TF.csv", "x" * 10_000)
        archive.writestr("Documents/Ward names and codes UK as at 05_25.csv", "WD25CD,WD25NM\nE05009999,Park\n")
        archive.writestr("Documents/Something else names and codes.csv", "A,B\n1,2\n")
    return path


def test_the_directory_is_found_inside_its_zip(tmp_path: Path) -> None:
    file = _zip(tmp_path / "onspd.zip")
    heard: list[int] = []
    with opened(file, heard.append) as lines:
        rows = list(read_rows(lines, Report()))
    assert len(rows) == 2
    assert heard[-1] > 100
    assert names_in(file) == {"E05009999": "Park"}


def test_other_files_are_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.zip"
    with zipfile.ZipFile(empty, "w"):
        pass
    with pytest.raises(NotAPostcodeFile), opened(empty):
        pass
    latin = tmp_path / "latin.csv"
    latin.write_bytes(NEW.encode() + b"\n\xff\xfe\xff")
    with pytest.raises(NotAPostcodeFile), opened(latin) as lines:
        list(read_rows(lines, Report()))
