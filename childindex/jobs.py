"""Each night: records that wait are settled, questions forgotten, grown-ups' records put away, leads reminded."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts import queries as accounts
from childindex import operations
from foundation import jobs
from foundation.acts import system


def serve() -> None:
    """Register what runs by itself."""

    def settle(_payload: dict[str, Any]) -> None:
        for one in accounts.authorities():
            operations.settle_waiting(system("job"), one.slug)
            operations.forget_old(system("job"), one.slug)
            operations.put_away_due(system("job"), one.slug)
            operations.forget_due(system("job"), one.slug)
            operations.remind_leads(system("job"), one.slug)

    jobs.repeats("childindex.settle", every=timedelta(days=1))(settle)
