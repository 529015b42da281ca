"""Loading the words that are data: service types, needs, levels, access facts, circumstances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from accounts.models import Authority
from directory import drafts
from directory.models import Listing, Term
from directory.operations.listings import NoSuchAuthority
from directory.operations.publishing import Press
from directory.shapes import Texts
from foundation import clock
from foundation.acts import Actor, Subject, operation
from foundation.db import new_uuid
from foundation.permissions import Permission


@dataclass(frozen=True)
class NewTerm:
    """One term. parent: the code of its group or domain. facts: what the program needs of it (dimensions, usual level)."""

    code: str
    texts: Texts
    parent: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def _about(_session: Session, authority: str, vocabulary: str, _terms: Sequence[NewTerm]) -> Subject:
    return Subject("vocabulary", vocabulary, authority)


@operation(Permission.VOCABULARY_LOAD, about=_about)
def load_vocabulary(session: Session, actor: Actor, authority: str, vocabulary: str, terms: Sequence[NewTerm]) -> int:
    """Bring one vocabulary to what is given, and publish it. Returns 1 when there is a new version, else 0."""
    authority_id = session.scalar(select(Authority.id).where(Authority.slug == authority))
    if authority_id is None:
        raise NoSuchAuthority(authority)
    kept = {
        row.code: row for row in session.scalars(select(Term).where(Term.vocabulary == vocabulary).with_for_update())
    }
    rows = drafts.Rows()
    for position, term in enumerate(terms):
        row = kept.pop(term.code, None) or _added(session, authority_id, vocabulary, term.code)
        row.position, row.parent, row.facts = position, term.parent, term.facts
        rows.add_texts(row.uuid, term.texts)
    for gone in kept.values():
        session.execute(delete(Listing).where(Listing.uuid == gone.uuid))
    session.flush()
    rows.write(session, replacing=rows.owners)
    press = Press(session, authority_id, authority, actor.id, clock.now())
    return press.publish("vocabulary", vocabulary, _document(session, vocabulary, authority))


def _added(session: Session, authority_id: int, vocabulary: str, code: str) -> Term:
    listing = Listing(
        uuid=new_uuid(), kind="term", authority_id=authority_id, key=f"{vocabulary}:{code}", added_at=clock.now()
    )
    session.add(listing)
    session.flush()
    term = Term(uuid=listing.uuid, vocabulary=vocabulary, code=code)
    session.add(term)
    return term


def _document(session: Session, vocabulary: str, authority: str) -> dict[str, Any]:
    terms = session.scalars(select(Term).where(Term.vocabulary == vocabulary).order_by(Term.position)).all()
    parts = drafts.read(session, [t.uuid for t in terms])
    return {
        "vocabulary": vocabulary,
        "authority": authority,
        "terms": [
            {"code": t.code, "uuid": t.uuid, "parent": t.parent, "facts": t.facts, "texts": parts[t.uuid]["texts"]}
            for t in terms
        ],
    }
