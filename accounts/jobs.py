"""What this room does later: letters to whoever cannot get in, and what has ended goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts import operations
from accounts.operations import recovery
from foundation import jobs
from foundation.acts import system

ACTOR = system("accounts")


def serve() -> None:
    """When a process starts: who does this room's jobs."""
    jobs.handles(recovery.ASKED)(_recover)
    jobs.handles(recovery.BEGUN)(_fresh_start)
    jobs.repeats("accounts.clear-out", every=timedelta(hours=1))(_clear_out)


def _recover(payload: dict[str, Any]) -> None:
    operations.send_link(ACTOR, str(payload["email"]))


def _fresh_start(payload: dict[str, Any]) -> None:
    operations.send_fresh_start(ACTOR, str(payload["recovery"]))


def _clear_out(_payload: dict[str, Any]) -> None:
    operations.clear_out(ACTOR)
