"""Somebody says that an entry is still right, or how many places it has: the two things that are said most often."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Agency, Authority
from directory import facets, notation, rules, ways
from directory.models import Entry, Listing, Organisation
from directory.operations.carrying_out import carry_out, check, goes_straight
from directory.operations.changes import Sent, note, written_down
from directory.operations.publishing import Press
from directory.operations.secrets import put_away
from directory.operations.turns import turn_of_entry
from directory.queries import saved
from directory.queries.owners import about_entry
from directory.shapes import Capacity
from directory.work import Patch, apply
from foundation import clock
from foundation.acts import Actor, Subject, operation
from foundation.permissions import Permission


@operation(Permission.ENTRY_CONFIRM, about=about_entry)
def confirm(session: Session, actor: Actor, code: str) -> bool:
    """Everything that the entry says is still right today. False when somebody already said so today.

    An entry that was hidden because nobody had confirmed it is shown again.
    """
    entry = _entry(session, code)
    agency, slug = _owner(session, entry)
    by = _voice(actor, slug)
    if entry.status == "active" and entry.assured_on == clock.today() and entry.assured_by == by:
        return False
    entry.assured_on, entry.assured_by = clock.today(), by
    if entry.status == "hidden" and entry.hidden_why == "stale" and _public(agency):
        entry.status, entry.hidden_why, entry.off_since = "active", "", None
    _publish(session, actor, entry, agency, slug)
    return True


@operation(Permission.ENTRY_CONFIRM, about=about_entry)
def set_capacity(session: Session, actor: Actor, code: str, capacity: Capacity | None) -> None:
    """Places and waiting as they are now; None: not known. They are shown until the day that `capacity` names."""
    entry = _entry(session, code)
    agency, slug = _owner(session, entry)
    held = capacity
    entry.places, entry.weeks_wait = (held.places, held.weeks_wait) if held else (None, None)
    entry.capacity_stated_on, entry.capacity_good_until = (held.stated_on, held.good_until) if held else (None, None)
    _publish(session, actor, entry, agency, slug)


@operation(Permission.ENTRY_CONFIRM, about=about_entry)
def correct(session: Session, actor: Actor, code: str, patch: Patch, *, words: str = "", origin: str = "") -> Sent:
    """A fact put right by whoever may confirm the entry, without the steps of editing.

    Published at once when the agency is trusted, unless it says how or where the service is reached, be it in free words:
    that always waits.
    Raises Faulty when it cannot stand.
    """
    entry = _entry(session, code)
    base = saved.working(session, entry.uuid)
    row = written_down(session, actor, entry.uuid, base, "correction", origin=origin)
    work = put_away(session, row.uuid, apply(base, patch), base)
    row.work, row.sent_at = notation.plain(work), clock.now()
    if words:
        note(session, actor, row, "agency", words)
    check(session, row, work)
    changed = facets.changed(facets.taken_apart(base), facets.taken_apart(work))
    leads_elsewhere = any(rules.leads_elsewhere(name) for name in changed) or ways.named_anew(patch, base)
    if not leads_elsewhere and goes_straight(session, actor, row):
        return Sent("published", carry_out(session, actor, row, work))
    row.state = "waiting"
    return Sent("waiting", code)


@operation(Permission.ENTRY_PROPOSE, about=about_entry)
def propose(
    session: Session, actor: Actor, code: str, patch: Patch, *, words: str = "", kind: str = "report", origin: str = ""
) -> str:
    """Something that a reader suggests: it waits at the desk as a change that only needs a decision. Returns its UUID."""
    entry = _entry(session, code)
    base = saved.working(session, entry.uuid)
    row = written_down(session, actor, entry.uuid, base, kind, origin=origin)
    row.work = notation.plain(put_away(session, row.uuid, apply(base, patch), base))
    row.state, row.sent_at = "waiting", clock.now()
    if words:
        note(session, actor, row, "reader", words)
    return row.uuid


def _entry(session: Session, code: str) -> Entry:
    return turn_of_entry(session, code)


def _owner(session: Session, entry: Entry) -> tuple[Agency, str]:
    found = session.execute(
        select(Agency, Authority.slug)
        .join(Organisation, Organisation.agency_id == Agency.id)
        .join(Authority, Authority.id == Agency.authority_id)
        .where(Organisation.uuid == entry.organisation)
    ).one()
    return found[0], found[1]


def _voice(actor: Actor, slug: str) -> str:
    """Whose word it is: the agency's own, or the authority's."""
    desk = actor.holds("directory-editor", Subject("authority", slug, slug))
    return "authority" if desk or actor.kind == "system" else "agency"


def _public(agency: Agency) -> bool:
    return rules.may_be_public(agency.listed, agency.agreed_until, clock.today())


def _publish(session: Session, actor: Actor, entry: Entry, agency: Agency, slug: str) -> None:
    """Only what is shown is published; a hidden or retired entry keeps the facts until it is shown again."""
    session.flush()
    if entry.status == "active" and session.get(Listing, entry.uuid):
        Press(session, agency.authority_id, slug, actor.id, clock.now()).publish_entries([entry.uuid])
