"""The steps of editing, in their order: what each asks, with which form, and how a thing of a list is told in a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from directory import hours, naming, telling
from directory.editing.base import term
from directory.forms import about, areas, contact, getting_help, kinds, money, organisation, places
from directory.forms import hours as hours_forms
from directory.forms.base import Context, ItemForm, StepForm
from directory.plainly import plain
from directory.shapes import Contact, LanguageOffered, Phone, Privacy, Schedule, SiteUse
from directory.work import KEPT, Patch
from foundation.words import gettext as _
from foundation.words import later


@dataclass(frozen=True)
class Step:
    """One question. title: in the list of tasks; question: at the top of its page. needed: an entry is poor without it."""

    name: str
    title: Any
    question: Any
    form: type[StepForm]
    needed: bool = False
    lead: Any = ""
    facets: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListStep(Step):
    """A question that may have several answers. field: of the entry, or of its use of a place."""

    field: str = ""
    item: type[ItemForm] = ItemForm
    one: Any = ""  # the question about one of them
    add: Any = ""
    tell: Callable[[Any], str] = str
    mine: Callable[[Any], bool] = lambda _item: True  # which of the field's values are this step's

    def all(self, context: Context) -> tuple[Any, ...]:
        """Every value of the field, this step's and others'."""
        owner = context.working.entry if context.place is None else context.use
        found: tuple[Any, ...] = getattr(owner, self.field)
        return found

    def items(self, context: Context) -> list[Any]:
        """Those that this step asks for."""
        return [one for one in self.all(context) if self.mine(one)]

    def put(self, context: Context, items: list[Any]) -> Patch:
        """The same list with these in place of this step's."""
        whole = (*(one for one in self.all(context) if not self.mine(one)), *items)
        if context.place is None:
            return Patch(entry={self.field: whole})
        changes: dict[str, Any] = {self.field: whole}
        changed: SiteUse = replace(context.use, **changes)
        return Patch(entry={"sites": context.with_use(changed)})


def tell_hours(item: Schedule) -> str:
    """Monday to Thursday: 9am to noon. In school term."""
    week = next(iter(hours.usual_weeks([plain(asdict(replace(item, valid_to=None)))], date.min)), None)
    if week is None:
        return item.note or _("No times")
    lines = [telling.week_line(line) for line in week.days if line.times]
    said = [_("%(days)s: %(times)s") % {"days": days, "times": times} for days, times in lines]
    return ". ".join(part for part in (*said, telling.week_title(week), item.note) if part)


def tell_closed(item: Schedule) -> str:
    """3 May 2026 to 5 May 2026: a holiday."""
    days = [item.valid_from, item.valid_to]
    said = telling.day_and_month(days[0]) if days[0] else ""
    if days[1] and days[1] != days[0]:
        said = _("%(first)s to %(last)s") % {"first": said, "last": telling.day_and_month(days[1])}
    return ". ".join(part for part in (said, item.note) if part)


def tell_phone(item: Phone) -> str:
    """01632 960001, reception."""
    return naming.lines("phones", (item,), None, term)[0]  # type: ignore[arg-type]  # it needs no work


def tell_person(item: Contact) -> str:
    """Sam, manager; of a sealed line only that it is kept."""
    return naming.lines("contacts", (item,), None, term)[0] or _("No name")  # type: ignore[arg-type]


def tell_price(item: Any) -> str:
    """£2 (session)."""
    return naming.lines("costs", (item,), None, term)[0]  # type: ignore[arg-type]


def tell_language(item: LanguageOffered) -> str:
    """Polish: on the phone, Tuesday."""
    return naming.lines("languages", (item,), None, term)[0]  # type: ignore[arg-type]


def is_sealed(item: Contact) -> bool:
    """Whether its direct line is not for everyone."""
    return item.privacy is not Privacy.PUBLIC or item.direct_line.startswith(KEPT)


NAME = Step("name", later("Name and what you do"), later("What is it called, and what do you do?"), about.NameForm,
            True, facets=("texts.name", "texts.summary", "texts.description"))  # fmt: skip
WHO = Step("who", later("Who it is for"), later("Who is it for?"), about.WhoForm,
           facets=("texts.who_for", "eligibility", "audience"))  # fmt: skip
TYPES = Step("types", later("Type of service"), later("What type of service is it?"), kinds.TypesForm, True,
             facets=("types",))  # fmt: skip
NEEDS = Step("needs", later("Needs it may meet"), later("Which needs may it meet?"), kinds.NeedsForm,
             facets=("needs", "levels"))  # fmt: skip
CONTACT = Step("contact", later("E-mail and website"), later("Can families write to you, or read more?"),
               contact.ContactForm, facets=("email", "url"))  # fmt: skip
