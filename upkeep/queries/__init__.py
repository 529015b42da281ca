"""What is due, what was told, which link leads where."""

from __future__ import annotations

from upkeep.queries.agreements import agreements_to_tell, without_agreement
from upkeep.queries.due import DueEntry, agencies_to_tell, desk_is_to_be_told, to_hide
from upkeep.queries.links import LinkShown, Use, link_by, newer_than, uses

__all__ = [
    "DueEntry",
    "LinkShown",
    "Use",
    "agencies_to_tell",
    "agreements_to_tell",
    "desk_is_to_be_told",
    "link_by",
    "newer_than",
    "to_hide",
    "uses",
    "without_agreement",
]
