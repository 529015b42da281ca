"""What travels into the index: facts as people give them. (pure)"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

KINDS = ("name", "alias", "birth", "gender", "address", "gp", "school", "known")
ONE_AT_A_TIME = ("name", "birth", "gender", "address", "gp", "school")  # two that differ are a dispute
SCHEMES = ("nhs", "upn")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "name": ("given", "family", "script", "script_lang", "say"),
    "alias": ("given", "family", "script", "script_lang", "say"),
    "birth": ("on", "estimated"),
    "gender": ("code",),
    "address": ("lines", "postcode", "area"),
    "gp": ("name", "phone"),
    "school": ("status", "name"),
    "known": ("type", "contact"),
}


@dataclass(frozen=True)
class Fact:
    """One fact: its kind, its fields, since and until when, and which source says so."""

    kind: str
    value: Mapping[str, Any]
    from_on: date | None = None
    until_on: date | None = None
    source: str = "manual"
    seen_on: date | None = None  # today, unless it is said otherwise


@dataclass(frozen=True)
class NewLink:
    """A member of the family: another record, or somebody by name."""

    relation: str
    name: str = ""
    other: str = ""


@dataclass(frozen=True)
class NewChild:
    """A child as somebody adds it."""

    facts: tuple[Fact, ...]
    numbers: Mapping[str, str] = field(default_factory=dict)
    links: tuple[NewLink, ...] = ()


@dataclass(frozen=True)
class NewInvolvement:
    """Who is involved: the writer, a colleague with a log-on, or somebody without one, who is named.

    basis: the UUID of the consent or lawful ground that it stands on.
    """

    agency: str
    name: str
    basis: str
    person: str = ""
    job: str = ""
    phone: str = ""
    email: str = ""
    kind: str = "involvement"
    sensitive: bool = False
    relay_phone: str = ""
    starts: date | None = None
    review_on: date | None = None
    source: str = "manual"


def birth(on: date, *, estimated: bool = False) -> Fact:
    """A date of birth."""
    return Fact("birth", {"on": on.isoformat(), "estimated": estimated})


def name(given: str, family: str, **more: str) -> Fact:
    """The name; more: script, script_lang, say."""
    return Fact("name", {"given": given, "family": family, **more})
