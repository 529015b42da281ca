"""Whom a letter goes to. Used inside other operations' changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Authority, Membership, Person
from foundation import post, words
from upkeep.letters import Letter, Reader

EDITOR, MANAGER, DESK = "agency-editor", "agency-manager", "directory-editor"


@dataclass(frozen=True)
class Addressee:
    """Somebody with an account (person: the UUID), or only an address."""

    email: str
    name: str
    language: str = words.SOURCE
    person: str = ""
    roles: frozenset[str] = frozenset()

    def reader(self, authority: Authority) -> Reader:
        """As a letter speaks to them."""
        return Reader(self.name, self.language, authority.name, authority.phone)


def people(session: Session, agency_ids: Collection[int]) -> dict[int, list[Addressee]]:
    """Who works for each of these agencies, one letter each however many roles they hold."""
    rows = session.execute(
        select(Membership.agency_id, Person, Membership.role)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.agency_id.in_(agency_ids), Membership.ended_at.is_(None))
        .order_by(Membership.agency_id, Person.id)
    )
    roles: dict[tuple[int, Person], set[str]] = defaultdict(set)
    for agency_id, person, role in rows:
        if agency_id is not None:
            roles[agency_id, person].add(role)
    found: dict[int, list[Addressee]] = defaultdict(list)
    for (agency_id, person), held in roles.items():
        found[agency_id].append(_addressee(person, frozenset(held)))
    return found


def desk(session: Session, authority: Authority) -> list[Addressee]:
    """The directory editors; where there is none, the authority's own address."""
    rows = session.scalars(
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.authority_id == authority.id, Membership.agency_id.is_(None))
        .where(Membership.role == DESK, Membership.ended_at.is_(None))
        .order_by(Person.id)
    )
    found = [_addressee(person, frozenset({DESK})) for person in rows]
    return found or ([Addressee(authority.email, authority.name)] if authority.email else [])


def _addressee(person: Person, roles: frozenset[str]) -> Addressee:
    known = {one.tag for one in words.languages()}
    language = person.language if person.language in known else words.SOURCE
    return Addressee(person.email, person.name, language, person.uuid, roles)


def takes_letters(session: Session, some: Iterable[Addressee]) -> list[Addressee]:
    """Those whose address has not refused our letters."""
    wanted = list(some)
    refused = post.refusals(session, [one.email for one in wanted])
    return [one for one in wanted if one.email.lower() not in refused]


def queue(session: Session, to: Addressee, letter: Letter, *, bulk: bool = False) -> bool:
    """Put a letter in the outbox; False when its address is none, as an import may have brought."""
    subject, text, html = letter
    try:
        post.send(session, to=to.email, language=to.language, subject=subject, text=text, html=html, bulk=bulk)
    except post.BadAddress:
        return False
    return True
