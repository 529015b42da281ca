"""Phones and people to ask for. (pure)"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from directory.shapes import Contact, Organisation, Phone, Privacy
from sample.numbers import Numbers
from sample.wordfile import alternatives

ROLES = (
    "Coordinator",
    "Manager",
    "Leader",
    "Secretary",
    "Family worker",
    "Office",
    "Lead nurse",
    "Volunteer organiser",
    "Duty worker",
    "Chair",
)


def phones(numbers: Numbers, organisation: Organisation, facts: Mapping[str, str], rng: Random) -> tuple[Phone, ...]:
    """The numbers of a service: mostly its agency's, sometimes its own, now and then none."""
    if facts.get("mobile") == "freephone":
        return (Phone(numbers.give("freephone"), label="Free to call"),)
    luck = rng.random()
    if luck < 0.03:
        return ()
    own = (
        Phone(numbers.give("landline"))
        if luck < 0.3 and organisation.phones[0].number[:5] != "03069"
        else organisation.phones[0]
    )
    found = [own]
    if rng.random() < 0.16:
        found.append(
            Phone(numbers.give("mobile"), rng.choice(("text", "text", "whatsapp", "voice")), "Text or message")
        )
    if rng.random() < 0.02:
        found.append(Phone(numbers.give("landline"), "textphone", "Textphone"))
    return tuple(found)


def contacts(
    numbers: Numbers, organisation: Organisation, facts: Mapping[str, str], rng: Random
) -> tuple[Contact, ...]:
    """A person to ask for, for about half; one in five has a direct line, and most of those are not for everyone."""
    if rng.random() > 0.55:
        return ()
    people = alternatives("people.txt")["people"]
    last = rng.choice(people["last"])
    name = f"{facts.get('leader') or rng.choice(people['first'])} {facts.get('surname', last)}"
    line, privacy = "", Privacy.PUBLIC
    if rng.random() < 0.22:
        line = numbers.give("mobile")
        privacy = rng.choice((Privacy.AFTER_REFERRAL, Privacy.AFTER_REFERRAL, Privacy.NEVER, Privacy.PUBLIC))
    mail = organisation.email if rng.random() < 0.4 else ""
    return (Contact(name, "Childminder" if "surname" in facts else rng.choice(ROLES), mail, line, privacy),)
