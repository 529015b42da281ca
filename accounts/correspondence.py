"""The letters of this room: an invitation, a code, a way back in, what was changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from accounts import keys, letters, telling
from accounts.models import Invitation, Person
from foundation import post, words
from foundation.words import gettext as _


def address(path: str, language: str) -> str:
    """A page of the site in somebody's language, in full."""
    return f"{keys.base_url()}/{language}/{path}"


def send_invitation(session: Session, row: Invitation, place: str, token: str) -> None:
    """Inside a change: ask somebody in."""

    def write() -> letters.Words:
        until = telling.day(row.ends_at)
        return letters.Words(
            _("You are invited to %(brand)s") % {"brand": "Waymark"},
            _("Hello %(name)s,") % {"name": row.name},
            (
                _("You are asked to help look after the entries of %(place)s.") % {"place": place},
                _("The link below opens a page where you choose how to sign in. It works on any device."),
            ),
            (_("Accept the invitation"), address(f"join/{token}", row.language)),
            _("The link works once, until %(day)s.") % {"day": until},
            after=(_("If you did not expect this, you need not do anything."),),
        )

    post_to(session, row.email, row.language, write)


def send_code(session: Session, person: Person, code: str, minutes: int) -> None:
    """Inside a change: the code for the second step."""

    def write() -> letters.Words:
        return letters.Words(
            _("Your code to sign in"),
            _("Hello %(name)s,") % {"name": person.name},
            (_("Type or paste this code on the page where you are signing in. Spaces do not matter."),),
            code=code,
            expiry=words.ngettext("It works once, for %(num)d minute.", "It works once, for %(num)d minutes.", minutes)
            % {"num": minutes},
            after=(_("If you are not signing in, somebody may know your password. Sign in and change it."),),
        )

    post_to(session, person.email, person.language, write)


def send_recovery(session: Session, person: Person, token: str) -> None:
    """Inside a change: the way back in that its owner asked for."""

    def write() -> letters.Words:
        return letters.Words(
            _("Getting back into your account"),
            _("Hello %(name)s,") % {"name": person.name},
            (
                _("Somebody asked to get back into your account. If it was you, open the page below."),
                _("You will be asked for a passkey, a code from your app or one of your printed codes."),
            ),
            (_("Get back into your account"), address(f"lost-access/{token}", person.language)),
            _("The link works once, for 1 hour. You can ask for another one."),
            after=(_("If it was not you, you need not do anything. Nobody can get in with this letter alone."),),
        )

    post_to(session, person.email, person.language, write)


def send_fresh_start_begun(session: Session, person: Person, by: str, works_from: datetime, stop: str) -> None:
    """Inside a change: somebody began a fresh start for this person, who can stop it."""

    def write() -> letters.Words:
        when = telling.moment(works_from)
        return letters.Words(
            _("A fresh start for your account was asked for"),
            _("Hello %(name)s,") % {"name": person.name},
            (
                _("%(name)s asked that you choose a new password and a new second step.") % {"name": by},
                _("Nothing changes before %(when)s. Then we send you a link.") % {"when": when},
                _("If you did not ask for this, stop it now."),
            ),
            (_("This was not me: stop it"), address(f"lost-access/stop/{stop}", person.language)),
            _("You can stop it until %(when)s, and after that until the link is used.") % {"when": when},
        )

    post_to(session, person.email, person.language, write)


def send_fresh_start(session: Session, person: Person, token: str) -> None:
    """Inside a change: the waiting time is over; the link to begin anew."""

    def write() -> letters.Words:
        return letters.Words(
            _("Begin anew with your account"),
            _("Hello %(name)s,") % {"name": person.name},
            (_("You can now choose a new password and a new second step. The old ones end when you do."),),
            (_("Begin anew"), address(f"lost-access/begin/{token}", person.language)),
            _("The link works once, for 7 days."),
        )

    post_to(session, person.email, person.language, write)


def send_stopped(session: Session, person: Person) -> None:
    """Inside a change: the fresh start was stopped."""

    def write() -> letters.Words:
        return letters.Words(
            _("The fresh start was stopped"),
            _("Hello %(name)s,") % {"name": person.name},
            (_("Your password and your second step are as they were. Nobody got in."),),
        )

    post_to(session, person.email, person.language, write)


def send_changed(session: Session, person: Person, what: str) -> None:
    """Inside a change: how somebody signs in was changed. `what`: "password", "step" or "recovered"."""

    def write() -> letters.Words:
        subject, said = {
            "password": (_("Your password was changed"), _("Your password was changed.")),
            "step": (
                _("How you sign in was changed"),
                _("A second step was added to your account or taken away from it."),
            ),
            "recovered": (
                _("Your password was changed"),
                _("Somebody got back into your account and chose a new password. Every device was signed out."),
            ),
        }[what]
        return letters.Words(
            subject,
            _("Hello %(name)s,") % {"name": person.name},
            (said, _("If it was not you, use the page below at once, and tell your administrator.")),
            (_("Get back into your account"), address("lost-access", person.language)),
        )

    post_to(session, person.email, person.language, write)


def post_to(session: Session, to: str, language: str, write: Callable[[], letters.Words]) -> None:
    """Inside a change: a letter, written in the language of whoever reads it."""
    subject, text, html = letters.written(language, write)
    post.send(session, to=to, language=language, subject=subject, text=text, html=html)
