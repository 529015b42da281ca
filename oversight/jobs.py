"""By clock: the whole trail is read each night."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from foundation import jobs
from foundation.acts import system
from foundation.settings import Settings
from oversight import checking


def serve(settings: Settings) -> None:
    """Register what runs by itself."""

    def check(_payload: dict[str, Any]) -> int:
        return checking.check(system("job"), settings).lines

    jobs.repeats("oversight.verify", every=timedelta(days=1))(check)
