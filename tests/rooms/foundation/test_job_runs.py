"""What the jobs did is written down; a long job is no dead loop; nothing is done twice whoever dies."""

from __future__ import annotations

import os
import signal
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from foundation import clock, jobs, runs
from foundation.db import Database, changing, reading, scope
from foundation.jobs import Job
from foundation.runs import JobRun
from tests import workers

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _no_other_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_handlers", {})
    monkeypatch.setattr(jobs, "_every", {})


def ask(database: Database, name: str) -> None:
    with scope(database), changing() as session:
        jobs.later(session, name, {})


def run_at(database: Database, when: datetime) -> int:
    with clock.freeze(when):
        return jobs.run(database, once=True)


def kept(database: Database) -> list[JobRun]:
    with scope(database):
        return list(reading().scalars(select(JobRun).order_by(JobRun.id)))


def test_each_run_is_kept_with_how_it_went(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    jobs.repeats("count", every=MINUTE)(lambda _payload: 7)
    jobs.repeats("break", every=MINUTE)(lambda _payload: {}["what"])
    assert run_at(database, NOON) == 2
    said = {run.name: (run.started_at, run.ended_at, run.outcome, run.words, run.count) for run in kept(database)}
    assert said == {
        "count": (NOON, NOON, "ok", "", 7),
        "break": (NOON, NOON, "failed", "KeyError: 'what'", None),
    }


def test_the_latest_few_of_each_job_are_kept_for_a_month(database: Database) -> None:
    jobs.repeats("often", every=MINUTE)(lambda _payload: None)
    jobs.handles("once")(lambda _payload: None)
    with clock.freeze(NOON):
        ask(database, "once")
    for turn in range(runs.KEPT_EACH + 5):
        run_at(database, NOON + turn * MINUTE)
    names = [run.name for run in kept(database)]
    assert (names.count("often"), names.count("once")) == (runs.KEPT_EACH, 1)
    with scope(database):
        latest = runs.latest(reading())
        assert latest["often"].started_at == NOON + (runs.KEPT_EACH + 4) * MINUTE
        assert [run.id for run in runs.of(reading(), "often")] == sorted(
            (r.id for r in kept(database) if r.name == "often"), reverse=True
        )
    run_at(database, NOON + runs.KEPT + timedelta(days=1))
    assert [run.name for run in kept(database)] == ["often"]


def test_the_loop_shows_that_it_lives_while_one_job_takes_long(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "BEAT_EVERY", timedelta(milliseconds=5))
    beats, enough = [], threading.Event()
    beat = jobs.beat

    def counted(of: Database) -> None:
        beat(of)
        beats.append(threading.current_thread().name)
        if len(beats) > 3:
            enough.set()

    monkeypatch.setattr(jobs, "beat", counted)
    jobs.handles("long")(lambda _payload: None if enough.wait(30) else pytest.fail("nobody saw that the loop lives"))
    with clock.freeze(NOON):
        ask(database, "long")
        assert jobs.run(database, once=True) == 1
    assert set(beats) == {"MainThread", "beat"}
    assert "beat" not in {thread.name for thread in threading.enumerate()}, "it ends with the loop"


def test_a_job_that_outlives_its_lease_shows_as_trouble(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    busy = jobs._Busy()
    assert not busy.stuck()
    busy.since = time.monotonic()
    assert not busy.stuck()
    busy.since -= jobs.LEASE.total_seconds() + 1
    assert busy.stuck()


def test_a_job_that_failed_is_tried_again_when_somebody_says_so(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    jobs.handles("break")(lambda _payload: {}["what"])
    with clock.freeze(NOON):
        ask(database, "break")
        jobs.run(database, once=True)
    with scope(database), clock.freeze(NOON), changing() as session:
        (job,) = jobs.failing(session)
        assert jobs.try_again(session, job.id)
        assert not jobs.try_again(session, 999)
    jobs.handles("break")(lambda _payload: None)
    assert run_at(database, NOON) == 1
    assert [run.outcome for run in kept(database)] == ["failed", "ok"]
    with scope(database):
        assert jobs.failing(reading()) == []


def test_what_somebody_is_doing_is_not_tried_again_meanwhile(database: Database) -> None:
    with clock.freeze(NOON):
        ask(database, "note")
        claim = jobs._claim(database)
        assert claim is not None
        with scope(database), changing() as session:
            session.get_one(Job, claim.id).failed = "OSError: the last time"
            assert not jobs.try_again(session, claim.id)


def test_four_processes_do_each_repeating_job_once(database: Database) -> None:
    url = workers.address(database)
    database.dispose()
    told, tell = os.pipe()

    def work() -> None:
        for name in "abcdef":
            jobs.repeats(name, every=timedelta(days=1))(lambda _payload, name=name: os.write(tell, name.encode()))
        with clock.freeze(NOON):
            jobs.run(Database(url), once=True)

    children = [workers.forked(work) for _ in range(4)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4
    os.close(tell)
    assert sorted(os.read(told, 100)) == sorted(b"abcdef")
    os.close(told)
    assert sorted(run.name for run in kept(database)) == list("abcdef")


def test_the_job_of_a_killed_process_is_taken_up_after_its_lease(database: Database) -> None:
    with clock.freeze(NOON):
        ask(database, "die")
    url = workers.address(database)
    database.dispose()

    def work() -> None:
        jobs.handles("die")(lambda _payload: os.kill(os.getpid(), signal.SIGKILL))
        with clock.freeze(NOON):
            jobs.run(Database(url), once=True)

    _pid, status = os.waitpid(workers.forked(work), 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    done: list[Any] = []
    jobs.handles("die")(done.append)
    assert run_at(database, NOON + jobs.LEASE) == 0
    assert run_at(database, NOON + jobs.LEASE + MINUTE) == 1
    assert len(done) == 1
    assert [run.outcome for run in kept(database)] == ["ok"], "what was killed wrote nothing down"
