"""Who may keep authorities and agencies, who may hold which role, and when a clearance stands. (pure)"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from foundation.acts import Actor, Grant, Subject, is_system
from foundation.permissions import Permission

KINDS = ("statutory", "voluntary")

AGENCY_ROLES = ("agency-editor", "agency-manager")
AUTHORITY_ROLES = ("directory-editor", "vetting-officer", "administrator")

# Roles of the practitioner side: they count only while their holder's clearance stands.
PRACTICE_AGENCY_ROLES = ("practitioner", "supervisor")
PRACTICE_AUTHORITY_ROLES = ("co-ordinator", "data-manager", "privacy-officer", "auditor")
PRACTICE_ROLES = frozenset((*PRACTICE_AGENCY_ROLES, *PRACTICE_AUTHORITY_ROLES))
LEVELS = range(5)
TERMS_VERSION = 1  # counted up when a sentence of the terms changes its meaning: then everybody signs anew

# The colours an authority may set; each is checked against its ground before it is kept.
COLOURS = {"go": "paper", "path": "paper", "mark": "on-mark"}
GROUNDS = {"paper": "#f1ebd7", "on-mark": "#16261f"}
LEAST_CONTRAST = {"go": 7.0, "path": 4.5, "mark": 7.0}


def acts_for(grants: Collection[Grant]) -> str:
    """The agency (its UUID) for which somebody with these grants acts: where they work with children, before one whose
    entries they only keep. "" for none."""
    named = [one for one in grants if one.agency]
    return min(((one.role not in PRACTICE_AGENCY_ROLES, one.agency) for one in named), default=(False, ""))[1]


def runs_this_authority(actor: Actor, subject: Subject) -> bool:
    """A system administrator, of the authority that owns the thing."""
    return actor.holds("administrator", subject)


def manages_this_agency(actor: Actor, subject: Subject) -> bool:
    """A manager of the agency that the person works, or is to work, for."""
    return bool(subject.agency) and actor.holds("agency-manager", subject)


def vets_agencies_here(actor: Actor, subject: Subject) -> bool:
    """A vetting officer, for people of agencies only, never for the authority's own staff."""
    return bool(subject.agency) and actor.holds("vetting-officer", subject)


def asks_for_own_staff(actor: Actor, subject: Subject) -> bool:
    """An agency's manager for people of the agency; an administrator for the authority's own staff."""
    return actor.holds("agency-manager" if subject.agency else "administrator", subject)


def is_themselves(actor: Actor, subject: Subject) -> bool:
    """A person, about their own account."""
    return actor.kind == "person" and subject.kind == "person" and actor.id == subject.id


POLICY = {
    Permission.AUTHORITY_KEEP: [[is_system]],
    Permission.AGENCY_KEEP: [[is_system], [runs_this_authority]],
    Permission.SAMPLE_LOAD: [[is_system]],
    Permission.PERSON_INVITE: [[is_system], [runs_this_authority], [manages_this_agency], [vets_agencies_here]],
    Permission.PERSON_KEEP: [[is_system], [runs_this_authority], [manages_this_agency]],
    Permission.PERSON_SEE: [[runs_this_authority], [manages_this_agency], [vets_agencies_here]],
    Permission.CLEARANCE_ASK: [[is_system], [asks_for_own_staff]],
    Permission.CLEARANCE_KEEP: [[is_system], [runs_this_authority]],
    Permission.ACCOUNT_KEEP: [[is_themselves]],
    Permission.SIGN_IN: [[is_system], [is_themselves]],
}


def roles_for(*, agency: bool, practice: bool) -> tuple[str, ...]:
    """The roles that people of an agency, or else of the authority itself, may hold; `practice`: that side is served."""
    if agency:
        return (*AGENCY_ROLES, *(PRACTICE_AGENCY_ROLES if practice else ()))
    return (*AUTHORITY_ROLES, *(PRACTICE_AUTHORITY_ROLES if practice else ()))


