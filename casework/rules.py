"""Who may record needs, keep next steps and lists of services. (pure)"""

from __future__ import annotations

from access.rules import finds_children, works_here
from foundation.acts import is_system
from foundation.permissions import Permission

supervises = works_here("supervisor")

POLICY = {
    Permission.NEED_KEEP: [[finds_children], [is_system]],
    Permission.STEP_KEEP: [[finds_children], [is_system]],
    Permission.STEPS_SEE: [[supervises]],
    Permission.SHORTLIST_KEEP: [[finds_children]],
    Permission.REFERRING_SEE: [[finds_children]],
}
