"""The evidence that a service lives, gathered from wherever it is kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select

from accounts.models import Agency, Authority
from accounts.queries import people_of
from directory.models import Contact, Entry, Listing, Organisation
from feedback import queries as feedback
from foundation import clock, post
from foundation.db import reading
from upkeep import evidence, telling
from upkeep.evidence import Asked, Fact
from upkeep.queries.websites import websites_of

COUNTED = timedelta(days=90)
REPORTS = timedelta(days=180)  # older ones say little of today


def evidence_of(code: str) -> str:
    """Confirmed by the agency 3 weeks ago; its website answered yesterday. "" for a code of nothing."""
    asked = _asked(code)
    return telling.line(evidence.told(fact) for fact in evidence.gathered(asked)) if asked else ""


def facts_of(code: str) -> list[Fact]:
    """The same without words."""
    asked = _asked(code)
    return evidence.gathered(asked) if asked else []


def _asked(code: str) -> Asked | None:
    row = (
        reading()
        .execute(
            select(Entry, Organisation, Authority.slug, Agency.uuid)
            .join(Listing, Listing.uuid == Entry.uuid)
            .join(Authority, Authority.id == Listing.authority_id)
            .join(Organisation, Organisation.uuid == Entry.organisation)
            .join(Agency, Agency.id == Organisation.agency_id)
            .where(Entry.code == code)
        )
        .first()
    )
    if row is None:
        return None
    entry, organisation, slug, agency = row
    named = reading().scalars(select(Contact.email).where(Contact.owner == entry.uuid))
    own = (entry.email, entry.assurer_email, organisation.email, *named)
    people = [one.email for one in people_of(agency)]
    addresses = tuple(dict.fromkeys(address.lower() for address in (*own, *people) if address))
    websites = tuple(dict.fromkeys(url for url in (entry.url, organisation.url) if url))
    return Asked(entry.uuid, code, slug, entry.assured_on, entry.assured_by, websites, addresses)


def _confirmed(asked: Asked) -> list[Fact]:
    return [Fact(evidence.CONFIRMED, asked.confirmed_on, asked.confirmed_by)]


def _websites(asked: Asked) -> list[Fact]:
    found = websites_of(asked.authority, asked.websites)
    seen = [found[url] for url in asked.websites if url in found]
    return [Fact(evidence.WEBSITE, _day(row.checked_at) if row.checked_at else None, row.outcome) for row in seen]


def _mail(asked: Asked) -> list[Fact]:
    refused = post.refusals(reading(), asked.addresses)
    return [Fact(evidence.MAIL, _day(row.at), address) for address, row in sorted(refused.items())]


def _readers(asked: Asked) -> list[Fact]:
    since = clock.now() - REPORTS
    told = [one for one in feedback.about_entry(asked.code) if one.at >= since and one.state in ("new", "waiting")]
    return [Fact(evidence.READER, _day(one.at), one.what) for one in told]


def _opened(asked: Asked) -> list[Fact]:
    seen = feedback.counts_of(asked.code, clock.today() - COUNTED).seen
    return [Fact(evidence.OPENED, None, "", seen)] if seen else []


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.HERE).date()


evidence.gathers(evidence.CONFIRMED, _confirmed, telling.confirmed)
evidence.gathers(evidence.WEBSITE, _websites, telling.website)
evidence.gathers(evidence.MAIL, _mail, telling.mail)
evidence.gathers(evidence.READER, _readers, telling.reader)
evidence.gathers(evidence.OPENED, _opened, telling.opened)
