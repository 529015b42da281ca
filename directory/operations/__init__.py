"""Changes to the directory: written step by step, sent, decided; confirmed; hidden, retired; restored. And what is loaded."""

from __future__ import annotations

from directory.operations.changes import (
    Conflicts,
    NotOpen,
    Sent,
    answer,
    begin,
    begin_new,
    save_step,
    send,
    settle,
    withdraw,
)
from directory.operations.confirming import confirm, correct, propose, set_capacity
from directory.operations.exporting import take_away
from directory.operations.listings import Faulty, Listings, Saved, save
from directory.operations.restoring import restore, undo
from directory.operations.retiring import hide, retire, show_again
from directory.operations.ruling import NotListed, refuse, rule, take_off_as_asked
from directory.operations.sealing import set_privacy
from directory.operations.vocabularies import NewTerm, load_vocabulary
from directory.operations.words import (
    Newer,
    Worded,
    WordsRefused,
    add_term,
    edit_term,
    end_term,
    republish,
    restore_words,
)

__all__ = [
    "Conflicts",
    "Faulty",
    "Listings",
    "NewTerm",
    "Newer",
    "NotListed",
    "NotOpen",
    "Saved",
    "Sent",
    "Worded",
    "WordsRefused",
    "add_term",
    "answer",
    "begin",
    "begin_new",
    "confirm",
    "correct",
    "edit_term",
    "end_term",
    "hide",
    "load_vocabulary",
    "propose",
    "refuse",
    "republish",
    "restore",
    "restore_words",
    "retire",
    "rule",
    "save",
    "save_step",
    "send",
    "set_capacity",
    "set_privacy",
    "settle",
    "show_again",
    "take_away",
    "take_off_as_asked",
    "undo",
    "withdraw",
]
