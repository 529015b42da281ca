"""The walls: every page guarded, every permission ruled, every room in its order, the database as its models say."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import grimp
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Blueprint, Flask

import app
from foundation import acts, db
from foundation.permissions import Permission
from web import door, navigation

ROOT = Path(app.__file__).parent
ROOMS = [
    *("foundation", "profiles", "web", "places", "accounts", "vetting"),
    *("directory", "search", "feedback", "keeping", "upkeep", "desk"),
    *("access", "consent", "childindex", "casework", "oversight", "sample"),
]
PRIVATE = {"views", "forms", "editing", "jobs", "commands"}  # of every room; foundation and profiles are none
FOR_ALL = {"web.forms"}  # the Form that all forms extend


def test_every_page_says_who_may_open_it(small_site: Flask) -> None:
    door.check_doors(small_site)


def test_so_does_every_page_of_the_practitioner_side(index_site: Flask) -> None:
    door.check_doors(index_site)
    adrift = {page for page in index_site.view_functions if not navigation.current(page)}
    assert adrift - set(navigation.OUTSIDE) == set()
    acts.check_policy()


def test_the_site_does_not_start_with_a_page_that_nobody_declared(small_site: Flask) -> None:
    bare = Flask("bare")
    pages = Blueprint("pages", __name__)
    pages.route("/secret")(lambda: "open to all")
    bare.register_blueprint(pages)
    with pytest.raises(door.Undeclared, match=r"pages\.<lambda>"):
        door.check_doors(bare)


def test_every_page_belongs_to_the_menu_or_says_why_not(small_site: Flask) -> None:
    adrift = {page for page in small_site.view_functions if not navigation.current(page)}
    assert adrift - set(navigation.OUTSIDE) == set()


def test_every_permission_has_a_rule_and_a_sentence(small_site: Flask) -> None:
    acts.check_policy({"public"})
    assert all(permission.sentence for permission in Permission)


def private_imports() -> list[str]:
    graph = grimp.build_graph(*ROOMS, include_external_packages=True, cache_dir=None)
    found = []
    for module in sorted(graph.modules):
        room, _, rest = module.partition(".")
        if room in ROOMS[2:] and rest.split(".")[0] in PRIVATE and module not in FOR_ALL:
            importers = graph.find_modules_that_directly_import(module)
            found += [f"{one} imports {module}" for one in importers if one.partition(".")[0] != room]
    return found + [
        f"{one} imports app" for one in graph.modules if "app" in graph.find_modules_directly_imported_by(one)
    ]


def test_views_forms_jobs_and_commands_are_private_to_their_room() -> None:
    assert private_imports() == []


def test_app_opens_every_room_that_listens() -> None:
    calls = {
        ast.unparse(node.func)
        for node in ast.walk(ast.parse((ROOT / "app.py").read_text()))
        if isinstance(node, ast.Call)
    }
    assert "indexing.listen" in calls


def map_every_room() -> None:
    for room in ROOMS:
        if (ROOT / room / "models.py").exists() or (ROOT / room / "models").exists():
            importlib.import_module(f"{room}.models")
    importlib.import_module("web.limits")


def test_the_migrations_make_what_the_models_say(database: db.Database) -> None:
    map_every_room()
    engine = db.migration_engine(database.url.render_as_string(hide_password=False))
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), db.Base.metadata)
    engine.dispose()
    assert differences == []


def test_every_row_that_an_authority_owns_carries_its_authority() -> None:
    map_every_room()
    owned = {"agency", "listing", "version", "address", "sealed_address", "direct_line", "sealed_line"}
    tables = db.Base.metadata.tables
    assert [name for name in owned if "authority_id" not in tables[name].columns] == []
    hanging = [t.name for t in tables.values() if any(fk.column.table.name == "listing" for fk in t.foreign_keys)]
    assert {"entry", "site", "organisation", "text", "phone", "schedule", "term", "sealed_note"} <= set(hanging)
