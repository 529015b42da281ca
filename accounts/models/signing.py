"""Sign-ins and the ways to prove who one is."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, UtcDateTime, new_uuid


class SignIn(Base):
    """One browser that somebody signed in with: listed, and ended when they like. The cookie holds the token.

    stage: "half" (the password was right), "joining" (a letter's link was opened, a way to sign in is being set up),
    "whole". Only a whole one lets anybody in.
    """

    __tablename__ = "sign_in"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    stage: Mapped[str] = mapped_column(String(8))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    proved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    device: Mapped[str] = mapped_column(String(100))
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"))
    recovery_id: Mapped[int | None] = mapped_column(ForeignKey("recovery.id"))
    offered: Mapped[bytes | None] = mapped_column(LargeBinary)  # an app's secret, encrypted, until a code proves it


class Passkey(Base):
    """A key that a device or a security key holds. It needs nothing beside it: the device knows its owner."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Challenge(Base):
    """What a passkey is asked to sign: each once."""

    __tablename__ = "challenge"

    challenge: Mapped[bytes] = mapped_column(LargeBinary(64), primary_key=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RecoveryCode(Base):
    """One of ten printed codes; its row goes when it is used."""

    __tablename__ = "recovery_code"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)


class EmailedCode(Base):
    """A code sent by e-mail; its row goes when it is used. Several may live, since letters overtake one another."""

    __tablename__ = "emailed_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)


class WrongTry(Base):
    """How often in a row somebody was wrong, by a keyed digest of what they tried: known and unknown addresses alike."""

    __tablename__ = "wrong_try"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    wrong: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
