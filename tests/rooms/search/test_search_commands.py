"""flask search and flask places, typed by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from foundation.clock import now
from foundation.db import Database
from foundation.settings import Settings
from foundation.words import speaking
from places import commands as places_commands
from places import operations
from search import commands, engines, indexing
from search.question import Question
from tests.rooms.search.search_house import allow_all, found_authority, publish
from tests.workers import address


@pytest.fixture
def app(scoped: Database, no_policy: None, tmp_path: Path) -> Flask:
    """A site of nothing but these commands."""
    allow_all()
    indexing.listen()
    indexing.serve(Settings(data=tmp_path, database_url=address(scoped)), scoped)
    made = Flask(__name__)
    for group in (*commands.GROUPS, *places_commands.GROUPS):
        made.cli.add_command(group)
    return made


def typed(app: Flask, *words: str) -> tuple[int, str]:
    """Exit status and what was said."""
    with speaking("en"):
        result = app.test_cli_runner().invoke(args=list(words))
    return result.exit_code, result.output


def test_the_index_is_built_and_repaired_by_hand(app: Flask) -> None:
    found_authority()
    publish("a: Club", "b: Group")
    status, said = typed(app, "search", "rebuild")
    assert (status, said.endswith("2 entries indexed.\n")) == (0, True)
    assert typed(app, "search", "repair")[1] == "0 entries were put right.\n"
    assert engines.current().answer(Question(), now(), {}).total == 2


def test_a_directory_of_postcodes_is_loaded_with_a_report(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "ONSPD.csv"
    file.write_text("pcds,lad25cd,lat,long\nTF1 3AB,E06000020,52.7,-2.5\nwhat,E06000020,52.7,-2.5\n", encoding="utf-8")
    status, said = typed(app, "places", "load", str(file))
    assert status == 0
    assert "1 row loaded." in said
    assert "line 3, 'what': is not a postcode" in said
    assert "1 postcode is known now." in said


def test_a_file_of_something_else_is_refused_in_a_sentence(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text("name,colour\na,b\n", encoding="utf-8")
    status, said = typed(app, "places", "load", str(file))
    assert status == 1
    assert "no column for: postcode, lat, lon, district" in said
    assert typed(app, "places", "load", str(file), "--english")[0] == 2


def test_the_shipped_places_are_loaded_without_a_file(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"code": "E06000020", "name": "T", "folded": "t", "county": "", "county_folded": "", "lat": 52.7, "lon": -2.5}
    monkeypatch.setattr(operations, "shipped", lambda: {"place_district": [row]})
    status, said = typed(app, "places", "load")
    assert (status, "1 row loaded." in said) == (0, True)
