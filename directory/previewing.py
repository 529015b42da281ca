"""A piece of work as the page that it will be: the documents of a published entry, made from what is being written. (pure)"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from directory.documents import Document
from directory.plainly import plain
from directory.queries.pages import EntryPage
from directory.shapes import Contact, Organisation, Privacy, Site
from directory.work import KEPT, Working

NOBODY = "00000000-0000-0000-0000-000000000000"
SHOWN_WHEN_SEALED = "address_words"


def page_of(
    working: Working, code: str, authority: str, at: datetime, *, needs: tuple[str, ...] = (), owner: str = NOBODY
) -> EntryPage:
    """What families would see of it. needs: every dimension, those of its types too. owner: its organisation's UUID."""
    organisation = working.organisation or Organisation(working.entry.organisation, {})
    sites = [_site(working.sites[use.site], authority) for use in working.entry.sites if use.site in working.sites]
    return EntryPage(
        _entry(working, code, authority, needs),
        _organisation(organisation, owner, authority),
        sites,
        0,
        at,
    )


def _entry(working: Working, code: str, authority: str, needs: tuple[str, ...]) -> Document:
    said = _plain(asdict(working.entry))
    shown = {name: value for name, value in said.items() if name not in ("key", "practitioner_notes")}
    return {
        **shown,
        "code": code or "BCDFGH",
        "uuid": NOBODY,
        "organisation": NOBODY,
        "authority": authority,
        "status": "active",
        "own_needs": said["needs"],
        "needs": list(needs) or said["needs"],
        "contacts": [_contact(one) for one in working.entry.contacts],
        "assurance": None,
    }


def _contact(contact: Contact) -> Document:
    """Only a line that everyone may ring is shown."""
    shown = contact.privacy is Privacy.PUBLIC and not contact.direct_line.startswith(KEPT)
    said = {"name": contact.name, "role": contact.role, "email": contact.email, "privacy": contact.privacy.value}
    return {**said, "line": contact.direct_line if shown else ""}


def _organisation(organisation: Organisation, uuid: str, authority: str) -> Document:
    said = _plain(asdict(organisation))
    return {**said, "uuid": uuid, "authority": authority}


def _site(site: Site, authority: str) -> Document:
    """Of a secret place only the words that were written to be shown."""
    said = _plain(asdict(site))
    secret = site.privacy is not Privacy.PUBLIC
    texts = {name: words for name, words in said["texts"].items() if not secret or name == SHOWN_WHEN_SEALED}
    address = None
    if site.address is not None and not secret:
        address = {
            "lines": list(site.address.lines),
            "postcode": site.address.postcode,
            "lat": site.address.lat,
            "lon": site.address.lon,
        }
    return {
        **said,
        "uuid": site.key,
        "texts": texts,
        "address": address,
        "authority": authority,
        "lies_in": {},
        "point": None,
    }


def _plain(value: Any) -> Any:
    made = plain(value)
    if isinstance(made, dict):
        return {name: _plain(one) for name, one in made.items()}
    if isinstance(made, list):
        return [_plain(one) for one in made]
    return str(made) if hasattr(made, "value") else made
