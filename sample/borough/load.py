"""The invented borough, loaded through the operations of the rooms: agencies, people, children, and a week of work.

Only where the practitioner side is served. Passwords are hashed once for all; second factors are real, and their codes
are printed by a command of sample sites.
"""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import profiles
from accounts import operations as accounts
from accounts import queries as people_kept
from accounts.security import passwords
from casework.operations import load_findings
from casework.shapes import LoadedFinding
from childindex.operations.loading import Loaded, LoadedInvolvement, LoadedLead, is_empty, load_children
from childindex.shapes import Fact, NewInvolvement, NewLink
from consent.operations import LoadedConsent, LoadedNotice, load_consents
from foundation import clock
from foundation.acts import Actor, system
from profiles.schema import LeadRole
from sample.borough import week
from sample.borough.children import children
from sample.borough.shapes import (
    InventedChild,
    InventedFinding,
    InventedInvolvement,
    InventedLead,
    InventedName,
    InventedPerson,
)
from sample.borough.staff import agencies, people

HOME = "telford-and-wrekin"
COUNT = 4000
SEED = 1
BATCH = 500
PASSWORD = "Larkspur seven kettles"  # noqa: S105  of invented people; the page of things to try says it
_SPACE = uuid.UUID("6f1d6c1e-9a53-4b0c-8f0e-2f7f4a1f5d10")


@dataclass(frozen=True)
class Places:
    """What keys of the invention are on this site: agencies by key, people by e-mail."""

    agencies: Mapping[str, str]
    people: Mapping[str, str]


def load(count: int = COUNT) -> None:
    """Everything, once: a borough that has children is left as it is."""
    actor = system("sample")
    if not is_empty(actor, HOME):
        return
    held = Places(_agencies(actor), _people(actor))
    invented = children(SEED, count, today=clock.today())
    known = {one.key for one in invented}
    for first in range(0, len(invented), BATCH):
        load_children(actor, HOME, [_loaded(one, held, known) for one in invented[first : first + BATCH]])
    _consents(actor, invented, held)
    _findings(actor, invented, held)
    week.live(invented, held.people, record)


def record(key: str) -> str:
    """The record of an invented child: the same on every site, so that links can be given beforehand."""
    return str(uuid.uuid5(_SPACE, key))


def _agencies(actor: Actor) -> dict[str, str]:
    return {one.key: accounts.keep_agency(actor, HOME, one.key, one.name, one.kind) for one in agencies()}


def _people(actor: Actor) -> dict[str, str]:
    by_key = {one.key: one.uuid for one in people_kept.agencies(HOME)}
    hashed = passwords.hashed(PASSWORD)
    return {one.email: _person(actor, one, by_key.get(one.agency, ""), hashed) for one in people()}


def _person(actor: Actor, one: InventedPerson, agency: str, hashed: str) -> str:
    new = accounts.NewMember(HOME, agency, one.role, one.email, one.name)
    person, until = accounts.add_member(actor, new), clock.today() + timedelta(days=300)
    asked = accounts.ask(actor, HOME, agency, person=person, level=one.level, evidence="Invented, as all of this.")
    accounts.grant(actor, asked, one.level, vetting_until=until, trained_until=until, vetting_seen=True)
    accounts.sign_terms(Actor("person", person), person)
    accounts.hold_sample_factor(actor, one.email, secret_of(one.email), hashed)
    return person


def secret_of(email: str) -> str:
    """What the app of an invented person keeps."""
    return base64.b32encode(hashlib.sha256(f"sample {email}".encode()).digest()[:20]).decode()


def _loaded(one: InventedChild, held: Places, known: set[str]) -> Loaded:
    return Loaded(
        record(one.key),
        tuple(_facts(one)),
        {scheme: number for scheme, number in (("nhs", one.nhs), ("upn", one.upn)) if number},
        [
            NewLink(link.relation, link.name, record(link.child) if link.child else "")
            for link in one.family
            if not link.child or link.child in known
        ],
        one.shielded,
        one.hidden,
        [_involvement(held, work) for work in one.involvements],
        _leads(held, one),
    )


