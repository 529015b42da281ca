"""What an agency has said before, so that nothing is asked of it twice: its places."""

from __future__ import annotations

from sqlalchemy import select

from accounts.models import Agency
from directory.models import Listing, Organisation, Site
from directory.queries import saved
from directory.shapes import Site as SiteShape
from foundation.db import reading


def sites_of_agency(agency: str) -> dict[str, SiteShape]:
    """The places of an agency (by its UUID), by key, as they were last saved; sealed ones without their address."""
    session = reading()
    rows = session.execute(
        select(Listing.key, Listing.authority_id)
        .join(Site, Site.uuid == Listing.uuid)
        .join(Organisation, Organisation.uuid == Site.organisation)
        .join(Agency, Agency.id == Organisation.agency_id)
        .where(Agency.uuid == agency)
        .order_by(Listing.key)
    ).all()
    by_authority: dict[int, list[str]] = {}
    for key, authority in rows:
        by_authority.setdefault(authority, []).append(key)
    return {
        key: site
        for authority, keys in by_authority.items()
        for key, site in saved.sites(session, keys, authority).items()
    }
