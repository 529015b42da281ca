"""Checking the whole trail. Every finding says where and what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from foundation.audit.chain import mac_of, same
from foundation.audit.lines import TrailAbout, TrailLine, TrailName, TrailSeal
from foundation.audit.sealing import heads_in, outside
from foundation.db import Database

_AT_ONCE = 5000  # rows
_COPIED = (
    *(TrailAbout.child, TrailAbout.actor, TrailAbout.agency),
    *(TrailAbout.act, TrailAbout.outcome, TrailAbout.at.label("copied_at")),
)
Place = tuple[str, int]


@dataclass(frozen=True)
class Finding:
    """Something wrong in the trail, or a remark: a clock that went back breaks nothing, since order is the number."""

    where: str
    what: str
    remark: bool = False


def verify(database: Database, file: Path) -> Iterator[Finding]:
    """Read every line and seal and the file outside; yields nothing when all is whole."""
    said_outside = outside(file)  # first: the file is written after the commit, so the database holds what it says
    with database.new_reading() as session:
        in_order = select(TrailSeal.number, TrailSeal.body, TrailSeal.mac).order_by(TrailSeal.number)
        seals = session.execute(in_order).all()
        promised = {(stream, number): mac for row in seals for stream, (number, mac) in heads_in(row.body).items()}
        lines = session.execute(
            select(TrailLine.stream, TrailLine.number, TrailLine.at, TrailLine.body, TrailLine.mac)
            .order_by(TrailLine.stream, TrailLine.number)
            .execution_options(yield_per=_AT_ONCE)
        )
        kept: dict[Place, str] = {}
        yield from _check_lines(lines, database.trail_key, promised, kept)
        yield from _check_findable(session)
        yield from _check_names(session)
    yield from _check_seals(seals, database.trail_key)
    for place, mac in promised.items():
        if kept.get(place) != mac:
            yield Finding(f"{place[0]}:{place[1]}", "a sealed line is gone or changed: the end was cut or rewritten")
    yield from _check_outside(seals, said_outside)
    yield from _check_copied(seals, outside(file))


def _check_lines(lines: Any, key: bytes, promised: dict[Place, str], kept: dict[Place, str]) -> Iterator[Finding]:
    stream, number, head, at = "", 0, b"", ""
    for row in lines:
        if row.stream != stream:
            stream, number, head, at = row.stream, 0, b"", ""
        where = f"{row.stream}:{row.number}"
        if row.number != number + 1:
            yield Finding(where, f"lines {number + 1} to {row.number - 1} are missing")
        elif not same(mac_of(key, head, row.stream, row.number, row.at, row.body), row.mac):
            yield Finding(where, "was edited, or put in another's place")
        if row.at < at:
            yield Finding(where, "the clock went back", remark=True)
        number, head, at = row.number, row.mac, row.at
        if (stream, number) in promised:
            kept[stream, number] = row.mac.hex()


def _check_findable(session: Session) -> Iterator[Finding]:
    """What pages find lines by is a copy of the lines: a copy changed, cut or added would hide a look from a family."""
    joined = and_(TrailAbout.stream == TrailLine.stream, TrailAbout.number == TrailLine.number)
    said = TrailLine.body.contains('"about":[')
    rows = session.execute(
        select(TrailLine.stream, TrailLine.number, TrailLine.at, TrailLine.body, *_COPIED)
        .outerjoin(TrailAbout, joined)
        .where(said | TrailAbout.stream.is_not(None))
        .execution_options(yield_per=_AT_ONCE)
    )
    for stream, number, at, body, *copy in rows:
        line = json.loads(body)
        if copy != [*line.get("about", ()), line.get("act"), line.get("outcome"), at]:
            yield Finding(f"{stream}:{number}", "cannot be found, or not rightly, by whom it is about")
    alone = select(TrailAbout.stream, TrailAbout.number).outerjoin(TrailLine, joined).where(TrailLine.stream.is_(None))
    for stream, number in session.execute(alone):
        yield Finding(f"{stream}:{number}", "is to be found, but there is no such line")


def _check_names(session: Session) -> Iterator[Finding]:
    """Protected words may be destroyed, never changed: the line holds the hash of what was written."""
    joined = and_(TrailName.stream == TrailLine.stream, TrailName.number == TrailLine.number)
    rows = session.execute(
        select(TrailName.stream, TrailName.number, TrailName.sealed, TrailLine.body)
        .outerjoin(TrailLine, joined)
        .execution_options(yield_per=_AT_ONCE)
    )
    for stream, number, sealed, body in rows:
        if body is None or f'"names":"{hashlib.sha256(sealed).hexdigest()}"' not in body:
            yield Finding(f"{stream}:{number}", "its protected words were changed")


def _check_seals(seals: Sequence[Any], key: bytes) -> Iterator[Finding]:
    previous, expected = b"", 1
    for row in seals:
        if row.number != expected or not same(mac_of(key, previous, row.number, row.body), row.mac):
            yield Finding(f"seal {row.number}", "was altered, or one before it is missing")
        previous, expected = row.mac, row.number + 1


def _check_outside(seals: Sequence[Any], said: list[tuple[int, str]]) -> Iterator[Finding]:
    held = {row.number: row.mac.hex() for row in seals}
    for number, mac in said:
        if held.get(number) != mac:
            yield Finding(f"seal {number}", "the database does not hold what the file outside says")


def _check_copied(seals: Sequence[Any], said: list[tuple[int, str]]) -> Iterator[Finding]:
    """The newest seal may be on its way to the file; the others must be there, or the file was lost or moved."""
    lacking = {row.number for row in seals[:-1]} - {number for number, _mac in said}
    if lacking:
        yield Finding("file outside", f"lacks {len(lacking)} of {len(seals)} seals", remark=True)
