"""Where things of the directory are found on the site."""

from __future__ import annotations

import re
import unicodedata

from flask import url_for


def slug(name: str) -> str:
    """A name as the end of an address: small letters, figures and hyphens; other scripts are kept, percent-encoded."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", plain.replace("ł", "l").replace("'", "").replace("’", "")).strip("-")[:80] or "-"


def entry_address(code: str, name: str) -> str:
    """Where the page of an entry is."""
    return url_for("directory.entry", code=code, name=slug(name))
