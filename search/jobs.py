"""Once a day: what was searched for long ago is forgotten."""

from __future__ import annotations

from datetime import timedelta

from foundation import jobs
from foundation.acts import system
from search import operations

FORGET = "search.forget"
EVERY = timedelta(days=1)


def serve() -> None:
    """Say that this process may do this job."""
    jobs.repeats(FORGET, every=EVERY)(lambda _payload: operations.forget_asked(system("job")))
