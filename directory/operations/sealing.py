"""Moving an exact address between what all may see and what is sealed."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Authority
from directory import rules
from directory.models import Address, Listing, SealedAddress, Site
from directory.operations.publishing import Press, announce_again
from directory.shapes import Privacy
from foundation import clock
from foundation.acts import Actor, Subject, operation
from foundation.permissions import Permission


class NoSuchSite(LookupError):
    """There is no site with this UUID."""


def _about_site(session: Session, uuid: str, *_rest: object) -> Subject:
    slug = session.scalar(
        select(Authority.slug)
        .join(Listing, Listing.authority_id == Authority.id)
        .where(Listing.uuid == uuid, Listing.kind == "site")
    )
    if slug is None:
        raise NoSuchSite(uuid)
    return Subject("site", uuid, slug)


@operation(Permission.ADDRESS_SEAL, about=_about_site)
def set_privacy(session: Session, actor: Actor, uuid: str, privacy: Privacy) -> None:
    """Seal a site's address, or open it again. One row moves; every version, past and present, follows at once."""
    site = session.scalars(select(Site).where(Site.uuid == uuid).with_for_update()).one()
    move_address(session, site, privacy)
    session.flush()
    owner = (
        select(Authority.id, Authority.slug)
        .join(Listing, Listing.authority_id == Authority.id)
        .where(Listing.uuid == uuid)
    )
    authority_id, slug = session.execute(owner).one()
    Press(session, authority_id, slug, actor.id, clock.now()).publish_sites([uuid])
    announce_again(session, [("site", uuid)])


def move_address(session: Session, site: Site, privacy: Privacy) -> None:
    """Put the site's address where its privacy says, and on the site only what may be told of it."""
    here, there = (Address, SealedAddress) if privacy is Privacy.PUBLIC else (SealedAddress, Address)
    row = (session.get(here, site.address) or session.get(there, site.address)) if site.address else None
    if isinstance(row, there):
        moved = here(**{c.name: getattr(row, c.name) for c in there.__table__.columns})
        session.delete(row)
        session.flush()
        session.add(moved)
        row = moved
    site.privacy, site.blurred_lat, site.blurred_lon, site.lies_in = str(privacy), None, None, {}
    if row is not None and privacy is not Privacy.PUBLIC:
        point = (row.lat, row.lon) if row.lat is not None and row.lon is not None else None
        site.blurred_lat, site.blurred_lon = rules.blurred(privacy, point) or (None, None)
        site.lies_in = rules.tellable(privacy, row.lies_in)
