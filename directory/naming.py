"""What the facets of an entry are called, and what each says, in the reader's language. (pure)"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from directory import hours, telling
from directory.plainly import plain
from directory.shapes import AddressLines, Capacity, Contact, Cost, Phone, Privacy, Referral, Schedule, SiteUse
from directory.work import KEPT, Working
from foundation import words as languages
from foundation.words import gettext as _
from foundation.words import ngettext

Vocabulary = Callable[[str, str], str]

# The order in which a page shows them.
ORDER = (
    *("texts.name", "texts.summary", "texts.description", "types", "own_needs", "needs", "levels", "audience"),
    *("texts.who_for", "eligibility", "phones", "email", "url", "contacts", "texts.when_you_ring"),
    *("schedules", "texts.hours_words", "texts.how_to_get_help", "referral", "texts.referral_needed"),
    *("capacity", "texts.waiting_words", "delivery", "costs", "texts.cost_words", "sites", "site.", "areas"),
    *("languages", "access", "answerable", "texts.", "organisation."),
)


def place_of(name: str) -> tuple[int, str]:
    """Where a facet stands among others."""
    found = (at for at, start in enumerate(ORDER) if name == start or name.startswith((f"{start}.", start)))
    return next(found, len(ORDER)), name


def label(name: str, after: Working, before: Working, words: Vocabulary) -> str:
    """What a facet is called: "Phone numbers"; "Name, in Polish"; "Address: Linnet Hall"."""
    for work in (after, before):
        for key in work.sites:
            if name.startswith(f"site.{key}."):
                inner = _bare_label(name[len(f"site.{key}.") :], words)
                return _("%(what)s: %(place)s") % {"what": inner, "place": place_name(key, work)}
    if name.startswith("organisation."):
        return _("%(what)s: the organisation itself") % {"what": _bare_label(name.removeprefix("organisation."), words)}
    return _bare_label(name, words)


def _bare_label(name: str, words: Vocabulary) -> str:
    if name.startswith("texts."):
        _texts, field, language = name.split(".")
        if language == languages.language() or (language == "en" and languages.language() == "en"):
            return text_label(field)
        return _("%(what)s, in %(language)s") % {"what": text_label(field), "language": telling.tongue(language).name}
    if name.startswith("access."):
        return words("access", name.removeprefix("access."))
    return facet_label(name)


def text_label(field: str) -> str:
    """What a text is called where one writes it."""
    return {
        "name": _("Name"),
        "summary": _("In one sentence"),
        "description": _("What it does"),
        "who_for": _("Who it is for, in words"),
        "how_to_get_help": _("How to get help"),
        "when_you_ring": _("When you ring"),
        "cost_words": _("About the cost"),
        "hours_words": _("About the hours"),
        "referral_needed": _("What is needed for a referral"),
        "waiting_words": _("About waiting"),
        "alert": _("A notice for now"),
        "door": _("The door"),
        "bell": _("The bell"),
        "landmark": _("What it is near"),
        "stop": _("The nearest stop"),
        "directions": _("How to find it"),
        "address_words": _("What is told in place of the address"),
    }.get(field, field)


def facet_label(name: str) -> str:
    """What any other facet is called."""
    return {
        "types": _("Types of service"),
        "needs": _("Needs it may meet"),
        "levels": _("Levels of need"),
        "audience": _("For whom"),
        "delivery": _("How it is given"),
        "sites": _("Places"),
        "url": _("Website"),
        "email": _("E-mail"),
        "phones": _("Phone numbers"),
        "contacts": _("Whom to ask for"),
        "schedules": _("Opening hours"),
        "costs": _("Cost"),
        "eligibility": _("Ages and circumstances"),
        "areas": _("Areas covered"),
        "languages": _("Languages spoken"),
        "referral": _("How to be referred"),
        "capacity": _("Places and waiting time"),
        "answerable": _("Who answers for this page"),
        "address": _("Address"),
        "privacy": _("Who may see the address"),
        "kind": _("Kind of organisation"),
        "charity_number": _("Charity number"),
        "company_number": _("Company number"),
    }.get(name, name)


def place_name(key: str, working: Working) -> str:
    """What a place is called."""
    site = working.sites.get(key)
    if site is None:
        return _("a place")
    named = site.texts.get("name", {})
    said = named.get("en") or next(iter(named.values()), None)
    if said:
        return said.words
    shown = site.address.lines[0] if site.address and site.address.lines else ""
    return shown if shown and not shown.startswith(KEPT) else _("a place")


def lines(name: str, value: Any, working: Working, words: Vocabulary) -> list[str]:
    """What a facet says, as lines; none where it says nothing."""
    if name.startswith("access.") or ".access." in name:
        return [{True: _("yes"), False: _("no")}.get(value, _("not known"))]
    if value is None or value in ((), "", [], {}):
        return []
    if hasattr(value, "words") and hasattr(value, "maker"):
        return [line for line in str(value.words).split("\n") if line.strip()]
    told = _TOLD.get(name.rpartition(".")[2] if name.startswith(("site.", "organisation.")) else name)
    return told(value, working, words) if told else [str(value)]


def _codes_of(vocabulary: str) -> Callable[..., list[str]]:
    return lambda value, _working, words: [words(vocabulary, code) for code in value]


def _phones(value: tuple[Phone, ...], *_more: Any) -> list[str]:
    return [_phone(phone) for phone in value]


def _phone(phone: Phone) -> str:
    parts = [f"\u2066{telling.phone_words(phone.number)}\u2069", phone.label]
    if phone.extension:
        parts.append(_("extension %(number)s") % {"number": phone.extension})
    return ", ".join(part for part in parts if part)


def _contacts(value: tuple[Contact, ...], *_more: Any) -> list[str]:
    return [", ".join(part for part in (c.name, c.role, c.email, _line(c)) if part) for c in value]


def _line(contact: Contact) -> str:
    if not contact.direct_line:
        return ""
    if contact.privacy is not Privacy.PUBLIC or contact.direct_line.startswith(KEPT):
        return _("a direct line that is kept secret")
    return f"\u2066{telling.phone_words(contact.direct_line)}\u2069"


def _hours(value: tuple[Schedule, ...], *_more: Any) -> list[str]:
    told = [plain(asdict(one)) for one in value]
    said = []
    for week in hours.usual_weeks(told, date.min):
        title = telling.week_title(week)
        said += [title] if title else []
        said += [_("%(days)s: %(times)s") % {"days": d, "times": t} for d, t in map(telling.week_line, week.days)]
        said += week.notes
    for first, last in hours.closures(told, date.min):
        days = {"first": telling.day_and_month(first), "last": telling.day_and_month(last)}
        said.append(_("Closed from %(first)s to %(last)s.") % days)
    return said


def _costs(value: tuple[Cost, ...], *_more: Any) -> list[str]:
    return [telling.isolated(telling.price(plain(asdict(one)))) for one in value]


def _eligibility(value: Any, _working: Working, words: Vocabulary) -> list[str]:
    said = [telling.ages(plain(asdict(value)))] + [words("circumstances", code) for code in value.circumstances]
    said += [value.gender] if value.gender else []
    said += [_("Lives in %(place)s") % {"place": place} for place in value.lives_in]
    return [line for line in said if line]


def _languages(value: Any, *_more: Any) -> list[str]:
    told = [plain(asdict(one)) for one in value]
    pairs = [(telling.tongue(one["language"]), telling.offered(one)) for one in told]
    return [": ".join(part for part in (tongue.name or tongue.autonym, how) if part) for tongue, how in pairs]


def _referral(value: Referral, *_more: Any) -> list[str]:
    said = []
    if value.self_referral is not None:
        said.append(_("You can come by yourself") if value.self_referral else _("Someone has to refer you."))
    said += [telling.capital(telling.who_may_refer(code)) for code in value.who]
    said += [telling.capital(telling.how_to_refer(code)) for code in value.how]
    said += [f"\u2066{value.url}\u2069"] if value.url else []
    if value.consent_needed is not None:
        said.append(_("The family must agree first") if value.consent_needed else _("No agreement is asked for"))
    return said


def _capacity(value: Capacity, *_more: Any) -> list[str]:
    said = {"yes": _("Places now"), "no": _("Full"), "waiting-list": _("A waiting list")}.get(value.places, "")
    wait = value.weeks_wait
    weeks = ngettext("about %(num)d week", "about %(num)d weeks", wait) % {"num": wait} if wait else ""
    until = _("good until %(date)s") % {"date": telling.day_and_month(value.good_until)}
    return [", ".join(part for part in (said, weeks, until) if part)]


def _sites(value: tuple[SiteUse, ...], working: Working, _words: Vocabulary) -> list[str]:
    said = []
    for use in value:
        said.append(place_name(use.site, working))
        site = working.sites.get(use.site)
        if site and site.address and site.privacy is Privacy.PUBLIC:
            said += _address(site.address)
        said += _hours(use.schedules) + _phones(use.phones)
    return said


def _address(value: AddressLines, *_more: Any) -> list[str]:
    if value.lines and value.lines[0].startswith(KEPT):
        return [_("An address that is kept secret")]
    return [line for line in (*value.lines, value.postcode) if line]


def _privacy(value: Privacy, *_more: Any) -> list[str]:
    return [
        {
            Privacy.PUBLIC: _("Everyone"),
            Privacy.AFTER_REFERRAL: _("Only who has been referred"),
            Privacy.NEVER: _("Nobody: it is kept secret"),
        }[Privacy(value)]
    ]


def _kind(value: str, *_more: Any) -> list[str]:
    return [_("A public service") if value == "statutory" else _("A charity, group or business")]


_TOLD: dict[str, Callable[..., list[str]]] = {
    "types": _codes_of("service-types"),
    "needs": _codes_of("needs"),
    "levels": lambda value, *_more: [str(level) for level in value],
    "audience": lambda value, *_more: [telling.capital(telling.audience(code)) for code in value],
    "delivery": lambda value, *_more: [telling.capital(telling.delivery(code)) for code in value],
    "phones": _phones,
    "contacts": _contacts,
    "schedules": _hours,
    "costs": _costs,
    "eligibility": _eligibility,
    "languages": _languages,
    "referral": _referral,
    "capacity": _capacity,
    "sites": _sites,
    "address": _address,
    "privacy": _privacy,
    "areas": lambda value, *_more: [area.name or area.code for area in value],
    "kind": _kind,
}
