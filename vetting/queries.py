"""Agencies, their cases, the checklist and the agreement, to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Agency, Authority
from foundation.acts import Subject
from foundation.db import reading
from foundation.words import language
from vetting import shipped
from vetting.models import Acceptance, Agreement, Case, Checked, Decision, Item


@dataclass(frozen=True)
class ItemShown:
    """One thing to check, with what was found in a case."""

    code: str
    words: dict[str, str]
    needed: bool
    answer: str = ""
    seen: str = ""

    @property
    def said(self) -> Markup:
        """Its words in the reader's language, else in English, and then marked as such."""
        if language() in self.words:
            return Markup("{}").format(self.words[language()])
        return Markup('<bdi lang="en-GB" dir="ltr">{}</bdi>').format(self.words.get("en", self.code))


@dataclass(frozen=True)
class AgreementShown:
    """The agreement. version 0: the one that Waymark brings."""

    version: int
    words: dict[str, str]
    months: int

    @property
    def tag(self) -> str:
        """The language in which this reader reads it."""
        return language() if language() in self.words else "en"


@dataclass(frozen=True)
class DecisionShown:
    """What was decided, when, by whom, and why."""

    decision: str
    reasons: str
    by_name: str
    at: datetime


@dataclass(frozen=True)
class CaseShown:
    """One vetting with everything."""

    uuid: str
    code: str
    authority: str
    agency: str
    name: str
    kind: str
    charity_number: str
    company_number: str
    does: str
    website: str
    answerable: str
    contact_name: str
    contact_email: str
    language: str
    state: str
    at: datetime
    items: list[ItemShown]
    decisions: list[DecisionShown]


@dataclass(frozen=True)
class AcceptanceShown:
    """Who accepted which version, and until when."""

    version: int
    by_name: str
    until: date
    at: datetime


def items_of(session: Session, authority_id: int) -> list[ItemShown]:
    """The authority's checklist; Waymark's own when it has none."""
    wanted = select(Item).where(Item.authority_id == authority_id, Item.ended.is_(False)).order_by(Item.position)
    own = [ItemShown(row.code, dict(row.words), row.needed) for row in session.scalars(wanted)]
    return own or [ItemShown(one.code, one.words, one.needed) for one in shipped.items()]


def checklist(authority: str) -> list[ItemShown]:
    """The same, for a page."""
    return items_of(reading(), _id(authority))


def newest_agreement(session: Session, authority_id: int) -> AgreementShown:
    """The agreement as it stands; Waymark's own, version 0, when the authority has written none."""
    wanted = select(Agreement).where(Agreement.authority_id == authority_id).order_by(Agreement.version.desc())
    row = session.scalars(wanted.limit(1)).first()
    return AgreementShown(row.version, dict(row.words), row.months) if row else AgreementShown(0, *shipped.agreement())


def agreement(authority: str) -> AgreementShown:
    """The same, for a page."""
    return newest_agreement(reading(), _id(authority))


def _id(authority: str) -> int:
    return reading().scalars(select(Authority.id).where(Authority.slug == authority)).one()


def acceptances(agency: str) -> list[AcceptanceShown]:
    """What an agency accepted, newest first."""
    wanted = select(Acceptance).join(Agency, Agency.id == Acceptance.agency_id).where(Agency.uuid == agency)
    return [
        AcceptanceShown(row.version, row.by_name, row.until, row.at)
        for row in reading().scalars(wanted.order_by(Acceptance.id.desc()))
    ]


def open_cases(authority: str) -> list[CaseShown]:
    """What waits for the vetting officer, longest first."""
    still = Case.state.in_(("new", "asked"))
    wanted = select(Case).join(Authority).where(Authority.slug == authority, still).order_by(Case.at, Case.uuid)
    return [_case(row) for row in reading().scalars(wanted)]


def cases_of(agency: str) -> list[CaseShown]:
    """Every vetting of an agency, newest first."""
    wanted = select(Case).join(Agency, Agency.id == Case.agency_id).where(Agency.uuid == agency)
    return [_case(row) for row in reading().scalars(wanted.order_by(Case.at.desc()))]


def case(uuid: str) -> CaseShown | None:
    """One vetting, or None."""
    row = reading().get(Case, uuid)
    return _case(row) if row else None


def case_by_code(code: str) -> CaseShown | None:
    """The vetting that an agency follows."""
    row = reading().scalars(select(Case).where(Case.code == code)).first()
    return _case(row) if row else None


def _case(row: Case) -> CaseShown:
    session = reading()
    found = {one.item: one for one in session.scalars(select(Checked).where(Checked.case == row.uuid))}
    items = [
        ItemShown(one.code, one.words, one.needed, found[one.code].answer, found[one.code].seen)
        if one.code in found
        else one
        for one in items_of(session, row.authority_id)
    ]
    decisions = session.scalars(select(Decision).where(Decision.case == row.uuid).order_by(Decision.id))
    authority = session.scalars(select(Authority.slug).where(Authority.id == row.authority_id)).one()
    agency = session.scalar(select(Agency.uuid).where(Agency.id == row.agency_id)) if row.agency_id else None
    return CaseShown(
        row.uuid, row.code, authority, agency or "", row.name, row.kind, row.charity_number, row.company_number, row.does,
        row.website, row.answerable, row.contact_name, row.contact_email, row.language, row.state, row.at, items,
        [DecisionShown(one.decision, one.reasons, one.by_name, one.at) for one in decisions],
    )  # fmt: skip


def subject_of_case(uuid: str, **_more: object) -> Subject | None:
    """For a door: the case and its authority, or None."""
    found = case(uuid)
    return Subject("case", uuid, found.authority) if found else None


def subject_of_agency(uuid: str, **_more: object) -> Subject | None:
    """For a door: the agency and its authority, or None."""
    wanted = select(Authority.slug).join(Agency, Agency.authority_id == Authority.id).where(Agency.uuid == uuid)
    slug = reading().scalar(wanted)
    return Subject("agency", uuid, slug, uuid) if slug else None
