"""Steps about reaching the service: e-mail, website, phones, people to ask for."""

from __future__ import annotations

from typing import Any

from wtforms import ValidationError

from directory import queries
from directory.forms.base import Context, ItemForm, StepForm
from directory.forms.fields import Choice, Email, Line, Telephone, Web, tags_of
from directory.shapes import Contact, Phone, Privacy
from foundation.words import gettext as _
from foundation.words import later

KINDS = ("voice", "text", "whatsapp", "textphone", "fax")


class ContactForm(StepForm):
    """E-mail and website."""

    email = Email(
        later("E-mail address for families (optional)"),
        hint=later("Everyone can see it."),
        autocomplete="email",
        inputmode="email",
        spellcheck="false",
        most=254,
    )
    url = Web(
        later("Website (optional)"),
        hint=later("The page about this service, if it has one."),
        autocomplete="url",
        inputmode="url",
        spellcheck="false",
        most=2000,
    )

    @classmethod
    def fill(cls, context: Any) -> dict[str, Any]:
        """As they stand."""
        return {"email": context.working.entry.email, "url": context.working.entry.url}

    def fields_changed(self) -> dict[str, Any]:
        """Both."""
        return {"email": self.email.data, "url": self.url.data}


class PhoneForm(ItemForm):
    """One number."""

    number = Telephone(
        later("Phone number"),
        hint=later("Spaces are fine."),
        missing=later("Enter a phone number."),
        autocomplete="tel",
        inputmode="tel",
        spellcheck="false",
        most=40,
        wide="w20",
    )
    kind = Choice(later("What is it for?"))
    extension = Line(later("Extension (optional)"), most=10, wide="w5", inputmode="numeric", autocomplete="off")
    label = Line(
        later("Who answers, or when (optional)"),
        hint=later("For example: reception, mornings only."),
        most=80,
        spellcheck="true",
    )
    languages = Line(
        later("Languages in which it is answered, apart from English (optional)"),
        hint=later("With commas between them."),
        most=300,
    )

    def prepare(self) -> None:
        """In words."""
        said = (_("Calls"), _("Text messages"), _("WhatsApp messages"), _("Textphone"), _("Fax"))
        self.kind.choices = list(zip(KINDS, said, strict=True))

    @classmethod
    def fill_new(cls, context: Context) -> dict[str, Any]:
        """Most are for calls."""
        return {"kind": "voice"}

    @classmethod
    def fill_item(cls, item: Phone) -> dict[str, Any]:
        """As it stands."""
        spoken = ", ".join(queries.vocabulary("languages").words(tag) for tag in item.languages)
        return {
            "number": item.number,
            "kind": item.kind,
            "label": item.label,
            "extension": item.extension,
            "languages": spoken,
        }

    def validate_languages(self, field: Any) -> None:
        """Each by a name that is known."""
        unknown = tags_of(field.data, language_names())[1]
        if unknown:
            raise ValidationError(_("We do not know the language %(name)s.") % {"name": unknown[0][:40]})

    def item(self) -> Phone:
        """The number."""
        tags = tags_of(self.languages.data, language_names())[0]
        return Phone(self.number.data, self.kind.data, self.label.data, self.extension.data, tags)


def language_names() -> dict[str, str]:
    """Every name by which a language is known, small, and its tag."""
    known: dict[str, str] = {}
    for tag, term in queries.vocabulary("languages").terms.items():
        for name in (tag, term.words(), term.words(tag="en"), str(term.facts.get("autonym", ""))):
            if name:
                known.setdefault(name.casefold(), tag)
    return known


class PersonForm(ItemForm):
    """Somebody to ask for."""

    name = Line(
        later("Name of the person (optional)"),
        hint=later("Everyone can see it."),
        most=120,
        autocomplete="name",
        spellcheck="false",
    )
    role = Line(later("Their post (optional)"), most=120, autocomplete="organization-title", spellcheck="true")
    email = Email(
        later("Their e-mail address (optional)"),
        most=254,
        autocomplete="email",
        inputmode="email",
        spellcheck="false",
    )
    direct_line = Telephone(
        later("Their direct line (optional)"),
        most=40,
        wide="w20",
        autocomplete="tel",
        inputmode="tel",
        spellcheck="false",
    )
    privacy = Choice(later("Who may see the direct line?"))

    def prepare(self) -> None:
        """A number that is kept sealed is never shown again: only that it is kept."""
        self.privacy.choices = [
            (Privacy.PUBLIC.value, _("Everyone")),
            (Privacy.AFTER_REFERRAL.value, _("Only people who have been referred")),
            (Privacy.NEVER.value, _("Nobody on this site: it is kept for professionals")),
        ]
        before = getattr(self, "before", None)
        if before is not None and before.privacy is not Privacy.PUBLIC:
            self.direct_line.description = _(
                "A number that was given is kept, and not shown here. Enter one to replace it."
            )

    @classmethod
    def fill_new(cls, context: Context) -> dict[str, Any]:
        """Open, unless one says otherwise."""
        return {"privacy": Privacy.PUBLIC.value}

    @classmethod
    def fill_item(cls, item: Contact) -> dict[str, Any]:
        """As it stands, without a sealed line."""
        line = item.direct_line if item.privacy is Privacy.PUBLIC else ""
        return {
            "name": item.name,
            "role": item.role,
            "email": item.email,
            "direct_line": line,
            "privacy": item.privacy.value,
        }

    def validate_role(self, field: Any) -> None:
        """Somebody must be named, by name or by post."""
        if not field.data and not self.name.data:
            raise ValidationError(_("Enter a name or a post."))

    def validate_privacy(self, field: Any) -> None:
        """A sealed number is not opened by a tick: it must be given again."""
        before = getattr(self, "before", None)
        sealed = before is not None and before.privacy is not Privacy.PUBLIC and bool(before.direct_line)
        if sealed and field.data == Privacy.PUBLIC.value and not self.direct_line.data:
            raise ValidationError(_("To let everyone see the direct line, enter it again."))

    def item(self) -> Contact:
        """The contact; an empty box keeps the sealed number that stood there."""
        before = getattr(self, "before", None)
        line, privacy = self.direct_line.data, Privacy(self.privacy.data)
        if not line and before is not None and Privacy.PUBLIC not in (before.privacy, privacy):
            line = before.direct_line
        return Contact(self.name.data, self.role.data, self.email.data, line, privacy)
