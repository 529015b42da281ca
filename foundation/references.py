"""What stands for a row in a letter, on a page and on the telephone, where nothing of it may be named."""

from __future__ import annotations


def reference(uuid: str) -> str:
    """The beginning of an id, long enough to find it by: "3F9A01BC"."""
    return uuid[:8].upper()
