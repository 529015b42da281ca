"""The telephone numbers of an entry as its page says them."""

from __future__ import annotations

from dataclasses import dataclass

from directory import telling
from directory.documents import Document
from foundation.words import gettext as _


@dataclass(frozen=True)
class PhoneShown:
    """A number, what it is, and who answers."""

    number: str
    kind: str
    label: str
    about: str


def phones(entry: Document, organisation: Document) -> list[PhoneShown]:
    """The service's own numbers, with those at its places; its organisation's only when it has none. Voice first."""
    numbers = [*entry["phones"], *(phone for use in entry["sites"] for phone in use["phones"])] or organisation[
        "phones"
    ]
    labels = {
        "text": _("Text message:"),
        "textphone": _("Textphone:"),
        "whatsapp": _("WhatsApp:"),
        "fax": _("Fax:"),
        "voice": _("Phone:"),
    }
    shown = []
    for phone in sorted(numbers, key=lambda p: p["kind"] != "voice"):
        about: list[str] = [telling.english(phone["label"])] if phone["label"] else []
        if phone["extension"]:
            about.append(_("extension %(number)s") % {"number": phone["extension"]})
        if phone["languages"]:
            spoken = telling.joined(
                telling.tongue(tag).name or telling.tongue(tag).autonym for tag in phone["languages"]
            )
            about.append(_("answers in %(languages)s") % {"languages": spoken})
        shown.append(
            PhoneShown(
                phone["number"], phone["kind"], labels.get(phone["kind"], labels["voice"]), telling.joined(about)
            )
        )
    return shown
