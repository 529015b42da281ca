"""Signed links: which letter, which entries, what was done by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from accounts.models import Agency, Authority, Membership, Person
from accounts.security import tokens
from foundation import clock
from foundation.acts import Actor, Grant
from foundation.db import reading
from upkeep.models import ConfirmLink, LinkUse

LONGEST = 100  # of what may be a token


@dataclass(frozen=True)
class LinkShown:
    """A letter's link. state: open, expired, newer, misuse, desk, left (its reader no longer works there)."""

    uuid: str
    authority: str
    agency: str
    agency_name: str
    name: str
    email: str
    language: str
    codes: tuple[str, ...]
    made_at: datetime
    expires_at: datetime
    state: str

    @property
    def actor(self) -> Actor:
        """Whoever opened the letter: may confirm entries of this agency, and is named with it in the trail."""
        grants = frozenset({Grant("confirmer", self.authority, self.agency)})
        return Actor("link", self.uuid, grants, on_behalf_of=self.agency_name)


@dataclass(frozen=True)
class Use:
    """Something that was done by a link. what: confirmed, places, or the fact that was corrected."""

    code: str
    what: str
    state: str
    at: datetime


def link_by(token: str) -> LinkShown | None:
    """The link whose token this is, whatever became of it."""
    if not 0 < len(token) <= LONGEST:
        return None
    row = reading().execute(
        select(ConfirmLink, Agency.uuid, Agency.name, Authority.slug)
        .join(Agency, Agency.id == ConfirmLink.agency_id)
        .join(Authority, Authority.id == ConfirmLink.authority_id)
        .where(ConfirmLink.digest == tokens.digest(token))
    )
    found = row.first()
    if found is None:
        return None
    link, agency, agency_name, slug = found
    state = link.ended_why if link.ended_at else "expired" if link.expires_at <= clock.now() else "open"
    state = state if _still_there(link) else "left"
    return LinkShown(
        link.uuid,
        slug,
        agency,
        agency_name,
        link.name,
        link.email,
        link.language,
        tuple(link.entries),
        link.made_at,
        link.expires_at,
        state,
    )


def _still_there(link: ConfirmLink) -> bool:
    """Whether whoever the letter was written to may still speak for the agency; an address without an account always may."""
    here = (
        select(Membership.id)
        .join(Person, Person.id == Membership.person_id)
        .where(Person.uuid == link.person, Membership.agency_id == link.agency_id, Membership.ended_at.is_(None))
    )
    return not link.person or reading().scalar(here.limit(1)) is not None


def newer_than(link: LinkShown) -> datetime | None:
    """When the letter was written that took this one's place."""
    return reading().scalar(
        select(ConfirmLink.made_at)
        .join(Agency, Agency.id == ConfirmLink.agency_id)
        .where(Agency.uuid == link.agency, ConfirmLink.email == link.email, ConfirmLink.made_at >= link.made_at)
        .where(ConfirmLink.uuid != link.uuid)
        .order_by(ConfirmLink.made_at.desc())
        .limit(1)
    )


def uses(link: LinkShown) -> list[Use]:
    """What was done by it, in order."""
    rows = reading().scalars(select(LinkUse).where(LinkUse.link == link.uuid).order_by(LinkUse.id))
    return [Use(row.code, row.what, row.state, row.at) for row in rows]
