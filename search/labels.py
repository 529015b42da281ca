"""What each value of a question is called in the reader's language: chips, filters, and why a result is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from directory import telling
from directory.queries import Vocabulary
from foundation.words import gettext as _
from foundation.words import ngettext
from search.parameters import ONLY_ONE, OUT_OF_RANGE, TOO_LONG, TOO_MANY, Refusal


@dataclass(frozen=True)
class Names:
    """The vocabularies that a results page speaks with."""

    types: Vocabulary
    needs: Vocabulary
    access: Vocabulary


def miles(value: float) -> str:
    """0.4 miles; 1 mile."""
    if value < 0.1:
        return _("less than 0.1 miles")
    if value == int(value) or value >= 10:
        return ngettext("%(num)d mile", "%(num)d miles", round(value)) % {"num": round(value)}
    return _("%(miles)s miles") % {"miles": telling.decimal(value)}


def language(tag: str) -> str:
    """polski, Polish."""
    tongue = telling.tongue(tag)
    if not tongue.name or tongue.name == tongue.autonym:
        return tongue.autonym
    own = Markup('<span lang="{}" dir="{}">{}</span>').format(tongue.tag, tongue.direction, tongue.autonym)
    return telling.sentence(_("%(own)s, %(name)s"), own=own, name=tongue.name)


def value(parameter: str, said: str, names: Names) -> str:
    """A chosen value as a chip says it: "free", "within 5 miles", "polski, Polish"."""
    speak = _VALUES.get(parameter)
    if speak:
        return speak(said)
    vocabulary = {"type": names.types, "need": names.needs, "access": names.access}.get(parameter)
    if vocabulary:
        return vocabulary.words(said, "plain" if parameter == "need" else "name")
    return {"cost": _("free"), "open": _("open now"), "places": _("has places now"), "only": _("only your words")}.get(
        parameter, said
    )


def _ages(said: str) -> str:
    """Age 4 years; ages 0 to 4."""
    first, hyphen, last = said.partition("-")
    if hyphen:
        return _("ages %(first)s to %(last)s") % {
            "first": telling.number(int(first)),
            "last": telling.number(int(last)),
        }
    return ngettext("age %(num)d year", "age %(num)d years", int(said)) % {"num": int(said)}


_VALUES: dict[str, Callable[[str], str]] = {
    "language": language,
    "day": telling.day_name,
    "delivery": telling.delivery,
    "for": telling.audience,
    "within": lambda said: _("within %(miles)s") % {"miles": miles(float(said))},
    "age": _ages,
    "near": lambda said: _("near %(place)s") % {"place": f"\u2068{said}\u2069"},
    "q": lambda said: _("“%(words)s”") % {"words": f"\u2068{said}\u2069"},
}


def legend(parameter: str) -> str:
    """What a filter is called."""
    return {
        "type": _("Type of service"),
        "need": _("Need"),
        "access": _("Access"),
        "language": _("Someone speaks"),
        "day": _("Open on"),
        "delivery": _("How it is given"),
        "for": _("Who for"),
        "cost": _("Cost"),
        "open": _("Open now"),
        "places": _("Has places now"),
        "age": _("Age"),
        "within": _("How far"),
        "q": _("Your words"),
        "near": _("Where"),
        "only": _("Only your words"),
        "page": _("Page"),
        "sort": _("Order"),
    }.get(parameter, parameter)


def refused(refusal: Refusal) -> str:
    """Why part of an address was left out; the value is escaped where it is shown."""
    said = {"name": legend(refusal.parameter), "value": f"\u2068{refusal.value}\u2069"}
    if refusal.reason == TOO_LONG:
        return _("We used only the first part of what you wrote: it was very long.")
    if refusal.reason == ONLY_ONE:
        return _("Only one value counts for “%(name)s”: we left out “%(value)s”.") % said
    if refusal.reason == TOO_MANY:
        return _("There were too many values for “%(name)s”: we left some out.") % said
    if refusal.reason == OUT_OF_RANGE:
        return _("We left out “%(value)s”: it is too large or too small for “%(name)s”.") % said
    return _("We left out “%(value)s”: we do not understand it for “%(name)s”.") % said
