"""Languages that a service speaks: their own names, and how each is offered. (pure)"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale

from directory.telling.times import day_name, span
from directory.telling.writing import joined
from foundation import words
from foundation.words import gettext as _

BRITISH_SIGN_LANGUAGE = "bfi"


@dataclass(frozen=True)
class Tongue:
    """A language with its own name and its name in the reader's language."""

    tag: str
    autonym: str
    name: str
    direction: str


def tongue(tag: str) -> Tongue:
    """ "polski" and "Polish"; sign languages have no other autonym than their name."""
    if tag == BRITISH_SIGN_LANGUAGE:
        return Tongue(tag, _("British Sign Language"), "", "ltr")
    name = words.locale().languages.get(tag.replace("-", "_"), tag)
    try:
        own = Locale.parse(tag, sep="-")
    except ValueError:
        return Tongue(tag, name, "", "ltr")
    return Tongue(tag, own.get_display_name() or name, name, own.text_direction)


def offered(language: Mapping[str, Any]) -> str:
    """How a language is offered, after its name; "" for somebody who simply speaks it."""
    how = {"interpreter": _("with an interpreter"), "written": _("in writing")}.get(language["how"], "")
    when = ""
    if language["day"]:
        when = day_name(language["day"])
        if language["starts"]:
            when = _("%(day)s, %(times)s") % {"day": when, "times": span(language["starts"], language["ends"] or "")}
    channel = {"phone": _("on the phone"), "in-person": _("face to face"), "online": _("online")}.get(
        language["channel"], ""
    )
    return joined(part for part in (how, channel, when) if part)