PHONES = ListStep(
    "phones", later("Phone numbers"), later("Which phone numbers do families ring?"), StepForm, True, facets=("phones",),
    field="phones", item=contact.PhoneForm, one=later("Which number?"), add=later("Add a phone number"), tell=tell_phone,
)  # fmt: skip
PEOPLE = ListStep(
    "people", later("Whom to ask for"), later("Whom should people ask for?"), StepForm, facets=("contacts",),
    field="contacts", item=contact.PersonForm, one=later("Who is it?"), add=later("Add a person or post"),
    tell=tell_person,
)  # fmt: skip
HOURS = ListStep(
    "hours", later("Opening hours"), later("When are you open?"), hours_forms.HoursWordsForm, True,
    facets=("schedules", "texts.hours_words"), field="schedules", item=hours_forms.HoursForm,
    one=later("On which days, and when?"), add=later("Add opening hours"), tell=tell_hours,
    mine=lambda item: not item.closed,
    lead=later("Add each stretch of hours by itself: for example, one for Monday to Friday, and one for Saturday."),
)  # fmt: skip
CLOSED = ListStep(
    "closed", later("Days you are closed"), later("On which days are you closed for once?"), StepForm,
    facets=("schedules",), field="schedules", item=hours_forms.ClosedForm, one=later("When are you closed?"),
    add=later("Add days you are closed"), tell=tell_closed, mine=lambda item: item.closed,
    lead=later("For example, Christmas. You do not need to tell us your usual days off."),
)  # fmt: skip
COST = ListStep(
    "cost", later("Cost"), later("What does it cost?"), money.CostWordsForm, True, facets=("costs", "texts.cost_words"),
    field="costs", item=money.CostForm, one=later("Which price?"), add=later("Add a price"), tell=tell_price,
    lead=later("If it is free, add one price and enter the word free."),
)  # fmt: skip
HELP = Step("help", later("How to get help"), later("How do families get your help?"), getting_help.HelpForm, True,
            facets=("referral", "texts.how_to_get_help", "texts.when_you_ring", "texts.referral_needed"))  # fmt: skip
WAY = Step("way", later("In person, by phone or online"), later("Where does the help happen?"), about.WayForm,
           facets=("delivery",))  # fmt: skip
WAITING = Step("waiting", later("Places and waiting"), later("Are there places now?"), getting_help.WaitingForm,
               facets=("capacity", "texts.waiting_words"))  # fmt: skip
PLACES = Step(
    "places", later("Where it is"), later("Where do people go?"), places.KnownPlaceForm, facets=("sites", "site.")
)
AREAS = ListStep(
    "areas", later("Areas covered"), later("Which areas do you cover?"), StepForm, True, facets=("areas",), field="areas",
    item=areas.AreaForm, one=later("Which area?"), add=later("Add an area"), tell=lambda item: item.name or item.code,
    lead=later("Families who live elsewhere are told that it is not for them."),
)  # fmt: skip
LANGUAGES = ListStep(
    "languages", later("Languages spoken"), later("Which languages do you speak, apart from English?"), StepForm,
    facets=("languages",), field="languages", item=getting_help.LanguageForm, one=later("Which language, and how?"),
    add=later("Add a language"), tell=tell_language,
)  # fmt: skip
ACCESS = Step("access", later("Access for disabled people"), later("What should disabled people know?"),
              getting_help.AccessForm, True, facets=("access",))  # fmt: skip
ANSWERS = Step("answers", later("Who answers for this page"), later("Who answers for this page?"), about.AnswersForm, True,
               facets=("answerable",))  # fmt: skip
ORGANISATION = Step("organisation", later("Your organisation"), later("What is your organisation?"),
                    organisation.OrganisationForm, facets=("organisation.",),
                    lead=later("Every service of your organisation shows this."))  # fmt: skip
TRANSLATIONS = Step(
    "translations", later("Other languages"), later("Which languages can families read this in?"), StepForm
)

GROUPS: tuple[tuple[Any, tuple[Step, ...]], ...] = (
    (later("What it is"), (NAME, WHO, TYPES, NEEDS)),
    (later("How to reach you"), (PHONES, CONTACT, PEOPLE, HOURS, CLOSED)),
    (later("Where it is"), (PLACES, AREAS, WAY)),
    (later("Using it"), (COST, HELP, WAITING, LANGUAGES, ACCESS)),
    (later("About this page"), (ANSWERS, ORGANISATION, TRANSLATIONS)),
)
ORDER: tuple[Step, ...] = tuple(step for _title, steps in GROUPS for step in steps)
BY_NAME = {step.name: step for step in ORDER}
AT_PLACE = {step.name: step for step in (HOURS, CLOSED, PHONES)}  # what may differ at one of several places


def after(step: Step) -> Step | None:
    """The step that follows, or None after the last."""
    at = ORDER.index(step)
    return ORDER[at + 1] if at + 1 < len(ORDER) else None


def of_facet(name: str) -> Step:
    """The step that asks for a facet ("texts.name.en", "site.KEY.address"); translations for words in other languages."""
    starts = [(start, step) for step in ORDER for start in step.facets]
    found = [
        step
        for start, step in starts
        if name == start or name.startswith(start if start.endswith(".") else f"{start}.")
    ]
    return found[0] if found else NAME


FAULTY = {
    "ages": "who",
    "circumstances": "who",
    "audience": "who",
    "days": "hours",
    "delivery": "way",
    "missing": "name",
}


def of_fault(field: str, reason: str = "") -> Step:
    """The step that mends a fault."""
    if reason == "tells-secret-address":
        return PLACES
    return BY_NAME.get(FAULTY.get(field, field)) or of_facet(field if "." in field else f"texts.{field}")
