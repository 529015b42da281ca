"""What this installation keeps outside its database: the key for people's secrets, its own address, what it serves."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from foundation.db import Database, current_scope
from foundation.keys import kept_key
from foundation.permissions import PRACTITIONER
from foundation.settings import Settings


@dataclass(frozen=True)
class Kept:
    """The key, the address at which people reach the site, which side is served, and whether it is a sample."""

    key: bytes
    base_url: str
    practitioners: bool
    sample: bool


_kept: WeakKeyDictionary[Database, Kept] = WeakKeyDictionary()  # one process may serve several sites, as tests do


def keep(database: Database, settings: Settings) -> None:
    """When a process starts: whose secrets in this database are locked with which key."""
    key, practitioners = kept_key(settings.data, "people"), PRACTITIONER in settings.sides
    _kept[database] = Kept(key, settings.base_url, practitioners, settings.sample)


def _here() -> Kept:
    return _kept[current_scope().database]


def _derived(purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=purpose).derive(_here().key)


def vault() -> Fernet:
    """Encrypts what must be read again: an app's secret, a form that waits."""
    return Fernet(base64.urlsafe_b64encode(_derived(b"vault")))


def pepper() -> bytes:
    """Goes into the digest of what is short enough to be guessed: codes, addresses."""
    return _derived(b"pepper")


def base_url() -> str:
    """The site's own address, without a stroke at its end."""
    return _here().base_url


def serves_practitioners() -> bool:
    """Whether the practitioner side is served here, so that its roles may be given at all."""
    return _here().practitioners


def is_sample() -> bool:
    """Whether this is a sample site, where nobody is anybody."""
    return _here().sample


def relying_party() -> str:
    """The name that passkeys are bound to: the host alone."""
    return urlsplit(base_url()).hostname or "localhost"
