"""The words of letters that remind. Each says what is asked, of which entries, until when, and has one thing to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.letters import Words, written
from directory import queries as directory
from directory import telling
from directory.queries.translations import NOTHING, TranslationState
from directory.staleness import Stage
from feedback import naming
from feedback.queries import counts_of
from foundation import clock
from foundation.whereabouts import whole
from foundation.words import gettext as _
from foundation.words import ngettext
from upkeep.queries import DueEntry
from upkeep.rules import hides_on

MOST = 40  # entries told of one by one
Letter = tuple[str, str, str]


@dataclass(frozen=True)
class Named:
    """An entry with what it is called."""

    entry: DueEntry
    name: str
    translated: TranslationState = NOTHING


@dataclass(frozen=True)
class Reader:
    """Whom a letter is for, and who sends it."""

    name: str
    language: str
    authority: str
    phone: str


def reminder(reader: Reader, entries: Sequence[Named], token: str, expires: date) -> Letter:
    """The letter that asks an agency whether its entries are right."""

    def write() -> Words:
        count = len(entries)
        asked = ngettext(
            "Please look at what families read about your service. Is it still right?",
            "Please look at what families read about %(num)d of your services. Is it still right?",
            count,
        )
        return Words(
            subject=ngettext("Please check your entry", "Please check your %(num)d entries", count) % {"num": count},
            greeting=_("Hello %(name)s,") % {"name": _apart(reader.name)},
            paragraphs=[
                asked % {"num": count},
                _("If all of it is right, one press is enough. You need no account."),
                *(_about(one) for one in entries[:MOST]),
                *_more(count),
            ],
            action=(_("Check and confirm"), whole(_path(reader, token))),
            expiry=_("The link works on any device until %(date)s.") % {"date": telling.day_and_month(expires)},
            after=[
                _("Phone number, e-mail, website and address are changed only after the council has looked."),
                _("Is this letter not for you? Open the link and say so at the foot of the page."),
            ],
            sender=_sender(reader),
        )

    return written(reader.language, write)


def _path(reader: Reader, token: str) -> str:
    return f"/{reader.language}/confirm/{token}"


def _apart(name: str) -> str:
    """A name in its own direction, in a line of another."""
    return f"\u2068{name}\u2069"


def _sender(reader: Reader) -> str:
    said = {"authority": _apart(reader.authority), "phone": f"\u2066{reader.phone}\u2069"}
    if not reader.phone:
        return said["authority"]
    return _("%(authority)s, phone %(phone)s") % said


def _more(count: int) -> list[str]:
    rest = count - MOST
    return [ngettext("And %(num)d more.", "And %(num)d more.", rest) % {"num": rest}] if rest > 0 else []


def _about(one: Named) -> str:
    """One entry: its name, who said last that it is right, what comes when nobody does, what it brought."""
    told = [_last(one.entry), *_coming(one.entry), *_brought(one.entry), *_translations(one.translated)]
    return "\n".join([_apart(one.name), *told])


def _translations(state: TranslationState) -> list[str]:
    """Languages in which families read words that are no longer what the English says."""
    if not state.behind:
        return []
    tongues = telling.joined(_apart(telling.tongue(tag).autonym) for tag in state.behind)
    return [_("The words were changed since they were translated: %(languages)s.") % {"languages": tongues}]


def _last(entry: DueEntry) -> str:
    if entry.confirmed_on is None:
        return _("Nobody has confirmed it yet.")
    when = {"date": telling.day_and_month(entry.confirmed_on)}
    if entry.confirmed_by == "agency":
        return _("You last confirmed it on %(date)s.") % when
    if entry.confirmed_by == "authority":
        return _("The council last confirmed it on %(date)s.") % when
    return _("It was taken from another list on %(date)s.") % when


def _coming(entry: DueEntry) -> list[str]:
    today, stands = clock.today(), entry.clock.standing
    marked, hidden = stands.dates[Stage.MARKED], hides_on(entry.clock, today)
    if entry.clock.warned_on and hidden <= today:
        return [_("It is not shown any longer. As soon as you confirm it, it is shown again.")]
    last = _("If nobody confirms it, it is hidden on %(date)s.") % {"date": telling.day_and_month(hidden)}
    if marked > today:
        warns = _("From %(date)s its page says that nobody has confirmed it.") % {"date": telling.day_and_month(marked)}
        return [warns, last]
    if stands.at_least(Stage.LOWERED):
        return [_("Its page says that nobody has confirmed it, and it stands lower in results."), last]
    lower = {"date": telling.day_and_month(stands.dates[Stage.LOWERED])}
    return [
        _("Its page says that nobody has confirmed it. From %(date)s it stands lower in results.") % lower,
        last,
    ]


def _brought(entry: DueEntry) -> list[str]:
    since = entry.confirmed_on or entry.basis
    found = counts_of(entry.code, since)
    told = []
    if found.seen:
        told.append(
            ngettext("It was seen %(num)s time since.", "It was seen %(num)s times since.", found.seen)
            % {"num": telling.number(found.seen)}
        )
    told += [naming.asked(fact, number, directory.vocabulary("access").words) for fact, number in found.asked]
    return told


def afresh(reader: Reader, token: str, expires: date) -> Letter:
    """A new link, for who asked for one."""

    def write() -> Words:
        return Words(
            subject=_("Your new link"),
            greeting=_("Hello %(name)s,") % {"name": _apart(reader.name)},
            paragraphs=[_("Here is the new link that you asked for. The old one opens nothing any longer.")],
            action=(_("Check and confirm"), whole(_path(reader, token))),
            expiry=_("The link works on any device until %(date)s.") % {"date": telling.day_and_month(expires)},
            sender=_sender(reader),
        )

    return written(reader.language, write)


def to_desk(reader: Reader, entries: Sequence[Named]) -> Letter:
    """What the directory editor is told: entries whose agency has not answered."""

    def write() -> Words:
        count = len(entries)
        return Words(
            subject=ngettext("%(num)d entry that nobody confirms", "%(num)d entries that nobody confirms", count)
            % {"num": count},
            greeting=_("Hello %(name)s,") % {"name": _apart(reader.name)},
            paragraphs=[
                _("We have written to the agencies of these entries, and nobody has confirmed them."),
                *(f"{_about(one)}\n{_apart(one.entry.agency_name)}" for one in entries[:MOST]),
                *_more(count),
            ],
            action=(_("Open the call list"), whole(f"/{reader.language}/upkeep/calls")),
            sender=_sender(reader),
        )

    return written(reader.language, write)


def agreement(reader: Reader, stage: str, until: date, ends: date) -> Letter:
    """What an agency and the desk are told when the listing agreement comes to its end."""

    def write() -> Words:
        when = {"date": telling.day_and_month(until), "last": telling.day_and_month(ends)}
        subject, told = {
            "soon": (
                _("Your listing agreement ends soon"),
                _("Your listing agreement is to be renewed by %(date)s. Your entries are shown until %(last)s.") % when,
            ),
            "today": (
                _("Your listing agreement has come to its date"),
                _("Your listing agreement was to be renewed by %(date)s. Your entries are shown until %(last)s.")
                % when,
            ),
            "ended": (
                _("Your entries are not shown any longer"),
                _(
                    "Your listing agreement ended on %(date)s, so your entries are hidden since %(last)s. "
                    "They are shown again when you have renewed it."
                )
                % when,
            ),
        }[stage]
        return Words(
            subject=subject,
            greeting=_("Hello %(name)s,") % {"name": _apart(reader.name)},
            paragraphs=[told],
            action=(_("Sign in and renew it"), whole(f"/{reader.language}/sign-in")),
            sender=_sender(reader),
        )

    return written(reader.language, write)


def agreement_to_desk(reader: Reader, agency: str, until: date) -> Letter:
    """What the desk is told when an agency's entries are hidden because its agreement was not renewed."""

    def write() -> Words:
        when = {"agency": _apart(agency), "date": telling.day_and_month(until)}
        return Words(
            subject=_("An agreement has ended, and entries are hidden"),
            greeting=_("Hello %(name)s,") % {"name": _apart(reader.name)},
            paragraphs=[
                _("The listing agreement of %(agency)s was to be renewed by %(date)s, and was not.") % when,
                _("We wrote a month before, on that day, and now. Its entries are hidden until it is renewed."),
            ],
            sender=_sender(reader),
        )

    return written(reader.language, write)


