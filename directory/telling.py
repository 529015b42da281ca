"""Facts of an entry as sentences in the reader's language. No page, no database: what is said, not where. (pure)"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.dates import format_date, get_day_names
from babel.dates import format_time as babel_time
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from directory import hours, rules
from directory.documents import Document
from foundation import words
from foundation.words import gettext as _
from foundation.words import ngettext

BRITISH_SIGN_LANGUAGE = "bfi"
MIDNIGHT_SOON = time(23, 59)  # how many agencies write that they close at midnight


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

    def __bool__(self) -> bool:
        return bool(self.words)

    def __html__(self) -> str:
        from markupsafe import Markup  # noqa: PLC0415  markupsafe is asked for by templates only

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
    return Said(text["words"], tag, html, direction, tag != reader, machine, behind)


def _marks(tag: str) -> tuple[str, str]:
    try:
        known = words.language_of(tag)
        return known.html, known.direction
    except KeyError:  # an entry may speak a language that the site does not
        return tag, "rtl" if Locale.parse(tag, sep="-").text_direction == "rtl" else "ltr"


def clock_time(at: time) -> str:
    """9am, 9:30am, noon, midnight in English; as the language writes it elsewhere, always in Latin digits."""
    if words.language() != "en":
        return babel_time(at, "short", locale=words.locale())
    if at == MIDNIGHT_SOON or (at.minute == 0 and at.hour in (0, 12)):
        return _("noon") if at.hour == 12 else _("midnight")
    hour, half = (at.hour % 12 or 12), ("am" if at.hour < 12 else "pm")
    return f"{hour}:{at.minute:02}{half}" if at.minute else f"{hour}{half}"


def day_name(day: str) -> str:
    """Monday, poniedziałek, الاثنين."""
    return get_day_names("wide", "stand-alone", locale=words.locale())[rules.DAYS.index(day)]


def day_and_month(day: date) -> str:
    """3 May 2026."""
    return format_date(day, "d MMMM y", locale=words.locale())


def joined(items: Iterable[str]) -> str:
    """A, B and C as the language joins them."""
    return format_list(list(items), "standard", locale=words.locale())


def listed(items: Iterable[str]) -> str:
    """A, B, C: for a line that is no sentence."""
    return format_list(list(items), "unit", locale=words.locale())


def capital(said: str) -> str:
    """With a capital at its beginning, where the script has them. (Turkish keeps the dot of its i.)"""
    first = "İ" if words.language() == "tr" and said[:1] == "i" else said[:1].upper()
    return first + said[1:]


def number(value: int) -> str:
    """1,220 as the language groups figures."""
    return format_decimal(value, locale=words.locale())


def span(opens: str, closes: str) -> str:
    """9am to 5pm; all day."""
    if (opens, closes) == ("00:00", "00:00"):
        return _("all day and night")
    first = clock_time(time.fromisoformat(opens))
    if not closes:
        return _("from %(time)s") % {"time": first}
    return _("%(opens)s to %(closes)s") % {"opens": first, "closes": clock_time(time.fromisoformat(closes))}


def open_now(state: hours.State, moment: datetime) -> str:
    """Open until 3pm; Closed now, opens Tuesday at 9am; "" when nobody told us any hours."""
    if state.open is None:
        return ""
    if state.open:
        if state.until is None:
            return _("Open all day and night")
        return _("Open until %(time)s") % {"time": clock_time(state.until.time())}
    if state.next is None:
        return _("Closed now")
    at = clock_time(state.next.time())
    days = (state.next.date() - moment.date()).days
    if days == 0:
        return _("Closed now, opens today at %(time)s") % {"time": at}
    if days == 1:
        return _("Closed now, opens tomorrow at %(time)s") % {"time": at}
    if days < 7:
        return _("Closed now, opens on %(day)s at %(time)s") % {
            "day": day_name(rules.DAYS[state.next.weekday()]),
            "time": at,
        }
    return _("Closed now, opens on %(date)s") % {"date": day_and_month(state.next.date())}


def open_in_list(state: hours.State) -> str:
    """After the word "Open:": now, until 5pm."""
    if state.until is None:
        return _("all day and night")
    return _("now, until %(time)s") % {"time": clock_time(state.until.time())}


def week_line(line: hours.DayHours) -> tuple[str, str]:
    """("Monday to Thursday", "9am to 5pm")."""
    days = day_name(line.first)
    if rules.DAYS.index(line.last) == rules.DAYS.index(line.first) + 1:
        days = joined([days, day_name(line.last)])
    elif line.last != line.first:
        days = _("%(first)s to %(last)s") % {"first": days, "last": day_name(line.last)}
    return days, joined(span(*times) for times in line.times) if line.times else _("closed")


def week_title(week: hours.WeekHours) -> str:
    """In which weeks these hours hold; "" for every week."""
    titles = {"any": "", "term": _("In school term"), "holidays": _("In school holidays")}
    if week.every == 2:
        fortnightly = {
            "any": _("Every second week"),
            "term": _("Every second week in school term"),
            "holidays": _("Every second week in school holidays"),
        }
        return fortnightly[week.weeks]
    return titles[week.weeks]


def short_hours(schedules: Sequence[Mapping[str, Any]], today: date) -> str:
    """For one line of a list: Monday and Tuesday, 9am to noon; or several times."""
    weeks = hours.usual_weeks(schedules, today)
    if not weeks:
        return ""
    open_days = [line for line in weeks[0].days if line.times]
    if len({line.times for line in open_days}) == 1:
        named = joined(week_line(line)[0] for line in open_days)
        said = _("%(days)s, %(times)s") % {"days": named, "times": week_line(open_days[0])[1]}
    else:
        said = _("%(days)s, times differ") % {"days": joined(week_line(line)[0] for line in open_days)}
    title = week_title(weeks[0])
    return _("%(hours)s (%(weeks)s)") % {"hours": said, "weeks": title} if title else said


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
    return _("%(price)s (%(what)s)") % {"price": said, "what": cost["option"]} if cost["option"] else said


def money(amount: Decimal, currency: str) -> str:
    """£3.50, and £3 without pence."""
    whole = amount == amount.to_integral_value()
    locale = words.locale()
    if whole and locale.language == "en":
        return format_currency(amount, currency, "¤#,##0", locale=locale, currency_digits=False)
    return format_currency(amount, currency, locale=locale)


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
    """How fresh an entry is. state: fresh, ageing, stale, unknown."""

    state: str
    words: str


def checked(entry: Document, today: date) -> Checked:
    """Last checked 3 May 2026 by the service; how long ago when that is half a year or more."""
    sure = entry["assurance"]
    if not sure:
        return Checked("unknown", _("Nobody has confirmed this yet."))
    on = date.fromisoformat(sure["on"])
    days = (today - on).days
    when = {"date": day_and_month(on)}
    said = {
        "agency": _("Last checked on %(date)s by the service itself.") % when,
        "authority": _("Last checked on %(date)s by the council.") % when,
        "import": _("Taken from another list on %(date)s. The service has not confirmed it.") % when,
    }.get(sure["by"], _("Last checked on %(date)s.") % when)
    if days >= rules.STALE_DAYS:
        return Checked("stale", said)
    return Checked("ageing" if days >= rules.FRESH_DAYS else "fresh", said)


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


def phone_words(number_: str) -> str:
    """A number with spaces that do not break."""
    return "\u00a0".join(number_.split())


def phone_link(number_: str) -> str:
    """The number as a telephone dials it."""
    return "".join(c for c in number_ if c.isdigit() or c == "+")


def decimal(value: float) -> str:
    """0.4 as the language writes it, one figure after the point."""
    return format_decimal(round(value, 1), format="#,##0.0", locale=words.locale())
