"""Once a day: what readers wrote long ago is forgotten."""

from __future__ import annotations

from datetime import timedelta

from feedback import operations
from foundation import jobs
from foundation.acts import system

FORGET = "feedback.forget"
EVERY = timedelta(days=1)


def serve() -> None:
    """Say that this process may do this job."""
    jobs.repeats(FORGET, every=EVERY)(lambda _payload: operations.forget_old(system("job")))
