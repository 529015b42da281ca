"""Applying, checking, deciding, agreeing."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Agency, Authority
from accounts.queries import person
from foundation import clock, happenings
from foundation.acts import Actor, Subject, operation
from foundation.db import new_uuid
from foundation.permissions import Permission
from vetting import letters, queries, rules
from vetting.happenings import Agreed
from vetting.models import Acceptance, Agreement, Case, Checked, Decision, Item

CODE_LETTERS, CODE_LENGTH = "BCDFGHJKMNPQRTVXZ", 8  # as all codes here: no vowels, so no words


class NoSuchCase(LookupError):
    """There is no vetting with this UUID."""


class NoSuchAgency(LookupError):
    """There is no agency with this UUID."""


class NotComplete(RuntimeError):
    """Needed items are not answered yet. `missing` names them."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class AlreadyDecided(RuntimeError):
    """Somebody else decided meanwhile."""


@dataclass(frozen=True)
class Applied:
    """What an agency says of itself when it asks to be listed."""

    authority: str
    name: str
    kind: str
    does: str
    answerable: str
    contact_name: str
    contact_email: str
    language: str
    charity_number: str = ""
    company_number: str = ""
    website: str = ""


def _about_applied(_session: Session, applied: Applied) -> Subject:
    return Subject("authority", applied.authority, applied.authority)


def about_case(session: Session, uuid: str, *_rest: object, **_more: object) -> Subject:
    """The case and its authority; raises NoSuchCase. (The agency is not named: it must not judge itself.)"""
    wanted = select(Authority.slug).join(Case, Case.authority_id == Authority.id).where(Case.uuid == uuid)
    slug = session.scalar(wanted)
    if slug is None:
        raise NoSuchCase(uuid)
    return Subject("case", uuid, slug)


def about_agency(session: Session, uuid: str, *_rest: object, **_more: object) -> Subject:
    """The agency and its authority; raises NoSuchAgency."""
    wanted = select(Authority.slug).join(Agency, Agency.authority_id == Authority.id).where(Agency.uuid == uuid)
    slug = session.scalar(wanted)
    if slug is None:
        raise NoSuchAgency(uuid)
    return Subject("agency", uuid, slug, uuid)


@operation(Permission.AGENCY_APPLY, about=_about_applied)
def apply(session: Session, _actor: Actor, applied: Applied) -> str:
    """Ask to be listed. Returns the code under which it can be followed; a letter says it too."""
    said = {name: value for name, value in asdict(applied).items() if name != "authority"}
    authority_id = session.scalars(select(Authority.id).where(Authority.slug == applied.authority)).one()
    row = Case(code=_code(), authority_id=authority_id, at=clock.now(), **said)
    session.add(row)
    session.flush()
    letters.received(session, row)
    return row.code


def _code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


@operation(Permission.AGENCY_VET, about=about_agency)
def begin(session: Session, _actor: Actor, agency: str) -> str:
    """Vet an agency that is here already. Returns the UUID of the case, the open one if there is one."""
    row = session.scalars(select(Agency).where(Agency.uuid == agency).with_for_update()).one()
    open_one = select(Case.uuid).where(Case.agency_id == row.id, Case.state.in_(("new", "asked")))
    known = session.scalar(open_one.limit(1))
    if known:
        return known
    case = Case(
        uuid=new_uuid(), code=_code(), authority_id=row.authority_id, agency_id=row.id, name=row.name, kind=row.kind,
        at=clock.now(),
    )  # fmt: skip
    session.add(case)
    return case.uuid


@operation(Permission.AGENCY_VET, about=about_case)
def check(session: Session, actor: Actor, uuid: str, answers: Mapping[str, tuple[str, str]]) -> None:
    """Keep what was found: item -> (yes, no or not-needed; what was seen). ValueError for an item or answer that is none."""
    case = _open(session, uuid)
    known = {item.code for item in queries.items_of(session, case.authority_id)}
    for item, (answer, seen) in answers.items():
        if item not in known or answer not in rules.ANSWERS:
            raise ValueError(f"{item}: {answer}")
        row = session.get(Checked, (uuid, item)) or Checked(case=uuid, item=item)
        row.answer, row.seen, row.by, row.at = answer, seen, actor.id, clock.now()
        session.add(row)


def _open(session: Session, uuid: str) -> Case:
    row = session.scalars(select(Case).where(Case.uuid == uuid).with_for_update()).one()
    if row.state in ("accepted", "refused"):
        raise AlreadyDecided(uuid)
    return row


