"""Drafts in tables, what is published in versions, what may become secret beside them.

draft.py     listings (organisation, site, entry, an entry's use of a site) and the rows that belong to each
beside.py    exact addresses and direct lines, open and sealed; practitioner-only notes
change.py    what is being written, and what waits for a decision
version.py   what is published: immutable documents
"""

from __future__ import annotations

from directory.models.beside import Address, DirectLine, SealedAddress, SealedLine, SealedNote
from directory.models.change import Change, ChangeNote, SealedDraft
from directory.models.draft import (
    AccessFact,
    Area,
    Attribute,
    Contact,
    Cost,
    Entry,
    EntryTerm,
    LanguageOffered,
    Listing,
    Organisation,
    Phone,
    Schedule,
    Site,
    SiteUse,
    Term,
    Text,
)
from directory.models.version import CurrentVersion, EntryNames, Version

__all__ = [
    "AccessFact",
    "Address",
    "Area",
    "Attribute",
    "Change",
    "ChangeNote",
    "Contact",
    "Cost",
    "CurrentVersion",
    "DirectLine",
    "Entry",
    "EntryNames",
    "EntryTerm",
    "LanguageOffered",
    "Listing",
    "Organisation",
    "Phone",
    "Schedule",
    "SealedAddress",
    "SealedDraft",
    "SealedLine",
    "SealedNote",
    "Site",
    "SiteUse",
    "Term",
    "Text",
    "Version",
]
