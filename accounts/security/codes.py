"""Codes: from an app, by e-mail, printed. Each counts once; spaces and the figures of any script are taken."""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from datetime import timedelta

import pyotp
from sqlalchemy import CursorResult, delete, func, select
from sqlalchemy.orm import Session

from accounts import keys
from accounts.models import EmailedCode, Person, RecoveryCode
from accounts.security import tokens
from foundation import clock

STEP_SECONDS = 30
MINUTES = 20  # an e-mailed code: letters are slow, and so are tired people
ALIVE = 3
PRINTED = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another


def bare(code: str) -> str:
    """A code as it was meant: without spaces and strokes, small letters, western figures."""
    kept = (c for c in code[:200].casefold() if c.isalnum())
    return "".join(str(unicodedata.digit(c)) if unicodedata.digit(c, None) is not None else c for c in kept)


def new_secret() -> str:
    """What an app is to keep."""
    return pyotp.random_base32()


def app_address(secret: str, email: str) -> str:
    """What a QR code says to an app."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Waymark")


def sealed(secret: str) -> bytes:
    """A secret as the table keeps it."""
    return keys.vault().encrypt(secret.encode())


def opened(kept: bytes) -> str:
    """A secret as it was."""
    return keys.vault().decrypt(kept).decode()


def step_of(secret: str, code: str) -> int | None:
    """The step whose code this is: now, the one before or the one after."""
    now, totp = int(clock.now().timestamp()) // STEP_SECONDS, pyotp.TOTP(secret)
    for step in (now - 1, now, now + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), bare(code).encode()):
            return step
    return None


def next_code(person: Person) -> str:
    """What the app of a person shows: now, or next when what it shows now has been used."""
    step = max(int(clock.now().timestamp()) // STEP_SECONDS, person.totp_step + 1)
    return pyotp.TOTP(opened(person.totp_secret or b"")).generate_otp(step)


def spend_app_code(person: Person, code: str) -> bool:
    """Inside a change, with the person's row locked: each code once, so one read over a shoulder is already spent."""
    step = step_of(opened(person.totp_secret), code) if person.totp_secret else None
    if step is None or step <= person.totp_step:
        return False
    person.totp_step = step
    return True


def new_printed_codes(session: Session, person_id: int) -> list[str]:
    """Inside a change: ten new codes, to be shown once; those before them end."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    codes = ["-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3)) for _ in range(PRINTED)]
    session.add_all(RecoveryCode(person_id=person_id, digest=_digest("printed", person_id, one)) for one in codes)
    session.flush()
    return codes


def spend_printed_code(session: Session, person_id: int, code: str) -> bool:
    """Inside a change: whether it was one of the ten; it is none of them any more."""
    gone = delete(RecoveryCode).where(
        RecoveryCode.person_id == person_id, RecoveryCode.digest == _digest("printed", person_id, code)
    )
    return _count(session.execute(gone)) == 1


def printed_codes_left(session: Session, person_id: int) -> int:
    """How many of the ten are left."""
    return session.scalar(select(func.count()).where(RecoveryCode.person_id == person_id)) or 0


def new_emailed_code(session: Session, person_id: int) -> str:
    """Inside a change: six figures; the last few that were sent count too, since letters overtake one another."""
    code = f"{secrets.randbelow(10**6):06d}"
    earlier = select(EmailedCode.id).where(EmailedCode.person_id == person_id).order_by(EmailedCode.id.desc())
    old = session.scalars(earlier.offset(ALIVE - 1)).all()
    session.execute(delete(EmailedCode).where(EmailedCode.id.in_(old)))
    session.add(
        EmailedCode(
            person_id=person_id,
            digest=_digest("emailed", person_id, code),
            ends_at=clock.now() + timedelta(minutes=MINUTES),
        )
    )
    return f"{code[:3]} {code[3:]}"


def spend_emailed_code(session: Session, person_id: int, code: str) -> bool:
    """Inside a change: whether it was sent and still counts; afterwards none that was sent does."""
    digest = _digest("emailed", person_id, code)
    found = session.scalar(
        select(EmailedCode.id).where(
            EmailedCode.person_id == person_id, EmailedCode.digest == digest, EmailedCode.ends_at > clock.now()
        )
    )
    if found is None:
        return False
    return _count(session.execute(delete(EmailedCode).where(EmailedCode.person_id == person_id))) > 0


def _digest(kind: str, person_id: int, code: str) -> bytes:
    return tokens.keyed(f"{kind}:{person_id}", bare(code))


def _count(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
