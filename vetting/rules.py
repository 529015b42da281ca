"""Who may vet agencies, what a number must look like, and what is checked where an authority has not said. (pure)"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from accounts.rules import manages_this_agency
from foundation.acts import Actor, Subject, anyone, is_system
from foundation.permissions import Permission

ANSWERS = ("yes", "no", "not-needed")


def vets_for_this_authority(actor: Actor, subject: Subject) -> bool:
    """A vetting officer of the authority."""
    return actor.holds("vetting-officer", subject)


POLICY = {
    Permission.AGENCY_APPLY: [[anyone]],
    Permission.AGENCY_VET: [[vets_for_this_authority]],
    Permission.AGENCY_TRUST: [[vets_for_this_authority]],
    Permission.AGREEMENT_KEEP: [[is_system], [vets_for_this_authority]],
    Permission.AGREEMENT_ACCEPT: [[manages_this_agency]],
}


def charity_number(typed: str) -> str | None:
    """A charity's number as the registers write it, or None: England and Wales (six or seven figures, perhaps -1 for a
    linked charity), Scotland (SC and six figures), Northern Ireland (NIC and six figures)."""
    said = re.sub(r"[\s.]", "", typed).upper()
    return said if re.fullmatch(r"[1-9]\d{5,6}(-\d{1,3})?|SC\d{6}|NIC\d{6}", said) else None


def company_number(typed: str) -> str | None:
    """A company's number as Companies House writes it, or None: eight figures (zeros before are added), or two letters
    of its kind and place and six figures."""
    said = re.sub(r"[\s.]", "", typed).upper()
    if re.fullmatch(r"\d{5,8}", said):
        return said.zfill(8)
    kinds = (
        "AC|CE|CS|FC|GE|GN|GS|IC|IP|LP|NA|NC|NF|NI|NL|NO|NP|NR|NZ|OC|OE|PC|R0|RC|RS|SA|SC|SF|SG|SI|SL|SO|SP|SR|SZ|ZC"
    )
    return said if re.fullmatch(rf"(?:{kinds})\d{{5,6}}", said) else None


def missing(needed: Sequence[str], answers: Mapping[str, str]) -> list[str]:
    """Which needed items stand in the way of accepting an agency: not answered with yes or not-needed."""
    return [item for item in needed if answers.get(item) not in ("yes", "not-needed")]


def until(today: date, months: int) -> date:
    """The same day so many months on; the last day of a shorter month."""
    year, month = divmod(today.month - 1 + months, 12)
    for day in range(today.day, 27, -1):
        try:
            return date(today.year + year, month + 1, day)
        except ValueError:
            continue
    return date(today.year + year, month + 1, min(today.day, 28))
