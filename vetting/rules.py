"""Who may vet agencies, and what an agreement asks. (pure)"""

from __future__ import annotations

from foundation.acts import Actor, Subject, anyone, is_system
from foundation.permissions import Permission


def vets_for_this_authority(actor: Actor, subject: Subject) -> bool:
    """A vetting officer of the authority."""
    return actor.holds("vetting-officer", subject)


def manages_this_agency(actor: Actor, subject: Subject) -> bool:
    """A manager of the agency itself."""
    return bool(subject.agency) and actor.holds("agency-manager", subject)


POLICY = {
    Permission.AGENCY_APPLY: [[anyone]],
    Permission.AGENCY_VET: [[vets_for_this_authority]],
    Permission.AGENCY_TRUST: [[vets_for_this_authority]],
    Permission.AGREEMENT_KEEP: [[is_system], [vets_for_this_authority]],
    Permission.AGREEMENT_ACCEPT: [[manages_this_agency]],
}
