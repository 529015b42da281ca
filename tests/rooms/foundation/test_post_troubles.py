"""What the mail server may do to letters, and what becomes of each: nothing is lost, nothing goes twice."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from foundation import clock, db, jobs, post
from foundation.db import Database, changing, reading
from foundation.post import Letter
from tests import workers
from tests.mail_server import Box, listening

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SENDER = "Waymark <letters@waymark.example>"


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Box]:
    monkeypatch.setattr(jobs, "_handlers", {})
    monkeypatch.setattr(jobs, "_every", {})
    with listening() as kept:
        post.deliver_by(kept.address, SENDER)
        yield kept


def write(*to: str, bulk: bool = False) -> None:
    with changing() as session:
        for one in to:
            post.send(session, to=one, language="en", subject=f"For {one}", text="Still right?\n.\n", bulk=bulk)


def letters() -> dict[str, Letter]:
    return {letter.to: letter for letter in reading().scalars(select(Letter))}


def run(database: Database, moment: datetime = NOON) -> None:
    with clock.freeze(moment):
        jobs.run(database, once=True)
    db.open_scope(database)


def test_many_letters_go_over_one_connection_and_leave_one_job(scoped: Database, box: Box) -> None:
    with clock.freeze(NOON):
        write(*(f"a{n}@agency.example" for n in range(20)))
    assert len(list(reading().scalars(select(jobs.Job)))) == 1
    run(scoped)
    assert len(box.letters) == 20
    assert box.connections == 1
    assert box.letters[0][1].get_content().split() == ["Still", "right?", "."], "a line that is a dot arrives as one"


def test_letters_that_somebody_waits_for_go_before_the_bulk(scoped: Database, box: Box) -> None:
    with clock.freeze(NOON - timedelta(minutes=5)):
        write("reminded@agency.example", bulk=True)
    with clock.freeze(NOON):
        write("signing-in@agency.example")
    run(scoped)
    assert box.went_to == ["signing-in@agency.example", "reminded@agency.example"]


def test_an_address_that_is_refused_costs_no_other_letter(scoped: Database, box: Box) -> None:
    box.to_address["gone@agency.example"] = "550 No such user"
    with clock.freeze(NOON):
        write("gone@agency.example", "here@agency.example")
    run(scoped)
    assert box.went_to == ["here@agency.example"]
    assert [letter.to for letter in post.undelivered(reading())] == ["gone@agency.example"]
    assert letters()["gone@agency.example"].failed == "550 No such user"
    refused = post.refusals(reading(), ["GONE@agency.example", "here@agency.example"])
    assert {a: (row.at, row.reason) for a, row in refused.items()} == {
        "gone@agency.example": (NOON, "550 No such user")
    }


def test_an_address_that_works_again_is_refused_no_longer(scoped: Database, box: Box) -> None:
    box.to_address["amal@agency.example"] = "550 No such user"
    with clock.freeze(NOON):
        write("amal@agency.example")
    run(scoped)
    box.to_address.clear()
    with clock.freeze(NOON), changing() as session:
        assert post.send_again(session, letters()["amal@agency.example"].id)
    run(scoped, NOON + timedelta(hours=1))
    assert box.went_to == ["amal@agency.example"]
    assert post.refusals(reading(), ["amal@agency.example"]) == {}


def test_a_letter_that_is_put_off_goes_later_and_later(scoped: Database, box: Box) -> None:
    box.to_address["full@agency.example"] = "452 The box is full"
    with clock.freeze(NOON):
        write("full@agency.example", "here@agency.example")
    run(scoped)
    waits = []
    moment = NOON
    for _turn in range(4):
        due = letters()["full@agency.example"].due
        assert due is not None
        waits.append(due - moment)
        moment = due
        run(scoped, moment)
    assert waits == [timedelta(minutes=n) for n in (1, 2, 4, 8)]
    assert box.went_to == ["here@agency.example"]
    box.to_address.clear()
    run(scoped, NOON + timedelta(hours=3))
    assert box.went_to == ["here@agency.example", "full@agency.example"]


def test_a_letter_that_is_put_off_for_days_is_given_up_with_its_reason(scoped: Database, box: Box) -> None:
    box.to_address["full@agency.example"] = "452 The box is full"
    with clock.freeze(NOON):
        write("full@agency.example")
    run(scoped, NOON + timedelta(days=6))
    assert [letter.failed for letter in post.undelivered(reading())] == ["452 The box is full"]


def test_a_server_that_is_away_for_days_loses_nothing(scoped: Database, box: Box) -> None:
    post.deliver_by("smtp://127.0.0.1:1", SENDER)
    with clock.freeze(NOON):
        write("amal@agency.example")
    for hours in (0, 1, 30, 200):
        run(scoped, NOON + timedelta(hours=hours))
    assert letters()["amal@agency.example"].tries == 0, "nobody was spoken to"
    post.deliver_by(box.address, SENDER)
    run(scoped, NOON + timedelta(hours=201))
    assert box.went_to == ["amal@agency.example"]


def test_a_server_that_breaks_off_is_asked_again_for_the_rest(scoped: Database, box: Box) -> None:
    box.break_off = 2
    with clock.freeze(NOON):
        write(*(f"a{n}@agency.example" for n in range(4)))
    run(scoped)
    assert len(box.letters) == 2
    box.break_off = 0
    run(scoped, NOON + timedelta(minutes=10))
    assert sorted(box.went_to) == [f"a{n}@agency.example" for n in range(4)]


def test_a_letter_that_may_have_been_taken_is_not_sent_again_by_itself(scoped: Database, box: Box) -> None:
    box.take_and_break_off = True
    with clock.freeze(NOON):
        write("amal@agency.example")
    run(scoped)
    box.take_and_break_off = False
    later = NOON + timedelta(days=1)
    run(scoped, later)
    assert len(box.letters) == 1
    with clock.freeze(later):
        (letter,) = post.unsure(reading())
        with changing() as session:
            assert post.send_again(session, letter.id)
            assert not post.send_again(session, letter.id), "it is in the outbox already"
    run(scoped, later)
    assert len(box.letters) == 2
    first, second = (message["Message-ID"] for _to, message in box.letters)
    assert first == second, "so that the reader's program knows the second for the same letter"


def test_a_process_killed_while_it_speaks_leaves_its_letter_unsure(scoped: Database, box: Box) -> None:
    """The process is killed by the server's own hand, at the moment when the letter is being handed over."""
    with clock.freeze(NOON):
        write("first@agency.example", "second@agency.example", "third@agency.example")
    url = workers.address(scoped)
    db.close_scope()
    scoped.dispose()

    def work() -> None:
        with clock.freeze(NOON):
            jobs.run(Database(url), once=True)

    ready, go = os.pipe()

    def wait_and_work() -> None:
        os.read(ready, 1)
        work()

    child = workers.forked(wait_and_work)
    box.kill_at = ("second@agency.example", child)
    os.write(go, b"!")
    _pid, status = os.waitpid(child, 0)
    db.open_scope(scoped)
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGKILL
    later = NOON + jobs.LEASE + timedelta(minutes=1)
    run(scoped, later)
    assert sorted(set(box.went_to)) == ["first@agency.example", "third@agency.example"]
    assert len(box.letters) == 2
    with clock.freeze(later):
        assert [letter.to for letter in post.unsure(reading())] == ["second@agency.example"]
