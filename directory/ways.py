"""Ways to reach somebody that stand in free words: "ring 01632 960123", "write to a@b.example", "see b.example". (pure)"""

from __future__ import annotations

import re

from directory.work import Patch, Working

_WAY = re.compile(
    r"[^\s@]+@[^\s@]+"  # an e-mail address
    r"|\w+://\S+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}\b"  # a website without its beginning
    r"|(?:\+|\b\d)\d{2,}(?:[\s()-]*\d){5,}"  # a telephone number, in the figures of any script; no time of day
)


def named_anew(patch: Patch, working: Working) -> set[str]:
    """Those that a patch's words would name and that the entry's words do not name yet."""
    new = [text.words for said in patch.texts.values() for text in said.values() if text]
    new += [cost.option for cost in patch.entry.get("costs", ())]
    old = [text.words for said in working.entry.texts.values() for text in said.values()]
    old += [cost.option for cost in working.entry.costs]
    return _ways(new) - _ways(old)


def _ways(some: list[str]) -> set[str]:
    return {re.sub(r"[\s()-]", "", found).casefold() for words in some for found in _WAY.findall(words)}
