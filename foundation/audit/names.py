"""Names apart from the lines: encrypted under a key of their own, which can be destroyed without breaking the chain.

A backup that holds an old wrapped key still opens those names: keep backups no longer than the retention said.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from contextlib import suppress

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary, String, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from foundation.audit.chain import canonical
from foundation.db import Base, Database

_NONCE = 12  # bytes


class TrailName(Base):
    """The erasable part of a line."""

    __tablename__ = "trail_name"
    stream: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(80))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class NameKey(Base):
    """A key, wrapped by one that is outside the database. Deleting the row closes every name under it for good."""

    __tablename__ = "name_key"
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)


def _encrypt(key: bytes, place: str, words: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, words, place.encode())


def _decrypt(key: bytes, place: str, sealed: bytes) -> bytes:
    return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())


def _wrapping_key(database: Database) -> bytes:
    return hashlib.blake2b(b"names", key=database.trail_key[:64], digest_size=32).digest()


def _unwrapped(database: Database, session: Session, key: str) -> bytes | None:
    wrapped = session.scalar(select(NameKey.wrapped).where(NameKey.key == key))
    return None if wrapped is None else _decrypt(_wrapping_key(database), key, wrapped)


def _made(database: Database, session: Session, key: str) -> bytes | None:
    """A new key, or that which another process made at the same moment."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    wrapped = _encrypt(_wrapping_key(database), key, secrets.token_bytes(32))
    session.execute(insert(NameKey).values(key=key, wrapped=wrapped).on_conflict_do_nothing())
    return _unwrapped(database, session, key)


def lock_away(database: Database, session: Session, place: str, names: dict[str, str], key: str) -> bytes:
    """The names encrypted for this place in the trail, under the key called `key`."""
    if not key:
        raise ValueError("names need the key they are locked away under")
    opened = _unwrapped(database, session, key) or _made(database, session, key)
    if opened is None:
        raise RuntimeError(f"The key {key} was destroyed at this moment.")
    return _encrypt(opened, place, canonical(names).encode())


def read_names(database: Database, session: Session, stream: str, number: int) -> dict[str, str] | None:
    """The names of one line, or None when there are none or their key was destroyed."""
    row = session.get(TrailName, (stream, number))
    key = None if row is None else _unwrapped(database, session, row.key)
    if row is None or key is None:
        return None
    names: dict[str, str] = json.loads(_decrypt(key, f"{stream}:{number}", row.sealed))
    return names


def open_names(
    database: Database, session: Session, rows: Iterable[tuple[str, int, str | None, bytes | None]]
) -> dict[tuple[str, int], dict[str, str]]:
    """The names of many lines at once: of each its place, the name of its key and what is sealed. A line without
    names, or whose names were destroyed or put in another's place, is left out."""
    opened: dict[str, bytes | None] = {}
    found = {}
    for stream, number, key, sealed in rows:
        if key is None or sealed is None:
            continue
        if key not in opened:
            opened[key] = _unwrapped(database, session, key)
        unwrapped = opened[key]
        with suppress(InvalidTag):
            if unwrapped is not None:
                found[stream, number] = json.loads(_decrypt(unwrapped, f"{stream}:{number}", sealed))
    return found


def destroy_names(session: Session, key: str) -> None:
    """Close for good every name under this key. The lines stay, and the chain holds."""
    session.execute(delete(NameKey).where(NameKey.key == key))
