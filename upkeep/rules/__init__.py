"""Who may remind, and when who is told what. (pure)"""

from __future__ import annotations

from upkeep.rules.policy import POLICY
from upkeep.rules.telling_when import (
    AGENCY,
    DESK,
    NOTICE_DAYS,
    Clock,
    Told,
    agreement_stage,
    editors_only,
    hides_now,
    hides_on,
    stage_to_tell,
)

__all__ = [
    "AGENCY",
    "DESK",
    "NOTICE_DAYS",
    "POLICY",
    "Clock",
    "Told",
    "agreement_stage",
    "editors_only",
    "hides_now",
    "hides_on",
    "stage_to_tell",
]
