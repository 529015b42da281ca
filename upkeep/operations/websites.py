"""Which websites are looked at, whose turn it is, what was found, and what the desk said of it.

A look is a measurement: it is kept beside the directory and writes nothing in the trail. What a person decides does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from accounts.models import Authority
from foundation import clock, jobs
from foundation.acts import Actor, Subject, operation
from foundation.db import changing
from foundation.permissions import Permission
from upkeep.checking import Finding, NotAnAddress, parsed
from upkeep.models import WebsiteCheck
from upkeep.queries import websites as queries
from upkeep.rules import websites as rules

LOOK = "upkeep.look"
LEASE = timedelta(minutes=10)  # far longer than a visit; after it a host whose visitor died is free again


@dataclass(frozen=True)
class Turn:
    """A website whose turn it is; nobody else asks its host meanwhile."""

    id: int
    url: str


def _authority(_session: Session, authority: str, *_rest: object) -> Subject:
    return Subject("websites", authority, authority)


@operation(Permission.LINKS_CHECK, about=_authority)
def watch_websites(
    session: Session, actor: Actor, authority: str, urls: Sequence[str], private: frozenset[str] = frozenset()
) -> None:
    """Look at these from now on, spread over a week. One that is looked at already is left as it is."""
    whose = session.scalars(select(Authority.id).where(Authority.slug == authority).with_for_update()).one()
    digests = {hashlib.sha256(url.encode("utf-8", "replace")).digest(): url for url in urls}
    mine = select(WebsiteCheck.digest).where(WebsiteCheck.authority_id == whose, WebsiteCheck.digest.in_(digests))
    for known in session.scalars(mine).all():
        del digests[known]
    now = clock.now()
    for digest, url in digests.items():
        host, first = _host(url, private), rules.first_look(url, now)
        session.add(WebsiteCheck(authority_id=whose, digest=digest, url=url, host=host, next_at=first))


def _host(url: str, private: frozenset[str]) -> str:
    try:
        return parsed(url, private).host[:255]
    except NotAnAddress:
        return ""


@operation(Permission.LINKS_CHECK, about=_authority)
def forget_websites(session: Session, actor: Actor, authority: str) -> None:
    """Look no more at what the directory does not name any more."""
    whose = session.scalars(select(Authority.id).where(Authority.slug == authority)).one()
    named = select(queries.named_in(whose).subquery().c.url)
    mine = delete(WebsiteCheck).where(WebsiteCheck.authority_id == whose, WebsiteCheck.url.not_in(named))
    session.execute(mine.execution_options(synchronize_session=False))


def next_turn() -> Turn | None:
    """The website that has waited longest, of a host that nobody asks now; the whole host is held in one statement."""
    now = clock.now()
    busy = select(WebsiteCheck.host).where(WebsiteCheck.held_until >= now)
    first = select(WebsiteCheck.host).where(WebsiteCheck.next_at <= now, WebsiteCheck.host.not_in(busy))
    first = first.order_by(WebsiteCheck.next_at, WebsiteCheck.id).limit(1)
    free = or_(WebsiteCheck.held_until.is_(None), WebsiteCheck.held_until < now)  # asked again once the row is locked
    hold = update(WebsiteCheck).where(WebsiteCheck.host == first.scalar_subquery(), free)
    hold = hold.values(held_until=now + LEASE).execution_options(synchronize_session=False)
    with changing() as session:
        held = session.execute(hold.returning(WebsiteCheck.next_at, WebsiteCheck.id, WebsiteCheck.url)).all()
    due = min((row for row in held if row.next_at <= now), key=lambda row: (row.next_at, row.id), default=None)
    return Turn(due.id, due.url) if due else None


def keep_finding(turn: Turn, finding: Finding, gap: float) -> None:
    """What a look found; its host is free again after the gap."""
    now = clock.now()
    with changing() as session:
        row = session.get(WebsiteCheck, turn.id, with_for_update=True)
        if row is None:  # the directory does not name it any more
            return
        before = rules.Known(row.host, row.known_host, row.known_title, row.outcome, row.since, row.tries)
        known = rules.judged(before, rules.Look(finding.outcome, finding.host, finding.title), now)
        row.outcome, row.since, row.tries = known.outcome, known.since, known.tries
        row.known_host, row.known_title = known.host, known.title
        row.checked_at, row.status, row.final_host, row.title = now, finding.status, finding.host, finding.title
        row.next_at = rules.next_look(row.url, known.outcome, now)
        session.flush()
        free = update(WebsiteCheck).where(WebsiteCheck.host == row.host).values(held_until=now + timedelta(seconds=gap))
        session.execute(free.execution_options(synchronize_session=False))


@operation(Permission.LINKS_CHECK, about=queries.about_website)
def accept_website(session: Session, actor: Actor, website_id: int) -> bool:
    """Somebody looked, and says that its new host and title are right. False when nothing is suspected."""
    row = session.get_one(WebsiteCheck, website_id, with_for_update=True)
    if row.outcome not in rules.SUSPECTED:
        return False
    row.known_host, row.known_title = row.final_host, row.title
    row.outcome, row.since, row.tries = rules.ANSWERED, clock.now(), 1
    return True


@operation(Permission.LINKS_CHECK, about=queries.about_website)
def look_now(session: Session, actor: Actor, website_id: int) -> None:
    """Look at it as soon as its host may be asked."""
    row = session.get_one(WebsiteCheck, website_id, with_for_update=True)
    row.next_at = clock.now()
    jobs.later(session, LOOK, {})
