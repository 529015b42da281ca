"""By the clock: scores follow what is published, and bulk actions go on where a request left off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from desk import operations
from foundation import jobs
from foundation.db import changing

SCORES = "desk.scores"
EVERY = timedelta(minutes=5)
TURNS = 25  # so many times two hundred entries in one job, well within its lease


def serve() -> None:
    """Say that this process may do these jobs."""
    jobs.repeats(SCORES, every=EVERY)(_score)
    jobs.handles(operations.JOB)(_go_on)


def _score(_payload: dict[str, Any]) -> None:
    for _turn in range(TURNS):
        if not operations.score_some():
            return


def _go_on(payload: dict[str, Any]) -> None:
    """A hundred entries; then the next."""
    if operations.carry_on(str(payload["run"])):
        with changing() as session:
            jobs.later(session, operations.JOB, payload)
