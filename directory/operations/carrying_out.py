"""A change becomes what is published. Used inside the operations that send, rule and restore."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.models import Agency, Authority
from accounts.queries import actor_of
from directory import notation, rules
from directory.models import Change, Entry, Version
from directory.operations import secrets
from directory.operations.listings import Listings, Saving
from directory.shapes import Assurance
from directory.work import Working
from foundation import clock
from foundation.acts import Actor, Subject

VOUCHED_BY = ("edit", "new", "correction")  # kinds of change by which somebody says that all of it is right


class NotTheirs(LookupError):
    """A change of a place that belongs to another organisation."""


def owner(session: Session, row: Change) -> tuple[Agency, str]:
    """The agency of a change, and the name of its authority."""
    found = session.execute(
        select(Agency, Authority.slug)
        .join(Authority, Authority.id == Agency.authority_id)
        .where(Agency.id == row.agency_id)
    ).one()
    return found[0], found[1]


def goes_straight(session: Session, actor: Actor, row: Change) -> bool:
    """Whether a change is published without the desk: the agency may be public, and is trusted or the desk itself writes."""
    agency, slug = owner(session, row)
    if not rules.may_be_public(agency.listed, agency.agreed_until, clock.today()):
        return False
    return agency.trust == "direct" or actor.holds("directory-editor", Subject("agency", agency.uuid, slug))


def check(session: Session, row: Change, work: Working) -> None:
    """Raises Faulty for what cannot stand in it, NotTheirs for another organisation's place."""
    _agency, slug = owner(session, row)
    whole = secrets.fetched(session, row.entry, work)
    Saving(session, Actor("system", "check"), slug).check(_listings(row, whole))


def carry_out(session: Session, actor: Actor, row: Change, work: Working) -> str:
    """Publish the work, and close the change. Returns the entry's code."""
    _agency, slug = owner(session, row)
    whole = secrets.fetched(session, row.entry, work)
    if row.kind in VOUCHED_BY:
        by = "authority" if row.on_behalf_of or _desk_wrote(session, row) else "agency"
        whole = replace(whole, entry=replace(whole.entry, assurance=Assurance(clock.today(), by)))
    before = session.scalars(select(Entry).where(Entry.uuid == row.entry)).first() if row.entry else None
    row.number = _newest(session, before.code) if before is not None else 0
    code = Saving(session, actor, slug).save(_listings(row, whole)).codes[whole.entry.key]
    entry = session.scalars(select(Entry).where(Entry.code == code).with_for_update()).one()
    row.entry, row.state, row.decided_at, row.decided_by = entry.uuid, "published", clock.now(), actor.id
    secrets.forget(session, row)
    _close_secrets_of_old(session, row, work)
    return code


def _listings(row: Change, whole: Working) -> Listings:
    """What is saved: the entry, and of its places and its organisation those that this change really changes."""
    base = notation.working(row.base)
    changed = {key: site for key, site in whole.sites.items() if base.sites.get(key) != site}
    for site in changed.values():
        if site.organisation != whole.entry.organisation:
            raise NotTheirs(site.key)
    new_or_changed = whole.organisation and (row.kind == "new" or whole.organisation != base.organisation)
    organisations = (whole.organisation,) if new_or_changed and whole.organisation else ()
    return Listings(organisations, tuple(changed.values()), (whole.entry,))


def _desk_wrote(session: Session, row: Change) -> bool:
    author = actor_of(row.by)
    agency, slug = owner(session, row)
    return author is not None and author.holds("directory-editor", Subject("agency", agency.uuid, slug))


def _newest(session: Session, code: str) -> int:
    return session.scalar(select(func.max(Version.number)).where(Version.kind == "entry", Version.of == code)) or 0


def _close_secrets_of_old(session: Session, row: Change, work: Working) -> None:
    """A place that is sealed now may stand with its address in older changes: there it goes as well."""
    sealed = [key for key, site in work.sites.items() if site.privacy != "public"]
    if not sealed:
        return
    for old in session.scalars(select(Change).where(Change.agency_id == row.agency_id).with_for_update()):
        for name in ("base", "work"):
            said = notation.working(getattr(old, name))
            told = {key: replace(said.sites[key], address=None) for key in sealed if key in said.sites}
            if told:
                setattr(old, name, notation.plain(replace(said, sites={**said.sites, **told})))
