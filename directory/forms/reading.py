"""What people type for times, money, days and ages, understood. Each answers None for what is none. (pure)"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from babel.dates import get_month_names
from babel.numbers import get_decimal_symbol

from foundation import words
from foundation.words import gettext as _

LONGEST = 40  # no time, price or day is longer; the rest is not looked at
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h]?(\d\d))?(?:[:.]00)?(am|pm|a|p)?")
_MONEY = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,6})(?:\.(\d{1,2}))?")


def plain(said: str) -> str:
    """Typed text in one form: figures of any script, one kind of space, small letters."""
    shown = unicodedata.normalize("NFKC", said[:LONGEST]).casefold()
    return " ".join("".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in shown).split())


def clock_time(said: str) -> time | None:
    """ "9:30am", "9.30", "0930", "9 pm", "noon", "midnight". A bare hour is one of the 24."""
    typed = plain(said)
    named = {
        "noon": time(12),
        "midday": time(12),
        "midnight": time(0),
        plain(_("noon")): time(12),
        plain(_("midnight")): time(0),
    }
    if typed in named:
        return named[typed]
    bare = typed.replace(" ", "").replace("a.m", "am").replace("p.m", "pm").replace("noon", "pm").rstrip(".")
    found = _CLOCK.fullmatch(bare)
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    return _on_the_clock(hour, minute, half)


def _on_the_clock(hour: int, minute: int, half: str) -> time | None:
    if half and not 1 <= hour <= 23:
        return None
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    elif half == "a" and hour > 12:
        return None
    if (hour, minute) == (24, 0):
        hour = 0
    return time(hour, minute) if hour <= 23 and minute <= 59 else None


@dataclass(frozen=True)
class Price:
    """An amount; `upward` when it was written "from £3"."""

    amount: Decimal
    upward: bool = False


def price(said: str) -> Price | None:
    """ "free", "£2", "2.50", "50p", "from £3", "£3 or more"; free and from also as the reader's language says them."""
    typed = plain(said).strip(" .")
    if typed in ("free", "nil", "nothing", "no charge", "no cost", plain(_("Free")), plain(_("free"))):
        return Price(Decimal("0.00"))
    bare, upward = _without_from(typed)
    bare = bare.replace(" ", "")
    if re.fullmatch(r"\d{1,3}p", bare):
        return Price(Decimal(bare[:-1]) / 100, bool(upward))
    bare = bare.removeprefix("gbp").removeprefix("£").removesuffix("pounds").removesuffix("£")
    if get_decimal_symbol(words.locale()) == ",":
        bare = re.sub(r",(\d{1,2})$", r".\1", bare)  # a thousand has three figures after its comma, pence never have
    found = _MONEY.fullmatch(bare)
    if not found:
        return None
    amount = Decimal(found[1].replace(",", "") + "." + (found[2] or "0"))
    return Price(amount.quantize(Decimal("0.01")), bool(upward))


def _without_from(typed: str) -> tuple[str, bool]:
    before, after = (part.strip(" :") for part in plain(_("From %(price)s")).split("%(price)s"))
    bare, english = re.subn(r"^from\b|\b(or more|upwards?|and (up|over))$|\+$", "", typed)
    own = bare.removeprefix(before).lstrip(" :").removesuffix(after)
    return own, bool(english) or own != bare


def month(said: str) -> int | None:
    """A month by its number or its name, in English or the reader's language, whole or its beginning."""
    typed = plain(said).rstrip(".")
    if re.fullmatch(r"\d{1,2}", typed):
        return int(typed) if 1 <= int(typed) <= 12 else None
    if len(typed) < 3:
        return None
    for locale in ("en_GB", words.locale()):
        for context in ("format", "stand-alone"):
            for number, name in get_month_names("wide", context, locale).items():
                if plain(name).startswith(typed):
                    return int(number)
    return None


def day(parts: tuple[str, str, str]) -> date | None:
    """A day from its three boxes: day, month, year. A year of two figures is one of this century."""
    numbers = [plain(parts[0]), plain(parts[2])]
    if not all(re.fullmatch(r"\d{1,4}", one) for one in numbers):
        return None
    year = int(numbers[1]) + (2000 if len(numbers[1]) == 2 else 0)
    in_year = month(parts[1])
    if in_year is None or not 1990 <= year <= 2200:
        return None
    try:
        return date(year, in_year, int(numbers[0]))
    except ValueError:
        return None


def age(said: str) -> int | None:
    """A whole number of years, 0 to 120."""
    typed = plain(said)
    return int(typed) if re.fullmatch(r"\d{1,3}", typed) and int(typed) <= 120 else None
