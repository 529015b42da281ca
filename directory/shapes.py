"""What an organisation, a site and an entry say: the shapes that editing, import and the sample hand to operations. (pure)

Field names follow Open Referral UK 3.0 where it has one; docs/open-referral.md maps every field. Nothing here is stored as
it stands: operations write it to tables, and publishing turns the tables into documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum


class Maker(StrEnum):
    """Who put these words into this language."""

    AGENCY = "agency"
    VOLUNTEER = "volunteer"
    MACHINE = "machine"


class Privacy(StrEnum):
    """Who may see an exact address or a direct line."""

    PUBLIC = "public"
    AFTER_REFERRAL = "after-referral"
    NEVER = "never"


@dataclass(frozen=True)
class Text:
    """Words in one language. source: the digest of the English they were made from; empty means today's English."""

    words: str
    maker: Maker = Maker.AGENCY
    checked_by: str = ""
    checked_on: date | None = None
    source: str = ""


Texts = Mapping[str, Mapping[str, Text]]  # field -> language tag (en, ar, pl ...) -> words
Access = Mapping[str, bool | None]  # access fact code -> yes, no, not known


@dataclass(frozen=True)
class Phone:
    """A number that may always be shown. kind: voice, text, textphone, whatsapp, fax."""

    number: str
    kind: str = "voice"
    label: str = ""
    extension: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contact:
    """A person or post to ask for. A direct line stands beside the document, by its own privacy."""

    name: str = ""
    role: str = ""
    email: str = ""
    direct_line: str = ""
    privacy: Privacy = Privacy.PUBLIC


@dataclass(frozen=True)
class Schedule:
    """When it is open: days are mon to sun. A closed one is an exception (a holiday) between its two dates.

    weeks "any", "term" or "holidays" (the authority's own term dates); every = 2 means every second week from valid_from.
    """

    days: tuple[str, ...] = ()
    opens: time | None = None
    closes: time | None = None
    weeks: str = "any"
    every: int = 1
    valid_from: date | None = None
    valid_to: date | None = None
    closed: bool = False
    note: str = ""


@dataclass(frozen=True)
class Cost:
    """One price. amount 0 is free. option: a short word for what is paid for ("session", "full day")."""

    amount: Decimal | None = None
    option: str = ""
    currency: str = "GBP"
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Eligibility:
    """Ages in whole years, both ends included; circumstances are codes of the vocabulary of that name."""

    min_age: int | None = None
    max_age: int | None = None
    circumstances: tuple[str, ...] = ()
    gender: str = ""
    lives_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Area:
    """A place that is covered. kind: country, district, ward, outcode, sector, town; code is GSS, outcode, or a town's name."""

    kind: str
    code: str
    name: str = ""


@dataclass(frozen=True)
class LanguageOffered:
    """Someone speaks this language (how: spoken, interpreter, written), perhaps only on a day, in hours, by a channel."""

    language: str
    how: str = "spoken"
    day: str = ""
    starts: time | None = None
    ends: time | None = None
    channel: str = ""


@dataclass(frozen=True)
class Referral:
    """How one gets in. who: self, family, school, gp, health-visitor, social-worker, any-professional, other.

    how: phone, walk-in, email, form, letter, online. self_referral None = not known.
    """

    self_referral: bool | None = None
    who: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
    url: str = ""
    consent_needed: bool | None = None


@dataclass(frozen=True)
class Capacity:
    """Places and waiting as they were on a day; after good_until it is not known. places: yes, no, waiting-list."""

    places: str
    stated_on: date
    good_until: date
    weeks_wait: int | None = None


@dataclass(frozen=True)
class Attribute:
    """A further fact under its own name: an import's own id, a document, a licence, a source of money."""

    name: str
    value: str


@dataclass(frozen=True)
class Assurance:
    """Who last said that all of this is right, and when. by: agency, authority, import."""

    on: date
    by: str
    email: str = ""


@dataclass(frozen=True)
class AddressLines:
    """An exact address and point. Stands beside the document, sealed when the site's privacy says so."""

    lines: tuple[str, ...]
    postcode: str
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True)
class Organisation:
    """An agency as the directory shows it. texts: name, description. key is the caller's own stable name for it."""

    key: str
    texts: Texts
    kind: str = "voluntary"  # statutory or voluntary
    url: str = ""
    email: str = ""
    phones: tuple[Phone, ...] = ()
    charity_number: str = ""
    company_number: str = ""
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True)
class Site:
    """A place that people go to. texts: name, door, bell, landmark, stop, directions, address_words (shown when sealed)."""

    key: str
    organisation: str  # the organisation's key
    texts: Texts
    address: AddressLines | None = None
    privacy: Privacy = Privacy.PUBLIC
    access: Access = field(default_factory=dict)
    phones: tuple[Phone, ...] = ()
    schedules: tuple[Schedule, ...] = ()


@dataclass(frozen=True)
class SiteUse:
    """An entry at a site, with what differs there (Open Referral's service-at-location)."""

    site: str  # the site's key
    schedules: tuple[Schedule, ...] = ()
    phones: tuple[Phone, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One service. texts: name, summary, description, who_for, how_to_get_help, when_you_ring, cost_words, hours_words,
    referral_needed, waiting_words. practitioner_notes never leave the sealed tables."""

    key: str
    organisation: str  # the organisation's key
    texts: Texts
    types: tuple[str, ...]  # codes of service types, main one first
    needs: tuple[str, ...] = ()  # dimensions beside those of its types
    levels: tuple[int, ...] = ()
    audience: tuple[str, ...] = ()  # child, young-person, parent, carer
    delivery: tuple[str, ...] = ("in-person",)  # in-person, phone, online, home
    sites: tuple[SiteUse, ...] = ()
    url: str = ""
    email: str = ""
    phones: tuple[Phone, ...] = ()
    contacts: tuple[Contact, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    costs: tuple[Cost, ...] = ()
    eligibility: Eligibility = Eligibility()
    areas: tuple[Area, ...] = ()
    languages: tuple[LanguageOffered, ...] = ()
    access: Access = field(default_factory=dict)
    referral: Referral = Referral()
    capacity: Capacity | None = None
    assurance: Assurance | None = None
    answerable: str = ""  # the post that answers for its accuracy, in words that may be shown
    attributes: tuple[Attribute, ...] = ()
    practitioner_notes: Mapping[str, str] = field(default_factory=dict)