def role_fits(role: str, *, agency: bool, practice: bool = False) -> bool:
    """Whether a role is one that people of an agency, or else of the authority itself, may hold."""
    return role in roles_for(agency=agency, practice=practice)


def codes_by_email_suffice(roles: Iterable[str]) -> bool:
    """Whether somebody with these roles may prove who they are by a code sent by e-mail: agency roles, and no other."""
    return all(role in AGENCY_ROLES for role in roles)


def both_sides(roles: Collection[str]) -> bool:
    """Whether these roles let one person decide on access and use it: an administrator never sees a child."""
    return "administrator" in roles and not PRACTICE_ROLES.isdisjoint(roles)


@dataclass(frozen=True)
class Held:
    """What is known of somebody's clearance. Each day is the last on which it counts; None: there is none."""

    level: int | None = None
    second_factor: bool = False
    vetting_until: date | None = None
    vetting_by_authority: bool = False
    trained_until: date | None = None
    terms_until: date | None = None
    administrator: bool = False


@dataclass(frozen=True)
class Standing:
    """How a clearance stands: its level, what it lacks, and the last day on which it stands if nothing is renewed.

    lacks: "clearance", "second-factor", "vetting", "training", "terms", "administrator". Nothing: it stands.
    """

    level: int
    lacks: tuple[str, ...]
    until: date | None


def standing_of(held: Held, today: date, vetting: str) -> Standing:
    """How a clearance stands today, where vetting is "none", "agency_asserts" or "required"."""
    lacking = {
        "clearance": held.level is None,
        "second-factor": not held.second_factor,
        "vetting": not _vetted(held, today, vetting),
        "training": not _counts(held.trained_until, today),
        "terms": not _counts(held.terms_until, today),
        "administrator": held.administrator,
    }
    lacks = tuple(code for code, missing in lacking.items() if missing)
    days = lapses(held, vetting).values()
    return Standing(held.level or 0, lacks, min(days, default=None) if not lacks else None)


def _vetted(held: Held, today: date, vetting: str) -> bool:
    if vetting == "none":
        return True
    return _counts(held.vetting_until, today) and (vetting != "required" or held.vetting_by_authority)


def _counts(until: date | None, today: date) -> bool:
    return until is not None and today <= until


def lapses(held: Held, vetting: str) -> dict[str, date]:
    """What lapses by itself, and the last day of each."""
    days = {"training": held.trained_until, "terms": held.terms_until}
    if vetting != "none":
        days["vetting"] = held.vetting_until
    return {what: until for what, until in days.items() if until is not None}


def a_year_on(day: date) -> date:
    """The same day of the next year, or 28 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def warned_at(until: date, today: date) -> int:
    """How many days before the end somebody is told now: 30 or 7; 0 when nothing is due, or it is too late."""
    left = until - today
    if left < timedelta(0) or left > timedelta(days=30):
        return 0
    return 7 if left <= timedelta(days=7) else 30


def unfit_colours(colours: Mapping[str, str]) -> list[str]:
    """The names of colours that may not be set: unknown, not #rrggbb, or with too little contrast to read (WCAG 1.4.6)."""
    return [name for name, colour in colours.items() if not _fits(name, colour)]


def _fits(name: str, colour: str) -> bool:
    if name not in COLOURS or not re.fullmatch(r"#[0-9a-f]{6}", colour, re.I):
        return False
    return contrast(colour, GROUNDS[COLOURS[name]]) >= LEAST_CONTRAST[name]


def contrast(one: str, other: str) -> float:
    """The contrast of two #rrggbb colours, 1 to 21 (WCAG 2.2)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def own_path(said: str) -> str:
    """A path of this site as it was said, or "": never another site, however it is written."""
    plain = said.isprintable() and "\\" not in said and len(said) <= 2000
    return said if plain and re.match(r"/(?!/)", said) else ""
