"""Is this the same thing as that? (pure)"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def compared(words: str) -> str:
    """Letters and digits only, any case: "St. John's" and "ST JOHNS" are one. Letters of every script, accents kept.

    Zero-width characters and punctuation fall away, so spacing and commas never make two things of one.
    """
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def own_key(values: Iterable[str]) -> str:
    """A row's own key from its columns; "" when all are empty."""
    parts = [compared(value) for value in values]
    return "|".join(parts) if any(parts) else ""


def listing_key(mapping: str, key: str) -> str:
    """The stable name under which the directory keeps what a row made."""
    return f"import/{mapping}/{hashlib.sha256(key.encode()).hexdigest()[:32]}"
