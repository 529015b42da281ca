"""Who may work with the index of children: asked for by their agency, decided by an administrator, ended at once."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts import clearance_letters, rules
from accounts.models import Agency, Authority, Clearance, LapseLetter, Membership, Person, SignedTerms
from accounts.operations.people import Unknown, about_place, place_of
from accounts.operations.signing_in import about_person, person_row
from foundation import clock
from foundation.acts import Actor, Refused, Subject, operation
from foundation.permissions import Permission
from foundation.words import gettext as _

REPLACED = "replaced"  # why a clearance ended, as the table keeps it


class OwnDecision(Refused):
    """Two people stand behind every clearance. Its words are for the reader."""


def _about(session: Session, uuid: str, *_more: object, **_others: object) -> Subject:
    row = session.execute(
        select(Authority.slug, Agency.uuid)
        .select_from(Clearance)
        .join(Authority, Authority.id == Clearance.authority_id)
        .outerjoin(Agency, Agency.id == Clearance.agency_id)
        .where(Clearance.uuid == uuid)
    ).first()
    if row is None:
        raise Unknown(uuid)
    return Subject("clearance", uuid, row[0], row[1] or "")


@operation(Permission.CLEARANCE_ASK, about=about_place)
def ask(
    session: Session,
    actor: Actor,
    authority: str,
    agency: str,
    *,
    person: str,
    level: int,
    evidence: str,
    vetting_until: date | None = None,
    trained_until: date | None = None,
) -> str:
    """Ask for somebody who works there in a role of the practitioner side; answers the UUID of what was asked. What
    was asked before and still waits is written over. Unknown for anybody else, ValueError for a level there is not."""
    if level not in rules.LEVELS:
        raise ValueError(level)
    where, whose = place_of(session, authority, agency)
    row = _locked(session, person)
    if row is None or not _works(session, row.id, where.id, whose.id if whose else None):
        raise Unknown(person)
    asked = _one(session, row.id, where.id, "asked") or Clearance(
        person_id=row.id, authority_id=where.id, state="asked"
    )
    asked.agency_id, asked.level, asked.evidence = whose.id if whose else None, level, evidence
    asked.asked_by, asked.asked_at = actor.id, clock.now()
    asked.vetting_until, asked.vetting_said_by = vetting_until, actor.id if vetting_until else ""
    asked.trained_until = trained_until
    session.add(asked)
    session.flush()
    return asked.uuid


@operation(Permission.CLEARANCE_KEEP, about=_about)
def grant(
    session: Session,
    actor: Actor,
    uuid: str,
    level: int,
    *,
    vetting_until: date | None = None,
    trained_until: date | None = None,
    vetting_seen: bool = False,
    why: str = "",
) -> None:
    """Grant what was asked, at this level and until these days; one that stood before is replaced. `vetting_seen`: the
    administrator saw the evidence and does not only take the agency's word."""
    if level not in rules.LEVELS:
        raise ValueError(level)
    row = _deciding(session, actor, uuid, "asked")
    before = _one(session, row.person_id, row.authority_id, "granted")
    if before is not None:
        before.state, before.ended_at, before.ended_why = "ended", clock.now(), REPLACED
        session.flush()
    row.state, row.level, row.why = "granted", level, why
    row.decided_by, row.decided_at = actor.id, clock.now()
    _set_days(row, actor, vetting_until, trained_until, seen=vetting_seen)
    clearance_letters.send_cleared(session, session.get_one(Person, row.person_id), level)


@operation(Permission.CLEARANCE_KEEP, about=_about)
def refuse(session: Session, actor: Actor, uuid: str, why: str) -> None:
    """Refuse what was asked, and say why."""
    row = _deciding(session, actor, uuid, "asked")
    row.state, row.why, row.decided_by, row.decided_at = "refused", why, actor.id, clock.now()


@operation(Permission.CLEARANCE_KEEP, about=_about)
def renew(
    session: Session,
    actor: Actor,
    uuid: str,
    *,
    vetting_until: date | None,
    trained_until: date | None,
    vetting_seen: bool = False,
) -> None:
    """New last days for a clearance that is granted."""
    row = _deciding(session, actor, uuid, "granted")
    _set_days(row, actor, vetting_until, trained_until, seen=vetting_seen)


