"""Who may remind, end links, check websites, and telephone. (pure)"""

from __future__ import annotations

from accounts.rules import manages_this_agency, runs_this_authority
from directory.rules import edits_for_this_authority
from foundation.acts import Actor, Subject, is_system
from foundation.permissions import Permission


def came_by_this_link(actor: Actor, subject: Subject) -> bool:
    """Whoever holds the link may end it: "this letter was not meant for me"."""
    return actor.kind == "link" and subject.kind == "link" and actor.id == subject.id


POLICY = {
    Permission.REMINDER_SEND: [[is_system], [edits_for_this_authority]],
    Permission.LINK_END: [[is_system], [edits_for_this_authority], [manages_this_agency], [came_by_this_link]],
    Permission.LINKS_CHECK: [[is_system], [edits_for_this_authority]],
    Permission.CALL_KEEP: [[edits_for_this_authority]],
    Permission.JOB_TRY_AGAIN: [[edits_for_this_authority], [runs_this_authority]],
    Permission.LETTER_SEND_AGAIN: [[edits_for_this_authority], [runs_this_authority]],
}
