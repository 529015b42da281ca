"""Everything that an entry ever said, and who said it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.queries import person
from directory import queries
from directory.queries import changes, saved, versions
from directory.work import Working
from foundation.db import reading


@dataclass(frozen=True)
class Told:
    """One line of the story of an entry. number: of a version, 0 for a change. state: published, or of a change."""

    at: datetime
    number: int
    current: bool
    who: str
    state: str = "published"
    change: str = ""


def story(code: str) -> list[Told]:
    """Versions and changes together, newest first."""
    shown = queries.current_number(code)
    told = [Told(row.at, row.number, row.number == shown, _name(row.by)) for row in changes.history(code)]
    told += [
        Told(row.sent_at or row.begun_at, 0, False, row.by_name, row.state, row.uuid)
        for row in changes.of_entry(code)
        if row.state != "published"
    ]
    return sorted(told, key=lambda one: (one.at, one.number), reverse=True)


def _name(by: str) -> str:
    """A person's name; "" for a part of the system, a link, or somebody who is not known any more."""
    who = person(by) if len(by) == 36 else None
    return who.name if who else ""


def version(code: str, number: int) -> tuple[Working, Working, datetime] | None:
    """What a version said, what the entry says now, and when the version was published; None when there is none."""
    uuid = queries.entry_uuid(code)
    found = next((row for row in changes.history(code) if row.number == number), None)
    if uuid is None or found is None:
        return None
    now = saved.working(reading(), uuid)
    then = versions.as_it_was(reading(), code, number, now)
    return (then, now, found.at) if then else None