@operation(Permission.CLEARANCE_KEEP, about=_about)
def end_clearance(session: Session, actor: Actor, uuid: str, why: str) -> None:
    """End a clearance: its roles count no more from the next request on."""
    row = _row(session, uuid)
    if row.state != "granted":
        raise Unknown(uuid)
    row.state, row.ended_at, row.ended_why = "ended", clock.now(), why
    row.decided_by = actor.id


@operation(Permission.ACCOUNT_KEEP, about=about_person)
def sign_terms(session: Session, _actor: Actor, person: str) -> None:
    """The person signs the terms of use as they are now, for one year."""
    row, today = person_row(session, person), clock.today()
    session.add(
        SignedTerms(person_id=row.id, version=rules.TERMS_VERSION, signed_at=clock.now(), until=rules.a_year_on(today))
    )


@operation(Permission.CLEARANCE_KEEP, about=lambda _session, person, **_others: Subject("person", person))
def remind(session: Session, _actor: Actor, person: str, *, what: str, until: date, managers: tuple[str, ...]) -> bool:
    """From the job: a letter to somebody that something of theirs lapses, and to these people who look after them.
    False when it has gone already."""
    row, days = person_row(session, person), rules.warned_at(until, clock.today())
    sent = select(LapseLetter.id).where(
        LapseLetter.person_id == row.id, LapseLetter.what == what, LapseLetter.until == until, LapseLetter.days == days
    )
    if not days or session.scalar(sent) is not None:
        return False
    session.add(LapseLetter(person_id=row.id, what=what, until=until, days=days))
    clearance_letters.send_lapsing(session, row, what, until)
    for one in session.scalars(select(Person).where(Person.uuid.in_(managers), Person.uuid != person)):
        clearance_letters.send_staff_lapsing(session, one, row.name, what, until)
    return True


def _set_days(row: Clearance, actor: Actor, vetting: date | None, trained: date | None, *, seen: bool) -> None:
    if seen or vetting != row.vetting_until:
        row.vetting_said_by = actor.id if vetting else ""
    row.vetting_by_authority = bool(vetting) and (seen or (row.vetting_by_authority and vetting == row.vetting_until))
    row.vetting_until, row.trained_until = vetting, trained


def _deciding(session: Session, actor: Actor, uuid: str, state: str) -> Clearance:
    """The row, locked, when it is in this state and this actor is a second person."""
    row = _row(session, uuid)
    if row.state != state:
        raise Unknown(uuid)
    whose = session.get_one(Person, row.person_id).uuid
    if actor.kind == "person" and actor.id == whose:
        raise OwnDecision(_("Nobody decides on their own access. Ask another administrator."))
    if actor.kind == "person" and actor.id == row.asked_by and state == "asked":
        raise OwnDecision(_("You asked for this yourself. Ask another administrator to decide."))
    return row


def _row(session: Session, uuid: str) -> Clearance:
    return session.scalars(select(Clearance).where(Clearance.uuid == uuid).with_for_update()).one()


def _one(session: Session, person_id: int, authority_id: int, state: str) -> Clearance | None:
    wanted = select(Clearance).where(
        Clearance.person_id == person_id, Clearance.authority_id == authority_id, Clearance.state == state
    )
    return session.scalar(wanted.with_for_update())


def _locked(session: Session, person: str) -> Person | None:
    """The person, locked, so that two who ask at once do not both add."""
    return session.scalar(select(Person).where(Person.uuid == person).with_for_update())


def _works(session: Session, person_id: int, authority_id: int, agency_id: int | None) -> bool:
    place = Membership.agency_id.is_(None) if agency_id is None else Membership.agency_id == agency_id
    found = select(Membership.id).where(
        *(Membership.person_id == person_id, Membership.authority_id == authority_id, place),
        *(Membership.role.in_(rules.PRACTICE_ROLES), Membership.ended_at.is_(None)),
    )
    return session.scalar(found.limit(1)) is not None
