"""What a look at a website means, after the looks before it. (pure)

A website that is not there once says little; one that now bears another name, or leads to another host, may have been taken
over, and stays suspected until it is as before or somebody at the desk says that it is right.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

ANSWERED, MOVED, RETITLED, GONE, FAILING = "answered", "moved", "retitled", "gone", "failing"
CERTIFICATE, ROBOTS, REFUSED, ADDRESS = "certificate", "robots", "refused", "address"
SUSPECTED = (MOVED, RETITLED)
OUTCOMES = (ANSWERED, MOVED, RETITLED, GONE, FAILING, CERTIFICATE, ROBOTS, REFUSED, ADDRESS)

WEEK = timedelta(days=7)
SOONER = timedelta(days=1)  # for what may be over tomorrow
JITTER = timedelta(hours=12)
TOLD_AFTER = timedelta(days=3)
TOLD_TRIES = 3
_EVERYWHERE = frozenset(
    ("home", "homepage", "welcome", "page", "index", "website", "web", "site", "official", "the", "and", "for", "www")
)
_FOR_SALE = (frozenset(("domain", "sale")), frozenset(("domain", "parked")), frozenset(("domain", "expired")))


@dataclass(frozen=True)
class Known:
    """What is known of a website. host and title: at its first good look, or as the desk said is right; "" before."""

    url_host: str
    host: str = ""
    title: str = ""
    outcome: str = ""
    since: datetime | None = None
    tries: int = 0  # looks that found this outcome, one after another


@dataclass(frozen=True)
class Look:
    """What one look found: a code as above, where it ended and the title there."""

    outcome: str
    host: str = ""
    title: str = ""


def judged(known: Known, look: Look, now: datetime) -> Known:
    """What is known after one more look."""
    outcome = _suspicion(known, look) or look.outcome
    if outcome == ANSWERED:
        known = replace(known, host=known.host or look.host, title=known.title or look.title)
    if outcome == known.outcome:
        return replace(known, tries=known.tries + 1)
    return replace(known, outcome=outcome, since=now, tries=1)


def _suspicion(known: Known, look: Look) -> str:
    if look.outcome != ANSWERED:
        return ""
    if not same_site(known.host or known.url_host, look.host):
        return MOVED
    words = frozenset(_all_words(look.title))
    if look.title != known.title and any(sign <= words for sign in _FOR_SALE):
        return RETITLED
    return RETITLED if wholly_changed(known.title, look.title) else ""


def same_site(known: str, now: str) -> bool:
    """Whether a host is the one we know, or belongs to it: shop.larks.example belongs to larks.example, not the other way."""
    ours, theirs = known.removeprefix("www."), now.removeprefix("www.")
    return ours == theirs or theirs.endswith(f".{ours}")


def wholly_changed(before: str, now: str) -> bool:
    """Whether two titles share no word that says anything. A title without such words says nothing."""
    old, new = title_words(before), title_words(now)
    return bool(old and new) and not old & new


def title_words(title: str) -> frozenset[str]:
    """The words of a title that tell one site from another."""
    return frozenset(word for word in _all_words(title) if word not in _EVERYWHERE)


def _all_words(title: str) -> list[str]:
    return [word for word in re.findall(r"\w+", title.casefold()) if len(word) > 2 or not word.isascii()]


def is_to_tell(known: Known, now: datetime) -> bool:
    """Whether the desk should look at it: what does not answer only when it has been tried again over some days."""
    if known.outcome == FAILING:
        return known.tries >= TOLD_TRIES and known.since is not None and now - known.since >= TOLD_AFTER
    return known.outcome in (*SUSPECTED, GONE, CERTIFICATE, REFUSED, ADDRESS)


def next_look(url: str, outcome: str, now: datetime) -> datetime:
    """About a week later, at an hour that differs from site to site; a day later where something is wrong."""
    share = _share(url)
    if outcome in (ANSWERED, ROBOTS, REFUSED, ADDRESS):
        return now + WEEK + JITTER * (share * 2 - 1)
    return now + SOONER + JITTER * share / 2


def first_look(url: str, now: datetime) -> datetime:
    """New websites are spread over a week."""
    return now + WEEK * _share(url)


def _share(url: str) -> float:
    return int.from_bytes(hashlib.sha256(url.encode("utf-8", "replace")).digest()[:6]) / 2**48