def facts_to_change(reader: Reader, service: str, lines: Sequence[str]) -> Letter:
    """What the old contact of a service is told when somebody asks to change how it is reached."""

    def write() -> Words:
        return Words(
            subject=_("Somebody asks to change how a service is reached"),
            greeting=_("Hello,"),
            paragraphs=[
                _("Somebody who opened our letter about %(service)s asks that families read this:")
                % {"service": _apart(service)},
                "\n".join(lines),
                _("Nothing has changed yet: the council looks first. If this is right, you need do nothing."),
                _("If it is not, please tell us at once."),
            ],
            sender=_sender(reader),
        )

    return written(reader.language, write)


def misuse(reader: Reader, agency: str, address: str) -> Letter:
    """What the desk is told when a reader says that a letter was not meant for them."""

    def write() -> Words:
        return Words(
            subject=_("A letter reached the wrong person"),
            greeting=_("Hello %(name)s,") % {"name": _apart(reader.name)},
            paragraphs=[
                _("Somebody who opened a letter to %(agency)s (%(address)s) says that it was not meant for them.")
                % {"agency": _apart(agency), "address": _apart(address)},
                _("We have ended its link. Please find out who is to be written to."),
            ],
            action=(_("Open the call list"), whole(f"/{reader.language}/upkeep/calls")),
            sender=_sender(reader),
        )

    return written(reader.language, write)
