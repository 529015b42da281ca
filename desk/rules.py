"""Who may sit at the desk. (pure)"""

from __future__ import annotations

from foundation.acts import Actor, Subject
from foundation.permissions import Permission


def edits_for_this_authority(actor: Actor, subject: Subject) -> bool:
    """A directory editor of the authority."""
    return actor.holds("directory-editor", subject)


def vets_for_this_authority(actor: Actor, subject: Subject) -> bool:
    """A vetting officer of the authority."""
    return actor.holds("vetting-officer", subject)


def runs_this_authority(actor: Actor, subject: Subject) -> bool:
    """A system administrator of the authority."""
    return actor.holds("administrator", subject)


POLICY = {
    Permission.DESK_SEE: [[edits_for_this_authority], [vets_for_this_authority]],
    Permission.JOBS_SEE: [[edits_for_this_authority], [runs_this_authority]],
}
