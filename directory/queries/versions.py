"""A former version of an entry as a piece of work: to compare with today's, and to go back to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import documents, notation
from directory.models import Listing, Version
from directory.queries import saved
from directory.shapes import Contact, Privacy
from directory.work import Working

_SAME = (
    *(
        "types",
        "levels",
        "audience",
        "delivery",
        "url",
        "email",
        "phones",
        "schedules",
        "costs",
        "eligibility",
        "areas",
    ),
    *("languages", "access", "referral", "capacity", "answerable", "texts"),
)


def as_it_was(session: Session, code: str, number: int, now: Working) -> Working | None:
    """What version `number` of an entry said, in the shapes of today; None when there is no such version.

    now: the entry as it is. Its key, its organisation, its attributes and secret lines are no part of a version's story.
    """
    row = session.execute(
        select(Version.schema, Version.document, Version.authority_id).where(
            Version.kind == "entry", Version.of == code, Version.number == number
        )
    ).first()
    if row is None:
        return None
    document = documents.opened(row.schema, row.document)
    authority_id = row.authority_id
    sites = _sites(session, document["sites"])
    said = {
        **{name: document[name] for name in _SAME},
        "key": now.entry.key,
        "organisation": now.entry.organisation,
        "needs": document["own_needs"],
        "sites": sites,
        "contacts": [],
        "practitioner_notes": {},
    }
    entry = replace(
        notation.entry(said),
        contacts=_contacts(document["contacts"], now),
        attributes=now.entry.attributes,
        assurance=now.entry.assurance,
    )
    used = [use["site"] for use in sites]
    return Working(entry, saved.sites(session, used, authority_id), now.organisation)


def _sites(session: Session, uses: list[dict[str, Any]]) -> list[dict[str, Any]]:
    uuids = [use["site"] for use in uses]
    keys = dict(session.execute(select(Listing.uuid, Listing.key).where(Listing.uuid.in_(uuids))).all())
    return [
        {"site": keys[use["site"]], "schedules": use["schedules"], "phones": use["phones"]}
        for use in uses
        if use["site"] in keys
    ]


def _contacts(said: list[dict[str, Any]], now: Working) -> tuple[Contact, ...]:
    """A direct line is known only while the contact still has it."""
    lines = {(one.name, one.role, one.email): one.direct_line for one in now.entry.contacts}
    return tuple(
        Contact(
            one["name"],
            one["role"],
            one["email"],
            lines.get((one["name"], one["role"], one["email"]), ""),
            Privacy(one["privacy"]),
        )
        for one in said
    )
