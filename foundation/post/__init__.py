"""The outbox: letters wait in a table and go out by SMTP, or to the console.

A change queues its letters with itself, so that no letter is sent for a change that was rolled back. Each letter is
written in its reader's language.

letters.py       what is kept: letters, and addresses that refused them
conversation.py  one connection to a mail server, and what it answered
outbox.py        which letter goes when; what becomes of it
"""

from __future__ import annotations

from foundation.post.conversation import written
from foundation.post.letters import (
    JOB,
    UNSURE_AFTER,
    BadAddress,
    Letter,
    Refusal,
    is_one_address,
    latest,
    refusals,
    send,
    send_again,
    undelivered,
    unsure,
)
from foundation.post.outbox import KEPT, LOOK, deliver_by

__all__ = [
    "JOB",
    "KEPT",
    "LOOK",
    "UNSURE_AFTER",
    "BadAddress",
    "Letter",
    "Refusal",
    "deliver_by",
    "is_one_address",
    "latest",
    "refusals",
    "send",
    "send_again",
    "undelivered",
    "unsure",
    "written",
]
