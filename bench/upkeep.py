"""python -m bench.upkeep: 10,000 reminders composed and handed to a mail server, and what a press on a letter's link costs.

The mail server is a real one (aiosmtpd) in a process of its own on this machine, which takes every letter and forgets it.
"""

from __future__ import annotations

import multiprocessing
import re
import socket
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import quantiles
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from accounts import operations as accounts
from directory import operations, vocabulary_files
from directory.shapes import Assurance, Cost, Entry, Organisation, Phone, Schedule, Text
from foundation import clock, db, jobs
from foundation.acts import system
from foundation.post import Letter
from foundation.settings import Settings

AGENCIES = 10_000
SLUG = "telford-and-wrekin"
BORN = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAY = BORN + timedelta(days=180)
PRESSES = 40
SPAWN = multiprocessing.get_context("spawn")


class Taker:
    """Takes every letter."""

    async def handle_DATA(self, _server: Any, _session: Any, _envelope: Any) -> str:  # aiosmtpd's name
        return "250 OK"


def take_letters(port: int, ready: Any, stop: Any) -> None:
    """The mail server, until it is told to stop."""
    from aiosmtpd.controller import Controller  # noqa: PLC0415  only in this process

    controller = Controller(Taker(), hostname="127.0.0.1", port=port)
    controller.start()
    ready.set()
    stop.wait()
    controller.stop()


def main(agencies: int = AGENCIES) -> int:
    """Build, send, press, print."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ready, stop = SPAWN.Event(), SPAWN.Event()
    server = SPAWN.Process(target=take_letters, args=(port, ready, stop))
    server.start()
    ready.wait()
    try:
        with tempfile.TemporaryDirectory() as folder:
            app = _site(Path(folder), port, agencies)
            _print_sending(app)
            _print_pressing(app)
    finally:
        stop.set()
        server.join()
    return 0


def _site(folder: Path, port: int, agencies: int) -> Flask:
    from app import create_app  # noqa: PLC0415  nobody imports app but those who run it

    url = f"sqlite:///{folder / 'waymark.db'}"
    more = {"mail_url": f"smtp://127.0.0.1:{port}", "mail_from": "letters@example.org", "base_url": "http://localhost"}
    app = create_app(Settings(data=folder, database_url=url, owner_url=url, seal_file=folder / "seals", **more))
    app.test_cli_runner().invoke(args=["database", "migrate"], catch_exceptions=False)
    with app.app_context(), clock.freeze(BORN):
        accounts.keep_authority(system("bench"), accounts.NewAuthority(SLUG, "Telford and Wrekin", "E06000020"))
        for name in vocabulary_files.NAMES:
            operations.load_vocabulary(system("bench"), SLUG, name, vocabulary_files.read(name))
        for first in range(0, agencies, 250):
            some = range(first, min(first + 250, agencies))
            made = operations.Listings([_agency(n) for n in some], (), [_entry(n) for n in some])
            operations.save(system("bench"), SLUG, made)
    with clock.freeze(BORN):  # the index, so that only letters are measured
        jobs.run(app.extensions["waymark.database"], once=True)
    return app


def _agency(number: int) -> Organisation:
    return Organisation(f"agency{number}", {"name": {"en": Text(f"Agency {number}")}})


def _entry(number: int) -> Entry:
    return Entry(
        f"entry{number}",
        f"agency{number}",
        {"name": {"en": Text(f"Service {number}")}, "description": {"en": Text("We meet and sing together. " * 8)}},
        types=("cc.toddler",),
        phones=(Phone("01632 960123"),),
        schedules=(Schedule(("tue",), datetime(2026, 1, 1, 10).time(), datetime(2026, 1, 1, 11).time()),),  # noqa: DTZ001
        costs=(Cost(Decimal("2.00"), "family"),),
        email=f"agency{number}@example.org",
        assurance=Assurance(date(2026, 1, 1), "agency"),
    )


def _print_sending(app: Flask) -> None:
    database = app.extensions["waymark.database"]
    began, spent = time.perf_counter(), time.process_time()
    with clock.freeze(DAY):
        jobs.run(database, once=True)
    took, cpu = time.perf_counter() - began, time.process_time() - spent
    with db.scope(database):
        sent = db.reading().scalar(select(func.count()).select_from(Letter).where(Letter.state == "sent"))
    print(f"  {sent} reminders composed and handed over: {took:.0f} s, {cpu:.0f} s of CPU   limit 120 s for 10,000")


def _print_pressing(app: Flask) -> None:
    database, client = app.extensions["waymark.database"], app.test_client()
    with db.scope(database):
        texts = list(db.reading().scalars(select(Letter.text).order_by(Letter.id).limit(PRESSES)))
    looks, presses = [], []
    with clock.freeze(DAY):
        for text in texts:
            path = re.search(r"http://localhost(/\S+/confirm/\S+)", text).group(1)  # type: ignore[union-attr]
            start = time.process_time()
            page = client.get(path).get_data(as_text=True)
            looks.append((time.process_time() - start) * 1000)
            code = re.search(r'name="code" value="([^"]+)"', page).group(1)  # type: ignore[union-attr]
            start = time.process_time()
            answer = client.post(path, data={"what": "confirm", "code": code})
            presses.append((time.process_time() - start) * 1000)
            assert answer.status_code == 303, answer.status_code
    for name, figures in (("the page of a link", looks), ("one press", presses)):
        marks = quantiles(figures[3:], n=20)
        print(f"  {name:<36} {marks[9]:7.1f} / {marks[18]:5.1f} ms of CPU, p50 / p95   limit 50")


if __name__ == "__main__":
    sys.exit(main(*(int(one) for one in sys.argv[1:2])))
