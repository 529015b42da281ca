"""What somebody sent after their sign-in had ended is kept for an hour, so that they need not type it again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta

from cryptography.fernet import InvalidToken
from sqlalchemy import delete
from sqlalchemy.orm import Session

from accounts import keys
from accounts.models import HeldForm
from accounts.operations.signing_in import about_person
from accounts.security import passkeys, sessions, tokens, tries
from foundation import clock
from foundation.acts import Actor, Subject, operation
from foundation.db import reading
from foundation.permissions import Permission

LASTS = timedelta(hours=1)


@dataclass(frozen=True)
class Held:
    """Where a form was going, and what it said."""

    path: str
    fields: tuple[tuple[str, str], ...]


def locked(held: Held) -> bytes:
    """What the table keeps: encrypted, before the change begins."""
    return keys.vault().encrypt(json.dumps([held.path, held.fields]).encode())


@operation(Permission.SIGN_IN, about=lambda _session, **_others: Subject("form", ""))
def hold(session: Session, _actor: Actor, *, person_id: int | None, words: bytes) -> str:
    """Keep a form; answers the token by which the same browser finds it again."""
    token = tokens.new()
    session.add(HeldForm(digest=tokens.digest(token), person_id=person_id, words=words, ends_at=clock.now() + LASTS))
    return token


def held(token: str, person_id: int) -> Held | None:
    """The form behind a token, unless it was somebody else's or its hour has passed."""
    row = reading().get(HeldForm, tokens.digest(token)) if token else None
    if row is None or row.ends_at <= clock.now() or row.person_id not in (None, person_id):
        return None
    try:
        path, fields = json.loads(keys.vault().decrypt(row.words))
    except (InvalidToken, ValueError):  # the key was changed meanwhile
        return None
    return Held(path, tuple((name, value) for name, value in fields))


@operation(Permission.ACCOUNT_KEEP, about=about_person)
def let_go(session: Session, _actor: Actor, person: str, *, token: str) -> None:
    """The form is sent on, or not wanted any more."""
    session.execute(delete(HeldForm).where(HeldForm.digest == tokens.digest(token)))


@operation(Permission.SIGN_IN, about=lambda _session: Subject("form", ""))
def clear_out(session: Session, _actor: Actor) -> None:
    """From the job: what has ended goes: forms, challenges, sign-ins, counts of wrong answers."""
    session.execute(delete(HeldForm).where(HeldForm.ends_at < clock.now()))
    for part in (passkeys, sessions, tries):
        part.clear_out(session)
