"""The desk decides: facet by facet, or on the whole, with words that reach the agency."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import comparing, facets, letters, notation
from directory.models import Change, Entry
from directory.operations import secrets
from directory.operations.carrying_out import carry_out, check, owner
from directory.operations.changes import Conflicts, NotOpen, caught_up, locked, note
from directory.operations.retiring import take_off
from directory.queries.owners import about_change
from directory.rules import may_be_public
from foundation import clock
from foundation.acts import Actor, operation
from foundation.permissions import Permission


class NotListed(RuntimeError):
    """The agency is not vetted, or its agreement has lapsed: nothing of it can be public yet."""


@operation(Permission.ENTRY_APPROVE, about=about_change)
def rule(
    session: Session,
    actor: Actor,
    uuid: str,
    accept: frozenset[str],
    *,
    ask: frozenset[str] = frozenset(),
    words: str = "",
) -> str:
    """Publish the facets that are accepted; those asked about go back to the agency with words; the rest stays as it is.

    Returns the new state. Raises NotOpen, NotListed, Faulty, Conflicts (then look again: it changed meanwhile).
    """
    row = locked(session, uuid, ("waiting",))
    if conflicts := caught_up(session, row):
        raise Conflicts(conflicts)
    base, work = notation.working(row.base), notation.working(row.work)
    first, second = facets.taken_apart(base), facets.taken_apart(work)
    taken = comparing.with_its_places(accept, base, work)
    if taken:
        _may_be_shown(session, row)
        chosen = facets.put_together(facets.picked(first, second, taken), facets.all_like(work, base))
        check(session, row, chosen)
        carry_out(session, actor, row, chosen)
    if words:
        note(session, actor, row, "desk", words)
    if ask:
        _goes_back(row, taken | comparing.with_its_places(ask, base, work))
    elif not taken:
        _closed(session, row, "refused", actor)
    letters.decided(session, row, words)
    return row.state


def _goes_back(row: Change, open_facets: set[str]) -> None:
    """What was asked about stays in the change; what the desk let lie does not."""
    first, second = notation.working(row.base), notation.working(row.work)
    kept = facets.picked(facets.taken_apart(first), facets.taken_apart(second), open_facets)
    row.work = notation.plain(facets.put_together(kept, facets.all_like(second, first)))
    row.state, row.decided_at = "asked", None


@operation(Permission.ENTRY_APPROVE, about=about_change)
def refuse(session: Session, actor: Actor, uuid: str, words: str) -> None:
    """Take none of it, and say why. Raises NotOpen; ValueError without words."""
    if not words.strip():
        raise ValueError("a refusal needs words")
    row = locked(session, uuid, ("waiting", "asked"))
    note(session, actor, row, "desk", words)
    _closed(session, row, "refused", actor)
    letters.decided(session, row, words)


@operation(Permission.ENTRY_APPROVE, about=about_change)
def take_off_as_asked(session: Session, actor: Actor, uuid: str, words: str = "", instead: str = "") -> None:
    """Somebody asked that the entry be taken off, and the desk agrees. instead: an entry's code, or words. Raises NotOpen."""
    row = locked(session, uuid, ("waiting",))
    if row.kind != "retire" or row.entry is None:
        raise NotOpen(row.kind)
    entry = session.scalars(select(Entry).where(Entry.uuid == row.entry).with_for_update()).one()
    take_off(session, entry.code)
    entry.retired_words, entry.retired_instead = words, instead
    _closed(session, row, "published", actor)
    letters.decided(session, row, words)


def _closed(session: Session, row: Change, state: str, actor: Actor) -> None:
    row.state, row.decided_at, row.decided_by = state, clock.now(), actor.id
    secrets.forget(session, row)


def _may_be_shown(session: Session, row: Change) -> None:
    agency, _slug = owner(session, row)
    if not may_be_public(agency.listed, agency.agreed_until, clock.today()):
        raise NotListed(agency.name)
