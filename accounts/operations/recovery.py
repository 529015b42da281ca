"""Ways back in that nobody can be talked into: by what the person still has, or after a wait that they can end."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from accounts import correspondence
from accounts.models import Agency, Authority, EmailedCode, Membership, Passkey, Person, Recovery, RecoveryCode
from accounts.operations.people import Unknown, about_membership
from accounts.operations.signing_in import Answer, person_row
from accounts.queries.signing import state_of, ways_of
from accounts.security import codes, sessions, tokens, tries
from accounts.security.sessions import Opened
from foundation import acts, clock, jobs
from foundation.acts import Actor, Refused, Subject, operation, permits
from foundation.permissions import Permission

LINK_LASTS = timedelta(hours=1)
WAIT = timedelta(hours=24)
FRESH_LASTS = timedelta(days=7)
ASKED, BEGUN = "accounts.recover", "accounts.fresh-start"  # jobs


def _about_nobody(_session: Session, *_more: object, **_others: object) -> Subject:
    return Subject("person", "")


@operation(Permission.SIGN_IN, about=_about_nobody)
def ask_for_link(session: Session, _actor: Actor, email: str) -> None:
    """Somebody cannot get in. A job looks whether the address is known, so this takes as long for any."""
    jobs.later(session, ASKED, {"email": email.strip().lower()[:320]})


@operation(Permission.SIGN_IN, about=_about_nobody)
def send_link(session: Session, _actor: Actor, email: str) -> None:
    """From the job: a letter, if the address is somebody's. Links sent before end."""
    row = session.scalar(select(Person).where(Person.email == email).with_for_update())
    if row is None:
        return
    now, token = clock.now(), tokens.new()
    session.execute(
        delete(Recovery).where(Recovery.person_id == row.id, Recovery.kind == "link", Recovery.used_at.is_(None))
    )
    session.add(
        Recovery(
            person_id=row.id,
            kind="link",
            digest=tokens.digest(token),
            started_by=row.uuid,
            started_at=now,
            works_from=now,
            ends_at=now + LINK_LASTS,
        )
    )
    correspondence.send_recovery(session, row, token)


@operation(Permission.SIGN_IN, about=lambda _session, uuid, **_others: Subject("recovery", uuid))
def recover(session: Session, _actor: Actor, uuid: str, *, code: str, password_hash: str, device: str) -> Answer:
    """The link and a code from an app or a print: a new password. Every sign-in ends, and the address is told."""
    way = _open(session, uuid, "link")
    row = session.get_one(Person, way.person_id, with_for_update=True)
    name = tries.by_person(row.uuid)
    if (until := tries.wait(session, name)) is not None:
        return Answer(locked_until=until)
    right = (row.totp_secret is not None and codes.spend_app_code(row, code)) or codes.spend_printed_code(
        session, row.id, code
    )  # never a code by e-mail: the link came that way already
    verdict = tries.note(session, name, right=right)
    acts.remark(factor="link and code", right=verdict.right)
    if not verdict.right:
        return Answer(locked_until=verdict.locked_until)
    way.used_at, row.password_hash = clock.now(), password_hash
    sessions.end_all(session, row.id)
    correspondence.send_changed(session, row, "recovered")
    if not ways_of(session, row).beside_password:  # that was the last printed code: a way in must be set up now
        return Answer(sessions.open_one(session, row.id, "joining", device))
    return Answer(sessions.open_one(session, row.id, "whole", device))


@operation(Permission.PERSON_KEEP, about=about_membership)
def begin_fresh_start(session: Session, actor: Actor, membership: str) -> None:
    """For somebody who has nothing left: after a day, a link to their own address. They are told now, and can stop it.

    Refused unless the actor looks after every role that the person holds: who looks after one agency must not open
    the account of an administrator who happens to help there.
    """
    held = session.scalar(select(Membership).where(Membership.uuid == membership))
    if held is None:
        raise Unknown(membership)
    row = session.get_one(Person, held.person_id, with_for_update=True)
    if not all(permits(actor, Permission.PERSON_KEEP, one) for one in _places(session, row)):
        raise Refused(Permission.PERSON_KEEP.sentence)
    earlier = select(Recovery).where(Recovery.person_id == row.id, Recovery.kind == "fresh").with_for_update()
    if any(state_of(one) in ("early", "open") for one in session.scalars(earlier)):
        return
    stop, works_from = tokens.new(), clock.now() + WAIT
    begun = Recovery(
        person_id=row.id,
        kind="fresh",
        stop_digest=tokens.digest(stop),
        started_by=actor.id,
        started_at=clock.now(),
        works_from=works_from,
        ends_at=works_from + FRESH_LASTS,
    )
    session.add(begun)
    session.flush()
    by = session.scalar(select(Person.name).where(Person.uuid == actor.id)) or actor.id
    correspondence.send_fresh_start_begun(session, row, by, works_from, stop)
    jobs.later(session, BEGUN, {"recovery": begun.uuid}, due=works_from)


@operation(Permission.SIGN_IN, about=lambda _session, uuid: Subject("recovery", uuid))
def send_fresh_start(session: Session, _actor: Actor, uuid: str) -> None:
    """From the job, when the wait is over: the link, once, unless the person stopped it."""
    way = session.scalar(select(Recovery).where(Recovery.uuid == uuid).with_for_update())
    if way is None or way.digest is not None or state_of(way) != "open":
        return
    token = tokens.new()
    way.digest = tokens.digest(token)
    correspondence.send_fresh_start(session, session.get_one(Person, way.person_id), token)


@operation(Permission.SIGN_IN, about=lambda _session, uuid: Subject("recovery", uuid))
def stop_fresh_start(session: Session, _actor: Actor, uuid: str) -> None:
    """ "This was not me." What was set up stays; a link that was sent opens nothing."""
    way = session.scalar(select(Recovery).where(Recovery.uuid == uuid).with_for_update())
    if way is None or state_of(way) not in ("early", "open"):
        return
    way.stopped_at = clock.now()
    correspondence.send_stopped(session, session.get_one(Person, way.person_id))


@operation(Permission.SIGN_IN, about=lambda _session, uuid, **_others: Subject("recovery", uuid))
def begin_anew(session: Session, _actor: Actor, uuid: str, *, password_hash: str, device: str) -> Opened:
    """Use a fresh start: the old ways and sign-ins end, a new second step is to be set up. The address is told."""
    way = _open(session, uuid, "fresh")
    row = person_row(session, session.get_one(Person, way.person_id).uuid)
    row.password_hash, row.totp_secret, row.code_by_email = password_hash, None, False
    for table in (Passkey, RecoveryCode, EmailedCode):
        session.execute(delete(table).where(table.person_id == row.id))
    sessions.end_all(session, row.id)
    correspondence.send_changed(session, row, "recovered")
    return sessions.open_one(session, row.id, "joining", device, recovery_id=way.id)


def _open(session: Session, uuid: str, kind: str) -> Recovery:
    way = session.scalar(select(Recovery).where(Recovery.uuid == uuid).with_for_update())
    if way is None or way.kind != kind or state_of(way) != "open":
        raise Unknown(uuid)
    return way


def _places(session: Session, row: Person) -> list[Subject]:
    rows = session.execute(
        select(Membership.uuid, Authority.slug, Agency.uuid)
        .join(Authority, Authority.id == Membership.authority_id)
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .where(Membership.person_id == row.id, Membership.ended_at.is_(None))
    )
    return [Subject("membership", uuid, slug, agency or "") for uuid, slug, agency in rows]
