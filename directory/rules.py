"""What the directory may do, and the small decisions that follow from no one's taste. (pure)"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from directory.shapes import AddressLines, Entry, Privacy, Site, Texts
from foundation.acts import Actor, Subject, anyone, is_system
from foundation.permissions import Permission

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
AUDIENCES = ("child", "young-person", "parent", "carer")
DELIVERIES = ("in-person", "phone", "online", "home")


def edits_for_this_authority(actor: Actor, subject: Subject) -> bool:
    """A directory editor, of the authority that owns the entry; never another's."""
    return actor.holds("directory-editor", subject)


def edits_for_its_agency(actor: Actor, subject: Subject) -> bool:
    """An editor or manager of the agency whose entry it is."""
    return bool(subject.agency) and (actor.holds("agency-editor", subject) or actor.holds("agency-manager", subject))


def holds_its_link(actor: Actor, subject: Subject) -> bool:
    """Whoever came by the signed link of a letter about this agency's entries."""
    return actor.kind == "link" and bool(subject.agency) and actor.holds("confirmer", subject)


POLICY = {
    Permission.ENTRY_PUBLISH: [[is_system], [edits_for_this_authority]],
    Permission.ENTRY_RETIRE: [[is_system], [edits_for_this_authority], [edits_for_its_agency]],
    Permission.ORGANISATION_PUBLISH: [[is_system], [edits_for_this_authority]],
    Permission.SITE_PUBLISH: [[is_system], [edits_for_this_authority]],
    Permission.ADDRESS_SEAL: [[is_system], [edits_for_this_authority]],
    Permission.ADDRESS_SEE: [[edits_for_this_authority]],
    Permission.ENTRY_EDIT: [[is_system], [edits_for_this_authority], [edits_for_its_agency]],
    Permission.ENTRY_APPROVE: [[edits_for_this_authority]],
    Permission.ENTRY_CONFIRM: [[is_system], [edits_for_this_authority], [edits_for_its_agency], [holds_its_link]],
    Permission.ENTRY_HIDE: [[is_system], [edits_for_this_authority]],
    Permission.ENTRY_PROPOSE: [[anyone]],
    Permission.VOCABULARY_EDIT: [[edits_for_this_authority]],
    Permission.DIRECTORY_EXPORT: [[is_system], [edits_for_this_authority]],
    Permission.VOCABULARY_LOAD: [[is_system]],
    Permission.DIRECTORY_IMPORT: [[is_system], [edits_for_this_authority]],
}


@dataclass(frozen=True)
class Fault:
    """Something in a listing that cannot stand: where, and the reason's code."""

    key: str
    field: str
    reason: str
    value: str = ""


def source_of(words: str) -> str:
    """The digest by which a translation knows which English it was made from."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def best_language(texts: Texts, field: str, wanted: str = "en") -> str | None:
    """The language in which a field is shown to a reader of `wanted`: theirs, else English, else the first there is."""
    have = texts.get(field, {})
    return next((tag for tag in (wanted, "en", *have) if tag in have), None)


def shown_name(texts: Texts) -> str:
    """What an entry is called in lists of staff: in English, else in the first language there is, else ""."""
    tag = best_language(texts, "name")
    return texts["name"][tag].words if tag else ""


# Facts by which a person is reached: a change of these that comes by a letter's link always waits for the desk, and the
# old contact is told, so that a letter that was passed on cannot lead families astray.
REACHING = ("phones", "email", "url", "contacts", "sites")


def leads_elsewhere(facet: str) -> bool:
    """Whether a facet says how or where a service is reached."""
    inner = facet.rpartition(".")[2] if facet.startswith(("site.", "organisation.")) else facet
    return inner in (*REACHING, "address", "privacy")


AGREEMENT_GRACE_DAYS = 30  # after its review date an agreement still holds for so long, while letters warn


def may_be_public(listed: bool, agreed_until: date | None, today: date) -> bool:
    """Whether an agency's entries may be shown: it is listed, and its agreement (if one was asked for) has not lapsed."""
    return listed and (agreed_until is None or today <= agreed_until + timedelta(days=AGREEMENT_GRACE_DAYS))


def sort_name(name: str) -> str:
    """A name as lists order it: no "The", no accents, no case, figures and letters only."""
    folded = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("Ł", "L")).casefold()
    plain = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", re.sub(r"^\s*the\s+", "", plain)).strip()[:200]


def initial(sorted_name: str) -> str:
    """Under which letter of the A to Z: A to Z, "0" for figures, "*" for other scripts."""
    first = sorted_name[:1].upper()
    if "A" <= first <= "Z":
        return first
    return "0" if first.isdigit() else "*"


def blurred(privacy: Privacy, point: tuple[float, float] | None) -> tuple[float, float] | None:
    """The point of a sealed address that may be told: to about a mile after referral, none at all when never."""
    if point is None or privacy is Privacy.NEVER:
        return None
    return round(point[0] * 50) / 50, round(point[1] * 50) / 50


def tellable(privacy: Privacy, lies_in: Mapping[str, str]) -> dict[str, str]:
    """Which of the areas that a sealed address lies in may be told."""
    district = ("district", "district_name")
    told = district if privacy is Privacy.NEVER else (*district, "outcode", "town")
    return {key: lies_in[key] for key in told if lies_in.get(key)}


def faults_of_site(site: Site, known_access: frozenset[str]) -> list[Fault]:
    """What cannot stand in a site. A secret one must not tell its postcode or street in its own words."""
    faults = [Fault(site.key, "access", "unknown-code", code) for code in site.access if code not in known_access]
    if site.privacy is not Privacy.PUBLIC and site.address is not None:
        for field, by_language in site.texts.items():
            told = " ".join(text.words for text in by_language.values())
            faults += [Fault(site.key, field, "tells-secret-address", said) for said in _secrets_in(told, site)]
    return faults


def _secrets_in(told: str, site: Site) -> list[str]:
    address = site.address or AddressLines((), "")
    plain = re.sub(r"[^a-z0-9]", "", told.lower())
    secrets = (address.postcode, *(line for line in address.lines[:2] if any(c.isdigit() for c in line)))
    return [said for said in secrets if (bare := re.sub(r"[^a-z0-9]", "", said.lower())) and bare in plain]


def faults_of_entry(entry: Entry, known: Mapping[str, frozenset[str]]) -> list[Fault]:
    """What cannot stand in an entry. `known` has the codes of service-types, needs, access, circumstances."""
    checks = [
        ("types", entry.types, known["service-types"]),
        ("needs", entry.needs, known["needs"]),
        ("access", tuple(entry.access), known["access"]),
        ("circumstances", entry.eligibility.circumstances, known["circumstances"]),
        ("audience", entry.audience, frozenset(AUDIENCES)),
        ("delivery", entry.delivery, frozenset(DELIVERIES)),
        ("days", tuple(day for s in entry.schedules for day in s.days), frozenset(DAYS)),
    ]
    faults = [
        Fault(entry.key, field, "unknown-code", v)
        for field, values, allowed in checks
        for v in values
        if v not in allowed
    ]
    if best_language(entry.texts, "name") is None:
        faults.append(Fault(entry.key, "name", "missing"))
    if not entry.types:
        faults.append(Fault(entry.key, "types", "missing"))
    low, high = entry.eligibility.min_age, entry.eligibility.max_age
    if low is not None and high is not None and low > high:
        faults.append(Fault(entry.key, "ages", "upside-down", f"{low}-{high}"))
    return faults
