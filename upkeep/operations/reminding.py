"""Reminding: what was told and the letter that tells it are one change, so that a process may die at any moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Agency, Authority
from accounts.security import tokens
from directory.queries.translations import NOTHING, TranslationState, translation_states
from foundation import clock, post
from foundation.acts import Actor, Subject, operation
from foundation.permissions import Permission
from upkeep import letters
from upkeep.letters import Named
from upkeep.models import ConfirmLink, Reminder
from upkeep.operations.writing_to import EDITOR, MANAGER, Addressee, desk, people, queue
from upkeep.queries.due import DueEntry, due, names
from upkeep.rules import AGENCY, DESK, editors_only

LINK_LASTS = timedelta(days=90)


class NoSuchAuthority(LookupError):
    """There is no authority with this slug."""


def about_authority(_session: Session, slug: str, *_rest: object, **_more: object) -> Subject:
    """The authority whose entries are told of."""
    return Subject("authority", slug, slug)


def authority_row(session: Session, slug: str) -> Authority:
    """Inside another change: its row; raises NoSuchAuthority."""
    row = session.scalars(select(Authority).where(Authority.slug == slug)).first()
    if row is None:
        raise NoSuchAuthority(slug)
    return row


@dataclass(frozen=True)
class Round:
    """What a round of reminders looks up once for all its letters."""

    session: Session
    authority: Authority
    refused: frozenset[str]
    open_links: dict[tuple[int, str], list[ConfirmLink]]


@operation(Permission.REMINDER_SEND, about=about_authority)
def remind_agencies(session: Session, _actor: Actor, slug: str, agency_ids: Sequence[int]) -> int:
    """Write to these agencies about what they were not told yet. Returns how many letters. Safe to do twice."""
    authority = authority_row(session, slug)
    session.scalars(select(Agency.id).where(Agency.id.in_(agency_ids)).order_by(Agency.id).with_for_update()).all()
    by_agency: dict[int, list[DueEntry]] = defaultdict(list)
    for one in due(session, authority, agency_ids):  # read under the lock: what another process told is told
        by_agency[one.agency_id].append(one)
    entries = [one for some in by_agency.values() for one in some]
    called, staff = names(session, [one.uuid for one in entries]), people(session, agency_ids)
    translated = translation_states([one.code for one in entries], session)
    addresses = [a for one in entries for a in one.addresses] + [to.email for some in staff.values() for to in some]
    this = Round(
        session, authority, frozenset(post.refusals(session, addresses)), links_that_are_open(session, agency_ids)
    )
    return sum(
        _tell_agency(this, [_named(one, called, translated) for one in some], staff[agency])
        for agency, some in by_agency.items()
    )


def _named(one: DueEntry, called: Mapping[str, str], translated: Mapping[str, TranslationState]) -> Named:
    return Named(one, called.get(one.uuid, one.code), translated.get(one.code, NOTHING))


def _tell_agency(this: Round, entries: list[Named], staff: list[Addressee]) -> int:
    """One letter a person about all that is due; later letters end the links of earlier ones."""
    new = [one for one in entries if one.entry.to_tell(AGENCY)]
    if not new:
        return 0
    written: dict[str, list[str]] = defaultdict(list)  # entry -> addresses
    count = 0
    for to, some in _addressed(this, entries, new, staff):
        if _write(this, to, some):
            count += 1
            for one in some:
                written[one.entry.uuid].append(to.email)
    for one in new:
        _note(this.session, this.authority, one.entry, AGENCY, written[one.entry.uuid])
    return count


def _addressed(
    this: Round, entries: list[Named], new: list[Named], staff: list[Addressee]
) -> list[tuple[Addressee, list[Named]]]:
    """Who is written to, of which entries: its people, else the addresses that the entries name themselves."""
    only = all(editors_only(stage) for one in new if (stage := one.entry.to_tell(AGENCY)))
    wanted = {EDITOR} if only and any(EDITOR in one.roles for one in staff) else {EDITOR, MANAGER}
    chosen = [one for one in staff if one.roles & wanted and one.email.lower() not in this.refused]
    if chosen:
        return [(one, entries) for one in chosen]
    by_address: dict[str, list[Named]] = defaultdict(list)
    for named in entries:
        known = next((a for a in named.entry.addresses if a.lower() not in this.refused), "")
        if known:
            by_address[known].append(named)
    fresh = {one.entry.uuid for one in new}
    return [
        (Addressee(address, some[0].entry.agency_name), some)
        for address, some in by_address.items()
        if any(one.entry.uuid in fresh for one in some)
    ]


def _write(this: Round, to: Addressee, entries: list[Named]) -> bool:
    token, expires = tokens.new(), clock.now() + LINK_LASTS
    letter = letters.reminder(to.reader(this.authority), entries, token, expires.astimezone(clock.HERE).date())
    if not queue(this.session, to, letter, bulk=True):
        return False
    codes, agency_id = [one.entry.code for one in entries], entries[0].entry.agency_id
    made = make_link(to, token, codes, agency_id, this.authority.id)
    replace_links(this.session, this.open_links[agency_id, to.email], made)
    return True


def links_that_are_open(session: Session, agency_ids: Sequence[int]) -> dict[tuple[int, str], list[ConfirmLink]]:
    """Inside another change: the links of these agencies' letters that nobody ended, by agency and address."""
    rows = select(ConfirmLink).where(ConfirmLink.agency_id.in_(agency_ids), ConfirmLink.ended_at.is_(None))
    found: dict[tuple[int, str], list[ConfirmLink]] = defaultdict(list)
    for row in session.scalars(rows.with_for_update()):
        found[row.agency_id, row.email].append(row)
    return found