def _facts(one: InventedChild) -> Iterator[Fact]:
    yield Fact("name", _name(one.name), source=one.source)
    yield from (Fact("alias", _name(other), source=one.source) for other in one.aliases)
    yield Fact("birth", {"on": one.born.isoformat(), "estimated": one.estimated}, source=one.source)
    yield Fact("gender", {"code": one.gender}, source=one.source)
    for home in one.homes:
        place = {"lines": ", ".join(home.lines), "postcode": home.postcode, "area": home.lines[-1]}
        yield Fact("address", place, home.from_on, home.until_on, home.source)
    if one.gp:
        yield Fact("gp", {"name": one.gp}, source="health")
    yield Fact("school", {"status": one.school.status, "name": one.school.name}, source="education")
    yield from (Fact("known", {"type": kind}, source=one.source) for kind in one.known)


def _name(one: InventedName) -> dict[str, str]:
    return {
        "given": one.given,
        "family": one.family,
        "script": one.letters,
        "script_lang": one.language,
        "say": one.say,
    }


def _involvement(held: Places, one: InventedInvolvement) -> LoadedInvolvement:
    kinds = profiles.current().involvement_kinds
    new = NewInvolvement(
        held.agencies[one.agency],
        one.name,
        "",
        person=held.people.get(one.person, ""),
        job=one.job,
        phone=one.phone,
        email=one.person,
        kind=one.kind if one.kind in kinds else kinds[0],
        sensitive=one.sensitive,
        relay_phone=one.relay,
        starts=one.starts,
        review_on=one.starts + timedelta(days=365) if one.ends is None else None,
    )
    by = held.people.get(one.entered_by or one.person, "")
    return LoadedInvolvement(new, by, one.ends, one.end)


def _leads(held: Places, child: InventedChild) -> list[LoadedLead]:
    """In the first role of the profile, where it has one; relatives only where it lets them lead."""
    roles = profiles.current().lead_roles
    if child.lead is None or not roles or not (child.lead.person or roles[0].allow_nonprofessional):
        return []
    return [_lead(held, child.lead, child, roles[0])]


def _lead(held: Places, one: InventedLead, child: InventedChild, role: LeadRole) -> LoadedLead:
    lay = bool(one.lay_name) and role.allow_nonprofessional
    agency = next((work.agency for work in child.involvements if work.person == one.person), "")
    return LoadedLead(
        role.key,
        role.chosen_by[0],
        one.review_on,
        "" if lay else held.people[one.person],
        "" if lay or not agency else held.agencies[agency],
        one.lay_name if lay else "",
        one.lay_relation if lay else "",
        one.lay_phone if lay else "",
        held.people.get(one.cover, ""),
        one.accepted,
    )


def _consents(actor: Actor, invented: list[InventedChild], held: Places) -> None:
    kept = shapes_of_consent(invented, held)
    for first in range(0, len(kept), BATCH):
        load_consents(actor, HOME, kept[first : first + BATCH])


def _findings(actor: Actor, invented: list[InventedChild], held: Places) -> None:
    """Needs, concerns and strengths, as far as the profile keeps them and the family agreed."""
    whose = {one.email: held.agencies.get(one.agency, "") for one in people()}
    for one in invented:
        if one.findings:
            load_findings(actor, record(one.key), [_finding(found, held, whose) for found in one.findings])


def _finding(one: InventedFinding, held: Places, whose: Mapping[str, str]) -> LoadedFinding:
    return LoadedFinding(
        *(one.kind, one.code, one.words, held.people[one.by], whose[one.by], one.on),
        evidence=one.evidence,
        step=one.step,
        step_by=one.step_by,
        done_on=one.done_on,
        nothing=one.nothing,
        met=one.met,
    )


def shapes_of_consent(invented: list[InventedChild], held: Places) -> list[LoadedConsent | LoadedNotice]:
    """Notices, consents and grounds, in the words of the consent room."""
    found: list[LoadedConsent | LoadedNotice] = []
    for one in invented:
        if one.notice:
            found.append(LoadedNotice(record(one.key), one.notice.how, one.notice.on))
        for said in one.consents:
            cells = frozenset((held.agencies[agency], info) for agency, info in said.scopes)
            found.append(
                LoadedConsent(
                    record(one.key), held.people[said.obtained_by], said.on, cells, giver=said.giver,
                    giver_name=said.giver_name, how=said.how, where_kept=said.where_kept,
                    withdrawn_on=said.withdrawn_on,
                )
            )  # fmt: skip
        if one.ground:
            cells = frozenset((held.agencies[agency], info) for agency, info in one.ground.scopes)
            found.append(
                LoadedConsent(
                    record(one.key), held.people[one.ground.by], one.ground.on, cells, ground=one.ground.ground,
                    reason=one.ground.words,
                )
            )  # fmt: skip
    return found
