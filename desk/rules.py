"""Who may sit at the desk. (pure)"""

from __future__ import annotations

from accounts.rules import runs_this_authority
from directory.rules import edits_for_this_authority
from foundation.permissions import Permission
from vetting.rules import vets_for_this_authority

POLICY = {
    Permission.DESK_SEE: [[edits_for_this_authority], [vets_for_this_authority]],
    Permission.JOBS_SEE: [[edits_for_this_authority], [runs_this_authority]],
}
