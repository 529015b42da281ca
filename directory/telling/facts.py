"""Ages, prices, freshness, places and ways in as sentences. (pure)"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel.numbers import format_currency
from markupsafe import Markup

from directory.documents import Document
from directory.staleness import USUAL, Periods, Stage, standing
from directory.telling.times import day_and_month
from directory.telling.writing import english, phone_words, sentence
from foundation import words
from foundation.words import gettext as _
from foundation.words import ngettext


def ages(eligibility: Mapping[str, Any]) -> str:
    """Aged 5 to 11; Under 5; Aged 16 and over; "" when it is for any age or not said."""
    low, high = eligibility.get("min_age"), eligibility.get("max_age")
    if low in (None, 0) and high is None:
        return ""
    if low in (None, 0):
        return ngettext("Under %(num)d year", "Under %(num)d years", high + 1) % {"num": high + 1}
    if high is None:
        return ngettext("Aged %(num)d and over", "Aged %(num)d and over", low) % {"num": low}
    if low == high:
        return ngettext("Aged %(num)d", "Aged %(num)d", low) % {"num": low}
    return ngettext("Aged %(low)d to %(num)d", "Aged %(low)d to %(num)d", high) % {"low": low, "num": high}


def price(cost: Mapping[str, Any]) -> str:
    """£3.50 (session); Free."""
    amount = cost["amount"]
    if amount is None:
        return str(cost["option"])
    said = _("Free") if Decimal(amount) == 0 else money(Decimal(amount), cost["currency"])
    if not cost["option"]:
        return said
    return sentence(_("%(price)s (%(what)s)"), price=said, what=english(cost["option"]))


def money(amount: Decimal, currency: str) -> str:
    """£3.50, and £3 without pence: in every language as it stands on the door, from left to right."""
    if currency != "GBP":
        return format_currency(amount, currency, locale=words.locale())
    said = f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"
    return said if words.language() == "en" else f"\u2066{said}\u2069"


def is_free(entry: Document) -> bool:
    """Whether every price it names is nothing."""
    costs = entry["costs"]
    return bool(costs) and all(c["amount"] is not None and Decimal(c["amount"]) == 0 for c in costs)


def short_cost(entry: Document) -> str:
    """For one line of a list: Free, From £2, or "" when not known."""
    amounts = [Decimal(c["amount"]) for c in entry["costs"] if c["amount"] is not None]
    if not amounts:
        return ""
    if max(amounts) == 0:
        return _("Free")
    if min(amounts) == max(amounts):
        return price(entry["costs"][0])
    if min(amounts) == 0:
        return _("Some of it is free")
    return _("From %(price)s") % {"price": money(min(amounts), entry["costs"][0]["currency"])}


@dataclass(frozen=True)
class Checked:
    """How fresh an entry is. state: fresh, ageing, stale, unknown. warning: what a reader must know of a stale one.

    lowered: so stale that it comes later in results.
    """

    state: str
    words: str
    warning: str = ""
    lowered: bool = False


def checked(entry: Document, today: date, periods: Periods = USUAL) -> Checked:
    """Who last checked it and when; `periods` say after how many days its page warns."""
    sure = entry["assurance"]
    if not sure:
        return Checked("unknown", _("Nobody has confirmed this yet."))
    on = date.fromisoformat(sure["on"])
    stands = standing(on, today, periods)
    when = {"date": day_and_month(on)}
    said = {
        "agency": _("Last checked on %(date)s by the service itself.") % when,
        "authority": _("Last checked on %(date)s by the council.") % when,
        "import": _("Taken from another list on %(date)s. The service has not confirmed it.") % when,
    }.get(sure["by"], _("Last checked on %(date)s.") % when)
    if stands.at_least(Stage.MARKED):
        warning = _("Nobody has confirmed this since %(date)s.") % when
        return Checked("stale", said, warning, stands.at_least(Stage.LOWERED))
    return Checked("ageing" if stands.at_least(Stage.DUE) else "fresh", said)


def ago(entry: Document, today: date) -> str:
    """Checked 3 weeks ago; for one line of a list."""
    if not entry["assurance"]:
        return _("Not yet confirmed")
    days = max(0, (today - date.fromisoformat(entry["assurance"]["on"])).days)
    if days == 0:
        return _("Checked today")
    if days < 14:
        return ngettext("Checked %(num)d day ago", "Checked %(num)d days ago", days) % {"num": days}
    if days < 60:
        return ngettext("Checked %(num)d week ago", "Checked %(num)d weeks ago", days // 7) % {"num": days // 7}
    if days < 730:
        return ngettext("Checked %(num)d month ago", "Checked %(num)d months ago", days // 30) % {"num": days // 30}
    return ngettext("Checked %(num)d year ago", "Checked %(num)d years ago", days // 365) % {"num": days // 365}


def capacity(entry: Document, today: date) -> str:
    """Places as they were told lately; "" when that is out of date or was never told."""
    held = entry["capacity"]
    if not held or date.fromisoformat(held["good_until"]) < today:
        return ""
    when = day_and_month(date.fromisoformat(held["stated_on"]))
    weeks = held["weeks_wait"]
    if held["places"] == "yes":
        return _("It has places now (told on %(date)s).") % {"date": when}
    if weeks:
        return ngettext(
            "There is a waiting list of about %(num)d week (told on %(date)s).",
            "There is a waiting list of about %(num)d weeks (told on %(date)s).",
            weeks,
        ) % {"num": weeks, "date": when}
    if held["places"] == "waiting-list":
        return _("There is a waiting list (told on %(date)s).") % {"date": when}
    return _("It is full (told on %(date)s).") % {"date": when}


def who_may_refer(code: str) -> str:
    """Who may send a family to a service."""
    return {
        "self": _("you yourself"),
        "family": _("a parent or carer"),
        "school": _("a school or nursery"),
        "gp": _("a family doctor"),
        "health-visitor": _("a health visitor"),
        "social-worker": _("a social worker"),
        "any-professional": _("any worker you know"),
        "other": _("others"),
    }.get(code, code)


def how_to_refer(code: str) -> str:
    """By which way one gets in touch."""
    return {
        "phone": _("by phone"),
        "walk-in": _("by walking in"),
        "email": _("by e-mail"),
        "form": _("with a form"),
        "letter": _("by letter"),
        "online": _("online"),
    }.get(code, code)


def delivery(code: str) -> str:
    """How help is given."""
    return {"in-person": _("in person"), "phone": _("by phone"), "online": _("online"), "home": _("at your home")}.get(
        code, code
    )


def audience(code: str) -> str:
    """Whom it is for."""
    return {
        "child": _("children"),
        "young-person": _("young people"),
        "parent": _("parents"),
        "carer": _("carers"),
    }.get(code, code)


def ask_for(contact: Mapping[str, Any]) -> Markup:
    """Whom to ask for; a direct line when all may ring it; "" for nobody."""
    if not (contact["name"] or contact["role"]):
        return Markup()
    who = {"name": english(contact["name"] or contact["role"]), "role": english(contact["role"])}
    said = _("Ask for %(name)s (%(role)s).") if contact["name"] and contact["role"] else _("Ask for %(name)s.")
    line = (
        sentence(_("Direct line: %(number)s"), number=f"\u2066{phone_words(contact['line'])}\u2069")
        if contact["line"]
        else ""
    )
    return Markup(" ").join(part for part in (sentence(said, **who), line) if part)
