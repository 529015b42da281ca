"""The step about the organisation itself: what all its services share."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from wtforms import ValidationError

from directory import rules
from directory.forms.base import StepForm, text
from directory.forms.fields import Email, Line, Paragraphs, Web
from directory.importing import values
from directory.shapes import Organisation, Phone
from directory.work import Patch
from foundation.words import gettext as _
from foundation.words import later

MOST_PHONES = 10
_CHARITY = re.compile(r"(SC0?\d{5}|NIC?\d{5,6}|\d{6,7}(-\d{1,3})?)")
_COMPANY = re.compile(r"([A-Z]{2}\d{6}|\d{8}|[A-Z]{2}\d{5}[A-Z])")


class OrganisationForm(StepForm):
    """Its name, words, numbers."""

    name = Line(
        later("Name of the organisation"),
        missing=later("Enter the name of the organisation."),
        most=150,
        autocomplete="organization",
        spellcheck="false",
    )
    description = Paragraphs(
        later("What does the organisation do? (optional)"), hint=later("Up to about 500 characters."), rows=5, most=4000
    )
    phones = Paragraphs(
        later("Phone numbers (optional)"),
        hint=later("One on each line. A service without its own number shows these."),
        rows=2,
        most=400,
    )
    email = Email(
        later("E-mail address (optional)"), most=254, autocomplete="email", inputmode="email", spellcheck="false"
    )
    url = Web(later("Website (optional)"), most=2000, autocomplete="url", inputmode="url", spellcheck="false")
    charity_number = Line(
        later("Charity number (optional)"), most=20, wide="w8", autocomplete="off", spellcheck="false"
    )
    company_number = Line(
        later("Company number (optional)"), most=20, wide="w8", autocomplete="off", spellcheck="false"
    )

    @classmethod
    def fill(cls, context: Any) -> dict[str, Any]:
        """As it stands."""
        one = context.organisation
        if one is None:
            return {}
        return {
            "name": said(one, "name"),
            "description": said(one, "description"),
            "phones": "\n".join(phone.number for phone in one.phones),
            "email": one.email,
            "url": one.url,
            "charity_number": one.charity_number,
            "company_number": one.company_number,
        }

    def numbers(self) -> list[str]:
        """The lines of the box of phones."""
        return [line.strip() for line in (self.phones.data or "").split("\n") if line.strip()]

    def validate_phones(self, _field: Any) -> None:
        """Each a number."""
        wrong = [number for number in self.numbers() if values.phone(number) is None]
        if wrong:
            raise ValidationError(_("%(number)s is no phone number.") % {"number": wrong[0][:40]})
        if len(self.numbers()) > MOST_PHONES:
            raise ValidationError(_("Enter fewer numbers."))

    def validate_charity_number(self, field: Any) -> None:
        """In the form of one of the registers."""
        field.data = field.data.upper().replace(" ", "")
        if field.data and not _CHARITY.fullmatch(field.data):
            raise ValidationError(_("Enter a charity number such as %(example)s.") % {"example": "1234567"})

    def validate_company_number(self, field: Any) -> None:
        """Eight characters; a number that lost its noughts gets them back."""
        typed = field.data.upper().replace(" ", "")
        field.data = typed.zfill(8) if re.fullmatch(r"[0-9]{5,8}", typed) else typed
        if field.data and not _COMPANY.fullmatch(field.data):
            raise ValidationError(_("Enter a company number such as %(example)s.") % {"example": "01234567"})

    def patch(self) -> Patch:
        """The whole of it, with what was not asked as it stood. What is known of a number stays with it."""
        before = self.context.organisation or Organisation(self.context.working.entry.organisation, {})
        known = {phone.number: phone for phone in before.phones}
        texts = {name: dict(words) for name, words in before.texts.items()}
        for name in ("name", "description"):
            tag = rules.best_language(texts, name) or self.context.tag
            made = text(self[name].data, texts.get(name, {}).pop(tag, None))
            if made is not None:
                texts.setdefault(name, {})[tag] = made
        return Patch(
            organisation=replace(
                before,
                texts={name: words for name, words in texts.items() if words},
                phones=tuple(known.get(number, Phone(number)) for number in self.numbers()),
                **{name: self[name].data for name in ("email", "url", "charity_number", "company_number")},
            )
        )


def said(organisation: Organisation, name: str) -> str:
    """An organisation's words of a field."""
    tag = rules.best_language(organisation.texts, name)
    return organisation.texts[name][tag].words if tag else ""
