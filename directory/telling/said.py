"""Words of an entry, with the language they are really in. (pure)"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale
from markupsafe import Markup

from directory import rules
from foundation import words


@dataclass(frozen=True)
class Said:
    """Words of an entry with the language they are really in, and what a reader must know of them."""

    words: str
    tag: str
    html: str
    direction: str
    foreign: bool = False  # not in the reader's language
    machine: bool = False  # made by a machine, checked by nobody
    behind: bool = False  # the English has changed since
    checked_on: str = ""  # the day on which a speaker of the language read it, as a date is kept

    def __bool__(self) -> bool:
        return bool(self.words)

    def __html__(self) -> str:
        if not self.foreign:
            return str(Markup("{}").format(self.words))
        return str(Markup('<span lang="{}" dir="{}">{}</span>').format(self.html, self.direction, self.words))


NOTHING = Said("", "en", "en-GB", "ltr")


def say(texts: Mapping[str, Any], field: str) -> Said:
    """A field in the reader's language, else in English, else in whatever language there is."""
    reader = words.language()
    tag = rules.best_language(texts, field, reader)
    if tag is None:
        return NOTHING
    text = texts[field][tag]
    english = texts[field].get("en")
    behind = bool(english and text.get("source") and text["source"] != rules.source_of(english["words"]))
    html, direction = _marks(tag)
    machine = text.get("maker") == "machine" and not text.get("checked_by")
    checked = str(text.get("checked_on") or "") if text.get("checked_by") else ""
    return Said(text["words"], tag, html, direction, tag != reader, machine, behind, checked)


def _marks(tag: str) -> tuple[str, str]:
    try:
        known = words.language_of(tag)
        return known.html, known.direction
    except KeyError:  # an entry may speak a language that the site does not
        return tag, "rtl" if Locale.parse(tag, sep="-").text_direction == "rtl" else "ltr"
