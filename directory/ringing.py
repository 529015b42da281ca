"""What to say when you ring: a few sentences in the reader's language, each with its English to show or to read out. (pure)"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from directory import telling
from directory.presenting import EntryShown
from foundation import words
from foundation.words import gettext as _


@dataclass(frozen=True)
class Line:
    """One thing to say. english: the same for who answers; "" where the page is in English. blank: ends in a line to fill in."""

    said: str
    english: str
    blank: bool = False


def lines(entry: EntryShown) -> list[Line]:
    """The card of one entry, for a reader of the language of the moment."""
    own = list(_said(entry, words.language()))
    if words.language() == words.SOURCE:
        return [Line(said, "", blank) for said, blank in own]
    foreign = words.language()
    with words.speaking(words.SOURCE):
        theirs = list(_said(entry, foreign))
    return [Line(said, english, blank) for (said, blank), (english, _b) in zip(own, theirs, strict=True)]


def _said(entry: EntryShown, language: str) -> Iterator[tuple[str, bool]]:
    """Each sentence, and whether something is to be filled in behind it."""
    if language != words.SOURCE:
        yield _("Hello. I do not speak much English."), False
        yield _in_language(_("My language: %(language)s."), language), False
        yield _("Can you find an interpreter for me, please?"), False
    else:
        yield _("Hello."), False
    name = telling.english(telling.say(entry.entry["texts"], "name").words)
    yield telling.sentence(_("I am asking about this service: %(service)s."), service=name), False
    if entry.main_type:
        yield telling.sentence(_("I need help with this: %(what)s."), what=entry.main_type.words()), False
    yield _("My name:"), True
    yield _("My child’s age:"), True
    yield _("My postcode:"), True
    yield _("Please ring me back on this number:"), True
    if language != words.SOURCE:
        yield _("Please speak slowly."), False


def _in_language(sentence: str, tag: str) -> Markup:
    """The language by the name that the language of the moment has for it."""
    return telling.sentence(sentence, language=telling.tongue(tag).name or tag)
