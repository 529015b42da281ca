"""A real information system: 4,231 libraries in one layout, then 3,487 in another. The files are not part of this program."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from flask import Flask

from directory import queries
from directory.importing import dry_run, import_rows, load_mapping, prepare, read_table
from directory.importing.matching import compared
from directory.importing.planning import What
from foundation import clock
from foundation.acts import system
from tests import factories
from tests.pages import open_page
from tests.site import MOMENT, run

FOLDER = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "services"
FIRST, SECOND = FOLDER / "libraries_uk_schema.csv", FOLDER / "libraries_england_2023.csv"
here = FIRST.is_file() and SECOND.is_file()
needed = pytest.mark.skipif(
    not here, reason="The files of real libraries, which are not committed, are not beside this folder."
)


@pytest.fixture
def site(small_site: Flask) -> Iterator[Flask]:
    with clock.freeze(MOMENT):
        yield small_site


def rows_of(path: Path, name: str, postcode: str) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(compared(row[name]), compared(row[postcode])) for row in csv.DictReader(file)]


@needed
def test_the_comparison_finds_the_pairs() -> None:
    """Every row of one file beside every row of the other: counted here without the import, by its comparison alone."""
    first, second = rows_of(FIRST, "Library name", "Postcode"), rows_of(SECOND, "name", "postcode")
    counts = {likeness: first.count(likeness) for likeness in set(second)}
    assert (len(first), len(second)) == (4231, 3487)
    assert sum(counts[likeness] for likeness in second) == 3125


@needed
def test_two_layouts_of_the_same_libraries(site: Flask) -> None:
    one, two = load_mapping("libraries-uk"), load_mapping("libraries-england")
    with site.app_context():
        first = prepare(one, read_table(FIRST, one))
        done = import_rows(system("test"), factories.HOME, first)
        assert (done.read, done.counts, done.left_out, done.closed) == (4231, {What.NEW: 4230}, 1, 478)
        codes = queries.current_codes()
        assert len(codes) == 4230 - 478
        assert dry_run(factories.HOME, first).counts == {What.SAME: 4230}
        second = prepare(two, read_table(SECOND, two))
        done = import_rows(system("test"), factories.HOME, second)
        assert done.pairs == 3125
        assert done.counts == {What.ADDED_TO: 3105, What.NEW: 316}, "some libraries stand in a file more than once"
        assert set(codes) <= set(queries.current_codes())
        assert dry_run(factories.HOME, second).counts == {What.SAME: 3421}
        some = [next(queries.published([code])) for code in codes[::400]]
    run(site, "search", "rebuild")
    family = site.test_client()
    for whole in some:
        name = whole["entry"]["texts"]["name"]["en"]["words"]
        pages = "".join(open_page(family, f"/en/services?q={quote_plus(name)}&page={n}").body for n in (1, 2))
        assert f"/en/services/{whole['entry']['code']}/" in pages, name
