"""The letters about access: it was granted, something of it lapses. No child is named in any."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from accounts import correspondence, letters, telling
from accounts.models import Person
from foundation.words import gettext as _


def send_cleared(session: Session, person: Person, level: int) -> None:
    """Inside a change: somebody may now work with the index of children."""

    def write() -> letters.Words:
        return letters.Words(
            _("Your access was granted"),
            _("Hello %(name)s,") % {"name": person.name},
            (
                _("You may work with the index of children at level %(number)s.") % {"number": level},
                _("The page below says what your level opens, what is still missing and whom to ask."),
            ),
            (_("See your access"), correspondence.address("your-access", person.language)),
        )

    correspondence.post_to(session, person.email, person.language, write)


def send_lapsing(session: Session, person: Person, what: str, until: date) -> None:
    """Inside a change: something of one's own lapses soon."""

    def write() -> letters.Words:
        return letters.Words(
            _("Your access ends soon"),
            _("Hello %(name)s,") % {"name": person.name},
            (telling.lapsing(what, until), telling.remedy(what)),
            (_("See your access"), correspondence.address("your-access", person.language)),
        )

    correspondence.post_to(session, person.email, person.language, write)


def send_staff_lapsing(session: Session, manager: Person, name: str, what: str, until: date) -> None:
    """Inside a change: something of somebody they look after lapses soon."""

    def write() -> letters.Words:
        return letters.Words(
            _("The access of %(name)s ends soon") % {"name": name},
            _("Hello %(name)s,") % {"name": manager.name},
            (_("We have written to %(name)s:") % {"name": name}, telling.lapsing(what, until), telling.remedy(what)),
            (_("See who has access"), correspondence.address("people/access", manager.language)),
        )

    correspondence.post_to(session, manager.email, manager.language, write)
