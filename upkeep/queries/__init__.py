"""What is due, what was told, which link leads where."""

from __future__ import annotations

from upkeep.queries.agreements import agreements_to_tell, without_agreement
from upkeep.queries.calls import CallShown, ToCall, calls_about, to_call
from upkeep.queries.due import DueEntry, agencies_to_tell, desk_is_to_be_told, to_hide
from upkeep.queries.linked import LinkedEntry, agency_name, contacts_of, linked_entries, periods_of
from upkeep.queries.links import LinkShown, Use, link_by, newer_than, uses

__all__ = [
    "CallShown",
    "DueEntry",
    "LinkShown",
    "LinkedEntry",
    "ToCall",
    "Use",
    "agencies_to_tell",
    "agency_name",
    "agreements_to_tell",
    "calls_about",
    "contacts_of",
    "desk_is_to_be_told",
    "link_by",
    "linked_entries",
    "newer_than",
    "periods_of",
    "to_call",
    "to_hide",
    "uses",
    "without_agreement",
]
