"""An entry made ready for its page: every fact as the sentence that the page shows, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from directory import codes, fitting, hours, naming, telling
from directory.documents import Document
from directory.phones import phones
from directory.queries import EntryPage, Vocabulary
from directory.queries.vocabularies import TermShown
from directory.staleness import USUAL, Periods
from directory.telling import Said
from directory.timetable import HoursShown, all_schedules, hours_shown
from foundation import words
from foundation.words import gettext as _

ACCESS_SHOWN = ("step-free", "toilet", "loop", "bsl", "quiet", "parking", "bus", "interp")  # said even when not known
TEXTS = (
    *("name", "summary", "description", "who_for", "how_to_get_help", "when_you_ring", "cost_words", "hours_words"),
    *("referral_needed", "waiting_words", "alert"),
)
INTERPRETER = "interp"  # the access fact: an interpreter can be found
MAP = "https://www.openstreetmap.org/?mlat={lat:.5f}&mlon={lon:.5f}#map=17/{lat:.5f}/{lon:.5f}"


@dataclass(frozen=True)
class Words:
    """The vocabularies that a page speaks with."""

    types: Vocabulary
    needs: Vocabulary
    access: Vocabulary
    circumstances: Vocabulary


@dataclass(frozen=True)
class PlaceShown:
    """Where to go: an address, or the words that stand for a secret one."""

    name: str
    lines: list[str]
    words: Said
    secret: str
    directions: list[Said]
    map_url: str
    hours: HoursShown | None


@dataclass(frozen=True)
class Fact:
    """An access fact with the mark that goes with its words."""

    mark: str
    words: str
    code: str = ""


class EntryShown:
    """Everything the page of an entry says. `moment` is local time; `holidays` are those of its authority."""

    def __init__(
        self,
        page: EntryPage,
        vocabularies: Words,
        authority: str,
        holidays: hours.Holidays,
        moment: datetime,
        *,
        periods: Periods = USUAL,
    ) -> None:
        self.entry, self.page, self.vocabularies = page.entry, page, vocabularies
        self.today, self.moment, self.holidays, self.authority = moment.date(), moment, holidays, authority
        texts = page.entry["texts"]
        for field in TEXTS:
            setattr(self, field, telling.say(texts, field))
        self.partly_foreign = any(
            getattr(self, f).foreign for f in ("summary", "description", "who_for", "how_to_get_help")
        )
        self.code = codes.said(page.entry["code"])
        self.organisation = telling.say(page.organisation["texts"], "name")
        self.sector = (
            _("A public service") if page.organisation["kind"] == "statutory" else _("A charity, group or business")
        )
        self.schedules = all_schedules(page.entry, page.sites)
        self.checked = telling.checked(page.entry, self.today, periods)
        self.capacity = telling.capacity(page.entry, self.today)
        self.phones = phones(page.entry, page.organisation)
        self.ring = next((p.number for p in self.phones if p.kind == "voice"), "")

    @property
    def now(self) -> str:
        """Open until 3pm."""
        return telling.open_now(hours.state(self.schedules, self.moment, self.holidays), self.moment)

    @property
    def hours(self) -> HoursShown:
        """The service's own hours, or those of its only place."""
        own = self.entry["schedules"] or (self.schedules if len(self.page.sites) < 2 else [])
        return hours_shown(own, self.moment, self.holidays)

    @property
    def main_type(self) -> TermShown | None:
        """The type it is chiefly found under."""
        return self.types[0] if self.types else None

    @property
    def types(self) -> list[TermShown]:
        """Its service types, the main one first."""
        terms = self.vocabularies.types.terms
        return [terms[code] for code in self.entry["types"] if code in terms]

    @property
    def needs(self) -> list[TermShown]:
        """The dimensions it may answer to."""
        terms = self.vocabularies.needs.terms
        return [terms[code] for code in self.entry["needs"] if code in terms]

    @property
    def ages(self) -> str:
        """Aged 5 to 11."""
        said = telling.ages(self.entry["eligibility"])
        return f"{said}." if said else ""

    @property
    def circumstances(self) -> str:
        """For whom in particular, by the vocabulary's own words."""
        said = [
            self.vocabularies.circumstances.words(code) for code in self.entry["eligibility"].get("circumstances", [])
        ]
        return _("Meant for: %(list)s.") % {"list": telling.joined(said)} if said else ""

    @property
    def delivery(self) -> str:
        """In person, by phone, online, at home."""
        said = telling.joined(telling.delivery(code) for code in self.entry["delivery"])
        return _("How it is given: %(ways)s.") % {"ways": said} if said else ""

    @property
    def referral(self) -> list[str]:
        """Whether one needs to be sent, by whom, how, and whether one must agree."""
        told = self.entry["referral"]
        said = []
        if told["self_referral"] is True:
            said.append(_("You do not need anyone to refer you."))
        elif told["self_referral"] is False:
            said.append(_("Someone has to refer you."))
        if who := [code for code in told["who"] if code != "self"]:
            said.append(
                _("Who can refer: %(who)s.") % {"who": telling.joined(telling.who_may_refer(code) for code in who)}
            )
        if told["how"]:
            said.append(
                _("How to get in touch: %(ways)s.")
                % {"ways": telling.joined(telling.how_to_refer(code) for code in told["how"])}
            )
        if told["consent_needed"]:
            said.append(_("Nobody refers you unless you agree."))
        return said

    @property
    def prices(self) -> list[str]:
        """Each price."""
        if telling.is_free(self.entry):
            return [_("Free.")]
        return [telling.price(cost) for cost in self.entry["costs"]]

    @property
    def covers(self) -> str:
        """The places it covers, by name."""
        names = dict.fromkeys(area["name"] or area["code"] for area in self.entry["areas"])
        return telling.listed(telling.english(name) for name in names)

    @property
    def languages(self) -> list[tuple[telling.Tongue, str]]:
        """Each language with how it is offered."""
        return [(telling.tongue(one["language"]), telling.offered(one)) for one in self.entry["languages"]]

    @property
    def own_language(self) -> str:
        """Who speaks the reader's language, and when; or that somebody finds an interpreter, or that nobody is known to."""
        own = words.language()
        if own == words.SOURCE:
            return ""
        mine = [one for one in self.entry["languages"] if one["language"] == own]
        name = telling.tongue(own).autonym
        if people := [one for one in mine if one["how"] != "written"]:
            when = telling.listed(filter(None, map(telling.offered, people)))
            if when:
                return telling.sentence(
                    _("Somebody speaks your language, %(language)s: %(when)s."), language=name, when=when
                )
            return telling.sentence(_("Somebody speaks your language, %(language)s."), language=name)
        if any(fact.mark == "yes" for fact in self.access if fact.code == INTERPRETER):
            return telling.sentence(_("They can find an interpreter for your language, %(language)s."), language=name)
        return telling.sentence(
            _("We do not know of anybody here who speaks your language, %(language)s."), language=name
        )

    @property
    def translation_checked(self) -> str:
        """Which of the words here a speaker of the reader's language has read, and when."""
        read = {field: said for field in TEXTS if (said := getattr(self, field)).checked_on and not said.foreign}
        if not read or words.language() == words.SOURCE:
            return ""
        last = date.fromisoformat(max(said.checked_on for said in read.values()))
        return _("A speaker of the language has read these translated words: %(parts)s (%(date)s).") % {
            "parts": telling.joined(naming.text_label(field) for field in read),
            "date": telling.day_and_month(last),
        }

    @property
    def needs_interpreter(self) -> str:
        """What to say in English when nobody is known to speak the reader's language."""
        own = words.language()
        people = {one["language"] for one in self.entry["languages"] if one["how"] != "written"}
        if own in people | {words.SOURCE}:
            return ""
        with words.speaking(words.SOURCE):
            own_name = _("My language: %(language)s.") % {"language": telling.tongue(own).name}
            return f"{_('Can you find an interpreter for me, please?')} {own_name}"

    @property
    def access(self) -> list[Fact]:
        """Yes, no, or not known, in words, the commonest questions first."""
        known = fitting.known_access(self.entry, self.page.sites)
        asked = [*ACCESS_SHOWN, *(code for code in known if code not in ACCESS_SHOWN)]
        return [self._fact(code, known.get(code)) for code in asked if code in self.vocabularies.access.terms]

    def _fact(self, code: str, holds: bool | None) -> Fact:
        said = {"what": self.vocabularies.access.words(code)}
        if holds is None:
            return Fact("unk", _("%(what)s: not known") % said, code)
        return Fact("yes", _("%(what)s: yes") % said, code) if holds else Fact("no", _("%(what)s: no") % said, code)

    @property
    def contacts(self) -> list[str]:
        """Whom to ask for."""
        return [said for contact in self.entry["contacts"] if (said := telling.ask_for(contact))]

    @property
    def places(self) -> list[PlaceShown]:
        """Its places, each with its own hours where they differ."""
        uses = {use["site"]: use for use in self.entry["sites"]}
        return [self._place(site, uses[site["uuid"]]) for site in self.page.sites]

    def _place(self, site: Document, use: Document) -> PlaceShown:
        address = site["address"]
        own = use["schedules"] if len(self.page.sites) > 1 else []
        told = [telling.say(site["texts"], field) for field in ("stop", "landmark", "door", "bell", "directions")]
        return PlaceShown(
            name=telling.say(site["texts"], "name").words or (address["lines"][0] if address else _area(site)),
            lines=[*address["lines"], telling.phone_words(address["postcode"])] if address else [],
            words=telling.NOTHING if address else telling.say(site["texts"], "address_words"),
            secret="" if address or site["privacy"] == "public" else _kept_secret(site),
            directions=[said for said in told if said],
            map_url=MAP.format(lat=address["lat"], lon=address["lon"])
            if address and address["lat"] is not None
            else "",
            hours=hours_shown(own, self.moment, self.holidays) or None,
        )


def _kept_secret(site: Document) -> str:
    """Why there is no address."""
    if site["privacy"] == "after-referral":
        return _("You are told the address when you have been referred.")
    return _("The address is kept secret, so that the people there are safe. Ring, and they tell you what to do.")


def _area(site: Document) -> str:
    """What a sealed place is called beside others: where it roughly is, as far as that may be told."""
    return str(site["lies_in"].get("town") or site["lies_in"].get("district_name") or "")
