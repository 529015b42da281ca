"""Changing the words of the directory: which vocabularies can be changed how, and what cannot stand. (pure)"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

FIELDS = {"needs": ("name", "plain", "question", "summary"), "levels": ("name", "summary")}
NAMES = ("service-types", "needs", "access", "circumstances", "languages", "levels", "popular")
GROUPED = ("service-types", "needs")  # their terms stand under a group or domain
SENSITIVE = ("service-types", "needs")  # whoever reads of some of their terms may be in danger if it is seen
OPEN = ("service-types", "needs", "access", "circumstances", "languages")  # terms can be added and ended
LONGEST = {"name": 100, "plain": 150, "question": 200, "summary": 600}
_CODE = re.compile(r"[a-z][a-z0-9]*([.-][a-z0-9]+)*")
_LONGEST_CODE = 32


class Wrong(StrEnum):
    """Why a change of words cannot stand."""

    CODE = "code"
    TAKEN = "taken"
    NAME = "name"
    LONG = "long"
    PARENT = "parent"
    DIMENSION = "dimension"
    BORNE = "borne"
    GROUP = "group"
    INSTEAD = "instead"
    CLOSED = "closed"


def fields(vocabulary: str) -> tuple[str, ...]:
    """The words that a term of this vocabulary has."""
    return FIELDS.get(vocabulary, ("name",))


def is_code(code: str) -> bool:
    """Small letters and figures, parted by dots or hyphens: cc.toddler, step-free."""
    return len(code) <= _LONGEST_CODE and bool(_CODE.fullmatch(code))


def faults_of_words(words: Mapping[str, Mapping[str, str]]) -> dict[str, Wrong]:
    """What cannot stand among typed words, by "field.language". An English name is needed."""
    faults = {
        f"{field}.{language}": Wrong.LONG
        for field, by_language in words.items()
        for language, said in by_language.items()
        if len(said) > LONGEST.get(field, LONGEST["name"])
    }
    return faults if words.get("name", {}).get("en") else {**faults, "name.en": Wrong.NAME}
