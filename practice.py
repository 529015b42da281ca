"""The rooms of the practitioner side, opened only where it is served: elsewhere nothing of them is imported or mapped."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Flask
from flask.cli import AppGroup

from foundation import acts, db
from foundation.settings import Settings

POLICIES: Sequence[acts.Policy] = ()
BLUEPRINTS: Sequence[Blueprint] = ()
GROUPS: Sequence[AppGroup] = ()


def open_rooms(_settings: Settings, _database: db.Database) -> None:
    """The rules of these rooms, and who listens to whom."""
    for policy in POLICIES:
        acts.set_policy(policy)


def add_pages(app: Flask) -> None:
    """Every page and command of these rooms."""
    for one in BLUEPRINTS:
        app.register_blueprint(one, url_prefix="/<lang:lang>")
    for group in GROUPS:
        app.cli.add_command(group)
