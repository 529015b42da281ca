"""Letters of casework: how many steps, references, where to sign in; never a child, a kind or a word of what was noted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy.orm import Session

from accounts import queries as people
from accounts.letters import Words, written
from accounts.queries import PersonShown
from foundation import post, whereabouts
from foundation.references import reference
from foundation.words import gettext as _
from foundation.words import language, ngettext


def tell_of_late(session: Session, person: str, count: int) -> int:
    """To whoever said that they would do something: its day has passed."""

    def said() -> Words:
        counts = {"num": count}
        return Words(
            ngettext("%(num)d next step of yours is late", "%(num)d next steps of yours are late", count) % counts,
            paragraphs=(
                _("The day by which you wanted to do it has passed."),
                _("Say that it is done, or choose another day and say why. In a week your supervisor is told."),
            ),
            action=(_("See your next steps"), _address("steps")),
        )

    return _to_all(session, _one(person), said)


def tell_of_staff(session: Session, whom: Iterable[PersonShown], count: int) -> int:
    """To the supervisors of an agency: how many steps of their staff are a week late."""

    def said() -> Words:
        counts = {"num": count}
        return Words(
            ngettext(
                "%(num)d next step of your staff is a week late",
                "%(num)d next steps of your staff are a week late",
                count,
            )
            % counts,
            paragraphs=(_("You see whose they are, and not which child they are about. Please ask your colleague."),),
            action=(_("See what is late"), _address("steps/staff")),
        )

    return _to_all(session, whom, said)


def ask_again(session: Session, person: str) -> int:
    """To whoever noted something a good while ago: is it still so?"""

    def said() -> Words:
        return Words(
            _("Please look again at what you noted"),
            paragraphs=(
                _("You noted something a good while ago, and nobody has looked at it since."),
                _("Say whether it is still so. What nobody renews is no longer shown after a time."),
            ),
            action=(_("See what to look at again"), _address("steps")),
        )

    return _to_all(session, _one(person), said)


def tell_central(session: Session, whom: Iterable[PersonShown], uuids: Sequence[str]) -> int:
    """To the central team: which needs nobody has looked at again though their authors were asked."""

    def said() -> Words:
        return Words(
            ngettext("%(num)d need was not looked at again", "%(num)d needs were not looked at again", len(uuids))
            % {"num": len(uuids)},
            paragraphs=(
                _("Their authors were asked a month ago. Please ring them."),
                _("References: %(list)s") % {"list": ", ".join(reference(one) for one in uuids)},
            ),
            action=(_("See whom to ring"), _address("steps/staff")),
        )

    return _to_all(session, whom, said)


def _one(person: str) -> list[PersonShown]:
    found = people.person(person)
    return [found] if found else []


def _address(path: str) -> str:
    return whereabouts.whole(f"/{language()}/{path}")


def _to_all(session: Session, whom: Iterable[PersonShown], said: Callable[[], Words]) -> int:
    letters = 0
    for one in whom:
        subject, text, html = written(one.language, said)
        post.send(session, to=one.email, language=one.language, subject=subject, text=text, html=html)
        letters += 1
    return letters
