"""A small site that serves the practitioner side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from foundation import acts, clock, db
from foundation.acts import system
from foundation.permissions import PRACTITIONER, PUBLIC
from tests.site import MOMENT, make_app


@pytest.fixture
def cleared_site(database: db.Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """Like small_site, with both sides. Only this room is looked at, so the others need not be ready."""
    from tests import factories

    monkeypatch.setattr(acts, "check_policy", lambda *_sides: None)
    sides = frozenset({PUBLIC, PRACTITIONER})
    app = make_app(database.url.render_as_string(hide_password=False), tmp_path, sample=False, sides=sides)
    with clock.freeze(MOMENT), app.app_context():
        factories.begin(system("test"))
    yield app
    app.extensions["waymark.database"].dispose()
