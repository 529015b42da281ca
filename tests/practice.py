"""A site that serves practitioners too, with children a test names; and the short ways into their records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

import profiles
from access.operations import Why
from accounts import operations as accounts
from childindex import operations, shapes
from childindex.finding import Asked
from consent import operations as consent
from foundation import clock, db
from foundation.acts import Actor, system
from foundation.db import scope
from profiles.schema import Profile
from tests.factories import HOME
from tests.site import MOMENT, make_app

BOTH = frozenset({"public", "practitioner"})
BORN = date(2019, 3, 27)
WHY = Why("enquiry", "find-others", "The school asks who else is helping.")


@pytest.fixture
def index_site(database: db.Database, tmp_path: Path) -> Iterator[Flask]:
    """Both sides served, two authorities, nobody in the index yet; the smallest profile."""
    app = make_app(database.url.render_as_string(hide_password=False), tmp_path, sample=False, sides=BOTH)
    yield app
    profiles.use(Profile())
    app.extensions["waymark.database"].dispose()


def inside(app: Flask, at: datetime = MOMENT) -> Any:
    """A scope on the site's database, at the moment of the tests or another."""
    return _Inside(app, at)


def the_next_night(app: Flask) -> None:
    """What waited is settled, as it is each night."""
    with inside(app, MOMENT + timedelta(days=1)):
        operations.settle_waiting(system("job"), HOME)


class _Inside:
    def __init__(self, app: Flask, at: datetime) -> None:
        self._scope = scope(app.extensions["waymark.database"])
        self._clock = clock.freeze(at)

    def __enter__(self) -> None:
        self._clock.__enter__()
        self._scope.__enter__()

    def __exit__(self, *error: Any) -> None:
        self._scope.__exit__(*error)
        self._clock.__exit__(*error)


def child(
    app: Flask,
    given: str = "Amina",
    family: str = "Yusuf",
    born: date = BORN,
    *more: shapes.Fact,
    authority: str = HOME,
    numbers: dict[str, str] | None = None,
    shielded: bool = False,
    hidden: bool = False,
) -> str:
    """A child of the index, as a source would bring it; answers its record."""
    new = shapes.NewChild((shapes.name(given, family), shapes.birth(born), *more), numbers or {})
    with inside(app):
        return operations.load_child(system("test"), authority, new, shielded=shielded, hidden=hidden)


def found(app: Flask, actor: Actor, given: str = "Amina", family: str = "Yusuf", born: date | None = BORN) -> str:
    """A question put to the index; answers the finding."""
    with inside(app):
        return operations.find(actor, Asked(given, family, born))


def opened(app: Flask, actor: Actor, record: str, given: str = "Amina", family: str = "Yusuf") -> str:
    """The child found by its name, and its record opened with a reason; answers the session."""
    finding = found(app, actor, given, family)
    with inside(app):
        return operations.open_found(actor, finding, record, WHY)


def involved(app: Flask, actor: Actor, record: str, agency: str, *, by: Actor | None = None, **more: Any) -> str:
    """Somebody is involved, as a source would say it; answers the involvement."""
    new = shapes.NewInvolvement(agency, more.pop("name", "Sam Reed"), "", person=actor.id, **more)
    with inside(app):
        return operations.add_involvement(by or system("test"), record, new)


def agreed(app: Flask, actor: Actor, record: str, *cells: tuple[str, str], giver: str = "parent") -> str:
    """The family agrees to these cells; answers the consent. The actor must have opened the record."""
    new = consent.NewConsent(
        giver, "", "verbal", "In the family file", MOMENT.date(), date(2027, 11, 24), frozenset(cells)
    )
    with inside(app):
        return consent.record(actor, record, new)


def agency(app: Flask, name: str = "Health visiting", *, authority: str = HOME) -> str:
    """An agency; answers its UUID."""
    with inside(app):
        key = name.casefold().replace(" ", "-")
        return accounts.keep_agency(system("test"), authority, key, name, "statutory")
