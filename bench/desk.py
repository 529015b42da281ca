"""python -m bench.desk: what the desk's first page and its list cost with 10,000 entries, 3,000 of them due or worse."""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from accounts import operations as accounts
from accounts.models import Person
from accounts.queries import actor_of
from accounts.security import sessions
from accounts.views.cookie import NAME
from desk import operations as desk
from desk.queries import entries as lists
from directory import operations, vocabulary_files
from directory.shapes import Assurance, Entry, Organisation, Phone, Text
from foundation import clock, db
from foundation.acts import system
from foundation.settings import Settings

ENTRIES, DUE = 10_000, 3_000
SLUG = "telford-and-wrekin"
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
ASKED = 30
PAGES = (
    "/en/desk",
    "/en/desk/entries",
    "/en/desk/entries?health=marked&sort=quality",
    "/en/desk/entries?words=service+77",
)


def main(entries: int = ENTRIES) -> int:
    """Build, ask, print."""
    with tempfile.TemporaryDirectory() as folder, clock.freeze(NOW):
        app = _site(Path(folder), entries)
        client = _editor(app)
        for path in PAGES:
            _print_page(client, path)
        _print_bulk(app)
    return 0


def _site(folder: Path, entries: int) -> Flask:
    from app import create_app  # noqa: PLC0415  nobody imports app but those who run it

    url = f"sqlite:///{folder / 'waymark.db'}"
    app = create_app(Settings(data=folder, database_url=url, owner_url=url, seal_file=folder / "seals"))
    app.test_cli_runner().invoke(args=["database", "migrate"], catch_exceptions=False)
    with app.app_context(), clock.freeze(NOW):
        accounts.keep_authority(system("bench"), accounts.NewAuthority(SLUG, "Telford and Wrekin", "E06000020"))
        for name in vocabulary_files.NAMES:
            operations.load_vocabulary(system("bench"), SLUG, name, vocabulary_files.read(name))
        for first in range(0, entries, 250):
            some = range(first, min(first + 250, entries))
            agencies = {n % 500: _agency(n % 500) for n in some}
            made = operations.Listings(list(agencies.values()), (), [_entry(n, entries) for n in some])
            operations.save(system("bench"), SLUG, made)
        while desk.score_some():
            pass
    return app


def _agency(number: int) -> Organisation:
    return Organisation(f"agency{number}", {"name": {"en": Text(f"Agency {number}")}})


def _entry(number: int, entries: int) -> Entry:
    days = 180 + number % 360 if number % entries < entries * DUE // ENTRIES else number % 180
    return Entry(
        f"entry{number}",
        f"agency{number % 500}",
        {"name": {"en": Text(f"Service {number}")}, "description": {"en": Text("We meet and sing together.")}},
        types=("cc.toddler",),
        phones=(Phone("01632 960123"),),
        assurance=Assurance(NOW.date() - timedelta(days=days), "agency"),
    )


def _editor(app: Flask) -> FlaskClient:
    database = app.extensions["waymark.database"]
    with db.scope(database):
        new = accounts.NewMember(SLUG, "", "directory-editor", "desk@council.example.org", "Del Ray", "en")
        accounts.add_member(system("bench"), new)
        with db.changing() as session:
            whose = session.scalars(select(Person.id)).one()
            opened = sessions.open_one(session, whose, "whole", "Firefox, Linux")
    client = app.test_client()
    client.set_cookie(NAME, opened.token)
    return client


def _print_page(client: FlaskClient, path: str) -> None:
    figures = []
    for _time in range(ASKED):
        start = time.perf_counter()
        answer = client.get(path)
        figures.append((time.perf_counter() - start) * 1000)
        assert answer.status_code == 200, answer.status_code
    marks = quantiles(figures[2:], n=20)
    print(f"  {path:<46} {marks[9]:7.1f} / {marks[18]:6.1f} ms, p50 / p95   limit 300")


def _print_bulk(app: Flask) -> None:
    """Hide a hundred: what one request of a bulk action costs."""
    with db.scope(app.extensions["waymark.database"]):
        actor = actor_of(db.reading().scalars(select(Person.uuid)).one())
        assert actor is not None
        codes = lists.codes(SLUG, lists.Filter())[:100]
        start = time.perf_counter()
        run = desk.plan(actor, SLUG, "hide", value="bench", codes=codes)
        planned = time.perf_counter()
        desk.begin_run(actor, run)
        desk.carry_on(run)
        done = time.perf_counter()
    print(f"  a hundred entries hidden together: planned in {planned - start:.2f} s, done in {done - planned:.2f} s")


if __name__ == "__main__":
    sys.exit(main(*(int(one) for one in sys.argv[1:2])))
