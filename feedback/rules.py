"""Who may write, and who may answer. (pure)"""

from __future__ import annotations

from foundation.acts import Actor, Subject, anyone, is_system
from foundation.permissions import Permission


def edits_for_this_authority(actor: Actor, subject: Subject) -> bool:
    """A directory editor of the authority."""
    return actor.holds("directory-editor", subject)


def speaks_for_this_agency(actor: Actor, subject: Subject) -> bool:
    """An editor or manager of the agency that the report is about."""
    return bool(subject.agency) and (actor.holds("agency-editor", subject) or actor.holds("agency-manager", subject))


POLICY = {
    Permission.REPORT_SEND: [[anyone]],
    Permission.REPORT_ANSWER: [[edits_for_this_authority], [speaks_for_this_agency]],
    Permission.FEEDBACK_ANSWER: [[edits_for_this_authority]],
    Permission.COUNTS_KEEP: [[is_system], [anyone]],
}
