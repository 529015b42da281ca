"""Asking for one child. Every question is written down, its words protected, whether or not anybody is there."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

import profiles
from access import queries as access
from accounts.models import Authority
from childindex import places_to_look, rules
from childindex.finding import Asked
from childindex.models import Finding
from childindex.places_to_look import Hit
from foundation import acts, clock
from foundation.acts import Actor, Subject, operation
from foundation.permissions import Permission

KEPT = timedelta(hours=12)


class NotEnough(ValueError):
    """Too little was asked to mean one child. fields: what is missing."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


class UnknownFinding(LookupError):
    """There is no such question of this person's, or its time has passed."""


def find(actor: Actor, asked: Asked, on_behalf_of: str = "") -> str:
    """Ask for one child; answers the UUID of the finding, which says nothing. NotEnough when the profile asks for more.

    The same statements run whether nobody, too many or a hidden child is meant; only stubs that are shown add lines.
    """
    return _find(actor, access.index_of(actor), asked, on_behalf_of)


def lacking(actor: Actor, asked: Asked) -> tuple[str, ...]:
    """Which of the fields that must be known before looking are not given."""
    profile = profiles.current()
    given = {
        "name": bool(asked.given or asked.family),
        "dob": asked.born is not None,
        "gender": bool(asked.gender),
        "postcode": bool(asked.postcode),
        "address": bool(asked.postcode),
    }
    if profile.search.mode == "any_field":
        return () if given["name"] or (given["dob"] and given["postcode"]) else ("name",)
    asks = rules.required(profile, access.viewer(actor, access.index_of(actor)).level)
    return tuple(one for one in asks if not given.get(one, False))


@operation(Permission.CHILD_FIND, about=lambda _session, authority, *_more: Subject("index", "", authority))
def _find(session: Session, actor: Actor, authority: str, asked: Asked, on_behalf_of: str) -> str:
    missing = lacking(actor, asked)
    if missing:
        raise NotEnough(missing)
    hits = places_to_look.look_everywhere(actor, authority, asked)
    shown = places_to_look.shown(hits, profiles.current().search.max_results)
    now = clock.now()
    row = Finding(
        authority_id=session.scalars(select(Authority.id).where(Authority.slug == authority)).one(),
        person=actor.id,
        asked=_plain(asked),
        shown=[_stub(hit) for hit in shown],
        met=[hit.ref for hit in hits],
        on_behalf_of=on_behalf_of,
        at=now,
        until=now + KEPT,
    )
    session.add(row)
    session.flush()
    asked_for = {"on_behalf_of": on_behalf_of} if on_behalf_of else {}
    acts.remark(
        key=f"find:{now:%Y-%m}",
        names={"asked": json.dumps(row.asked, ensure_ascii=False), **asked_for},
        shown=[hit.ref for hit in shown],
    )
    for hit in shown:
        acts.also_showed(Permission.CHILD_FIND, Subject("child", hit.ref, authority), {"hit": ["stub R5"]})
    return row.uuid


def _plain(asked: Asked) -> dict[str, Any]:
    return {**asdict(asked), "born": asked.born.isoformat() if asked.born else ""}


def _stub(hit: Hit) -> dict[str, Any]:
    name = " ".join(part for part in (hit.given, hit.family) if part)
    return {"place": hit.place, "ref": hit.ref, "name": name, "year": hit.year, "area": hit.area}


def index_of_finding(session: Session, finding: str) -> str:
    """Inside a change: the authority in whose index a question was asked, or ""."""
    asked = select(Authority.slug).join(Finding, Finding.authority_id == Authority.id).where(Finding.uuid == finding)
    return session.scalar(asked) or ""


def held_finding(session: Session, actor: Actor, uuid: str) -> Finding:
    """Inside a change: a question of this person's own that still stands. UnknownFinding."""
    row = session.scalar(select(Finding).where(Finding.uuid == uuid, Finding.person == actor.id))
    if row is None or row.until <= clock.now():
        raise UnknownFinding(uuid)
    return row


@operation(Permission.CHILD_RELEASE, about=lambda _session, authority: Subject("index", "", authority))
def forget_old(session: Session, _actor: Actor, _authority: str) -> None:
    """Questions go when their time has passed. What was asked stays in the trail, protected."""
    session.execute(delete(Finding).where(Finding.until < clock.now()))
