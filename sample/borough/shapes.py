"""What is invented of a child and of the people around it; keys stand in for what only the site can give. (pure)

Codes are those of the vocabulary `practice`, without their first part where the field says it (gender "girl").
An agency is named by its key, a person by e-mail, another child by key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class InventedAgency:
    """Who works with children. known: the type a child is known to; relay: the number shown where it is sensitive."""

    key: str
    name: str
    kind: str  # statutory, voluntary
    known: str
    source: str
    phone: str
    sensitive: bool = False
    relay: str = ""


@dataclass(frozen=True)
class InventedPerson:
    """Somebody with a log-on. agency: "" for the authority's own staff. level: of clearance, 0 to 4."""

    email: str
    name: str
    role: str
    agency: str
    level: int
    job: str
    phone: str


@dataclass(frozen=True)
class InventedName:
    """A name in Latin letters; in its own, with their language; and how to say it."""

    given: str
    family: str
    letters: str = ""
    language: str = ""
    say: str = ""


@dataclass(frozen=True)
class Home:
    """An invented address on a real postcode, and from when until when. source: who says so."""

    lines: tuple[str, ...]
    postcode: str
    source: str
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True)
class School:
    """A school by name where status is "at-school", else only the status."""

    status: str
    name: str = ""


@dataclass(frozen=True)
class Relative:
    """A member of the family: another child by key, or somebody by name."""

    relation: str
    child: str = ""
    name: str = ""


@dataclass(frozen=True)
class Notice:
    """How and when the family was told what is kept."""

    how: str
    on: date


@dataclass(frozen=True)
class InventedInvolvement:
    """Somebody works, or worked, with the child. person: "" for somebody without a log-on; entered_by typed it then."""

    agency: str
    person: str
    name: str
    job: str
    phone: str
    starts: date
    kind: str = "involvement"
    ends: date | None = None
    end: str = ""
    sensitive: bool = False
    relay: str = ""
    entered_by: str = ""


@dataclass(frozen=True)
class InventedLead:
    """Who was asked to hold the work together: a person, or a relative by name. Role and chooser are the profile's."""

    person: str
    review_on: date
    cover: str = ""
    lay_name: str = ""
    lay_relation: str = ""
    lay_phone: str = ""
    accepted: bool = True


@dataclass(frozen=True)
class InventedConsent:
    """What somebody agreed to. scopes: (agency, kind of information). withdrawn_on: when it was taken back."""

    giver: str
    giver_name: str
    how: str
    where_kept: str
    obtained_by: str
    on: date
    scopes: tuple[tuple[str, str], ...]
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class InventedGround:
    """Sharing without consent, on a lawful ground."""

    ground: str
    words: str
    by: str
    on: date
    scopes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class InventedFinding:
    """A need, concern or strength on one dimension, with its recorder's next step, or why there is none."""

    kind: str
    code: str
    words: str
    evidence: str
    by: str
    on: date
    step: str = ""
    step_by: date | None = None
    done_on: date | None = None
    nothing: str = ""
    met: bool = False


@dataclass(frozen=True)
class InventedChild:
    """One record. same_as: the record of the same child, for merging; namesake_of: another child of this name and day."""

    key: str
    name: InventedName
    born: date
    gender: str
    source: str
    estimated: bool = False
    aliases: tuple[InventedName, ...] = ()
    homes: tuple[Home, ...] = ()
    gp: str = ""
    school: School = School("not-known")
    nhs: str = ""
    upn: str = ""
    known: tuple[str, ...] = ()
    family: tuple[Relative, ...] = ()
    notice: Notice | None = None
    shielded: bool = False
    hidden: bool = False
    same_as: str = ""
    namesake_of: str = ""
    involvements: tuple[InventedInvolvement, ...] = ()
    lead: InventedLead | None = None
    consents: tuple[InventedConsent, ...] = ()
    ground: InventedGround | None = None
    findings: tuple[InventedFinding, ...] = ()

    @property
    def homes_now(self) -> tuple[Home, ...]:
        """Where sources say that the child lives: two where they disagree, none where nobody may know."""
        return tuple(home for home in self.homes if home.until_on is None)
