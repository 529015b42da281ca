"""What every test may ask for: a fresh database, on SQLite or PostgreSQL, and a scope on it.

WAYMARK_TEST_ENGINE=postgres runs the same tests on PostgreSQL: one server a run, one database a test.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from sqlalchemy.orm import Session

from foundation import db, policy, words
from tests import databases
from tests.little import Family, LittleBase, Secret

pytest_plugins = ("tests.site", "tests.practice", "tests.checks")
hypothesis.settings.register_profile("house", deadline=None)  # a busy machine is no fault of the code
hypothesis.settings.load_profile("house")
TRAIL_KEY = b"a key for tests, thirty-two bytes"
# Files that read sources, catalogues and style sheets, or the words and markup of pages: these come of the same documents on
# every engine. That each page opens at all, finds and keeps what it should, is tested on both (tests/rooms, test_family).
SAYS_NOTHING_OF_DATABASES = {
    *(
        "test_budget",
        "test_catalogues",
        "test_choosing_a_language",
        "test_contrast",
        "test_css",
        "test_house",
        "test_html",
    ),
    *("test_languages", "test_markup", "test_markup_entry", "test_markup_results", "test_staff_pages"),
    *("test_someone_speaks", "test_strings_tool", "test_translations", "test_words_in_order", "test_security_document"),
    *("test_checks", "test_every_form", "test_fallback", "test_plain_words"),
}
WHOLE_PAGES = ("test_every_page_is_whole", "test_no_two_pages_have_one_title")  # the same of the rooms of practitioners
_server = pytest.StashKey[databases.Server]()


def pytest_configure(config: pytest.Config) -> None:
    """Start the one server of the run; the workers of pytest-xdist find it in the environment."""
    if databases.ENGINE == "postgres" and databases.SERVER not in os.environ:
        config.stash[_server] = databases.Server()
        os.environ[databases.SERVER] = config.stash[_server].url


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leave out what says nothing about a database: it has run on SQLite."""
    if databases.ENGINE != "postgres":
        return
    once = [
        item
        for item in items
        if item.path.stem in SAYS_NOTHING_OF_DATABASES
        or item.name.startswith(WHOLE_PAGES)
        or item.get_closest_marker("browser")
    ]
    config.hook.pytest_deselected(items=once)
    left_out = set(once)
    items[:] = [item for item in items if item not in left_out]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing running."""
    server = config.stash.get(_server, None)
    if server is not None:
        del os.environ[databases.SERVER]
        server.stop()


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    """No test may leave its scope or its language to the next."""
    yield
    db.close_scope()
    words.fall_silent()


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test talks to this machine only."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            pytest.fail(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Any:
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    return databases.template(tmp_path_factory.mktemp("template"), worker)


SITES = {"small_site", "index_site"}  # their authorities and vocabularies are made once a worker, and copied


@pytest.fixture
def database(
    _template: Any, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[db.Database]:
    """A fresh database with the whole schema; with two authorities and the vocabularies where a test asks for a site."""
    from tests.site import begin  # a plugin: pytest rewrites its asserts, so nothing may import it before

    if SITES.isdisjoint(request.fixturenames):
        url = _template.fresh(tmp_path)
    else:
        url = _template.begun(tmp_path, lambda new: begin(new, tmp_path_factory.mktemp("begun")))
    opened = db.Database(url, trail_key=TRAIL_KEY)
    yield opened
    opened.dispose()
    _template.drop(opened.url.render_as_string(hide_password=False))


@pytest.fixture
def scoped(database: db.Database) -> Iterator[db.Database]:
    """The same, with a scope open."""
    db.open_scope(database)
    yield database
    db.close_scope()


@pytest.fixture
def no_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty policy for one test, to fill with acts.set_policy()."""
    monkeypatch.setattr(policy, "_policy", {})


@pytest.fixture
def little(scoped: db.Database) -> db.Database:
    """The tests' own tables, with one family (1) and its secret, and a scope open."""
    engine = databases.owner(scoped)
    LittleBase.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        session.add(Family(name="Reed", secrets=[Secret(words="the blue door")]))
    engine.dispose()
    return scoped
