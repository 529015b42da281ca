"""What upkeep changes: letters that remind, links and what is done by them, calls."""

from __future__ import annotations

from upkeep.operations.agreements import tell_of_agreement
from upkeep.operations.calling import note_call
from upkeep.operations.links import end_link, note_use, send_afresh
from upkeep.operations.reminding import remind_agencies, remind_desk

__all__ = ["end_link", "note_call", "note_use", "remind_agencies", "remind_desk", "send_afresh", "tell_of_agreement"]
