"""What upkeep changes: letters that remind, links and what is done by them, calls."""

from __future__ import annotations

from upkeep.operations.agreements import tell_of_agreement
from upkeep.operations.reminding import remind_agencies, remind_desk

__all__ = ["remind_agencies", "remind_desk", "tell_of_agreement"]
