"""What somebody sees of their own account, and what signing in must know before it changes anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts import rules
from accounts.models import Invitation, Membership, Passkey, Person, Recovery, RecoveryCode, SignIn
from foundation import clock
from foundation.db import reading


@dataclass(frozen=True)
class Ways:
    """How a person can sign in. A passkey is enough by itself; all else stands beside a password."""

    password: bool = False
    passkeys: int = 0
    app: bool = False
    email: bool = False
    printed: int = 0

    @property
    def enough(self) -> bool:
        """Whether they can sign in at all without printed codes, which run out."""
        return self.passkeys > 0 or (self.password and (self.app or self.email))

    @property
    def beside_password(self) -> bool:
        """Whether a second step can follow a password."""
        return self.passkeys > 0 or self.app or self.email or self.printed > 0


@dataclass(frozen=True)
class Login:
    """What the sign-in page must know of an address. Never shown."""

    uuid: str
    person_id: int
    email: str
    name: str
    language: str
    password_hash: str | None
    ways: Ways


@dataclass(frozen=True)
class PasskeyShown:
    """A passkey, as its owner named it."""

    uuid: str
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class SignInShown:
    """A browser in which somebody is signed in."""

    uuid: str
    device: str
    started_at: datetime
    seen_at: datetime


@dataclass(frozen=True)
class RecoveryShown:
    """A way back in, and whether it is open: "open", "early", "late", "used", "stopped"."""

    uuid: str
    person: str
    kind: str
    works_from: datetime
    ends_at: datetime
    state: str


def login(email: str) -> Login | None:
    """Who has this address."""
    return _login(reading().scalar(select(Person).where(Person.email == email.strip().lower()[:320])))


def login_of(uuid: str) -> Login | None:
    """The same, by UUID."""
    return _login(reading().scalar(select(Person).where(Person.uuid == uuid)))


def ways_of(session: Session, row: Person) -> Ways:
    """Every way this person has, read by this session."""
    passkeys = session.scalar(select(func.count()).where(Passkey.person_id == row.id)) or 0
    printed = session.scalar(select(func.count()).where(RecoveryCode.person_id == row.id)) or 0
    held = select(Membership.role).where(Membership.person_id == row.id, Membership.ended_at.is_(None))
    by_email = row.code_by_email and rules.codes_by_email_suffice(session.scalars(held))
    return Ways(row.password_hash is not None, passkeys, row.totp_secret is not None, by_email, printed)


def passkeys_of(uuid: str) -> list[PasskeyShown]:
    """A person's passkeys, the oldest first."""
    rows = reading().scalars(
        select(Passkey).join(Person, Person.id == Passkey.person_id).where(Person.uuid == uuid).order_by(Passkey.id)
    )
    return [PasskeyShown(row.uuid, row.name, row.added_at, row.used_at) for row in rows]


def sign_ins_of(uuid: str, alive: datetime) -> list[SignInShown]:
    """Where a person is signed in, the latest first; those last seen before `alive` have ended."""
    rows = reading().scalars(
        select(SignIn)
        .join(Person, Person.id == SignIn.person_id)
        .where(Person.uuid == uuid, SignIn.stage == "whole", SignIn.seen_at > alive, SignIn.ends_at > clock.now())
        .order_by(SignIn.seen_at.desc())
    )
    return [SignInShown(row.uuid, row.device, row.started_at, row.seen_at) for row in rows]


def invitation_role(invitation_id: int | None) -> str:
    """The role that somebody is about to accept; "" when none."""
    found = reading().get(Invitation, invitation_id) if invitation_id else None
    return found.role if found else ""


def recovery(digest: bytes, *, stop: bool = False) -> RecoveryShown | None:
    """The way back in whose letter holds this token, or the token that stops it."""
    column = Recovery.stop_digest if stop else Recovery.digest
    row = reading().scalar(select(Recovery).where(column == digest))
    if row is None:
        return None
    person = reading().get_one(Person, row.person_id)
    return RecoveryShown(row.uuid, person.uuid, row.kind, row.works_from, row.ends_at, state_of(row))


def fresh_start_of(person: str) -> RecoveryShown | None:
    """The fresh start that waits for this person, if one does."""
    rows = reading().scalars(
        select(Recovery)
        .join(Person, Person.id == Recovery.person_id)
        .where(Person.uuid == person, Recovery.kind == "fresh")
        .order_by(Recovery.id.desc())
    )
    shown = [RecoveryShown(r.uuid, person, r.kind, r.works_from, r.ends_at, state_of(r)) for r in rows]
    return next((one for one in shown if one.state in ("early", "open")), None)


def state_of(row: Recovery) -> str:
    """How a way back in stands now."""
    if row.used_at is not None or row.stopped_at is not None:
        return "used" if row.used_at is not None else "stopped"
    if row.ends_at <= clock.now():
        return "late"
    return "early" if row.works_from > clock.now() else "open"


def _login(row: Person | None) -> Login | None:
    if row is None:
        return None
    ways = ways_of(reading(), row)
    return Login(row.uuid, row.id, row.email, row.name, row.language, row.password_hash, ways)
