"""What is due, what was told, which link leads where."""

from __future__ import annotations

from upkeep.queries.agreements import agreed_again, agreements_to_tell, without_agreement
from upkeep.queries.calls import CallShown, ToCall, calls_about, to_call
from upkeep.queries.due import DueEntry, agencies_to_tell, desk_is_to_be_told, to_hide
from upkeep.queries.evidence import evidence_of, facts_of
from upkeep.queries.linked import LinkedEntry, agency_name, contacts_of, linked_entries, periods_of
from upkeep.queries.links import LinkShown, Use, link_by, newer_than, uses
from upkeep.queries.needs import HIJACK, Need, needs_today, since
from upkeep.queries.websites import WebsiteShown, no_longer_named, subject_of_website, troubled, unwatched
from upkeep.queries.work import (
    JobShown,
    LetterShown,
    RefusalShown,
    letters_in_doubt,
    refused_addresses,
    work_done,
    work_failing,
)

__all__ = [
    "HIJACK",
    "CallShown",
    "DueEntry",
    "JobShown",
    "LetterShown",
    "LinkShown",
    "LinkedEntry",
    "Need",
    "RefusalShown",
    "ToCall",
    "Use",
    "WebsiteShown",
    "agencies_to_tell",
    "agency_name",
    "agreed_again",
    "agreements_to_tell",
    "calls_about",
    "contacts_of",
    "desk_is_to_be_told",
    "evidence_of",
    "facts_of",
    "letters_in_doubt",
    "link_by",
    "linked_entries",
    "needs_today",
    "newer_than",
    "no_longer_named",
    "periods_of",
    "refused_addresses",
    "since",
    "subject_of_website",
    "to_call",
    "to_hide",
    "troubled",
    "unwatched",
    "uses",
    "without_agreement",
    "work_done",
    "work_failing",
]
