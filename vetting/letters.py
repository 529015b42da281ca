"""Letters to agencies that ask to be listed. Queued inside the change that they tell of."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from accounts.letters import Words, written
from foundation import post
from foundation.whereabouts import whole
from foundation.words import gettext as _
from vetting.models import Case


def received(session: Session, case: Case) -> None:
    """We have it, and how to follow it."""

    def words() -> Words:
        told = [
            _("You asked that %(agency)s be listed.") % {"agency": case.name},
            _("We check a few things first. If we have a question, we write to this address."),
            _("Nothing of it is public yet."),
        ]
        return _words(case, _("We have your request to be listed"), told)

    _send(session, case, words)


def decided(session: Session, case: Case, reasons: str) -> None:
    """What was decided, and why. Nobody to write to: nothing is sent."""

    def words() -> Words:
        subject, told = {
            "accepted": (
                _("Your agency was checked, and accepted"),
                _("Next you accept the agreement on keeping entries true. You get a separate letter to sign in with."),
            ),
            "refused": (_("Your agency was not accepted"), _("You can ask again when this has changed.")),
            "asked": (_("A question before you can be listed"), _("Please write back to the council, or ring.")),
        }[case.state]
        return _words(case, subject, [_("The council writes:"), reasons, told])

    _send(session, case, words)


def _words(case: Case, subject: str, told: list[str]) -> Words:
    where = whole(f"/{case.language}/apply/{case.code}")
    return Words(subject, _("Hello %(name)s,") % {"name": case.contact_name}, told, (_("See where it stands"), where))


def _send(session: Session, case: Case, words: Callable[[], Words]) -> None:
    if not case.contact_email:
        return
    subject, text, html = written(case.language, words)
    post.send(session, to=case.contact_email, language=case.language, subject=subject, text=text, html=html)
