"""Who may keep authorities and agencies. (pure)"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from foundation.acts import Actor, Subject, is_system
from foundation.permissions import Permission

KINDS = ("statutory", "voluntary")

AGENCY_ROLES = ("agency-editor", "agency-manager")
AUTHORITY_ROLES = ("directory-editor", "vetting-officer", "administrator")

# The colours an authority may set; each is checked against its ground before it is kept.
COLOURS = {"go": "paper", "path": "paper", "mark": "on-mark"}
GROUNDS = {"paper": "#f1ebd7", "on-mark": "#16261f"}
LEAST_CONTRAST = {"go": 7.0, "path": 4.5, "mark": 7.0}


def runs_this_authority(actor: Actor, subject: Subject) -> bool:
    """A system administrator, of the authority that owns the thing."""
    return actor.holds("administrator", subject)


def manages_this_agency(actor: Actor, subject: Subject) -> bool:
    """A manager of the agency that the person works, or is to work, for."""
    return bool(subject.agency) and actor.holds("agency-manager", subject)


def vets_agencies_here(actor: Actor, subject: Subject) -> bool:
    """A vetting officer, for people of agencies only, never for the authority's own staff."""
    return bool(subject.agency) and actor.holds("vetting-officer", subject)


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
    Permission.ACCOUNT_KEEP: [[is_themselves]],
    Permission.SIGN_IN: [[is_system], [is_themselves]],
}


def role_fits(role: str, *, agency: bool) -> bool:
    """Whether a role is one that people of an agency, or else of the authority itself, may hold."""
    return role in (AGENCY_ROLES if agency else AUTHORITY_ROLES)


def codes_by_email_suffice(roles: Iterable[str]) -> bool:
    """Whether somebody with these roles may prove who they are by a code sent by e-mail: agency roles, and no other."""
    return all(role in AGENCY_ROLES for role in roles)


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
