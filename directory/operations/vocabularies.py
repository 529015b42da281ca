"""The words that are data: service types, needs, levels, access facts, circumstances, languages. Loaded from files.

A published vocabulary keeps two marks beside its terms: `by_hand`, those that a person wrote here, and `ended`, those
that a person ended, each with the term that took its place. A load from files leaves both alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from accounts.models import Authority
from directory import documents, drafts, notation
from directory.models import CurrentVersion, Listing, Term, Version
from directory.operations.listings import NoSuchAuthority
from directory.operations.publishing import Press
from directory.queries.saved import texts_of
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


@dataclass(frozen=True)
class Marks:
    """by_hand: codes of terms that a person wrote here. ended: code -> the code that took its place, or ""."""

    by_hand: frozenset[str] = frozenset()
    ended: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Held:
    """A vocabulary: its version (0 before the first), its terms in order, its marks."""

    name: str
    number: int
    terms: list[NewTerm]
    marks: Marks


def _about(_session: Session, authority: str, vocabulary: str, _terms: Sequence[NewTerm]) -> Subject:
    return Subject("vocabulary", vocabulary, authority)


@operation(Permission.VOCABULARY_LOAD, about=_about)
def load_vocabulary(session: Session, actor: Actor, authority: str, vocabulary: str, terms: Sequence[NewTerm]) -> int:
    """Bring one vocabulary to what is given, and publish it. Returns 1 when there is a new version, else 0.

    Terms that a person wrote here stay as they are, and those that a person ended do not come back.
    """
    now = held(session, vocabulary)
    ours = {term.code: term for term in now.terms if term.code in now.marks.by_hand}
    wanted = [ours.pop(term.code, term) for term in terms if term.code not in now.marks.ended]
    return bring_to(session, actor, authority, replace(now, terms=[*wanted, *ours.values()]))


def held(session: Session, vocabulary: str) -> Held:
    """What it says now, locked until the change ends."""
    rows = session.scalars(
        select(Term).where(Term.vocabulary == vocabulary).order_by(Term.position).with_for_update()
    ).all()
    texts = texts_of(session, [row.uuid for row in rows])
    terms = [NewTerm(row.code, texts.get(row.uuid, {}), row.parent, dict(row.facts)) for row in rows]
    current = session.execute(
        select(Version.number, Version.schema, Version.document)
        .join(CurrentVersion, (CurrentVersion.kind == Version.kind) & (CurrentVersion.of == Version.of))
        .where(Version.kind == "vocabulary", Version.of == vocabulary, Version.number == CurrentVersion.number)
    ).first()
    if current is None:
        return Held(vocabulary, 0, terms, Marks())
    return Held(vocabulary, current.number, terms, marks_of(documents.opened(current.schema, current.document)))


def marks_of(document: dict[str, Any]) -> Marks:
    """What a person did to it, by its document."""
    return Marks(frozenset(document.get("by_hand", ())), dict(document.get("ended", {})))


def terms_of(document: dict[str, Any]) -> list[NewTerm]:
    """The terms of a version, as they were."""
    return [NewTerm(t["code"], notation.texts(t["texts"]), t["parent"], dict(t["facts"])) for t in document["terms"]]


def bring_to(session: Session, actor: Actor, authority: str, to: Held) -> int:
    """The same inside another change."""
    authority_id = session.scalar(select(Authority.id).where(Authority.slug == authority))
    if authority_id is None:
        raise NoSuchAuthority(authority)
    old = session.scalars(select(Term).where(Term.vocabulary == to.name).with_for_update())
    kept = {row.code: row for row in old}
    rows = drafts.Rows()
    for position, term in enumerate(to.terms):
        row = kept.pop(term.code, None) or _added(session, authority_id, to.name, term.code)
        row.position, row.parent, row.facts = position, term.parent, term.facts
        rows.add_texts(row.uuid, term.texts)
    for gone in kept.values():
        session.execute(delete(Listing).where(Listing.uuid == gone.uuid))
    session.flush()
    rows.write(session, replacing=rows.owners)
    press = Press(session, authority_id, authority, actor.id, clock.now())
    return press.publish("vocabulary", to.name, _document(session, to.name, authority, to.marks))


def _added(session: Session, authority_id: int, vocabulary: str, code: str) -> Term:
    listing = Listing(
        uuid=new_uuid(), kind="term", authority_id=authority_id, key=f"{vocabulary}:{code}", added_at=clock.now()
    )
    session.add(listing)
    session.flush()
    term = Term(uuid=listing.uuid, vocabulary=vocabulary, code=code)
    session.add(term)
    return term


def _document(session: Session, vocabulary: str, authority: str, marks: Marks) -> dict[str, Any]:
    terms = session.scalars(select(Term).where(Term.vocabulary == vocabulary).order_by(Term.position)).all()
    parts = drafts.read(session, [t.uuid for t in terms])
    marked = {"by_hand": sorted(marks.by_hand)} if marks.by_hand else {}
    return {
        "vocabulary": vocabulary,
        "authority": authority,
        "terms": [
            {"code": t.code, "uuid": t.uuid, "parent": t.parent, "facts": t.facts, "texts": parts[t.uuid]["texts"]}
            for t in terms
        ],
        **marked,
        **({"ended": marks.ended} if marks.ended else {}),
    }
