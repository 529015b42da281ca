"""Jobs: claimed once whoever asks, tried again, kept when they fail; repeating ones run once for all processes."""

from __future__ import annotations

import multiprocessing
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from foundation import clock, jobs
from foundation.db import Database, changing, reading, scope
from foundation.jobs import Job
from tests import workers

SPAWN = multiprocessing.get_context("spawn")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """What the handler "note" was given; "break" always fails. Other handlers are put aside."""
    heard: list[dict[str, Any]] = []
    monkeypatch.setattr(jobs, "_handlers", {})
    monkeypatch.setattr(jobs, "_every", {})
    jobs.handles("note")(heard.append)

    @jobs.handles("break")
    def break_down(_payload: dict[str, Any]) -> None:
        raise ValueError("the post is closed")

    return heard


def ask(database: Database, name: str, payload: dict[str, Any] | None = None, due: datetime | None = None) -> None:
    with scope(database), changing() as session:
        jobs.later(session, name, payload or {}, due)


def run_at(database: Database, when: datetime) -> int:
    with clock.freeze(when):
        return jobs.run(database, once=True)


def all_jobs(database: Database) -> list[Job]:
    with scope(database):
        return list(reading().scalars(select(Job).order_by(Job.id)))


def test_a_job_is_done_once(database: Database, done: list[Any]) -> None:
    ask(database, "note", {"of": 1})
    assert (jobs.run(database, once=True), jobs.run(database, once=True)) == (1, 0)
    assert done == [{"of": 1}]
    assert all_jobs(database) == [], "its row is gone"


def test_a_job_of_a_change_that_fails_is_never_done(scoped: Database, done: list[Any]) -> None:
    with pytest.raises(KeyError), changing() as session:  # noqa: PT012  # a change that fails late
        jobs.later(session, "note", {})
        raise KeyError
    assert jobs.run(scoped, once=True) == 0


def test_a_job_waits_until_it_is_due_and_the_longest_due_goes_first(database: Database, done: list[Any]) -> None:
    for minutes in (3, 1, 2):
        ask(database, "note", {"of": minutes}, NOON + minutes * MINUTE)
    assert run_at(database, NOON) == 0
    assert run_at(database, NOON + 2 * MINUTE) == 2
    assert [payload["of"] for payload in done] == [1, 2]


def test_a_job_that_fails_is_tried_again_later_each_time_then_kept_with_its_reason(
    database: Database, done: list[Any], caplog: pytest.LogCaptureFixture
) -> None:
    with clock.freeze(NOON):
        ask(database, "break")
    when, waits = NOON, []
    for _ in range(jobs.TRIES):
        assert run_at(database, when) == 1
        assert run_at(database, when) == 0
        (job,) = all_jobs(database)
        waits.append((job.due - when) / MINUTE)
        when = job.due
    assert waits == [2**tries for tries in range(jobs.TRIES)]
    assert job.given_up
    assert run_at(database, when + timedelta(days=9)) == 0
    with scope(database):
        assert [failed.failed for failed in jobs.failures(reading())] == ["ValueError: the post is closed"]


def test_a_job_that_nobody_handles_is_kept_and_the_loop_goes_on(database: Database, done: list[Any]) -> None:
    ask(database, "no such job")
    ask(database, "note")
    assert jobs.run(database, once=True) == 2
    assert len(done) == 1
    assert "no such job" in all_jobs(database)[0].failed


def test_a_job_of_a_process_that_died_is_free_after_its_lease(database: Database, done: list[Any]) -> None:
    with clock.freeze(NOON):
        ask(database, "note")
        assert jobs._claim(database) is not None  # and then the process dies
    assert run_at(database, NOON + jobs.LEASE) == 0
    assert run_at(database, NOON + jobs.LEASE + MINUTE) == 1


def test_a_repeating_job_has_one_row_and_runs_once_each_time(database: Database, done: list[Any]) -> None:
    jobs.repeats("each minute", every=MINUTE)(done.append)
    twin = Database(workers.address(database))
    assert [run_at(database, NOON), run_at(twin, NOON), run_at(twin, NOON + MINUTE / 2)] == [1, 0, 0]
    assert [run_at(twin, NOON + MINUTE), run_at(database, NOON + MINUTE)] == [1, 0]
    assert run_at(database, NOON + timedelta(days=1)) == 1, "what was missed is not made up for"
    twin.dispose()


def test_a_repeating_job_is_never_given_up(database: Database, done: list[Any]) -> None:
    jobs.repeats("break", every=MINUTE)(jobs._handlers["break"])
    for turn in range(jobs.TRIES + 2):
        assert run_at(database, NOON + turn * MINUTE) == 1


def test_the_loop_shows_that_it_lives(database: Database, done: list[Any]) -> None:
    with scope(database):
        assert jobs.pulse(reading()) is None
    run_at(database, NOON)
    run_at(database, NOON + MINUTE)
    with scope(database):
        assert jobs.pulse(reading()) == NOON + MINUTE


def test_the_loop_stops_when_asked(database: Database, done: list[Any]) -> None:
    stop = threading.Event()
    jobs.handles("stop")(lambda _payload: stop.set())
    ask(database, "stop")
    assert jobs.run(database, stop=stop) == 1


def test_the_loop_outlives_a_database_that_was_away(
    database: Database, done: list[Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop, claim = threading.Event(), jobs._claim

    def away_at_first(of: Database) -> Any:
        monkeypatch.setattr(jobs, "_claim", claim)
        raise OperationalError("select 1", {}, ConnectionError("away"))

    monkeypatch.setattr(jobs, "_claim", away_at_first)
    monkeypatch.setattr(jobs, "AWAY_SECONDS", 0)
    jobs.handles("stop")(lambda _payload: stop.set())
    ask(database, "stop")
    jobs.run_for_ever(database, stop)
    assert "could not reach the database" in caplog.text
    assert stop.is_set()


def test_four_processes_do_each_job_once(database: Database, done: list[Any]) -> None:
    with scope(database), changing() as session:
        for number in range(60):
            jobs.later(session, "tell", {"of": number})
    with SPAWN.Pool(4) as pool:
        shares = pool.map(workers.do_jobs, [workers.address(database)] * 4)
    assert Counter(number for share in shares for number in share) == Counter(range(60))
