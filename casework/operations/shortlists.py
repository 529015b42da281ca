"""Lists of services for one piece of work: whose they are, what stands on them, and when they go."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from access.models import AccessSession
from accounts.models import Authority
from casework import rules
from casework.models import Shortlist, ShortlistItem
from childindex.models import Card, Involvement
from directory import queries as directory
from foundation import acts, clock
from foundation.acts import Actor, Refused, Subject, operation
from foundation.permissions import Permission
from vetting.rules import until

MOST_LISTS, MOST_ITEMS = 100, 60
LONGEST_TITLE, LONGEST_NOTE = 120, 500


class UnknownShortlist(LookupError):
    """There is no such list of this person's, or no such service on it."""


class TellsWho(ValueError):
    """A title or a note could tell which child it is about. what: "day", "number" or "name"."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(field)
        self.field, self.what = field, what


class TooMany(ValueError):
    """So many lists, or services on one, that nobody would find anything."""


@operation(
    Permission.SHORTLIST_KEEP, about=lambda _session, authority, *_more, **_others: Subject("shortlist", "", authority)
)
def make_shortlist(
    session: Session, actor: Actor, authority: str, title: str, *, code: str = "", note: str = ""
) -> str:
    """Begin a list, with a first service when one is named; answers its UUID. TellsWho when words could name a child."""
    _tells_nobody(session, actor, "title", title)
    if not title or len(title) > LONGEST_TITLE:
        raise ValueError(title)
    if len(session.scalars(select(Shortlist.id).where(Shortlist.person == actor.id)).all()) >= MOST_LISTS:
        raise TooMany
    home = session.scalars(select(Authority.id).where(Authority.slug == authority)).one()
    row = Shortlist(authority_id=home, person=actor.id, title=title, made_at=clock.now(), used_on=clock.today())
    session.add(row)
    session.flush()
    if code:
        _put(session, actor, row, code, note)
    return row.uuid


def _about(session: Session, uuid: str, *_more: object) -> Subject:
    slug = session.scalar(
        select(Authority.slug).join(Shortlist, Shortlist.authority_id == Authority.id).where(Shortlist.uuid == uuid)
    )
    if slug is None:
        raise UnknownShortlist(uuid)
    return Subject("shortlist", uuid, slug)


@operation(Permission.SHORTLIST_KEEP, about=_about)
def put_on(session: Session, actor: Actor, uuid: str, code: str, note: str) -> None:
    """Put a service on a list of one's own; one that stands there gets the new note."""
    _put(session, actor, _own(session, actor, uuid), code, note)


def _put(session: Session, actor: Actor, row: Shortlist, code: str, note: str) -> None:
    _tells_nobody(session, actor, "note", note)
    if next(directory.published([code]), None) is None or len(note) > LONGEST_NOTE:
        raise UnknownShortlist(code)
    held = session.scalars(select(ShortlistItem).where(ShortlistItem.shortlist_id == row.id)).all()
    there = next((one for one in held if one.code == code), None)
    if there is not None:
        there.note = note
        return
    if len(held) >= MOST_ITEMS:
        raise TooMany
    session.add(ShortlistItem(shortlist_id=row.id, code=code, note=note, added_at=clock.now()))
    try:
        session.flush()
    except IntegrityError:  # pressed twice at once: it stands there
        raise TooMany from None


@operation(Permission.SHORTLIST_KEEP, about=_about)
def take_off(session: Session, actor: Actor, uuid: str, code: str) -> None:
    """Take a service off a list of one's own."""
    row = _own(session, actor, uuid)
    session.execute(delete(ShortlistItem).where(ShortlistItem.shortlist_id == row.id, ShortlistItem.code == code))


@operation(Permission.SHORTLIST_KEEP, about=_about)
def throw_away(session: Session, actor: Actor, uuid: str) -> None:
    """The list goes, with everything on it."""
    row = _own(session, actor, uuid)
    session.execute(delete(ShortlistItem).where(ShortlistItem.shortlist_id == row.id))
    session.delete(row)


@operation(Permission.SHORTLIST_KEEP, about=_about)
def note_use(session: Session, actor: Actor, uuid: str) -> None:
    """It was opened or printed: so it is not forgotten."""
    _own(session, actor, uuid)


@operation(Permission.SHORTLIST_KEEP, about=lambda _session, authority: Subject("shortlist", "", authority))
def forget_unused(session: Session, actor: Actor, authority: str) -> int:
    """Lists that nobody has used for half a year go."""
    if actor.kind != "system":
        raise Refused
    before = until(clock.today(), -rules.SHORTLISTS_KEPT_MONTHS)
    home = select(Authority.id).where(Authority.slug == authority).scalar_subquery()
    old = session.scalars(select(Shortlist.id).where(Shortlist.authority_id == home, Shortlist.used_on < before)).all()
    session.execute(delete(ShortlistItem).where(ShortlistItem.shortlist_id.in_(old)))
    session.execute(delete(Shortlist).where(Shortlist.id.in_(old)))
    acts.remark(lists=len(old))
    return len(old)


def _own(session: Session, actor: Actor, uuid: str) -> Shortlist:
    row = session.scalars(select(Shortlist).where(Shortlist.uuid == uuid).with_for_update()).one()
    if row.person != actor.id:
        raise Refused
    row.used_on = clock.today()
    return row


def _tells_nobody(session: Session, actor: Actor, field: str, words: str) -> None:
    """Against the names of the children whom the writer works with or has opened; nobody else's are read."""
    involved = select(Involvement.child_id).where(Involvement.person == actor.id, Involvement.ends.is_(None))
    opened = select(AccessSession.child_id).where(AccessSession.person == actor.id, AccessSession.child_id.is_not(None))
    cards = session.scalars(select(Card.names).where(Card.child_id.in_(involved) | Card.child_id.in_(opened)))
    names = [part for held in cards for said in held for part in said[:3] if part]
    if what := rules.tells_who(words, names):
        raise TellsWho(field, what)
