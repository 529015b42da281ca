"""Which entries and places bear a term of a vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Authority
from directory.drafts import chunks
from directory.models import AccessFact, Entry, EntryTerm, LanguageOffered, Listing, Phone, SiteUse
from directory.queries.vocabularies import dimensions_of_types


@dataclass(frozen=True)
class Bearers:
    """UUIDs of entries and of places, by authority."""

    entries: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sites: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(map(len, (*self.entries.values(), *self.sites.values())))

    def and_(self, other: Bearers) -> Bearers:
        """Both together."""
        return Bearers(_merged(self.entries, other.entries), _merged(self.sites, other.sites))


def _merged(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    return {name: one.get(name, frozenset()) | other.get(name, frozenset()) for name in {*one, *other}}


def bearers(session: Session, vocabulary: str, code: str) -> Bearers:
    """Whatever bears a term itself, in every authority of this site."""
    return _sorted(session, _owners(session, vocabulary).get(code, set()))


def counts(session: Session, vocabulary: str) -> dict[str, int]:
    """How many entries and places bear each term."""
    return {code: len(owners) for code, owners in _owners(session, vocabulary).items()}


def _owners(session: Session, vocabulary: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for owner, code in _pairs(session, vocabulary):
        found.setdefault(code, set()).add(owner)
    return found


def _pairs(session: Session, vocabulary: str) -> list[tuple[str, str]]:
    """Who bears what, as (UUID of the entry, place or use, code)."""
    match vocabulary:
        case "service-types":
            return _terms(session, vocabulary)
        case "needs":  # also those that an entry has by its types
            by_type = dimensions_of_types(session)
            types = _terms(session, "service-types")
            return [
                *_terms(session, vocabulary),
                *((owner, need) for owner, one in types for need in by_type.get(one, ())),
            ]
        case "access":
            return _rows(session, select(AccessFact.owner, AccessFact.code))
        case "languages":
            spoken = _rows(session, select(LanguageOffered.owner, LanguageOffered.language))
            rung = _rows(session, select(Phone.owner, Phone.languages))
            return [*spoken, *((owner, one) for owner, several in rung for one in several)]
        case "circumstances":
            rows = _rows(session, select(Entry.uuid, Entry.eligibility))
            return [(uuid, one) for uuid, said in rows for one in said.get("circumstances", ())]
        case "levels":
            return [(uuid, str(one)) for uuid, some in _rows(session, select(Entry.uuid, Entry.levels)) for one in some]
    return []


def _terms(session: Session, vocabulary: str) -> list[tuple[str, str]]:
    return _rows(session, select(EntryTerm.owner, EntryTerm.code).where(EntryTerm.vocabulary == vocabulary))


def _rows(session: Session, chosen: Any) -> list[tuple[str, Any]]:
    return [(one, other) for one, other in session.execute(chosen)]


def _sorted(session: Session, owners: set[str]) -> Bearers:
    """Owners by their kind and authority; the use of a place is its entry."""
    uses = {
        row.uuid: row.entry
        for some in chunks(sorted(owners))
        for row in session.scalars(select(SiteUse).where(SiteUse.uuid.in_(some)))
    }
    entries: dict[str, set[str]] = {}
    sites: dict[str, set[str]] = {}
    for some in chunks(sorted({uses.get(one, one) for one in owners})):
        rows = session.execute(
            select(Listing.uuid, Listing.kind, Authority.slug)
            .join(Authority, Authority.id == Listing.authority_id)
            .where(Listing.uuid.in_(some))
        )
        for uuid, kind, slug in rows:
            if kind in ("entry", "site"):
                (entries if kind == "entry" else sites).setdefault(slug, set()).add(uuid)
    return Bearers(_frozen(entries), _frozen(sites))


def _frozen(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(some) for name, some in found.items()}
