"""Steps about getting in: being referred, places and waiting, languages, access."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from wtforms import ValidationError

from directory import queries, telling
from directory.forms.base import Context, ItemForm, StepForm
from directory.forms.contact import language_names
from directory.forms.fields import (
    UNKNOWN,
    At,
    Choice,
    Line,
    Paragraphs,
    Ticks,
    Web,
    day_choices,
    of_three,
    tags_of,
    three,
    yes_no,
)
from directory.shapes import Access, Capacity, LanguageOffered, Referral
from foundation.words import gettext as _
from foundation.words import later

WHO = ("family", "school", "gp", "health-visitor", "social-worker", "any-professional", "other")
HOW = ("phone", "walk-in", "email", "form", "letter", "online")
CAPACITY_DAYS = 28  # what was said of places is not believed for longer


class HelpForm(StepForm):
    """How one gets in."""

    texts = ("how_to_get_help", "when_you_ring", "referral_needed")
    self_referral = Choice(later("Can families come to you by themselves?"))
    who = Ticks(later("Who else can send families to you? (optional)"))
    how = Ticks(later("How do they get in touch? (optional)"))
    url = Web(
        later("A form on the internet for this (optional)"),
        most=2000,
        autocomplete="url",
        inputmode="url",
        spellcheck="false",
    )
    consent_needed = Choice(later("Must a family agree before somebody sends them to you?"))
    how_to_get_help = Paragraphs(
        later("What should somebody do first? (optional)"),
        hint=later("For example: ring, and ask for Sam. Up to about 300 characters."),
        rows=3,
        most=2000,
    )
    when_you_ring = Paragraphs(
        later("What happens when they ring? (optional)"), hint=later("Up to about 200 characters."), rows=2, most=1000
    )
    referral_needed = Paragraphs(
        later("What do you need from whoever sends them? (optional)"),
        hint=later("Up to about 200 characters."),
        rows=2,
        most=1000,
    )

    def prepare(self) -> None:
        """In words."""
        self.self_referral.choices = self.consent_needed.choices = yes_no()
        self.who.choices = [(code, telling.capital(telling.who_may_refer(code))) for code in WHO]
        self.how.choices = [(code, telling.capital(telling.how_to_refer(code))) for code in HOW]

    @classmethod
    def fill(cls, context: Any) -> dict[str, Any]:
        """As it stands."""
        told = context.working.entry.referral
        return {
            "self_referral": three(told.self_referral),
            "who": [code for code in told.who if code in WHO],
            "how": list(told.how),
            "url": told.url,
            "consent_needed": three(told.consent_needed),
        }

    def fields_changed(self) -> dict[str, Any]:
        """The referral; "you yourself" stays in step with the first answer."""
        alone = of_three(self.self_referral.data)
        had = "self" in self.context.working.entry.referral.who
        who = ("self",) * (had and alone is not False) + tuple(self.who.data)
        told = Referral(alone, who, tuple(self.how.data), self.url.data, of_three(self.consent_needed.data))
        return {"referral": told}


class Weeks(Line):
    """A number of weeks or nothing."""

    def pre_validate(self, form: Any) -> None:
        """A whole number."""
        super().pre_validate(form)
        if self.data and not re.fullmatch(r"[0-9]{1,3}", self.data):
            raise ValidationError(_("Enter a whole number of weeks, such as 6."))


class WaitingForm(StepForm):
    """Places and waiting."""

    texts = ("waiting_words",)
    places = Choice(
        later("Do you have places now?"),
        hint=later("We show your answer for four weeks, and then no longer, unless you give it again."),
    )
    weeks = Weeks(
        later("How many weeks do people wait? (optional)"), wide="w5", inputmode="numeric", autocomplete="off"
    )
    waiting_words = Paragraphs(
        later("Anything else about waiting (optional)"), hint=later("Up to about 200 characters."), rows=2, most=1000
    )

    def prepare(self) -> None:
        """In words."""
        self.places.choices = [
            ("yes", _("Yes, there are places")),
            ("waiting-list", _("No, but there is a waiting list")),
            ("no", _("No, it is full")),
            (UNKNOWN, _("I do not know")),
        ]

    @classmethod
    def fill(cls, context: Any) -> dict[str, Any]:
        """As it stands, unless it is out of date."""
        told = context.working.entry.capacity
        if told is None or told.good_until < context.today:
            return {"places": UNKNOWN, "weeks": ""}
        return {"places": told.places, "weeks": "" if told.weeks_wait is None else str(told.weeks_wait)}

    def fields_changed(self) -> dict[str, Any]:
        """As of today."""
        if self.places.data == UNKNOWN:
            return {"capacity": None}
        weeks = int(self.weeks.data) if self.weeks.data and self.places.data != "yes" else None
        today = self.context.today
        return {"capacity": Capacity(self.places.data, today, today + timedelta(days=CAPACITY_DAYS), weeks)}


class LanguageForm(ItemForm):
    """One language that is offered."""

    language = Line(
        later("Which language?"),
        hint=later("In English or in the language itself."),
        missing=later("Enter a language."),
        most=80,
        wide="w20",
        autocomplete="off",
    )
    how = Choice(later("How?"))
    channel = Choice(later("Where?"))
    day = Choice(later("On one day only?"))
    starts = At(later("From (optional)"), wide="w8", autocomplete="off", spellcheck="false")
    ends = At(later("Until (optional)"), wide="w8", autocomplete="off", spellcheck="false")

    def prepare(self) -> None:
        """In words."""
        self.how.choices = [
            ("spoken", _("Somebody speaks it")),
            ("interpreter", _("With an interpreter")),
            ("written", _("In writing")),
        ]
        self.channel.choices = [
            ("", _("Everywhere")),
            ("phone", _("On the phone")),
            ("in-person", _("Face to face")),
            ("online", _("Online")),
        ]
        self.day.choices = [("", _("Whenever we are open")), *day_choices()]

    @classmethod
    def fill_new(cls, context: Context) -> dict[str, Any]:
        """The commonest."""
        return {"how": "spoken", "channel": "", "day": ""}

    @classmethod
    def fill_item(cls, item: LanguageOffered) -> dict[str, Any]:
        """As it stands."""
        return {**vars(item), "language": queries.vocabulary("languages").words(item.language)}

    def validate_language(self, field: Any) -> None:
        """One that is known."""
        tags, unknown = tags_of(field.data, language_names())
        if unknown or len(tags) != 1:
            raise ValidationError(
                _("We do not know this language. Write its name, such as %(name)s.") % {"name": "polski"}
            )

    def validate_ends(self, field: Any) -> None:
        """After its beginning."""
        if field.data and not self.starts.data:
            raise ValidationError(_("Enter the time from which it is spoken."))
        if field.data and self.starts.data and field.data <= self.starts.data:
            raise ValidationError(_("This must be after the time from which it is spoken."))

    def item(self) -> LanguageOffered:
        """The language; hours only on a day."""
        tag = tags_of(self.language.data, language_names())[0][0]
        if not self.day.data:
            return LanguageOffered(tag, self.how.data, channel=self.channel.data)
        starts, ends = self.starts.data, self.ends.data
        return LanguageOffered(tag, self.how.data, self.day.data, starts, ends, self.channel.data)


class AccessForm(StepForm):
    """What disabled people need to know, one question a fact; the same for a service and for a place."""

    @classmethod
    def of(cls, context: Context) -> Any:
        """A question for each fact of the vocabulary."""
        facts = queries.vocabulary("access").terms
        asked = {f"fact-{code}": Choice(term.words()) for code, term in facts.items()}
        made: Any = type("AccessAsked", (cls,), {name.replace("-", "_"): field for name, field in asked.items()})
        form = made(data=made.filled(context))
        form.context = context
        form.prepare()
        return form

    @classmethod
    def fill(cls, context: Any) -> dict[str, Any]:
        """As they stand."""
        known = cls.known(context)
        codes = queries.vocabulary("access").terms
        return {f"fact_{code.replace('-', '_')}": three(known.get(code)) for code in codes}

    @classmethod
    def known(cls, context: Any) -> Access:
        """Of the service itself."""
        return dict(context.working.entry.access)

    def prepare(self) -> None:
        """Three answers each; what the places have said already stands beside the question."""
        said = dict(yes_no())
        for code in queries.vocabulary("access").terms:
            field = self[f"fact_{code.replace('-', '_')}"]
            field.choices = list(said.items())
            if code in self.elsewhere():
                field.description = _("The place says: %(answer)s.") % {"answer": said[three(self.elsewhere()[code])]}

    def elsewhere(self) -> Access:
        """What is known of the places, which the page of the service shows as well."""
        places = self.context.working.sites.values()
        return {code: holds for site in places for code, holds in site.access.items() if holds is not None}

    def answers(self) -> dict[str, bool | None]:
        """By the codes of the vocabulary; what it does not know any more is kept, what was never known is not written."""
        known = self.known(self.context)
        codes = queries.vocabulary("access").terms
        said = {code: of_three(self[f"fact_{code.replace('-', '_')}"].data) for code in codes}
        return {**known, **{code: holds for code, holds in said.items() if holds is not None or code in known}}

    def fields_changed(self) -> dict[str, Any]:
        """Of the service itself."""
        return {"access": self.answers()}
