"""Letters of the index: a reference and where to sign in, never a child, a name or a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy.orm import Session

from accounts import queries as people
from accounts.letters import Words, written
from accounts.queries import PersonShown
from foundation import post, whereabouts
from foundation.references import reference
from foundation.words import gettext as _
from foundation.words import language, ngettext


def tell_of_emergency(session: Session, authority: str, uuid: str) -> None:
    """To every privacy officer, at once."""

    def said() -> Words:
        return Words(
            _("Emergency access: %(reference)s") % {"reference": reference(uuid)},
            paragraphs=(
                _("Somebody asked to open a record in an emergency."),
                _("Please look at what they did, and say whether it was right."),
            ),
            action=(_("See emergencies"), _address("oversight/emergencies")),
        )

    _to_all(session, people.staff_of(authority, ("privacy-officer",)), said)


def tell_central(session: Session, authority: str, uuid: str) -> None:
    """To the central team."""

    def said() -> Words:
        return Words(
            _("A question for the central team: %(reference)s") % {"reference": reference(uuid)},
            paragraphs=(_("Somebody asks about a child. The question is on your list."),),
            action=(_("See the questions"), _address("central")),
        )

    _to_all(session, people.staff_of(authority, ("co-ordinator",)), said)


def tell_of_answer(session: Session, person: str, uuid: str) -> None:
    """To whoever asked."""
    found = people.person(person)

    def said() -> Words:
        return Words(
            _("The central team has answered: %(reference)s") % {"reference": reference(uuid)},
            paragraphs=(_("Sign in to read the answer."),),
            action=(_("Read the answer"), _address("central/mine")),
        )

    _to_all(session, [found] if found else [], said)


def tell_of_involvement(session: Session, persons: Iterable[str]) -> None:
    """To those already involved: that something is new on their list, and nothing else."""

    def said() -> Words:
        return Words(
            _("Somebody new works with a child on your list"),
            paragraphs=(_("Sign in to see who it is. We do not name children in letters."),),
            action=(_("See your list"), _address("caseload")),
        )

    _to_all(session, [one for uuid in persons if (one := people.person(uuid))], said)


def tell_of_lead(session: Session, person: str) -> None:
    """To somebody who is offered the lead, or asked to stand in."""
    found = people.person(person)

    def said() -> Words:
        return Words(
            _("You are asked to lead the work around a child"),
            paragraphs=(_("Nothing changes unless you accept. Sign in to see more."),),
            action=(_("See your list"), _address("caseload")),
        )

    _to_all(session, [found] if found else [], said)


def tell_of_reviews(session: Session, person: str, many: int) -> None:
    """To whoever leads: how many leads are to be looked at again within two weeks."""
    found = people.person(person)

    def said() -> Words:
        counted = ngettext(
            "%(num)d child for whom you lead is to be looked at again within two weeks.",
            "%(num)d children for whom you lead are to be looked at again within two weeks.",
            many,
        )
        return Words(
            _("Time to look again at who leads"),
            paragraphs=(counted % {"num": many}, _("Sign in to see who. We do not name children in letters.")),
            action=(_("See your list"), _address("caseload")),
        )

    _to_all(session, [found] if found else [], said)


def tell_central_of_leads(session: Session, authority: str, many: int) -> None:
    """To the central team: somebody who led has left."""

    def said() -> Words:
        counted = ngettext(
            "Somebody has left who leads for %(num)d child.", "Somebody has left who leads for %(num)d children.", many
        )
        return Words(
            _("Somebody who leads has left"),
            paragraphs=(counted % {"num": many}, _("The records say so. Please see that somebody is asked to lead.")),
            action=(_("Sign in"), _address("central")),
        )

    _to_all(session, people.staff_of(authority, ("co-ordinator",)), said)


def _address(path: str) -> str:
    return whereabouts.whole(f"/{language()}/{path}")


def _to_all(session: Session, whom: Iterable[PersonShown], said: Callable[[], Words]) -> None:
    for one in whom:
        subject, text, html = written(one.language, said)
        post.send(session, to=one.email, language=one.language, subject=subject, text=text, html=html)
