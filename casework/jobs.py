"""Each day: late steps and what nobody looked at again are told of, and lists that nobody uses go."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts import queries as accounts
from casework import operations
from foundation import jobs
from foundation.acts import system


def serve() -> None:
    """Register what runs by itself."""

    def look(_payload: dict[str, Any]) -> int:
        letters = 0
        for one in accounts.authorities():
            letters += operations.remind(system("job"), one.slug)
            operations.forget_unused(system("job"), one.slug)
        return letters

    jobs.repeats("casework.daily", every=timedelta(days=1))(look)
