"""Access in words: what a level opens, what is missing, what one signs."""

from __future__ import annotations

from babel.lists import format_list

import profiles
from accounts import rules
from accounts.operations.clearances import REPLACED
from accounts.operations.leaving import LEFT
from foundation import words
from foundation.words import gettext as _


def levels() -> dict[int, str]:
    """Every level, with a sentence on what it opens under the profile of this site."""
    return {level: level_words(level) for level in rules.LEVELS}


def level_words(level: int) -> str:
    """What one level opens that the level below does not."""
    opened = [
        said
        for kind, said in _kinds().items()
        if profiles.current().access.thresholds.get(kind, max(rules.LEVELS)) == level
    ]
    things = format_list(opened, locale=words.locale()) if opened else ""
    if level == 0:
        return (
            _("Level 0: who a child is and who is involved, and also: %(things)s.") % {"things": things}
            if things
            else _("Level 0: who a child is and who is involved.")
        )
    if not things:
        return _("Level %(number)s: the same as the level below.") % {"number": level}
    return _("Level %(number)s: all of the levels below, and also: %(things)s.") % {"number": level, "things": things}


def _kinds() -> dict[str, str]:
    return {
        "address": _("addresses"),
        "alias": _("other names of the child"),
        "family": _("people of the family"),
        "known": _("the kinds of agency that know the child"),
        "need": _("needs and strengths"),
        "sensitive": _("how to ring a sensitive service"),
        "concern": _("concerns"),
    }


def missing(code: str, *, asked: bool = False) -> str:
    """What is missing, and what is to be done about it."""
    if code == "clearance" and asked:
        return _("Your access was asked for. An administrator has not decided yet.")
    return {
        "clearance": _("Nobody has asked for your access. Ask the person below to do it."),
        "second-factor": _("You have no app and no passkey. Set one up: it takes five minutes."),
        "vetting": _("Nobody has said that you are vetted, or it was too long ago. Ask the person below."),
        "training": _("Nobody has said that you are trained, or it was too long ago. Ask the person below."),
        "terms": _("You have not signed the terms of use this year. Read them below and sign."),
        "administrator": _("You are an administrator, who never sees a child. One of your roles must be ended."),
    }[code]


def short(code: str) -> str:
    """The same in a table, where somebody else reads it."""
    return {
        "clearance": _("not granted"),
        "second-factor": _("no app or passkey"),
        "vetting": _("vetting"),
        "training": _("training"),
        "terms": _("terms not signed"),
        "administrator": _("is an administrator"),
    }[code]


def why_ended(kept: str) -> str:
    """Why a clearance ended."""
    if kept == LEFT:
        return _("They no longer work here.")
    return _("A new one replaced it.") if kept == REPLACED else kept


def terms() -> list[str]:
    """The terms of use, sentence by sentence. When the meaning of one changes, rules.TERMS_VERSION is counted up."""
    return [
        _("I look for a child only when my work with that child asks for it."),
        _("I write down my true reason each time I open a record."),
        _("I never look for my own family, my friends, my neighbours or people in the news."),
        _("I know that every search and every look is written down, and that a family may read who looked."),
        _("I ask the family before I add a need, a concern or a strength, unless the law lets me go on without."),
        _("I write only what I know, in words that I would say to the family."),
        _("I correct what I find to be wrong, or tell somebody who can."),
        _("I share my password, my app and my passkey with nobody, and I sign out when I leave a device."),
        _("I keep what I read to the people who need it to help this child."),
        _("I know that this index does not replace the rules that keep children safe: in danger I ring at once."),
        _("I tell the privacy officer as soon as I think that something went wrong."),
    ]
