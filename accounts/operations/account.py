"""One's own account: name, language, and the ways to sign in, of which one always stays."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from accounts import correspondence, rules
from accounts.models import Invitation, Membership, Passkey, Person, SignIn
from accounts.operations.signing_in import about_person, person_row
from accounts.queries.signing import ways_of
from accounts.security import codes, passkeys, sessions
from foundation import clock, words
from foundation.acts import Actor, operation
from foundation.permissions import Permission


class ProofNeeded(LookupError):
    """The person must show again who they are before they change how they sign in."""


class TheLastWay(ValueError):
    """Without this way the person could not sign in any more."""


@operation(Permission.ACCOUNT_KEEP, about=about_person)
def keep_name(session: Session, _actor: Actor, person: str, name: str, language: str) -> None:
    """What a person is called, and the language of their letters and pages."""
    row = person_row(session, person)
    row.name = name[:200]
    if language in {one.tag for one in words.languages()}:
        row.language = language


@operation(Permission.ACCOUNT_KEEP, about=about_person)
def change_password(session: Session, _actor: Actor, person: str, digest: bytes, password_hash: str) -> None:
    """A new password (hashed beforehand). Every other sign-in ends, and the person is told by letter."""
    _ready(session, digest)
    row = person_row(session, person)
    row.password_hash = password_hash
    sessions.end_all(session, row.id, but=digest)
    correspondence.send_changed(session, row, "password")


@operation(Permission.ACCOUNT_KEEP, about=about_person)
def offer_app(session: Session, _actor: Actor, person: str, digest: bytes) -> str:
    """A secret for an app; the same one again until a code has proved it."""
    here = _ready(session, digest)
    person_row(session, person)
    if here.offered is None:
        here.offered = codes.sealed(codes.new_secret())
    return codes.opened(here.offered)


@operation(Permission.ACCOUNT_KEEP, about=about_person)
def prove_app(session: Session, _actor: Actor, person: str, digest: bytes, code: str) -> bool:
    """Keep the app when its code is right; False when it is not."""
    here, row = _ready(session, digest), person_row(session, person)
    step = codes.step_of(codes.opened(here.offered), code) if here.offered else None
    if step is None:
        return False
    row.totp_secret, row.totp_step, here.offered = here.offered, step, None
    _tell(session, row, here)
    return True


@operation(Permission.ACCOUNT_KEEP, about=about_person)
def choose_email(session: Session, _actor: Actor, person: str, digest: bytes) -> bool:
    """Codes by e-mail from now on; False for somebody who holds, or is about to hold, more than roles for agencies."""
    here, row = _ready(session, digest), person_row(session, person)
    if not rules.codes_by_email_suffice(_roles(session, row, here)):
        return False
    row.code_by_email = True
    _tell(session, row, here)
    return True


@operation(Permission.ACCOUNT_KEEP, about=about_person)
def offer_passkey(session: Session, _actor: Actor, person: str, digest: bytes) -> str:
    """What the browser needs to make a passkey, as JSON."""
    _ready(session, digest)
    return passkeys.offer_new(session, person_row(session, person))


@operation(Permission.ACCOUNT_KEEP, about=about_person)
def add_passkey(
    session: Session, _actor: Actor, person: str, digest: bytes, answer: str, *, challenge: str, name: str
) -> bool:
    """Keep a new passkey; False when its answer is wrong."""
    here, row = _ready(session, digest), person_row(session, person)
    if not passkeys.add(session, row.id, answer, challenge, name):
        return False
    _tell(session, row, here)
    return True


@operation(Permission.ACCOUNT_KEEP, about=about_person)
def remove_way(session: Session, _actor: Actor, person: str, digest: bytes, way: str) -> None:
    """Take away "app", "email" or a passkey (its UUID). TheLastWay when nothing would be left to sign in with."""
    here, row = _ready(session, digest), person_row(session, person)
    if way == "app":
        row.totp_secret = None
    elif way == "email":
        row.code_by_email = False
    else:
        session.execute(delete(Passkey).where(Passkey.uuid == way, Passkey.person_id == row.id))
    session.flush()
    if not ways_of(session, row).enough:
        raise TheLastWay(way)
    _tell(session, row, here)


@operation(Permission.ACCOUNT_KEEP, about=about_person)
def new_printed_codes(session: Session, _actor: Actor, person: str, digest: bytes) -> list[str]:
    """Ten new codes to print, shown once; the old ones end."""
    _ready(session, digest)
    return codes.new_printed_codes(session, person_row(session, person).id)


def _ready(session: Session, digest: bytes) -> SignIn:
    """The sign-in, when its person is setting up their first way in, or proved a moment ago who they are."""
    here = session.get(SignIn, digest, with_for_update=True)
    if here is None or here.stage == "half" or sessions.ends(here) <= clock.now():
        raise sessions.NotSignedIn
    if here.stage == "whole" and clock.now() - here.proved_at > sessions.FRESH:
        raise ProofNeeded
    return here


def _tell(session: Session, row: Person, here: SignIn) -> None:
    if here.stage == "whole":  # somebody who is only joining is told nothing that they do not know
        correspondence.send_changed(session, row, "step")


def _roles(session: Session, row: Person, here: SignIn) -> list[str]:
    held = select(Membership.role).where(Membership.person_id == row.id, Membership.ended_at.is_(None))
    asked = session.get(Invitation, here.invitation_id) if here.invitation_id else None
    return [*session.scalars(held), *([asked.role] if asked else [])]
