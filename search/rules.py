"""Who may build the index and keep the needs as people say them, and what cannot stand in one. (pure)"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum

from foundation.acts import is_system
from foundation.permissions import Permission
from search.thesaurus import Said, Saying

POLICY = {Permission.INDEX_REBUILD: [[is_system]]}

# What cannot wait for a list: each has its numbers in search/sayings/urgent.tsv.
URGENCIES = ("life", "suicide", "violence", "sexual", "child-harm", "illness", "food", "roof", "missing")
MOST_PHRASES = 80  # of one need in one language
MOST_TYPES = 6
LONGEST_PHRASE = 100
LONGEST_NAME = 100
_CODE = re.compile(r"[a-z][a-z0-9]*([.-][a-z0-9]+)*")
_LONGEST_CODE = 40


class Wrong(StrEnum):
    """Why a saying cannot stand."""

    CODE = "code"
    TAKEN = "taken"
    NAME = "name"
    LONG = "long"
    MANY = "many"
    PHRASES = "phrases"
    TYPES = "types"
    NEEDS = "needs"
    URGENCY = "urgency"


def faults(saying: Saying, types: Collection[str], needs: Collection[str]) -> dict[str, Wrong]:
    """What cannot stand in a saying, by "types" or "said.pl"; types and needs are the codes there are today."""
    english = saying.said.get("en", Said(""))
    checks = (
        ("code", Wrong.CODE, len(saying.code) <= _LONGEST_CODE and bool(_CODE.fullmatch(saying.code))),
        ("types", Wrong.TYPES, 0 < len(saying.types) <= MOST_TYPES and set(saying.types) <= set(types)),
        ("needs", Wrong.NEEDS, set(saying.needs) <= set(needs)),
        ("urgency", Wrong.URGENCY, saying.urgency in ("", *URGENCIES)),
        ("name.en", Wrong.NAME, bool(english.name)),
        ("said.en", Wrong.PHRASES, bool(english.phrases)),
    )
    found = {name: wrong for name, wrong, stands in checks if not stands}
    for language, said in saying.said.items():
        found |= _faults_in(language, said)
    return found


def _faults_in(language: str, said: Said) -> dict[str, Wrong]:
    phrases = (*said.phrases, *said.latin)
    found: dict[str, Wrong] = {}
    if phrases and not said.name:
        found[f"name.{language}"] = Wrong.NAME
    if len(said.name) > LONGEST_NAME:
        found[f"name.{language}"] = Wrong.LONG
    if any(len(phrase) > LONGEST_PHRASE for phrase in phrases):
        found[f"said.{language}"] = Wrong.LONG
    elif len(phrases) > MOST_PHRASES:
        found[f"said.{language}"] = Wrong.MANY
    return found
