"""What can be told, and what became of it, in the reader's language. (pure)"""

from __future__ import annotations

from collections.abc import Callable

from directory import telling
from foundation.words import gettext as _
from foundation.words import ngettext


def what(code: str) -> str:
    """What is wrong."""
    return {
        "phone": _("The phone number is wrong"),
        "email": _("The e-mail address is wrong"),
        "website": _("The website is wrong or does not open"),
        "hours": _("The opening hours are wrong"),
        "cost": _("The cost is wrong"),
        "place": _("The address or the way there is wrong"),
        "closed": _("This service has closed"),
        "full": _("It says it has places, but it does not"),
        "unkind": _("Something happened there that should not happen"),
        "other": _("Something else"),
        "missing": _("A service is missing"),
        "site": _("Something about this site"),
    }.get(code, code)


def state(code: str) -> str:
    """What became of it."""
    return {
        "new": _("Nobody has looked at it yet."),
        "waiting": _("Somebody is looking at it."),
        "done": _("It was put right."),
        "declined": _("It was looked at, and nothing was changed."),
    }.get(code, code)


def asked(fact: str, number: int, access: Callable[[str], str]) -> str:
    """12 people looked for Saturday, and you do not say whether you are open. access: words for an access fact's code."""
    kind, _colon, value = fact.partition(":")
    if kind == "day":
        return ngettext(
            "%(num)d person looked for %(day)s, and you do not say whether you are open.",
            "%(num)d people looked for %(day)s, and you do not say whether you are open.",
            number,
        ) % {"num": number, "day": telling.day_name(value)}
    if kind == "free":
        return ngettext(
            "%(num)d person looked for something free, and you do not say what you cost.",
            "%(num)d people looked for something free, and you do not say what you cost.",
            number,
        ) % {"num": number}
    return ngettext(
        "%(num)d person needed to know this, and you have not told us: %(what)s.",
        "%(num)d people needed to know this, and you have not told us: %(what)s.",
        number,
    ) % {"num": number, "what": access(value)}
