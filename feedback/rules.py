"""Who may write, and who may answer; what may be told of counts; what a report becomes. (pure)"""

from __future__ import annotations

from dataclasses import replace

from directory.importing import values
from directory.rules import edits_for_its_agency, edits_for_this_authority
from directory.shapes import Entry, Phone, Text
from directory.work import Patch
from foundation.acts import anyone, is_system
from foundation.permissions import Permission

# What can be wrong with an entry. Of the first four the right value is asked for, and becomes a change that is ready.
WITH_A_VALUE = ("phone", "email", "website", "hours")
WRONG = (*WITH_A_VALUE, "cost", "place", "closed", "full", "unkind", "other")
MISSING = "missing"
SITE = "site"  # not a service, but this site itself
LEAST = 5  # fewer people than this are never told as a number


POLICY = {
    Permission.REPORT_SEND: [[anyone]],
    Permission.REPORT_ANSWER: [[edits_for_this_authority], [edits_for_its_agency]],
    Permission.FEEDBACK_ANSWER: [[edits_for_this_authority]],
    Permission.COUNTS_KEEP: [[is_system]],
}


def suggested(entry: Entry, what: str, value: str) -> Patch | None:
    """The change that a reader's value makes of an entry; None when a person must first find out what is right."""
    if not value:
        return None
    if what == "phone":
        first = entry.phones[0] if entry.phones else Phone("")
        return Patch(entry={"phones": (replace(first, number=value), *entry.phones[1:])})
    if what == "email":
        email = values.email(value)
        return Patch(entry={"email": email}) if email else None
    if what == "website":
        url = values.url(value if "://" in value else f"https://{value}")
        return Patch(entry={"url": url}) if url else None
    if what == "hours":
        return Patch(texts={"hours_words": {"en": Text(value)}})
    return None


def tellable(number: int) -> int | None:
    """A count that may be told in public: none below five, so that nobody can be guessed from it."""
    return number if number >= LEAST else None
