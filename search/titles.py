"""The answer of a results page in one sentence, for its title and its h1: never put together from pieces. (pure)"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from foundation.words import gettext as _
from foundation.words import ngettext

Figures = Mapping[str, Any]


def title(total: int, figures: Figures, *, words: bool, topic: bool, place: bool, within: bool) -> str:
    """ "12 services for “debt” within 5 miles of TF1". figures: num, words, topic, place, miles, ready to show."""
    asked = (words, topic and not words, place, place and within)
    if total == 0:
        return _NONE[asked]() % figures
    return _SOME[asked](total) % figures


_NONE: dict[tuple[bool, bool, bool, bool], Callable[[], str]] = {
    (False, False, False, False): lambda: _("No services found"),
    (True, False, False, False): lambda: _("No services found for “%(words)s”"),
    (False, True, False, False): lambda: _("No services found: %(topic)s"),
    (False, False, True, False): lambda: _("No services found near %(place)s"),
    (True, False, True, False): lambda: _("No services found for “%(words)s” near %(place)s"),
    (False, True, True, False): lambda: _("No services found near %(place)s: %(topic)s"),
    (False, False, True, True): lambda: _("No services found within %(miles)s of %(place)s"),
    (True, False, True, True): lambda: _("No services found for “%(words)s” within %(miles)s of %(place)s"),
    (False, True, True, True): lambda: _("No services found within %(miles)s of %(place)s: %(topic)s"),
}

_SOME: dict[tuple[bool, bool, bool, bool], Callable[[int], str]] = {
    (False, False, False, False): lambda n: ngettext("%(num)s service", "%(num)s services", n),
    (True, False, False, False): lambda n: ngettext(
        "%(num)s service for “%(words)s”", "%(num)s services for “%(words)s”", n
    ),
    (False, True, False, False): lambda n: ngettext("%(num)s service: %(topic)s", "%(num)s services: %(topic)s", n),
    (False, False, True, False): lambda n: ngettext(
        "%(num)s service near %(place)s", "%(num)s services near %(place)s", n
    ),
    (True, False, True, False): lambda n: ngettext(
        "%(num)s service for “%(words)s” near %(place)s", "%(num)s services for “%(words)s” near %(place)s", n
    ),
    (False, True, True, False): lambda n: ngettext(
        "%(num)s service near %(place)s: %(topic)s", "%(num)s services near %(place)s: %(topic)s", n
    ),
    (False, False, True, True): lambda n: ngettext(
        "%(num)s service within %(miles)s of %(place)s", "%(num)s services within %(miles)s of %(place)s", n
    ),
    (True, False, True, True): lambda n: ngettext(
        "%(num)s service for “%(words)s” within %(miles)s of %(place)s",
        "%(num)s services for “%(words)s” within %(miles)s of %(place)s",
        n,
    ),
    (False, True, True, True): lambda n: ngettext(
        "%(num)s service within %(miles)s of %(place)s: %(topic)s",
        "%(num)s services within %(miles)s of %(place)s: %(topic)s",
        n,
    ),
}
