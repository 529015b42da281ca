"""Agencies whose listing agreement comes to its end."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import and_, or_, select

from accounts.models import Agency, Authority
from directory.models import Entry, Organisation
from directory.rules import AGREEMENT_GRACE_DAYS
from foundation.db import reading
from upkeep.models import AgreementNotice
from upkeep.rules import agreement_stage


def agreements_to_tell(slug: str, today: date) -> list[int]:
    """The agencies that do not know yet how their agreement stands."""
    rows = reading().execute(
        select(Agency.id, Agency.agreed_until)
        .join(Authority, Authority.id == Agency.authority_id)
        .where(Authority.slug == slug, Agency.listed, Agency.agreed_until.is_not(None))
        .order_by(Agency.id)
    )
    wanted = [(row.id, row.agreed_until, agreement_stage(row.agreed_until, today)) for row in rows]
    notices = select(AgreementNotice.agency_id, AgreementNotice.agreed_until, AgreementNotice.stage)
    known = {tuple(row) for row in reading().execute(notices)}
    return [one for one, until, stage in wanted if stage and (one, until, stage) not in known]


def without_agreement(slug: str, today: date) -> list[str]:
    """The codes of entries that are shown although their agency's agreement ended, and it was told so."""
    last = today - timedelta(days=AGREEMENT_GRACE_DAYS)
    rows = reading().scalars(
        select(Entry.code)
        .join(Organisation, Organisation.uuid == Entry.organisation)
        .join(Agency, Agency.id == Organisation.agency_id)
        .join(Authority, Authority.id == Agency.authority_id)
        .join(AgreementNotice, AgreementNotice.agency_id == Agency.id)
        .where(Authority.slug == slug, Entry.status == "active", Agency.agreed_until < last)
        .where(AgreementNotice.agreed_until == Agency.agreed_until, AgreementNotice.stage == "ended")
        .order_by(Entry.code)
    )
    return list(rows)


def agreed_again(slug: str, today: date) -> list[str]:
    """The codes of entries that are hidden for want of an agreement which there is now.

    With them those that were hidden as stale and confirmed while no agreement let them be shown.
    """
    last = today - timedelta(days=AGREEMENT_GRACE_DAYS)
    confirmed = and_(Entry.hidden_why == "stale", Entry.assured_on > Entry.off_since)
    rows = reading().scalars(
        select(Entry.code)
        .join(Organisation, Organisation.uuid == Entry.organisation)
        .join(Agency, Agency.id == Organisation.agency_id)
        .join(Authority, Authority.id == Agency.authority_id)
        .where(Authority.slug == slug, Entry.status == "hidden", or_(Entry.hidden_why == "agreement", confirmed))
        .where(Agency.listed, or_(Agency.agreed_until.is_(None), Agency.agreed_until >= last))
        .order_by(Entry.code)
    )
    return list(rows)
