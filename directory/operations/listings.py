"""Saving what organisations, sites and entries say, and publishing it: many at a time, all or none."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from accounts.models import Authority
from accounts.operations import write_agencies
from directory import codes, drafts, rules, shapes
from directory.models import (
    Address,
    Contact,
    DirectLine,
    Entry,
    Listing,
    Organisation,
    SealedAddress,
    SealedLine,
    SealedNote,
    Site,
    SiteUse,
)
from directory.operations.columns import fill, lies_in
from directory.operations.publishing import Press, announce_again
from directory.operations.retiring import take_off
from directory.operations.sealing import move_address
from directory.queries.vocabularies import known_codes
from directory.shapes import Privacy
from foundation import clock
from foundation.acts import Actor, Subject, operation
from foundation.db import new_uuid
from foundation.permissions import Permission
from places.finding import Found
from places.queries import places_of


@dataclass(frozen=True)
class Listings:
    """What is to be saved together. Sites and entries may name organisations and sites saved before."""

    organisations: Sequence[shapes.Organisation] = ()
    sites: Sequence[shapes.Site] = ()
    entries: Sequence[shapes.Entry] = ()


@dataclass(frozen=True)
class Saved:
    """How many have a new version. `codes`: the code of each entry by its key."""

    published: int
    codes: dict[str, str]


class Faulty(ValueError):
    """Something in the listings cannot stand; nothing was saved. `faults` says what and why."""

    def __init__(self, faults: list[rules.Fault]) -> None:
        super().__init__("; ".join(f"{f.key}: {f.field} {f.reason} {f.value}".strip() for f in faults[:5]))
        self.faults = faults


class NoSuchAuthority(LookupError):
    """There is no authority with this name."""


def _about(_session: Session, authority: str, _listings: Listings) -> Subject:
    return Subject("authority", authority, authority)


@operation(Permission.ENTRY_PUBLISH, about=_about)
def save(session: Session, actor: Actor, authority: str, listings: Listings) -> Saved:
    """Write and publish. A thing saved before under the same key is brought up to date, never doubled.

    Raises Faulty, NoSuchAuthority, or LookupError for a key of an organisation or site that nobody saved.
    """
    return Saving(session, actor, authority).save(listings)


class Saving:
    """One authority's listings, inside one change."""

    def __init__(self, session: Session, actor: Actor, authority: str) -> None:
        authority_id = session.scalar(select(Authority.id).where(Authority.slug == authority))
        if authority_id is None:
            raise NoSuchAuthority(authority)
        self.session, self.authority_id, self.at = session, authority_id, clock.now()
        self.press = Press(session, authority_id, authority, actor.id, self.at)
        self.rows = drafts.Rows()
        self.old: set[str] = set()  # UUIDs that were here before
        self.given: set[str] = set()  # codes of entries that are new in this change
        self.kept_off: dict[str, str] = {}  # entries that stay hidden whatever is written of them: code -> why
        self.moved: list[tuple[str, str]] = []  # sites whose address changed beside their document

    def save(self, listings: Listings) -> Saved:
        """All of it, or (by raising) none."""
        self.check(listings)
        organisations = self._uuids("organisation", [o.key for o in listings.organisations])
        self._write_organisations(listings.organisations, organisations)
        sites = self._uuids("site", [s.key for s in listings.sites])
        organisations |= self._known("organisation", {x.organisation for x in (*listings.sites, *listings.entries)})
        self._write_sites(listings.sites, sites, organisations)
        entries = self._uuids("entry", [e.key for e in listings.entries])
        sites |= self._known("site", {use.site for e in listings.entries for use in e.sites})
        codes_by_key = self._write_entries(listings.entries, entries, organisations, sites)
        self.session.flush()
        self.rows.write(self.session, replacing=self.old)
        published = self.press.publish_organisations([organisations[o.key] for o in listings.organisations])
        published += self.press.publish_sites([sites[s.key] for s in listings.sites])
        published += self.press.publish_entries([entries[e.key] for e in listings.entries])
        announce_again(self.session, self.moved)
        for code, why in self.kept_off.items():
            take_off(self.session, code, "hidden", why)
        return Saved(published, codes_by_key)

    def check(self, listings: Listings) -> None:
        """Raises Faulty for what cannot stand."""
        known = known_codes(self.session)
        faults = [f for site in listings.sites for f in rules.faults_of_site(site, known["access"])]
        faults += [f for entry in listings.entries for f in rules.faults_of_entry(entry, known)]
        if faults:
            raise Faulty(faults)

    def _known(self, kind: str, keys: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for some in drafts.chunks(sorted(keys)):
            rows = self.session.execute(
                select(Listing.key, Listing.uuid).where(
                    Listing.authority_id == self.authority_id, Listing.kind == kind, Listing.key.in_(some)
                )
            )
            found |= dict(rows.all())
        return found

    def _uuids(self, kind: str, keys: Sequence[str]) -> dict[str, str]:
        found = self._known(kind, keys)
        self.old |= set(found.values())
        new = [key for key in dict.fromkeys(keys) if key not in found]
        self.session.add_all(
            Listing(
                uuid=found.setdefault(key, new_uuid()),
                kind=kind,
                authority_id=self.authority_id,
                key=key,
                added_at=self.at,
            )
            for key in new
        )
        self.session.flush()
        return found

    def _drafts(self, table: Any, uuids: Iterable[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for some in drafts.chunks(uuids):
            found |= {
                row.uuid: row
                for row in self.session.scalars(select(table).where(table.uuid.in_(some)).with_for_update())
            }
        return found

    def _write_organisations(self, said: Sequence[shapes.Organisation], uuids: dict[str, str]) -> None:
        names = {o.key: o.texts["name"][rules.best_language(o.texts, "name") or "en"].words for o in said}
        agencies = write_agencies(self.session, self.authority_id, [(o.key, names[o.key], o.kind) for o in said])
        known = self._drafts(Organisation, uuids.values())
        for one in said:
            uuid = uuids[one.key]
            row = known.get(uuid) or self._added(Organisation(uuid=uuid))
            row.agency_id, row.kind, row.url, row.email = agencies[one.key].id, one.kind, one.url, one.email
            row.charity_number, row.company_number = one.charity_number, one.company_number
            self.rows.add_texts(uuid, one.texts)
            self.rows.add(uuid, "phones", one.phones)
            self.rows.add(uuid, "attributes", one.attributes)

    def _added(self, row: Any) -> Any:
        self.session.add(row)
        return row

    def _write_sites(self, said: Sequence[shapes.Site], uuids: dict[str, str], organisations: dict[str, str]) -> None:
        known = self._drafts(Site, uuids.values())
        places = places_of({s.address.postcode for s in said if s.address})
        for one in said:
            uuid = uuids[one.key]
            row = known.get(uuid) or self._added(Site(uuid=uuid, privacy=str(one.privacy)))
            row.organisation = organisations[one.organisation]
            if one.address is not None:
                row.address = row.address or new_uuid()
                self._write_address(
                    row.address, one.address, places.get(one.address.postcode), ("site", uuid), one.privacy
                )
            if uuid in self.old or one.privacy is not Privacy.PUBLIC:  # a new open one is where it belongs
                move_address(self.session, row, one.privacy)
            self.rows.add_texts(uuid, one.texts)
            self.rows.add_access(uuid, one.access)
            self.rows.add(uuid, "phones", one.phones)
            self.rows.add(uuid, "schedules", one.schedules)

    def _write_address(
        self, ref: str, said: shapes.AddressLines, place: Found | None, of: tuple[str, str], privacy: Privacy
    ) -> None:
        point = (said.lat, said.lon) if said.lat is not None else (place.lat, place.lon) if place else (None, None)
        wanted = {
            "lines": list(said.lines),
            "postcode": said.postcode,
            "lat": point[0],
            "lon": point[1],
            "lies_in": lies_in(place) if place else {},
        }
        kept, other = (Address, SealedAddress) if privacy is Privacy.PUBLIC else (SealedAddress, Address)
        row = (self.session.get(kept, ref) or self.session.get(other, ref)) if of[1] in self.old else None
        if row is None:
            self.session.add(kept(ref=ref, authority_id=self.authority_id, **wanted))
            return
        if all(getattr(row, name) == value for name, value in wanted.items()) and isinstance(row, kept):
            return
        self.moved.append(of)
        for name, value in wanted.items():
            setattr(row, name, value)

    def _write_entries(
        self, said: Sequence[shapes.Entry], uuids: dict[str, str], organisations: dict[str, str], sites: dict[str, str]
    ) -> dict[str, str]:
        known = self._drafts(Entry, uuids.values())
        self._forget_beside([uuids[e.key] for e in said if uuids[e.key] in self.old])
        uses = self._uuids("use", [f"{uuids[e.key]}@{sites[use.site]}" for e in said for use in e.sites])
        for one in said:
            uuid = uuids[one.key]
            row = known.get(uuid)
            if row is None:
                row = known[uuid] = self._added(Entry(uuid=uuid, code=self._new_code()))
            if row.hidden_why in ("desk", "agreement"):
                self.kept_off[row.code] = row.hidden_why
            fill(row, one, organisations[one.organisation])
            self._write_parts(uuid, one)
            self._write_uses(uuid, one, sites, uses)
        return {one.key: known[uuids[one.key]].code for one in said}

    def _new_code(self) -> str:
        """One that nobody has, neither in the table nor among those of this very change, which are not written yet."""
        known = lambda code: self.session.scalar(select(Entry.uuid).where(Entry.code == code)) is not None  # noqa: E731
        with self.session.no_autoflush:
            code = codes.new(secrets.choice, lambda one: one in self.given or known(one))
        self.given.add(code)
        return code

    def _write_parts(self, uuid: str, one: shapes.Entry) -> None:
        self.rows.add_texts(uuid, one.texts)
        self.rows.add_access(uuid, one.access)
        for name, items in (
            ("phones", one.phones),
            ("schedules", one.schedules),
            ("costs", one.costs),
            ("areas", one.areas),
            ("languages", one.languages),
            ("attributes", one.attributes),
        ):
            self.rows.add(uuid, name, items)
        terms = [("service-types", code) for code in one.types] + [("needs", code) for code in one.needs]
        self.rows.add(uuid, "terms", ({"vocabulary": v, "code": c} for v, c in dict.fromkeys(terms)))
        self.rows.add(uuid, "contacts", [self._contact(contact) for contact in one.contacts])
        for field, words in one.practitioner_notes.items():
            self.session.add(SealedNote(owner=uuid, field=field, words=words))

    def _contact(self, said: shapes.Contact) -> dict[str, Any]:
        line = new_uuid() if said.direct_line else None
        if line:
            table = DirectLine if said.privacy is Privacy.PUBLIC else SealedLine
            self.session.add(table(ref=line, authority_id=self.authority_id, number=said.direct_line))
        return {"name": said.name, "role": said.role, "email": said.email, "privacy": str(said.privacy), "line": line}

    def _forget_beside(self, entries: Sequence[str]) -> None:
        """An entry saved again brings its own notes and direct lines; the old ones must not stay behind."""
        for some in drafts.chunks(entries):
            lines = list(
                self.session.scalars(select(Contact.line).where(Contact.owner.in_(some), Contact.line.is_not(None)))
            )
            self.session.execute(delete(SealedNote).where(SealedNote.owner.in_(some)))
            for table in (DirectLine, SealedLine):
                self.session.execute(delete(table).where(table.ref.in_(lines)))

    def _write_uses(self, uuid: str, one: shapes.Entry, sites: dict[str, str], uses: dict[str, str]) -> None:
        """A use keeps its UUID while the entry goes on using the site. `uses`: UUIDs by entry@site."""
        keys = [f"{uuid}@{sites[use.site]}" for use in one.sites]
        kept = (
            {row.uuid: row for row in self.session.scalars(select(SiteUse).where(SiteUse.entry == uuid))}
            if uuid in self.old
            else {}
        )
        for gone in kept.keys() - {uses[key] for key in keys}:
            self.session.execute(delete(Listing).where(Listing.uuid == gone))
        for position, (key, use) in enumerate(zip(keys, one.sites, strict=True)):
            row = kept.get(uses[key]) or self._added(SiteUse(uuid=uses[key], entry=uuid, site=sites[use.site]))
            row.position = position
            self.rows.add(uses[key], "schedules", use.schedules)
            self.rows.add(uses[key], "phones", use.phones)
