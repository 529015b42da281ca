"""Signing in, step by step. A wrong answer is counted by a change that returns its verdict: raising would undo it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from accounts import correspondence
from accounts.models import Person, SignIn
from accounts.queries.signing import ways_of
from accounts.security import codes, passkeys, sessions, tries
from accounts.security.sessions import NotSignedIn, Opened
from foundation import acts
from foundation.acts import Actor, Subject, operation
from foundation.permissions import Permission


@dataclass(frozen=True)
class Answer:
    """What became of an attempt: a new token, or a wait, or nothing (it was wrong).

    unready: the password was right, but no second step was ever set up; the letter that invited them leads on.
    """

    opened: Opened | None = None
    locked_until: datetime | None = None
    unready: bool = False


def about_person(_session: Session, person: str, *_more: object, **_others: object) -> Subject:
    """The person whose account it is."""
    return Subject("person", person)


def _about_address(session: Session, email: str, **_others: object) -> Subject:
    return Subject("person", session.scalar(select(Person.uuid).where(Person.email == email)) or "")


def _about_nobody(_session: Session, *_more: object, **_others: object) -> Subject:
    return Subject("person", "")


def person_row(session: Session, uuid: str) -> Person:
    """Inside a change: the person, locked. NotSignedIn when there is none."""
    row = session.scalar(select(Person).where(Person.uuid == uuid).with_for_update())
    if row is None:
        raise NotSignedIn
    return row


@operation(Permission.SIGN_IN, about=_about_address)
def note_password(
    session: Session, _actor: Actor, email: str, *, right: bool, device: str, instead_of: bytes | None = None
) -> Answer:
    """Count an answer (compared beforehand, outside); a right one opens a half sign-in, for ten minutes."""
    verdict = tries.note(session, tries.by_address(email), right=right)
    acts.remark(factor="password", right=verdict.right)
    row = session.scalar(select(Person).where(Person.email == email)) if verdict.right else None
    if row is None:
        return Answer(locked_until=verdict.locked_until)
    if not ways_of(session, row).beside_password:
        return Answer(unready=True)
    return Answer(sessions.open_one(session, row.id, "half", device, instead_of=instead_of))


@operation(Permission.SIGN_IN, about=about_person)
def note_code(session: Session, _actor: Actor, person: str, digest: bytes, *, code: str, device: str) -> Answer:
    """The second step by a code, whichever kind it is: each counts once. Wrong ones are counted."""
    half, row = sessions.current(session, digest, "half"), person_row(session, person)
    name = tries.by_person(person)
    if (until := tries.wait(session, name)) is not None:
        return Answer(locked_until=until)  # before the code is looked at: one that was right must not be spent
    verdict = tries.note(session, name, right=_spent(session, row, code))
    acts.remark(factor="code", right=verdict.right)
    if not verdict.right:
        return Answer(locked_until=verdict.locked_until)
    return Answer(sessions.open_one(session, half.person_id, "whole", device, instead_of=digest))


def _spent(session: Session, row: Person, code: str) -> bool:
    ways = ways_of(session, row)
    return (
        (ways.app and codes.spend_app_code(row, code))
        or (ways.email and codes.spend_emailed_code(session, row.id, code))
        or (ways.printed > 0 and codes.spend_printed_code(session, row.id, code))
    )


@operation(Permission.SIGN_IN, about=about_person)
def send_code(session: Session, _actor: Actor, person: str, digest: bytes) -> bool:
    """E-mail a code to somebody whose password was right, and who may use one; False when they may not."""
    sessions.current(session, digest, "half")
    row = person_row(session, person)
    if not ways_of(session, row).email:
        return False
    correspondence.send_code(session, row, codes.new_emailed_code(session, row.id), codes.MINUTES)
    return True


@operation(Permission.SIGN_IN, about=_about_nobody)
def offer_passkey_proof(session: Session, _actor: Actor) -> str:
    """What a browser needs to prove a passkey, as JSON."""
    return passkeys.offer_proof(session)


@operation(Permission.SIGN_IN, about=_about_nobody)
def note_passkey(
    session: Session, _actor: Actor, answer: str, *, challenge: str, device: str, instead_of: bytes | None = None
) -> Answer:
    """Sign in by a passkey alone. Neither a wait for passwords nor one for codes shuts it."""
    whose = passkeys.owner(session, answer, challenge)
    acts.remark(factor="passkey", right=whose is not None)
    if whose is None:
        return Answer()
    return Answer(sessions.open_one(session, whose, "whole", device, instead_of=instead_of))


@operation(Permission.SIGN_IN, about=about_person)
def prove_code(session: Session, _actor: Actor, person: str, digest: bytes, *, code: str, device: str) -> Answer:
    """Somebody who is signed in proves again who they are, by their app; wrong ones are counted. A new token."""
    here, row = sessions.current(session, digest, "whole"), person_row(session, person)
    name = tries.by_person(person)
    if here.person_id != row.id:
        raise NotSignedIn
    if (until := tries.wait(session, name)) is not None:
        return Answer(locked_until=until)
    verdict = tries.note(session, name, right=row.totp_secret is not None and codes.spend_app_code(row, code))
    acts.remark(factor="code", right=verdict.right)
    if not verdict.right:
        return Answer(locked_until=verdict.locked_until)
    return Answer(sessions.open_one(session, row.id, "whole", device, instead_of=digest))


@operation(Permission.SIGN_IN, about=about_person)
def prove_passkey(
    session: Session, _actor: Actor, person: str, digest: bytes, *, answer: str, challenge: str, device: str
) -> Answer:
    """The same by a passkey: one's own, and nobody else's."""
    here, row = sessions.current(session, digest, "whole"), person_row(session, person)
    if here.person_id != row.id or passkeys.owner(session, answer, challenge) != row.id:
        return Answer()
    return Answer(sessions.open_one(session, row.id, "whole", device, instead_of=digest))


@operation(Permission.SIGN_IN, about=about_person)
def sign_out(session: Session, _actor: Actor, person: str, sign_in: str) -> None:
    """End one sign-in of this person's; one that has ended already is no mistake."""
    whose = person_row(session, person).id
    session.execute(delete(SignIn).where(SignIn.uuid == sign_in, SignIn.person_id == whose))


@operation(Permission.SIGN_IN, about=about_person)
def sign_out_everywhere(session: Session, _actor: Actor, person: str) -> None:
    """End every sign-in of this person's."""
    sessions.end_all(session, person_row(session, person).id)