def make_link(to: Addressee, token: str, codes: list[str], agency_id: int, authority_id: int) -> ConfirmLink:
    """The link of one letter; the table gets the digest of its token."""
    moment = clock.now()
    return ConfirmLink(
        digest=tokens.digest(token),
        authority_id=authority_id,
        agency_id=agency_id,
        person=to.person,
        name=to.name,
        email=to.email,
        language=to.language,
        entries=codes,
        made_at=moment,
        expires_at=moment + LINK_LASTS,
    )


def replace_links(session: Session, earlier: Iterable[ConfirmLink], made: ConfirmLink) -> None:
    """Inside another change: the letters that went before lead nowhere any longer."""
    for row in earlier:
        row.ended_at, row.ended_why = made.made_at, "newer"
    session.add(made)


def _note(session: Session, authority: Authority, entry: DueEntry, side: str, to: Iterable[str]) -> None:
    """That this side was told, once for this confirmation: the table itself refuses a second time."""
    stage = entry.to_tell(side)
    session.add(
        Reminder(
            authority_id=authority.id,
            entry=entry.uuid,
            stage=stage,
            confirmed_on=entry.basis,
            side=side,
            to=", ".join(to),
            on=clock.today(),
            at=clock.now(),
        )
    )


@operation(Permission.REMINDER_SEND, about=about_authority)
def remind_desk(session: Session, _actor: Actor, slug: str) -> int:
    """Tell the directory editors of entries whose agencies do not answer. Returns how many letters. Safe to do twice."""
    authority = session.scalars(select(Authority).where(Authority.slug == slug).with_for_update()).one()
    new = [one for one in due(session, authority) if one.to_tell(DESK)]
    if not new:
        return 0
    called = names(session, [one.uuid for one in new])
    named = [Named(one, called.get(one.uuid, one.code)) for one in new]
    readers = desk(session, authority)
    sent = [to for to in readers if queue(session, to, letters.to_desk(to.reader(authority), named), bulk=True)]
    for one in new:
        _note(session, authority, one, DESK, [to.email for to in sent])
    return len(sent)
