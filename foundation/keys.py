"""Keys kept in files outside the database, made on first use and readable by this user only."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

_BYTES = 32


class BadKey(ValueError):
    """A file that should hold a key does not."""


def kept_key(data: Path, name: str, given: str = "") -> bytes:
    """The key called `name`: the one given in the settings, else the one in `data`, made if missing.

    BadKey when the file holds anything else.
    """
    if given:
        return given.encode()
    path = data / f"{name}.key"
    if not path.exists():
        _make(path)
    words = path.read_text(encoding="ascii").strip()
    if not re.fullmatch(rf"[0-9a-f]{{{_BYTES * 2}}}", words):
        raise BadKey(f"{path} does not hold a key. Put back the file from a backup, or the trail cannot be checked.")
    return bytes.fromhex(words)


def _make(path: Path) -> None:
    """Write the whole key to a file of our own, then link it into place: no other process can see half a key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return  # another process was first; its key is the key
    finally:
        draft.unlink()
