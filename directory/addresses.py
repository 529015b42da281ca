"""Where things of the directory are found on the site."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from flask import url_for

from directory import queries

UNNAMED = "-"  # how an address ends that tells no name


def slug(name: str) -> str:
    """A name as the end of an address: small letters, figures and hyphens; other scripts are kept, percent-encoded."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", plain.replace("ł", "l").replace("'", "").replace("’", "")).strip("-")[:80] or UNNAMED


def end_of_address(name: str, types: Iterable[str]) -> str:
    """How an entry's address ends: with its name, unless one of its types is sensitive: addresses stay in histories."""
    return UNNAMED if queries.sensitive(types) else slug(name)


def entry_address(code: str, name: str, types: Iterable[str]) -> str:
    """Where the page of an entry is. types: the codes of its types of service."""
    return url_for("directory.entry", code=code, name=end_of_address(name, types))
