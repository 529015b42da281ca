"""What needs a person today: one list for an authority, each thing with why, since when, and where to act."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select

from accounts.models import Authority, Membership, Person
from directory import telling as saying
from directory.models import Change, Entry, Listing, Organisation
from feedback import naming
from feedback import queries as feedback
from foundation import jobs, post
from foundation.db import reading
from foundation.post import Refusal
from foundation.words import gettext as _
from foundation.words import ngettext
from upkeep import telling
from upkeep.queries.calls import is_unreachable
from upkeep.queries.due import due, names
from upkeep.queries.websites import WebsiteShown, troubled
from upkeep.rules import websites
from vetting.models import Case

HIJACK, WEBSITE, READER, MAIL, CALL = "hijack", "website", "reader", "mail", "call"
CHANGES, APPLICATIONS, LETTERS, JOBS = "changes", "applications", "letters", "jobs"
KINDS = (HIJACK, READER, WEBSITE, MAIL, CALL, CHANGES, APPLICATIONS, LETTERS, JOBS)  # in the order of the list
_SOME = 200


@dataclass(frozen=True)
class Need:
    """One thing for a person to do. name: of the service it is about, "" for the whole directory. endpoint, values: the page
    to act on. website: what to say of it, for a website."""

    kind: str
    words: str
    since: datetime | date | None
    endpoint: str
    values: dict[str, Any] = field(default_factory=dict)
    name: str = ""
    code: str = ""
    website: WebsiteShown | None = None


def needs_today(slug: str) -> list[Need]:
    """Everything, the most pressing kind first, and of each kind the longest first."""
    authority = reading().scalars(select(Authority).where(Authority.slug == slug)).first()
    if authority is None:
        return []
    found = [*_websites(slug), *_readers(slug), *_mail(authority), *_calls(authority), *_waiting(authority), *_failed()]
    return sorted(found, key=lambda one: KINDS.index(one.kind))


def _websites(slug: str) -> list[Need]:
    found = []
    for one in troubled(slug):
        kind = HIJACK if one.outcome in websites.SUSPECTED else WEBSITE
        words = telling.trouble(one.outcome)
        code, name = next(iter(one.entries), ("", ""))
        endpoint, values = ("upkeep_desk.call", {"code": code}) if code else ("upkeep_desk.today", {})
        found.append(Need(kind, words, one.since, endpoint, values, name, code, one))
    return found


def _readers(slug: str) -> list[Need]:
    return [
        Need(READER, naming.what(one.what), one.at, "feedback_desk.report", {"uuid": one.uuid}, one.name, one.entry)
        for one in feedback.open_reports([slug], [])
    ]


def _mail(authority: Authority) -> list[Need]:
    """Addresses that refuse letters. They are few, so the directory is asked for them and not the other way round."""
    refused = {row.address: row for row in reading().scalars(select(Refusal).order_by(Refusal.at).limit(_SOME))}
    if not refused:
        return []
    rows = _entries_with(authority.id, set(refused))
    known = names(reading(), {uuid for uuid, _code, _address in rows})
    by_address: dict[str, list[tuple[str, str]]] = {}
    for uuid, code, address in rows:
        by_address.setdefault(address, []).append((known.get(uuid, code), code))
    return [_refused(refused[one], sorted(by_address[one])) for one in refused if one in by_address]


def _refused(refusal: Refusal, entries: list[tuple[str, str]]) -> Need:
    """One address, however many entries name it; the first of them leads on."""
    name, code = entries[0]
    words = ngettext(
        "Letters to %(address)s come back. %(num)d service names it.",
        "Letters to %(address)s come back. %(num)d services name it.",
        len(entries),
    ) % {"address": refusal.address, "num": len(entries)}
    return Need(MAIL, words, refusal.at, "upkeep_desk.call", {"code": code}, name, code)


def _entries_with(authority: int, addresses: set[str]) -> set[tuple[str, str, str]]:
    """UUID and code of each shown entry with such an address: its own, its organisation's, its people's."""
    found = set()
    columns = (Entry.email, Entry.assurer_email, Organisation.email, Person.email)
    of_entries = (
        select(Entry.uuid, Entry.code, *columns)
        .join(Listing, Listing.uuid == Entry.uuid)
        .join(Organisation, Organisation.uuid == Entry.organisation)
        .outerjoin(Membership, (Membership.agency_id == Organisation.agency_id) & Membership.ended_at.is_(None))
        .outerjoin(Person, Person.id == Membership.person_id)
        .where(Listing.authority_id == authority, Entry.status == "active")
        .where(or_(*(func.lower(column).in_(addresses) for column in columns)))
    )
    for uuid, code, *held in reading().execute(of_entries):
        found |= {(uuid, code, one.lower()) for one in held if one and one.lower() in addresses}
    return found


def _calls(authority: Authority) -> list[Need]:
    """Overdue, with nobody who could be written to."""
    wanted = [one for one in due(reading(), authority) if is_unreachable(one)]
    known = names(reading(), [one.uuid for one in wanted[:_SOME]])
    return [
        Need(
            CALL,
            _("Nobody has confirmed it, and nobody could be written to."),
            one.basis,
            "upkeep_desk.call",
            {"code": one.code},
            known.get(one.uuid, one.code),
            one.code,
        )
        for one in sorted(wanted, key=lambda one: (one.basis, one.code))[:_SOME]
    ]


def _waiting(authority: Authority) -> list[Need]:
    changes, first = _counted(Change.sent_at, Change.authority_id == authority.id, Change.state == "waiting")
    cases, asked = _counted(Case.at, Case.authority_id == authority.id, Case.state == "new")
    found = []
    if changes:
        words = ngettext("%(num)d change waits for you", "%(num)d changes wait for you", changes) % {"num": changes}
        found.append(Need(CHANGES, words, first, "ruling.waiting"))
    if cases:
        words = ngettext("%(num)d agency asks to be listed", "%(num)d agencies ask to be listed", cases) % {
            "num": cases
        }
        found.append(Need(APPLICATIONS, words, asked, "vetting_desk.agencies"))
    return found


def _counted(moment: Any, *where: Any) -> tuple[int, datetime | None]:
    number, first = reading().execute(select(func.count(), func.min(moment)).where(*where)).one()
    return number, first


def _failed() -> list[Need]:
    """Of the whole installation: letters and jobs belong to no one authority."""
    letters = [*post.unsure(reading()), *post.undelivered(reading())]
    given_up = jobs.failures(reading())
    found = []
    if letters:
        words = ngettext("%(num)d letter may not have arrived", "%(num)d letters may not have arrived", len(letters))
        since = min(letter.queued_at for letter in letters)
        found.append(Need(LETTERS, words % {"num": len(letters)}, since, "upkeep_desk.work"))
    if given_up:
        words = ngettext("%(num)d piece of work was given up", "%(num)d pieces of work were given up", len(given_up))
        found.append(Need(JOBS, words % {"num": len(given_up)}, given_up[0].due, "upkeep_desk.work"))
    return found


def since(need: Need) -> str:
    """Since 3 May 2026."""
    return _("Since %(date)s") % {"date": saying.day(need.since)} if need.since else ""
