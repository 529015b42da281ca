"""Letters of oversight: a reference and where to sign in, never a child, a name or a word of a family."""

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


def tell_of_question(session: Session, authority: str, uuid: str) -> None:
    """To every privacy officer: a family does not recognise a look."""

    def said() -> Words:
        return Words(
            _("A family asks who looked: %(reference)s") % {"reference": reference(uuid)},
            paragraphs=(
                _("A family does not recognise somebody who looked at a record. Please find out, and answer."),
            ),
            action=(_("See the questions"), _address("oversight/questions")),
        )

    _to_all(session, people.staff_of(authority, ("privacy-officer",)), said)


def tell_of_findings(session: Session, wrong: int) -> None:
    """To every auditor and privacy officer: the trail is not whole."""

    def said() -> Words:
        return Words(
            _("The trail is not whole"),
            paragraphs=(
                ngettext(
                    "The check of the trail found %(num)d place that was changed, cut or put elsewhere.",
                    "The check of the trail found %(num)d places that were changed, cut or put elsewhere.",
                    wrong,
                )
                % {"num": wrong},
                _("Please look at it today. Nothing is to be repaired before you have seen it."),
            ),
            action=(_("See what was found"), _address("oversight")),
        )

    for home in people.authorities():
        _to_all(session, people.staff_of(home.slug, ("auditor", "privacy-officer")), said)


def _address(path: str) -> str:
    return whereabouts.whole(f"/{language()}/{path}")


def _to_all(session: Session, whom: Iterable[PersonShown], said: Callable[[], Words]) -> None:
    for one in whom:
        subject, text, html = written(one.language, said)
        post.send(session, to=one.email, language=one.language, subject=subject, text=text, html=html)
