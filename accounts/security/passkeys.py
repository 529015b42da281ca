"""Passkeys: the device keeps a key and knows its owner, so a passkey alone is two proofs in one."""

from __future__ import annotations

import hashlib
import json
import logging
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import webauthn
from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from accounts import keys
from accounts.models import Challenge, Passkey, Person
from foundation import clock

log = logging.getLogger(__name__)
LASTS = timedelta(minutes=10)
MOST = 20  # passkeys of one person
_LONGEST = 20_000  # characters of an answer


def origin() -> str:
    """The address that a browser must say it talked to."""
    whole = urlsplit(keys.base_url())
    return f"{whole.scheme}://{whole.netloc}"


def offer_new(session: Session, person: Person) -> str:
    """Inside a change: what the browser needs to make a passkey, as JSON; its challenge is kept until it is answered."""
    have = session.scalars(select(Passkey.credential_id).where(Passkey.person_id == person.id))
    options = webauthn.generate_registration_options(
        rp_id=keys.relying_party(),
        rp_name="Waymark",
        user_name=person.email,
        user_display_name=person.name,
        user_id=hashlib.sha256(person.uuid.encode()).digest(),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in have],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )
    _keep(session, options.challenge)
    return webauthn.options_to_json(options)


def offer_proof(session: Session) -> str:
    """Inside a change: what the browser needs to show that it holds a passkey of this site, whoever's."""
    options = webauthn.generate_authentication_options(
        rp_id=keys.relying_party(), user_verification=UserVerificationRequirement.REQUIRED
    )
    _keep(session, options.challenge)
    return webauthn.options_to_json(options)


def challenge_of(offer: str) -> str:
    """The challenge inside an offer, for the browser's own cookie: an answer counts only where the offer was made."""
    return str(json.loads(offer)["challenge"])


def add(session: Session, person_id: int, answer: str, challenge: str, name: str) -> bool:
    """Inside a change: keep a new passkey when the answer is right. The challenge is spent either way."""
    asked = _spent(session, challenge)
    many = len(session.scalars(select(Passkey.id).where(Passkey.person_id == person_id)).all()) >= MOST
    seen = _made(answer, asked) if asked and not many else None
    if seen is None or session.scalar(select(Passkey.id).where(Passkey.credential_id == seen.credential_id)):
        return False
    session.add(
        Passkey(
            person_id=person_id,
            credential_id=seen.credential_id,
            public_key=seen.credential_public_key,
            sign_count=seen.sign_count,
            name=name[:100],
            added_at=clock.now(),
        )
    )
    session.flush()
    return True


def owner(session: Session, answer: str, challenge: str) -> int | None:
    """Inside a change: whose passkey answered; None when the answer is wrong. The challenge is spent either way."""
    asked = _spent(session, challenge)
    credential = _credential(answer)
    found = select(Passkey).where(Passkey.credential_id == credential).with_for_update()
    key = session.scalar(found) if credential and asked else None
    if key is None or not asked:
        return None
    count = _proved(answer, asked, key)
    if count is None:
        return None
    key.sign_count, key.used_at = count, clock.now()
    return key.person_id


def clear_out(session: Session) -> None:
    """Inside a change: challenges that nobody answered go."""
    session.execute(delete(Challenge).where(Challenge.ends_at < clock.now()))


def _keep(session: Session, challenge: bytes) -> None:
    session.add(Challenge(challenge=challenge, ends_at=clock.now() + LASTS))


def _spent(session: Session, challenge: str) -> bytes:
    """The challenge, once: empty when it was never asked, has been answered, or is too old."""
    try:
        asked = base64url_to_bytes(challenge)
    except ValueError:
        return b""
    gone = session.execute(delete(Challenge).where(Challenge.challenge == asked, Challenge.ends_at > clock.now()))
    return asked if isinstance(gone, CursorResult) and gone.rowcount == 1 else b""


def _made(answer: str, asked: bytes) -> Any:
    try:
        return webauthn.verify_registration_response(
            credential=_read(answer),
            expected_challenge=asked,
            expected_rp_id=keys.relying_party(),
            expected_origin=origin(),
            require_user_verification=True,
        )
    except Exception as error:  # whatever a stranger sends, in a format of many parts: it is wrong, and no more
        log.info("a passkey was not taken: %s", error)
        return None


def _proved(answer: str, asked: bytes, key: Passkey) -> int | None:
    try:
        seen = webauthn.verify_authentication_response(
            credential=_read(answer),
            expected_challenge=asked,
            expected_rp_id=keys.relying_party(),
            expected_origin=origin(),
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except Exception as error:
        log.info("a passkey was not believed: %s", error)
        return None
    return seen.new_sign_count


def _credential(answer: str) -> bytes:
    try:
        return base64url_to_bytes(str(_read(answer)["rawId"]))
    except (ValueError, KeyError):
        return b""


def _read(answer: str) -> dict[str, Any]:
    said = json.loads(answer) if len(answer) <= _LONGEST else None
    if not isinstance(said, dict):
        raise ValueError("not the answer of a passkey")
    return said
