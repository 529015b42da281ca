"""What the directory holds now, as the shapes that operations save."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import models
from directory.importing.matching import compared

# An entry remembers each file that told of it: under PREFIX and the mapping's name the row's key, and under that and
# these words what the row said last, what it filled in, whether it said that the service has closed.
PREFIX = "import:"
DIGEST, FILLED, CLOSED = ":said", ":filled", ":closed"


@dataclass(frozen=True)
class Known:
    """An entry that is in the directory, shown or not; as much of it as is needed to recognise it."""

    uuid: str
    key: str
    code: str
    shown: bool
    organisation: str  # UUID
    assured_by: str
    remembered: dict[str, str] = field(default_factory=dict)  # of this mapping only

    def first_told_by(self, mapping: str) -> bool:
        """Whether this mapping made it, and nobody has vouched for it since."""
        return self.key.startswith(f"import/{mapping}/") and self.assured_by in ("", "import")


@dataclass(frozen=True)
class Directory:
    """All entries of one authority, by what they can be recognised by. Exact addresses that are sealed recognise nothing."""

    by_key: dict[str, Known]  # by the mapping's own key
    by_listing: dict[str, Known]  # all, by the name under which the directory keeps them
    by_name_and_postcode: dict[tuple[str, str], list[Known]]
    organisations: dict[str, str]  # key -> UUID


def directory_of(session: Session, authority_id: int, mapping: str) -> Directory:
    """Everything that this authority has."""
    known = _entries(session, authority_id, mapping)
    own = {one.remembered[PREFIX + mapping]: one for one in known.values() if PREFIX + mapping in one.remembered}
    rows = session.execute(
        select(models.Listing.key, models.Listing.uuid).where(
            models.Listing.authority_id == authority_id, models.Listing.kind == "organisation"
        )
    )
    return Directory(
        own, {one.key: one for one in known.values()}, _named(session, authority_id, known), dict(rows.all())
    )


def _entries(session: Session, authority_id: int, mapping: str) -> dict[str, Known]:
    listing, entry, attribute = models.Listing, models.Entry, models.Attribute
    ours = (listing.authority_id == authority_id, listing.kind == "entry")
    remembered: dict[str, dict[str, str]] = defaultdict(dict)
    for owner, name, value in session.execute(
        select(attribute.owner, attribute.name, attribute.value)
        .join(listing, listing.uuid == attribute.owner)
        .where(*ours, attribute.name.in_([PREFIX + mapping + more for more in ("", DIGEST, FILLED, CLOSED)]))
    ):
        remembered[owner][name] = value
    rows = session.execute(
        select(listing.uuid, listing.key, entry.code, entry.status, entry.organisation, entry.assured_by)
        .join(entry, entry.uuid == listing.uuid)
        .where(*ours)
        .order_by(listing.added_at, listing.key)
    )
    return {
        uuid: Known(uuid, key, code, status == "active", organisation, assured_by, remembered[uuid])
        for uuid, key, code, status, organisation, assured_by in rows
    }


def _named(session: Session, authority_id: int, known: dict[str, Known]) -> dict[tuple[str, str], list[Known]]:
    postcodes: dict[str, set[str]] = defaultdict(set)
    for entry, postcode in session.execute(
        select(models.SiteUse.entry, models.Address.postcode)
        .join(models.Site, models.Site.uuid == models.SiteUse.site)
        .join(models.Address, models.Address.ref == models.Site.address)
        .where(models.Address.authority_id == authority_id)
    ):
        postcodes[entry].add(compared(postcode))
    names: dict[str, set[str]] = defaultdict(set)
    for owner, words in session.execute(
        select(models.Text.owner, models.Text.words)
        .join(models.Listing, models.Listing.uuid == models.Text.owner)
        .where(models.Listing.authority_id == authority_id, models.Listing.kind == "entry", models.Text.field == "name")
    ):
        names[owner].add(compared(words))
    found: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for uuid, one in known.items():
        for name in sorted(names[uuid]):
            for postcode in sorted(postcodes[uuid] - {""}):
                found[name, postcode].append(one)
    return dict(found)
