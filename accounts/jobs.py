"""What this room does later: letters to whoever cannot get in or soon cannot, and what has ended goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts import keys, operations, queries
from accounts.operations import recovery
from accounts.queries import clearances
from foundation import jobs
from foundation.acts import system

ACTOR = system("accounts")


def serve() -> None:
    """When a process starts: who does this room's jobs."""
    jobs.handles(recovery.ASKED)(_recover)
    jobs.handles(recovery.BEGUN)(_fresh_start)
    jobs.repeats("accounts.clear-out", every=timedelta(hours=1))(_clear_out)
    jobs.repeats("accounts.lapsing", every=timedelta(days=1))(_lapsing)


def _recover(payload: dict[str, Any]) -> None:
    operations.send_link(ACTOR, str(payload["email"]))


def _fresh_start(payload: dict[str, Any]) -> None:
    operations.send_fresh_start(ACTOR, str(payload["recovery"]))


def _clear_out(_payload: dict[str, Any]) -> None:
    operations.clear_out(ACTOR)


def _lapsing(_payload: dict[str, Any]) -> int:
    """Tell whoever's access ends in 30 or 7 days, and their managers. Each letter goes once, however often this runs."""
    if not keys.serves_practitioners():
        return 0
    sent = clearances.letters_sent()
    return sum(_remind(one) for one in clearances.all_due() if (one.person, one.what, one.until, one.days) not in sent)


def _remind(one: clearances.Due) -> bool:
    managers = queries.people_of(one.agency, ("agency-manager",)) if one.agency else []
    told = tuple(manager.uuid for manager in managers)
    return operations.remind(ACTOR, one.person, what=one.what, until=one.until, managers=told)
