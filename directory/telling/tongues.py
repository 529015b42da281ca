"""Languages that a service speaks: their own names, and how each is offered. (pure)"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale, UnknownLocaleError
from markupsafe import Markup

from directory.telling.times import day_name, span
from directory.telling.writing import listed
from foundation import words
from foundation.words import gettext as _
from foundation.words import later

# Ways of speaking that have no name of their own in CLDR: by the reader's word for them.
_NAMED = {
    "bfi": later("British Sign Language"),
    "makaton": later("Makaton (signs and pictures)"),
    "en-simple": later("Easy Read (simple English with pictures)"),
}


@dataclass(frozen=True)
class Tongue:
    """A language with its own name and its name in the reader's language."""

    tag: str
    autonym: str
    name: str
    direction: str


def tongue(tag: str) -> Tongue:
    """ "polski" and "Polish"; signs and Easy Read have no other autonym than the reader's word for them."""
    if tag in _NAMED:
        reader = words.language_of(words.language())
        return Tongue(reader.html, str(_NAMED[tag]), "", reader.direction)
    name = words.locale().languages.get(tag.replace("-", "_"), tag)
    try:
        own = Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
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
    return str(listed(part for part in (how, channel, when) if part))


def spoken(language: Mapping[str, Any]) -> Markup:
    """ "polski (Tuesday, 9am to 12pm, on the phone)", its own name marked with its language."""
    own = own_names([language["language"]])
    return Markup("{} ({})").format(own, how) if (how := offered(language)) else own


def own_names(tags: Iterable[str]) -> Markup:
    """Languages by their own names, each marked."""
    known = [tongue(tag) for tag in tags]
    named = Markup('<bdi lang="{}" dir="{}">{}</bdi>')
    return listed(named.format(one.tag, one.direction, one.autonym) for one in known)
