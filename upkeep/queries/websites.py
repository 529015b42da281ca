"""Which websites the directory names, what looks at them found, and who must be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, union
from sqlalchemy.orm import Session

from accounts.models import Authority
from directory.drafts import chunks
from directory.models import Entry, Listing, Organisation
from foundation import clock
from foundation.acts import Subject
from foundation.db import reading
from upkeep.models import WebsiteCheck
from upkeep.queries.due import names
from upkeep.rules import websites as rules


@dataclass(frozen=True)
class WebsiteShown:
    """A website, what the last look found, and the entries (code, name) that families reach it from."""

    id: int
    url: str
    outcome: str
    to_tell: bool
    checked_at: datetime | None
    since: datetime | None
    host: str
    title: str
    known_host: str
    known_title: str
    entries: list[tuple[str, str]]


class NoSuchWebsite(LookupError):
    """Nobody looks at a website of this number."""


def named_in(authority_id: int) -> Any:
    """Every website that shown entries and organisations of an authority name: a column of addresses."""
    ours = Listing.authority_id == authority_id
    of_entries = select(Entry.url).join(Listing, Listing.uuid == Entry.uuid)
    of_organisations = select(Organisation.url).join(Listing, Listing.uuid == Organisation.uuid)
    return union(
        of_entries.where(ours, Entry.status == "active", Entry.url != ""),
        of_organisations.where(ours, Organisation.url != ""),
    )


def unwatched(slug: str, most: int) -> list[str]:
    """Some websites that the directory names and nobody looks at yet."""
    authority = _id(slug)
    named = named_in(authority).subquery()
    watched = select(WebsiteCheck.url).where(WebsiteCheck.authority_id == authority)
    return list(reading().scalars(select(named.c.url).where(named.c.url.not_in(watched)).limit(most)))


def no_longer_named(slug: str) -> bool:
    """Whether something is looked at that the directory does not name any more."""
    authority = _id(slug)
    named = select(named_in(authority).subquery().c.url)
    left = select(WebsiteCheck.id).where(WebsiteCheck.authority_id == authority, WebsiteCheck.url.not_in(named))
    return reading().scalar(left.limit(1)) is not None


def _id(slug: str) -> int:
    return reading().scalars(select(Authority.id).where(Authority.slug == slug)).one()


def about_website(session: Session, website_id: int, *_rest: object, **_more: object) -> Subject:
    """The website and the authority whose directory names it; raises NoSuchWebsite."""
    slug = session.scalar(
        select(Authority.slug)
        .join(WebsiteCheck, WebsiteCheck.authority_id == Authority.id)
        .where(WebsiteCheck.id == website_id)
    )
    if slug is None:
        raise NoSuchWebsite(website_id)
    return Subject("website", str(website_id), slug)


def subject_of_website(website_id: int, **_more: object) -> Subject | None:
    """For a door: a website, or None."""
    try:
        return about_website(reading(), website_id)
    except NoSuchWebsite:
        return None


def troubled(slug: str) -> list[WebsiteShown]:
    """The websites of an authority that somebody should look at, the longest first."""
    wrong = (*rules.SUSPECTED, rules.GONE, rules.FAILING, rules.CERTIFICATE, rules.REFUSED, rules.ADDRESS)
    wanted = _checks().where(Authority.slug == slug, WebsiteCheck.outcome.in_(wrong))
    rows = [row for row in reading().scalars(wanted.order_by(WebsiteCheck.since, WebsiteCheck.id)) if _tells(row)]
    return _shown(rows)


def websites_of(slug: str, urls: Iterable[str]) -> dict[str, WebsiteCheck]:
    """What is known of these addresses, by address."""
    wanted = [url for url in urls if url]
    found = reading().scalars(_checks().where(Authority.slug == slug, WebsiteCheck.url.in_(wanted)))
    return {row.url: row for row in found}


def _checks() -> Select[Any]:
    return select(WebsiteCheck).join(Authority, Authority.id == WebsiteCheck.authority_id)


def _tells(row: WebsiteCheck) -> bool:
    known = rules.Known(row.host, row.known_host, row.known_title, row.outcome, row.since, row.tries)
    return rules.is_to_tell(known, clock.now())


def _shown(rows: Sequence[WebsiteCheck]) -> list[WebsiteShown]:
    used = _used([(row.authority_id, row.url) for row in rows])
    return [
        WebsiteShown(
            row.id,
            row.url,
            row.outcome,
            _tells(row),
            row.checked_at,
            row.since,
            row.final_host,
            row.title,
            row.known_host or row.host,
            row.known_title,
            used.get((row.authority_id, row.url), []),
        )
        for row in rows
    ]


def _used(wanted: Sequence[tuple[int, str]]) -> dict[tuple[int, str], list[tuple[str, str]]]:
    """The shown entries that name each address, themselves or through their organisation."""
    found: dict[tuple[int, str], dict[str, str]] = {}
    for some in chunks(sorted({url for _authority, url in wanted})):
        pairs = (
            select(Listing.authority_id, Entry.url, Organisation.url, Entry.uuid, Entry.code)
            .join(Listing, Listing.uuid == Entry.uuid)
            .join(Organisation, Organisation.uuid == Entry.organisation)
            .where(Entry.status == "active", Entry.url.in_(some) | Organisation.url.in_(some))
        )
        for authority, own, organisation, uuid, code in reading().execute(pairs):
            for url in {own, organisation}:
                found.setdefault((authority, url), {})[uuid] = code
    known = names(reading(), {uuid for pairs in found.values() for uuid in pairs})
    return {key: sorted((code, known.get(uuid, code)) for uuid, code in pairs.items()) for key, pairs in found.items()}
