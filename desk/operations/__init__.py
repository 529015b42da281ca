"""The desk's own changes: many entries at once, and the scores that follow what is published."""

from __future__ import annotations

from desk.operations.bulk import JOB, NoSuchRun, NotPlanned, begin_run, begin_undo, carry_on, plan
from desk.operations.changing_one import ChangedSince, set_fact, take_back_confirmation
from desk.operations.scoring import score_some

__all__ = [
    "JOB",
    "ChangedSince",
    "NoSuchRun",
    "NotPlanned",
    "begin_run",
    "begin_undo",
    "carry_on",
    "plan",
    "score_some",
    "set_fact",
    "take_back_confirmation",
]
