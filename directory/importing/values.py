"""One value: is it what its column says that it is? Each answers None when it is not. (pure)"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from places.rules import postcode_key, postcodes_meant, spaced

_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(r"\+?[\d\s().-]{5,30}((ext|x)\.?\s?\d{1,6})?", re.IGNORECASE)


def postcode(value: str) -> str | None:
    """A postcode as people write it: TF1 3AB. Slips of the keyboard are not mended, a file should be right."""
    key = re.sub(r"[^A-Z0-9]", "", value.upper())
    return spaced(key) if len(value) <= 12 and key in postcodes_meant(key) and postcode_key(key) == key else None


def email(value: str) -> str | None:
    """One address; "mailto:a@b.uk" and "The Library <a@b.uk>" are understood."""
    bare = re.sub(r"^mailto:\s*", "", value, flags=re.IGNORECASE)
    bare = found[1] if (found := re.fullmatch(r"[^<>@\n]*<([^<>]+)>", bare)) else bare
    return bare if len(bare) <= 254 and _EMAIL.fullmatch(bare) else None


def url(value: str) -> str | None:
    """The address of a page, http or https; "www.example.org" is understood."""
    whole = f"https://{value}" if value.lower().startswith("www.") else value
    try:
        parts = urlsplit(whole)
    except ValueError:
        return None
    fine = parts.scheme in ("http", "https") and "." in parts.netloc and not re.search(r"[\s<>\"]", whole)
    return whole if fine and len(whole) <= 2000 else None


def phone(value: str) -> str | None:
    """A number with at least five digits."""
    fine = _PHONE.fullmatch(value) and sum(c.isdigit() for c in value) >= 5
    return value if fine else None


def whole_number(value: str, most: int) -> int | None:
    """A whole number from 0 to `most`."""
    return int(value) if re.fullmatch(r"[0-9]{1,6}", value) and int(value) <= most else None


def money(value: str) -> Decimal | None:
    """Pounds: "£2.50", "2.5", "Free"."""
    if value.lower() in ("free", "nil"):
        return Decimal("0.00")
    bare = value.removeprefix("£").replace(",", "").strip()
    try:
        amount = Decimal(bare) if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,2})?", bare) else None
    except InvalidOperation:
        return None
    return None if amount is None else amount.quantize(Decimal("0.01"))


def day(value: str, forms: tuple[str, ...]) -> date | None:
    """A day in one of these forms (as strptime has them). A bare number is not a day: nobody can tell which calendar."""
    for form in ("%Y-%m-%d", *forms):
        try:
            return datetime.strptime(value, form).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
    return None


def garbled(value: str) -> bool:
    """Whether the letters look as if they had been read in the wrong encoding once before: "CafÃ©"."""
    if value.isascii():
        return False
    try:
        return value.encode("cp1252").decode("utf-8") != value
    except UnicodeError:
        return False
