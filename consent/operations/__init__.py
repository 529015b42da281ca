"""What a family was told, agreed to and took back."""

from consent.operations.answers import (
    NewConsent,
    NewGround,
    NotAllowed,
    UnknownConsent,
    keep_consent,
    note_notice,
    record,
    review,
    settle,
    share_on_ground,
    withdraw,
)
from consent.operations.loading import LoadedConsent, LoadedNotice, load_consents

__all__ = [
    "LoadedConsent",
    "LoadedNotice",
    "NewConsent",
    "NewGround",
    "NotAllowed",
    "UnknownConsent",
    "keep_consent",
    "load_consents",
    "note_notice",
    "record",
    "review",
    "settle",
    "share_on_ground",
    "withdraw",
]
