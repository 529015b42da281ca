"""What is done by a letter's link is noted; a link is ended, or sent afresh to the same address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Agency, Authority
from accounts.security import tokens
from directory.queries.owners import about_entry
from foundation import clock
from foundation.acts import Actor, Subject, operation
from foundation.permissions import Permission
from upkeep import letters
from upkeep.models import ConfirmLink, LinkUse
from upkeep.operations.reminding import LINK_LASTS, about_authority, links_that_are_open, make_link, replace_links
from upkeep.operations.writing_to import Addressee, desk, queue

BETWEEN = timedelta(hours=1)  # two fresh letters to one address


class NoSuchLink(LookupError):
    """There is no link with this UUID."""


@operation(Permission.ENTRY_CONFIRM, about=about_entry)
def note_use(
    session: Session,
    _actor: Actor,
    code: str,
    link: str,
    what: str,
    state: str = "",
    *,
    service: str = "",
    lines: Sequence[str] = (),
    contacts: Sequence[tuple[str, str, str]] = (),
) -> None:
    """Keep that this was done by the link. contacts: who is told of `lines`, which somebody wants to change."""
    row = session.scalars(select(ConfirmLink).where(ConfirmLink.uuid == link).with_for_update()).one()
    same = select(LinkUse.id).where(LinkUse.link == link, LinkUse.code == code, LinkUse.what == what)
    if what == "confirmed" and session.scalar(same) is not None:
        return
    session.add(LinkUse(link=link, code=code, what=what, state=state, at=clock.now()))
    authority = session.get_one(Authority, row.authority_id)
    for address, name, language in contacts:
        to = Addressee(address, name, language)
        queue(session, to, letters.facts_to_change(to.reader(authority), service, lines))


def about_link(session: Session, uuid: str, *_rest: object, **_more: object) -> Subject:
    """The link, its authority and its agency; raises NoSuchLink."""
    row = session.execute(
        select(Authority.slug, Agency.uuid)
        .join(ConfirmLink, ConfirmLink.authority_id == Authority.id)
        .join(Agency, Agency.id == ConfirmLink.agency_id)
        .where(ConfirmLink.uuid == uuid)
    ).first()
    if row is None:
        raise NoSuchLink(uuid)
    return Subject("link", uuid, row[0], row[1])


@operation(Permission.LINK_END, about=about_link)
def end_link(session: Session, _actor: Actor, uuid: str, why: str) -> bool:
    """It opens nothing any more. why: misuse (the desk is told) or desk. False when it had ended."""
    row = session.scalars(select(ConfirmLink).where(ConfirmLink.uuid == uuid).with_for_update()).one()
    if row.ended_at is not None:
        return False
    row.ended_at, row.ended_why = clock.now(), why
    if why == "misuse":
        authority, agency = session.get_one(Authority, row.authority_id), session.get_one(Agency, row.agency_id)
        for to in desk(session, authority):
            queue(session, to, letters.misuse(to.reader(authority), agency.name, row.email))
    return True


@operation(Permission.REMINDER_SEND, about=about_authority)
def send_afresh(session: Session, _actor: Actor, _slug: str, uuid: str) -> bool:
    """A new letter with a new link to the same address, about the same entries. False when one was sent just now."""
    row = session.scalars(select(ConfirmLink).where(ConfirmLink.uuid == uuid).with_for_update()).one()
    last = (
        select(ConfirmLink.made_at)
        .where(ConfirmLink.agency_id == row.agency_id, ConfirmLink.email == row.email)
        .order_by(ConfirmLink.made_at.desc())
        .limit(1)
    )
    latest = session.scalar(last)
    if row.ended_why in ("misuse", "desk") or (latest and clock.now() - latest < BETWEEN):
        return False
    token, expires = tokens.new(), clock.now() + LINK_LASTS
    authority = session.get_one(Authority, row.authority_id)
    to = Addressee(row.email, row.name, row.language, row.person)
    day = expires.astimezone(clock.HERE).date()
    if not queue(session, to, letters.afresh(to.reader(authority), token, day)):
        return False
    earlier = links_that_are_open(session, [row.agency_id])[row.agency_id, row.email]
    replace_links(session, earlier, make_link(to, token, list(row.entries), row.agency_id, row.authority_id))
    return True
