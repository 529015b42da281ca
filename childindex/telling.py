"""Words of the index: a role by its local name."""

from __future__ import annotations

import profiles
from access.telling import word
from childindex import rules


def lead_word(key: str) -> str:
    """What a lead is called here; a role that this profile no longer has is told by its key."""
    role = rules.lead_role(profiles.current(), key)
    return word(role.label) if role else key
