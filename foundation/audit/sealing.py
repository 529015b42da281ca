"""Seals: each names the head of every stream that moved, and is copied to a file outside the database."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from weakref import WeakKeyDictionary

from sqlalchemy import and_, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from foundation import clock
from foundation.audit.chain import canonical, mac_of
from foundation.audit.lines import TrailLine, TrailSeal
from foundation.db import Database

_OUTSIDE = re.compile(r"^(\d+) ([0-9a-f]{64})$", re.M)
Heads = dict[str, tuple[int, str]]  # stream -> number and hash of its last line


class _Known:
    """The seals this process has read, so that each minute reads only the newer ones."""

    def __init__(self) -> None:
        self.number = 0
        self.mac = b""
        self.heads: Heads = {}


_known: WeakKeyDictionary[Database, _Known] = WeakKeyDictionary()


def seal(database: Database, file: Path) -> int | None:
    """Seal what is new, on the disk for certain, then copy to the file every seal it lacks.

    Returns the new seal's number, or None when nothing moved or another process was first.
    """
    number: int | None = None
    try:
        with database.write(sealing=True) as session:
            number = _add_seal(database, session)
    except IntegrityError:
        _known.pop(database, None)
    _copy_outside(database, file)
    return number


def heads_now(session: Session) -> Heads:
    """The last line of every stream, by hopping along the key: the cost is the number of streams, not of lines."""
    hop = select(func.min(TrailLine.stream).label("stream")).cte("hop", recursive=True)
    following = select(func.min(TrailLine.stream)).where(TrailLine.stream > hop.c.stream).correlate(hop)
    hop = hop.union_all(select(following.scalar_subquery()).where(hop.c.stream.is_not(None)))
    last = select(func.max(TrailLine.number)).where(TrailLine.stream == hop.c.stream).correlate(hop).scalar_subquery()
    joined = and_(TrailLine.stream == hop.c.stream, TrailLine.number == last)
    rows = session.execute(
        select(TrailLine.stream, TrailLine.number, TrailLine.mac).select_from(hop).join(TrailLine, joined)
    )
    return {row.stream: (row.number, row.mac.hex()) for row in rows}


def heads_in(body: str) -> Heads:
    """The heads a seal names."""
    return {stream: (number, mac) for stream, (number, mac) in json.loads(body)["heads"].items()}


def _add_seal(database: Database, session: Session) -> int | None:
    known = _catch_up(database, session)
    moved = {stream: head for stream, head in heads_now(session).items() if known.heads.get(stream) != head}
    if not moved:
        return None
    number = known.number + 1
    body = canonical({"at": clock.real().isoformat(timespec="seconds"), "heads": moved})
    mac = mac_of(database.trail_key, known.mac, number, body)
    session.execute(insert(TrailSeal).values(number=number, body=body, mac=mac))
    return number


def _catch_up(database: Database, session: Session) -> _Known:
    """What all seals so far say. Only committed seals are read, so a seal that fails is never remembered."""
    known = _known.setdefault(database, _Known())
    newer = select(TrailSeal.number, TrailSeal.body, TrailSeal.mac).where(TrailSeal.number > known.number)
    for row in session.execute(newer.order_by(TrailSeal.number)):
        known.heads.update(heads_in(row.body))
        known.number, known.mac = row.number, row.mac
    return known


def _copy_outside(database: Database, file: Path) -> None:
    """After the commit, append and flush to the disk. A process killed in between is made good by the next."""
    held = last_outside(file)
    with database.new_reading() as session:
        rows = session.execute(
            select(TrailSeal.number, TrailSeal.mac).where(TrailSeal.number > held).order_by(TrailSeal.number)
        ).all()
    if not rows:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="ascii") as out:
        # Each begins a new line, so that one cut short by a power cut spoils only itself.
        out.write("".join(f"\n{row.number} {row.mac.hex()}" for row in rows) + "\n")
        out.flush()
        os.fsync(out.fileno())


def outside(file: Path) -> list[tuple[int, str]]:
    """What the file says: number and hash of each seal. A line cut short is passed over; it was written again."""
    if not file.exists():
        return []
    whole = _OUTSIDE.findall(file.read_text(encoding="ascii"))
    return [(int(number), mac) for number, mac in whole]


def last_outside(file: Path) -> int:
    """The number of the last seal in the file, or 0."""
    return max((number for number, _mac in outside(file)), default=0)
