"""Every change of this room."""

from casework.operations.loading import load_findings
from casework.operations.recording import (
    NoBasis,
    NoStep,
    NotKept,
    Review,
    UnknownNeed,
    record_need,
    review_need,
)
from casework.operations.reminding import remind
from casework.operations.shortlists import (
    TellsWho,
    TooMany,
    UnknownShortlist,
    forget_unused,
    make_shortlist,
    note_use,
    put_on,
    take_off,
    throw_away,
)
from casework.operations.steps import NotLater, UnknownStep, finish_step, move_step

__all__ = [
    "NoBasis",
    "NoStep",
    "NotKept",
    "NotLater",
    "Review",
    "TellsWho",
    "TooMany",
    "UnknownNeed",
    "UnknownShortlist",
    "UnknownStep",
    "finish_step",
    "forget_unused",
    "load_findings",
    "make_shortlist",
    "move_step",
    "note_use",
    "put_on",
    "record_need",
    "remind",
    "review_need",
    "take_off",
    "throw_away",
]
