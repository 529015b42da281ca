"""Somebody who speaks a language: which, on which day, in which hours, by which channel, in one value of an index. (pure)

"pl tue 0900-1200 phone"; a hyphen stands for what is not said, which fits whatever is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from directory.rules import DAYS

UNSAID = "-"
# How a service is given, beside how its speakers are reached: who asks for a visit at home meets somebody face to face.
CHANNELS = {"phone": "phone", "in-person": "in-person", "home": "in-person", "online": "online"}


def coded(offered: Mapping[str, Any]) -> str:
    """One language as an entry offers it."""
    hours = "-".join(str(offered.get(end) or "").replace(":", "")[:4] for end in ("starts", "ends"))
    parts = (offered["language"], offered.get("day"), hours.strip("-"), offered.get("channel"))
    return " ".join(part or UNSAID for part in parts)


def there(
    codes: Iterable[str],
    languages: Iterable[str],
    days: Iterable[str] = (),
    delivery: Iterable[str] = (),
    moment: datetime | None = None,
) -> list[str]:
    """Those of these speakers who speak one of the languages on one of the days, by one of the ways, and at this local
    moment when one is given."""
    tags, wanted = frozenset(languages), frozenset(days)
    channels = frozenset(CHANNELS.get(one, one) for one in delivery)
    return [code for code in codes if _fits(_parted(code), tags, wanted, channels) and _now(_parted(code), moment)]


@lru_cache(maxsize=4096)
def _parted(code: str) -> tuple[str, ...]:
    return tuple("" if part == UNSAID else part for part in code.split(" "))


def _fits(speaker: tuple[str, ...], tags: frozenset[str], days: frozenset[str], channels: frozenset[str]) -> bool:
    tag, day, _hours, channel = speaker
    return tag in tags and (not day or not days or day in days) and (not channel or not channels or channel in channels)


def _now(speaker: tuple[str, ...], moment: datetime | None) -> bool:
    _tag, day, hours, _channel = speaker
    if moment is None:
        return True
    starts, _to, ends = hours.partition("-")
    time = f"{moment:%H%M}"
    return (not day or day == DAYS[moment.weekday()]) and (not starts or starts <= time) and (not ends or time < ends)
