"""Who reads the trail: auditors see acts, rules and outcomes by reference; the privacy officer sees names. (pure)"""

from __future__ import annotations

from access.rules import finds_children, protects_privacy, works_here
from foundation.permissions import Permission

oversees = works_here("auditor", "privacy-officer")

POLICY = {
    Permission.TRAIL_SEE: [[oversees]],
    Permission.TRAIL_NAMES: [[protects_privacy]],
    Permission.LOOKED_SEE: [[protects_privacy], [finds_children]],
    Permission.QUESTION_RULE: [[protects_privacy]],
}