@operation(Permission.AGENCY_VET, about=about_case)
def decide(session: Session, actor: Actor, uuid: str, decision: str, reasons: str) -> str:
    """Accept, refuse, or ask the agency. Returns the agency's UUID ("" when it has none).

    Nothing of an agency that applied is public yet: it is listed when it has accepted the agreement. Raises NotComplete,
    AlreadyDecided; ValueError without reasons.
    """
    if decision not in ("accepted", "refused", "asked") or not reasons.strip():
        raise ValueError("a decision needs reasons")
    case = _open(session, uuid)
    if decision == "accepted":
        _stands(session, case)
        agency = _agency(session, case)
        agency.vetted_on = clock.today()
    who = person(actor.id)
    session.add(
        Decision(
            case=uuid, decision=decision, reasons=reasons, by=actor.id, by_name=who.name if who else "", at=clock.now()
        )
    )
    case.state = decision
    letters.decided(session, case, reasons)
    return session.scalar(select(Agency.uuid).where(Agency.id == case.agency_id)) or "" if case.agency_id else ""


def _stands(session: Session, case: Case) -> None:
    needed = [item.code for item in queries.items_of(session, case.authority_id) if item.needed]
    answers = dict(session.execute(select(Checked.item, Checked.answer).where(Checked.case == case.uuid)).all())
    if missing := rules.missing(needed, answers):
        raise NotComplete(missing)


def _agency(session: Session, case: Case) -> Agency:
    if case.agency_id is not None:
        return session.scalars(select(Agency).where(Agency.id == case.agency_id).with_for_update()).one()
    agency = Agency(
        authority_id=case.authority_id, key=f"applied/{case.uuid}", name=case.name, kind=case.kind, added_at=clock.now()
    )
    session.add(agency)
    session.flush()
    case.agency_id = agency.id
    return agency


@operation(Permission.AGENCY_TRUST, about=about_agency)
def trust(session: Session, _actor: Actor, agency: str, how: str) -> None:
    """Whether an agency's changes are published at once ("direct") or wait for the desk ("waits")."""
    if how not in ("direct", "waits"):
        raise ValueError(how)
    session.scalars(select(Agency).where(Agency.uuid == agency).with_for_update()).one().trust = how


def _about_authority(_session: Session, authority: str, *_rest: object, **_more: object) -> Subject:
    return Subject("authority", authority, authority)


@operation(Permission.AGREEMENT_KEEP, about=_about_authority)
def write_agreement(session: Session, actor: Actor, authority: str, words: Mapping[str, str], months: int) -> int:
    """A new version of the agreement; agencies accept it when theirs is next reviewed. Returns its number.

    The same words again make no version. ValueError without English words, or for months out of 1 to 60.
    """
    said = {tag: text.strip() for tag, text in words.items() if text.strip()}
    if "en" not in said or not 1 <= months <= 60:
        raise ValueError("an agreement needs English words and a time")
    authority_id = session.scalars(select(Authority.id).where(Authority.slug == authority).with_for_update()).one()
    last = queries.newest_agreement(session, authority_id)
    if last.version and (last.words, last.months) == (said, months):
        return last.version
    row = Agreement(
        authority_id=authority_id, version=last.version + 1, words=said, months=months, by=actor.id, at=clock.now()
    )
    session.add(row)
    return row.version


@operation(Permission.AGREEMENT_KEEP, about=_about_authority)
def write_checklist(
    session: Session, _actor: Actor, authority: str, items: Mapping[str, tuple[Mapping[str, str], bool]]
) -> None:
    """The authority's own checklist: code -> (words by language, whether it is needed), in order. What is left out ends."""
    authority_id = session.scalars(select(Authority.id).where(Authority.slug == authority).with_for_update()).one()
    rows = {row.code: row for row in session.scalars(select(Item).where(Item.authority_id == authority_id))}
    for row in rows.values():
        row.ended = True
    for position, (code, (words, needed)) in enumerate(items.items()):
        row = rows.get(code) or Item(authority_id=authority_id, code=code)
        row.position, row.words, row.needed, row.ended = position, dict(words), needed, False
        session.add(row)


@operation(Permission.AGREEMENT_ACCEPT, about=about_agency)
def accept(session: Session, actor: Actor, agency: str, version: int) -> None:
    """A manager accepts the agreement for their agency: now it may be public, until the review date.

    ValueError when `version` is not the newest: somebody wrote a new one while this was read. Refused unless it was vetted.
    """
    row = session.scalars(select(Agency).where(Agency.uuid == agency).with_for_update()).one()
    newest = queries.newest_agreement(session, row.authority_id)
    if newest.version != version or row.vetted_on is None:
        raise ValueError("not the newest agreement, or not vetted")
    who = person(actor.id)
    row.listed, row.agreed_until = True, rules.until(clock.today(), newest.months)
    session.add(
        Acceptance(
            agency_id=row.id,
            version=version,
            by=actor.id,
            by_name=who.name if who else "",
            until=row.agreed_until,
            at=clock.now(),
        )
    )
    happenings.announce(session, Agreed(session.get_one(Authority, row.authority_id).slug))
