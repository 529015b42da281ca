"""Sign-ins: opened after each step with a new token, read once a request, ended when they like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from accounts.models import Person, SignIn
from accounts.security import tokens
from foundation import clock
from foundation.db import changing, reading

IDLE = timedelta(hours=20)
LONGEST = timedelta(days=30)
LASTS = {"half": timedelta(minutes=10), "joining": timedelta(hours=2), "whole": LONGEST}
FRESH = timedelta(minutes=15)
PROVED = timedelta(minutes=30)  # so lately must one have proved who one is before a record opens
SEEN_EVERY = timedelta(minutes=10)  # a page writes that its reader was there at most this often
KEPT = timedelta(days=1)  # ended sign-ins, so that a form sent a little too late still finds its writer


@dataclass(frozen=True)
class Known:
    """A sign-in as a page knows it."""

    digest: bytes
    uuid: str
    person_id: int
    person: str
    stage: str
    proved_at: datetime
    seen_at: datetime
    ends_at: datetime
    invitation_id: int | None
    recovery_id: int | None


@dataclass(frozen=True)
class Opened:
    """A new sign-in: what the cookie is to hold, and how far the person has come."""

    token: str
    stage: str


def open_one(
    session: Session,
    person_id: int,
    stage: str,
    device: str,
    *,
    instead_of: bytes | None = None,
    invitation_id: int | None = None,
    recovery_id: int | None = None,
) -> Opened:
    """Inside a change: a new sign-in with a new token; the one before it (by its digest) goes."""
    if instead_of is not None:
        session.execute(delete(SignIn).where(SignIn.digest == instead_of))
    token, now = tokens.new(), clock.now()
    session.add(
        SignIn(
            digest=tokens.digest(token),
            person_id=person_id,
            stage=stage,
            started_at=now,
            proved_at=now,
            seen_at=now,
            ends_at=now + LASTS[stage],
            device=device[:100],
            invitation_id=invitation_id,
            recovery_id=recovery_id,
        )
    )
    session.flush()
    return Opened(token, stage)


def who(token: str) -> Known | None:
    """Whose token this is, by one read of a primary key; None when it has ended."""
    return _known(reading().get(SignIn, tokens.digest(token)), clock.now())


def whose_was(token: str) -> int | None:
    """The person of a sign-in that may have ended, so that what they typed comes back to nobody else."""
    row = reading().get(SignIn, tokens.digest(token)) if token else None
    return None if row is None else row.person_id


def _known(row: SignIn | None, now: datetime) -> Known | None:
    if row is None or ends(row) <= now:
        return None
    uuid = reading().scalar(select(Person.uuid).where(Person.id == row.person_id)) or ""
    return Known(
        row.digest,
        row.uuid,
        row.person_id,
        uuid,
        row.stage,
        row.proved_at,
        row.seen_at,
        ends(row),
        row.invitation_id,
        row.recovery_id,
    )


def ends(row: SignIn) -> datetime:
    """When a sign-in ends if nobody comes back before."""
    return min(row.ends_at, row.seen_at + IDLE)


def current(session: Session, digest: bytes, stage: str) -> SignIn:
    """Inside a change: the sign-in that goes on, locked. NotSignedIn when it has ended or is not so far."""
    row = session.get(SignIn, digest, with_for_update=True)
    if row is None or row.stage != stage or ends(row) <= clock.now():
        raise NotSignedIn
    return row


class NotSignedIn(LookupError):
    """The sign-in that this belongs to has ended."""


def freshly_proved(known: Known, within: timedelta = FRESH) -> bool:
    """Whether the person proved who they are so lately that they may change how they sign in."""
    return known.stage == "whole" and clock.now() - known.proved_at <= within


def seen(known: Known) -> None:
    """Note that somebody is still there. Not an act of theirs, so it leaves no line."""
    if clock.now() - known.seen_at < SEEN_EVERY:
        return
    with changing() as session:
        row = session.get(SignIn, known.digest, with_for_update=True)
        if row is not None:
            row.seen_at = clock.now()


def end_all(session: Session, person_id: int, but: bytes | None = None) -> None:
    """Inside a change: end every sign-in of a person, except one when it is named."""
    unwanted = delete(SignIn).where(SignIn.person_id == person_id)
    session.execute(unwanted if but is None else unwanted.where(SignIn.digest != but))


def clear_out(session: Session) -> None:
    """Inside a change: what ended a day ago goes."""
    then = clock.now() - KEPT
    session.execute(delete(SignIn).where(or_(SignIn.ends_at < then, SignIn.seen_at < then - IDLE)))


_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    *(("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows")),
    *(("CrOS", "ChromeOS"), ("Mac OS", "Mac"), ("Linux", "Linux")),
)


def device_words(user_agent: str) -> str:
    """A few names that a person knows their own device by: "Firefox, Windows". "" when the browser does not say."""
    plain = re.sub(r"[^\x20-\x7e]", "", user_agent)[:400]
    found = [next((name for mark, name in marks if mark in plain), "") for marks in (_BROWSERS, _SYSTEMS)]
    return ", ".join(name for name in found if name)
