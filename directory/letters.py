"""Letters about changes: in the language of the person, with one thing to do. Queued inside the change that they tell of."""

from __future__ import annotations

from sqlalchemy.orm import Session

from accounts.letters import Words, written
from accounts.queries import PersonShown, person
from directory.models import Change
from foundation import post
from foundation.whereabouts import whole
from foundation.words import gettext as _


def decided(session: Session, row: Change, words: str) -> None:
    """Tell whoever wrote a change what the desk decided, with the desk's own words. Nobody to tell: nothing is sent."""
    who = person(row.by)
    if who is None:
        return
    subject, text, html = written(who.language, lambda: _words(row, who, words))
    post.send(session, to=who.email, language=who.language, subject=subject, text=text, html=html)


def _words(row: Change, who: PersonShown, words: str) -> Words:
    subject, told, doing = {
        "published": (
            _("Your change was published"),
            _("What you sent about %(service)s is now public."),
            _("See what you sent"),
        ),
        "asked": (
            _("A question about your change"),
            _(
                "We have a question about what you sent for %(service)s. Until you answer, families see what was there before."
            ),
            _("Read the question and answer"),
        ),
        "refused": (
            _("Your change was not published"),
            _("We did not publish what you sent for %(service)s. Families see what was there before."),
            _("See what you sent"),
        ),
    }[row.state]
    paragraphs = [told % {"service": row.name}]
    if words:
        paragraphs += [_("The council writes:"), words]
    path = f"/{who.language}/your-services/changes/{row.uuid}"
    return Words(subject, _("Hello %(name)s,") % {"name": who.name}, paragraphs, (doing, whole(path)))
