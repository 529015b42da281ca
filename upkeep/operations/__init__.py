"""What upkeep changes: letters that remind, links and what is done by them, calls, looks at websites, second tries."""

from __future__ import annotations

from upkeep.operations.agreements import tell_of_agreement
from upkeep.operations.calling import note_call
from upkeep.operations.links import end_link, note_use, send_afresh
from upkeep.operations.reminding import remind_agencies, remind_desk
from upkeep.operations.trying_again import send_letter_again, try_job_again
from upkeep.operations.websites import (
    LOOK,
    Turn,
    accept_website,
    forget_websites,
    keep_finding,
    look_now,
    next_turn,
    watch_websites,
)

__all__ = [
    "LOOK",
    "Turn",
    "accept_website",
    "end_link",
    "forget_websites",
    "keep_finding",
    "look_now",
    "next_turn",
    "note_call",
    "note_use",
    "remind_agencies",
    "remind_desk",
    "send_afresh",
    "send_letter_again",
    "tell_of_agreement",
    "try_job_again",
    "watch_websites",
]
