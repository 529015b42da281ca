"""A whole site with the sample authorities, made once a run; and small ones with the few entries that a test names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from foundation import clock, db
from foundation.acts import system
from foundation.settings import Settings

MOMENT = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)  # a Tuesday morning in school term
KEY = "a key for tests, thirty-two bytes"


def settings(url: str, folder: Path, **more: Any) -> Settings:
    """Settings of a site in a folder of its own."""
    plain = {
        "data": folder / "var",
        "database_url": url,
        "owner_url": url,
        "base_url": "http://localhost",
        "trail_key": KEY,
        "secret_key": KEY,
        "seal_file": folder / "var" / "trail.seals",
        "sample": True,
        "pseudo": True,
        "mail_url": "keep:",
    }
    return Settings(**{**plain, **more})


def make_app(url: str, folder: Path, **more: Any) -> Flask:
    """The site over an empty database that has its tables."""
    from app import create_app
    from search import engines

    made = create_app(settings(url, folder, **more))
    made.testing = True
    engine, real = engines.current(), made.wsgi_app
    made.extensions["test.engine"] = engine

    def at_the_moment(environ: Any, start: Any) -> Any:
        engines.choose(engine)  # a process has one engine; a test process has several sites
        with clock.freeze(MOMENT):
            return real(environ, start)

    made.wsgi_app = at_the_moment  # type: ignore[method-assign]
    return made


def run(app: Flask, *words: str) -> str:
    """A command, as a person types it after ./run flask; its output. Fails the test when the command fails."""
    from search import engines

    engines.choose(app.extensions["test.engine"])
    with clock.freeze(MOMENT):
        result = app.test_cli_runner().invoke(args=list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="session")
def sample_site(_template: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The three sample authorities, indexed. Tests look at it and change nothing."""
    folder = tmp_path_factory.mktemp("site")
    url = _template.fresh(folder)
    app = make_app(url, folder)
    run(app, "places", "load")
    run(app, "sample", "load")
    run(app, "search", "rebuild")
    with clock.freeze(MOMENT):
        run(app, "jobs", "run", "--once")
    yield app
    app.extensions["waymark.database"].dispose()
    _template.drop(url)


def begin(url: str, folder: Path) -> None:
    """Put two authorities and the vocabularies into a new database; the fixture `database` copies it for each test."""
    from tests import factories

    app = make_app(url, folder, sample=False)
    with clock.freeze(MOMENT), app.app_context():
        factories.begin(system("test"))
    app.extensions["waymark.database"].dispose()


@pytest.fixture
def small_site(database: db.Database, tmp_path: Path) -> Iterator[Flask]:
    """Two authorities and the vocabularies, and nothing else yet: a test adds what it needs with tests.factories."""
    app = make_app(database.url.render_as_string(hide_password=False), tmp_path, sample=False)
    yield app
    app.extensions["waymark.database"].dispose()
