"""What is to be done with each row. Looks at the directory and writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from directory import shapes
from directory.importing import existing
from directory.importing.coming_back import coming_back
from directory.importing.existing import CLOSED, DIGEST, FILLED, PREFIX, Directory, Known
from directory.importing.gathering import gathered
from directory.importing.mapping import Mapping
from directory.importing.matching import compared, listing_key
from directory.importing.merging import Source, new_entry, remembering, told_again
from directory.importing.preparing import Prepared
from directory.importing.problems import MappingRefused, Remark, Weight, Why
from directory.importing.returning import Returned
from directory.importing.rows import Said
from directory.queries import saved
from directory.queries.vocabularies import known_codes
from directory.rules import AUDIENCES, DELIVERIES
from foundation.words import gettext as _


class What(StrEnum):
    """What is done with a service that the file tells of."""

    NEW = "new"
    CHANGED = "changed"  # this file made it, and says something else now
    ADDED_TO = "added-to"  # another made it; what was empty is filled in, and that this file tells of it is noted
    SAME = "same"


@dataclass(frozen=True)
class Step:
    """One service: the entry and the site to save (None: nothing to save), and whether it is to be shown."""

    said: Said
    what: What
    known: Known | None
    entry: shapes.Entry | None = None
    site: shapes.Site | None = None
    shown: bool = True


@dataclass(frozen=True)
class Plan:
    """All of it. pairs: rows and entries of another source that have the same name and postcode."""

    steps: list[Step]
    organisations: list[shapes.Organisation]
    remarks: list[Remark]
    pairs: int
    read: int
    absent: int = 0  # entries that a file which came from this directory no longer has


def plan(session: Session, authority_id: int, prepared: Prepared, said_on: date) -> Plan:
    """What an import of these rows would do. Raises MappingRefused for a code that no vocabulary knows."""
    mapping = prepared.mapping
    _check_codes(session, mapping)
    directory = existing.directory_of(session, authority_id, mapping.name)
    pairs = sum(_others(directory, one, mapping) for one in prepared.said)
    unwanted = [one for one in prepared.said if one.unwanted]
    wanted = [one for one in prepared.said if not one.unwanted]
    remarks = [Remark(one.line, Why.NOT_WANTED, Weight.BY_RULE, value=one.name, more=one.unwanted) for one in unwanted]
    kept, told = gathered(wanted, several_rows=mapping.identity.several_rows)
    coded = [one for one in kept if one.code]
    planner = _Planner(session, authority_id, mapping, directory, said_on)
    steps = planner.steps([one for one in kept if not one.code])
    back = coming_back(session, authority_id, mapping, directory, coded)
    heard = [one for one in prepared.remarks if not back.untouched(one)]
    remarks = sorted([*heard, *remarks, *told, *planner.remarks, *back.remarks], key=lambda one: one.line)
    steps += [_returned(said, known, new) for said, known, new in back.rows]
    absent = len(directory.by_listing) - len(back.rows) if mapping.identity.code else 0
    return Plan(steps, planner.organisations_of(steps), remarks, pairs, prepared.read, absent)


def _returned(said: Said, known: Known, new: Returned) -> Step:
    """A row that came from an export. With its place alone changed, the entry is saved as it is, and makes no version."""
    return Step(said, What.CHANGED if new.changed else What.SAME, known, new.entry, new.site)


def _check_codes(session: Session, mapping: Mapping) -> None:
    known = {name.replace("service-types", "types"): codes for name, codes in known_codes(session).items()}
    known |= {"audience": frozenset(AUDIENCES), "delivery": frozenset(DELIVERIES)}
    named = [(name, code) for name, codes in (mapping.constants or {}).items() for code in codes]
    named += [(one.field, code) for one in mapping.codes for codes in one.values.values() for code in codes]
    for name, code in named:
        if name in known and code not in known[name]:
            raise MappingRefused(
                _("The mapping's code “%(code)s” is in no vocabulary of this directory.") % {"code": code}
            )


def _others(directory: Directory, said: Said, mapping: Mapping) -> int:
    """How many entries that another source made have this name and postcode."""
    alike = directory.by_name_and_postcode.get(_likeness(said), [])
    return sum(not one.key.startswith(f"import/{mapping.name}/") for one in alike)


def _likeness(said: Said) -> tuple[str, str]:
    return compared(said.name), compared(said.postcode)


@dataclass
class _Planner:
    session: Session
    authority_id: int
    mapping: Mapping
    directory: Directory
    said_on: date
    remarks: list[Remark] = field(default_factory=list)
    organisations: dict[str, str] = field(default_factory=dict)  # compared name -> key
    new_organisations: dict[str, shapes.Organisation] = field(default_factory=dict)  # key -> what to save
    entries: dict[str, shapes.Entry] = field(default_factory=dict)
    sites: dict[str, shapes.Site] = field(default_factory=dict)

    def steps(self, said: Sequence[Said]) -> list[Step]:
        """One step for each."""
        known = recognised(said, self.directory, self.mapping)
        self._choose_organisations(said, known)
        differ = [one for s in said if (one := known.get(s.key)) and not self._same(s, one)]
        self.entries = saved.entries(self.session, [one.uuid for one in differ])
        keys = [key for one in differ for key in (one.key, self._site_key(one))]
        self.sites = saved.sites(self.session, keys, self.authority_id)
        return [self._step(one, known.get(one.key)) for one in said]

    def organisations_of(self, steps: Iterable[Step]) -> list[shapes.Organisation]:
        """Those that are not there yet and that an entry or a site needs."""
        needed = {step.entry.organisation for step in steps if step.entry}
        needed |= {step.site.organisation for step in steps if step.site}
        return [one for key, one in self.new_organisations.items() if key in needed]

    def _tell(self, said: Said, why: Why, weight: Weight = Weight.REMARK, more: str = "") -> None:
        self.remarks.append(Remark(said.line, why, weight, value=said.name, more=more))

    def _same(self, said: Said, known: Known) -> bool:
        own = PREFIX + self.mapping.name
        return known.remembered.get(own) == said.key and known.remembered.get(own + DIGEST) == said.digest

    def _choose_organisations(self, said: Sequence[Said], known: dict[str, Known]) -> None:
        """The organisation of this name that the file made; else the one to which all of its recognised entries belong."""
        keys = {uuid: key for key, uuid in self.directory.organisations.items()}
        belong: dict[str, set[str]] = {}
        for one in said:
            here = belong.setdefault(compared(one.organisation), set())
            if one.key in known:
                here.add(known[one.key].organisation)
        for one in said:
            name = compared(one.organisation)
            if name in self.organisations:
                continue
            key = listing_key(self.mapping.name, f"organisation|{name}")
            if key not in self.directory.organisations and len(belong[name]) == 1:
                key = keys[next(iter(belong[name]))]
            if key not in self.directory.organisations:
                texts = {"name": {"en": shapes.Text(one.organisation)}}
                self.new_organisations[key] = shapes.Organisation(key, texts, self.mapping.organisation_kind)
            self.organisations[name] = key

    def _step(self, said: Said, known: Known | None) -> Step:
        if known is None:
            return self._new(said)
        shown = self._shown(said, known)
        if self._same(said, known):
            return Step(said, What.SAME, known, shown=shown)
        return (
            self._own(said, known, shown)
            if known.first_told_by(self.mapping.name)
            else self._others(said, known, shown)
        )

    def _site_key(self, known: Known) -> str:
        """Of the site that this file gives to an entry that another source made."""
        return listing_key(self.mapping.name, f"site of {known.uuid}")

    def _free_key(self, said: Said) -> str:
        """A key may come back for something else, while what it meant before is known by a new one."""
        own = said.key
        while (key := listing_key(self.mapping.name, own)) in self.directory.by_listing:
            own += "+"
        return key

    def _new(self, said: Said) -> Step:
        key = self._free_key(said)
        organisation = self.organisations[compared(said.organisation)]
        site = self._site(said, key, organisation)
        entry = new_entry(said, key, organisation, site.key if site else "")
        if said.closed:
            self._tell(said, Why.CLOSED, Weight.BY_RULE, said.closed)
        entry = replace(self._remembering(entry, said, frozenset()), assurance=self._assurance(said))
        return Step(said, What.NEW, None, entry, site, shown=not said.closed)

    def _own(self, said: Said, known: Known, shown: bool) -> Step:
        before = self.entries[known.uuid]
        others = {a.value for a in before.attributes if a.name.startswith(PREFIX) and a.name.endswith(FILLED)}
        source = Source(self.mapping, True, frozenset(), frozenset(word for value in others for word in value.split()))
        organisation = self.organisations[compared(said.organisation)]
        site = self._site(said, before.key, organisation)
        entry, filled = told_again(before, said, source, site.key if site else "")
        entry = replace(entry, organisation=organisation, assurance=self._assurance(said))
        return Step(said, What.CHANGED, known, self._remembering(entry, said, filled), self._open(said, site), shown)

    def _others(self, said: Said, known: Known, shown: bool) -> Step:
        before = self.entries[known.uuid]
        filled = frozenset(known.remembered.get(PREFIX + self.mapping.name + FILLED, "").split())
        key = self._site_key(known)
        site = None if before.sites and "place" not in filled else self._site(said, key, before.organisation)
        entry, filled = told_again(before, said, Source(self.mapping, False, filled), site.key if site else "")
        return Step(said, What.ADDED_TO, known, self._remembering(entry, said, filled), self._open(said, site), shown)

    def _open(self, said: Said, site: shapes.Site | None) -> shapes.Site | None:
        """A site whose address somebody has sealed stays as it is."""
        if site and site.privacy is not shapes.Privacy.PUBLIC:
            self._tell(said, Why.ADDRESS_SEALED)
            return None
        return site

    def _shown(self, said: Said, known: Known) -> bool:
        """A file may take off what it made; it does not bring back what a person took off, nor overrule the first file."""
        if known.first_told_by(self.mapping.name):
            if said.closed:
                self._tell(said, Why.CLOSED, Weight.BY_RULE, said.closed)
                return False
            by_hand = not known.shown and PREFIX + self.mapping.name + CLOSED not in known.remembered
            if by_hand:
                self._tell(said, Why.TAKEN_OFF)
            return not by_hand
        if known.shown and said.closed:
            self._tell(said, Why.CLOSED_HERE_ONLY, more=said.closed)
        elif not known.shown and not said.closed:
            self._tell(said, Why.OPEN_HERE_ONLY)
        return known.shown

    def _site(self, said: Said, key: str, organisation: str) -> shapes.Site | None:
        if not said.address and not said.postcode:
            return None
        address = shapes.AddressLines(said.address, said.postcode, *(said.point or (None, None)))
        texts = {"name": {"en": shapes.Text(said.name)}}
        before = self.sites.get(key)
        if before is None:
            return shapes.Site(key, organisation, texts, address)
        return replace(before, organisation=organisation, texts={**before.texts, **texts}, address=address)

    def _assurance(self, said: Said) -> shapes.Assurance:
        return shapes.Assurance(said.said_on or self.said_on, "import")

    def _remembering(self, entry: shapes.Entry, said: Said, filled: frozenset[str]) -> shapes.Entry:
        own = PREFIX + self.mapping.name
        kept = {own: said.key, own + DIGEST: said.digest}
        kept |= {own + FILLED: " ".join(sorted(filled))} if filled else {}
        kept |= {own + CLOSED: said.closed} if said.closed else {}
        return remembering(entry, kept, (own, own + DIGEST, own + FILLED, own + CLOSED))


def recognised(said: Sequence[Said], directory: Directory, mapping: Mapping) -> dict[str, Known]:
    """Which entry each is, by its key: by its own key, else by name and postcode. An entry is only one of them."""
    found = {one.key: known for one in said if (known := _by_own_key(one, directory, mapping))}
    if not mapping.identity.same_name_and_postcode:
        return found
    taken = {one.uuid for one in found.values()}
    for one in sorted(said, key=lambda one: (bool(one.closed), one.line)):
        alike = [] if one.key in found else directory.by_name_and_postcode.get(_likeness(one), [])
        free = [other for other in alike if other.uuid not in taken]
        if free:
            best = min(free, key=lambda other: (bool(other.remembered), other.shown == bool(one.closed)))
            found[one.key] = best
            taken.add(best.uuid)
    return found


def _by_own_key(said: Said, directory: Directory, mapping: Mapping) -> Known | None:
    """Also when somebody deleted the attribute by which the entry remembers it."""
    kept = directory.by_listing.get(listing_key(mapping.name, said.key))
    return directory.by_key.get(said.key) or (kept if kept and not kept.remembered else None)
