"""Listing agreements that come to their end: the agency is told before, on the day, and when its entries are hidden."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Agency, Authority
from directory.models import Entry, Organisation
from directory.rules import AGREEMENT_GRACE_DAYS
from foundation import clock
from foundation.acts import Actor, operation
from foundation.permissions import Permission
from upkeep import letters
from upkeep.models import AgreementNotice
from upkeep.operations.reminding import about_authority
from upkeep.operations.writing_to import MANAGER, Addressee, desk, people, queue, takes_letters
from upkeep.rules import agreement_stage


@operation(Permission.REMINDER_SEND, about=about_authority)
def tell_of_agreement(session: Session, _actor: Actor, slug: str, agency_id: int) -> int:
    """Tell an agency of its agreement's end, and the desk when its entries are hidden. Returns how many letters."""
    agency = session.scalars(select(Agency).where(Agency.id == agency_id).with_for_update()).one()
    authority = session.get_one(Authority, agency.authority_id)
    stage, until = agreement_stage(agency.agreed_until, clock.today()), agency.agreed_until
    if not stage or until is None or authority.slug != slug or stage in told_of(session, agency_id, until):
        return 0
    ends = until + timedelta(days=AGREEMENT_GRACE_DAYS)
    to = [(one, letters.agreement(one.reader(authority), stage, until, ends)) for one in _readers(session, agency)]
    if stage == "ended":
        readers = desk(session, authority)
        to += [(one, letters.agreement_to_desk(one.reader(authority), agency.name, until)) for one in readers]
    sent = [one for one, letter in to if queue(session, one, letter)]
    notice = {"authority_id": authority.id, "agency_id": agency_id, "agreed_until": until, "stage": stage}
    addresses = ", ".join(one.email for one in sent)
    session.add(AgreementNotice(**notice, to=addresses, on=clock.today(), at=clock.now()))
    return len(sent)


def told_of(session: Session, agency_id: int, until: date) -> set[str]:
    """The stages that this agency was told of, of this agreement."""
    rows = select(AgreementNotice.stage).where(
        AgreementNotice.agency_id == agency_id, AgreementNotice.agreed_until == until
    )
    return set(session.scalars(rows))


def _readers(session: Session, agency: Agency) -> list[Addressee]:
    """Its managers, else its editors, else the addresses that its organisation and entries name."""
    staff = people(session, [agency.id])[agency.id]
    chosen = takes_letters(session, [one for one in staff if MANAGER in one.roles] or staff)
    if chosen:
        return chosen
    rows = session.execute(
        select(Organisation.email, Entry.assurer_email, Entry.email)
        .outerjoin(Entry, Entry.organisation == Organisation.uuid)
        .where(Organisation.agency_id == agency.id)
    )
    addresses = dict.fromkeys(address for row in rows for address in row if address)
    return takes_letters(session, [Addressee(address, agency.name) for address in addresses])[:1]
