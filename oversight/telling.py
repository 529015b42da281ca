"""Oversight in words: acts, outcomes, parts of a record, roles, what a family reads of a look, what is asked of people."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from babel.dates import format_skeleton

from foundation import words
from foundation.permissions import Permission
from foundation.words import gettext as _
from foundation.words import ngettext
from oversight import looks, rules


def act(code: str) -> str:
    """What somebody did."""
    return _acts().get(code, code)


def acts() -> list[tuple[str, str]]:
    """Every act that can be asked for, and its words, in order of the words."""
    return sorted(_acts().items(), key=lambda pair: pair[1].casefold())


def _acts() -> dict[str, str]:
    return {
        Permission.CHILD_FIND: _("Looked for a child"),
        Permission.CHILD_OPEN: _("Opened a record, with a reason"),
        Permission.CHILD_SEE: _("Looked at a record"),
        Permission.CHILD_ADD: _("Added a child"),
        Permission.CHILD_EDIT: _("Changed what is kept"),
        Permission.CHILD_HIDE: _("Hid a record, or showed it again"),
        Permission.CHILD_SHIELD: _("Protected a child"),
        Permission.CHILD_MERGE: _("Joined two records, or parted them"),
        Permission.CHILD_RULE: _("Decided which fact is right"),
        Permission.CHILD_RELEASE: _("Decided on records that wait"),
        Permission.CHILD_ARCHIVE: _("Put a record away, or took it back"),
        Permission.EMERGENCY_ASK: _("Opened a record in an emergency"),
        Permission.EMERGENCY_RULE: _("Looked at emergencies"),
        Permission.CENTRAL_ASK: _("Asked the central team"),
        Permission.CENTRAL_ANSWER: _("Answered for the central team"),
        Permission.INVOLVEMENT_KEEP: _("Said who is involved"),
        Permission.LEAD_KEEP: _("Offered, took or handed over the lead"),
        Permission.CASELOAD_SEE: _("Looked at their own list"),
        Permission.CONSENT_KEEP: _("Recorded what a family agreed to"),
        Permission.GROUND_REVIEW: _("Reviewed sharing without consent"),
        Permission.NOTICE_KEEP: _("Noted that a family was told"),
        Permission.NEED_KEEP: _("Recorded a need, a concern or a strength"),
        Permission.STEP_KEEP: _("Kept their next steps"),
        Permission.STEPS_SEE: _("Looked at late next steps"),
        Permission.SHORTLIST_KEEP: _("Kept a list of services"),
        Permission.REFERRING_SEE: _("Read what is for practitioners only"),
        Permission.TRAIL_SEE: _("Read the trail"),
        Permission.TRAIL_NAMES: _("Read the trail, with names"),
        Permission.LOOKED_SEE: _("Showed a family who looked"),
        Permission.QUESTION_ASK: _("Asked for a family who looked"),
        Permission.QUESTION_RULE: _("Answered a family"),
        Permission.CLEARANCE_ASK: _("Asked for access for somebody"),
        Permission.CLEARANCE_KEEP: _("Decided on access"),
        Permission.BOROUGH_LOAD: _("Loaded the sample"),
    }


def outcomes() -> list[tuple[str, str]]:
    """Every outcome and its words."""
    return [("done", _("Allowed")), ("shown", _("Shown")), ("refused", _("Refused"))]


def outcome(code: str) -> str:
    """How it ended."""
    return dict(outcomes()).get(code, code)


def parts(said: Mapping[str, Sequence[str]]) -> list[str]:
    """What was shown or withheld of a record, each with the rule that decided: "Addresses: withheld (R8)"."""
    return [
        _("%(part)s: %(how)s") % {"part": _part(kind), "how": ", ".join(dict.fromkeys(_how(one) for one in decided))}
        for kind, decided in sorted(said.items())
    ]


def _how(decided: str) -> str:
    view, _space, rule = decided.partition(" ")
    said = {
        "full": _("shown"),
        "stub": _("only that it is there"),
        "number": _("only a number to ring"),
        "none": _("withheld"),
    }.get(view, view)
    return f"{said} ({rule})" if rule else said


def _part(kind: str) -> str:
    return {
        "record": _("The record"),
        "name": _("Name"),
        "gender": _("Gender"),
        "born": _("Date of birth"),
        "id": _("Numbers"),
        "gp": _("Doctor"),
        "school": _("School"),
        "address": _("Addresses"),
        "alias": _("Other names"),
        "family": _("Family"),
        "known": _("Kinds of agency that know the child"),
        "involvement": _("Who is involved"),
        "lead": _("Who leads"),
        "need": _("Needs"),
        "concern": _("Concerns"),
        "strength": _("Strengths"),
        "event": _("Events"),
        "assessment": _("Assessments"),
        "referral": _("Referrals"),
        "message": _("Messages"),
        "shield-contact": _("Whom to ring about a protected child"),
        "hit": _("Name and year of birth in a search"),
        "hit-area": _("Area in a search"),
        "looked": _("Who looked"),
    }.get(kind, kind)


def role(code: str) -> str:
    """A role as a family reads it."""
    return {
        "practitioner": _("Practitioner"),
        "supervisor": _("Supervisor"),
        "co-ordinator": _("Co-ordinator of the central team"),
        "data-manager": _("Data manager"),
        "privacy-officer": _("Privacy officer"),
        "auditor": _("Auditor"),
    }.get(code, _("Somebody who worked there"))


def what(kind: str, times: int) -> str:
    """What they did about the record, for its family."""
    if kind == looks.SEARCHED:
        return ngettext(
            "was shown your name and year of birth when searching",
            "was shown your name and year of birth when searching, %(num)d times",
            times,
        ) % {"num": times}
    return {
        looks.CHANGED: _("wrote something in your record"),
        looks.CHECKED: _("checked who looked at your record"),
    }.get(kind, _("looked at your record"))


def month(on: date) -> str:
    """A month and its year: May 2026."""
    return format_skeleton("yMMMM", on, locale=words.locale())


def pattern(code: str, times: int) -> str:
    """What is worth asking somebody, as a question."""
    number = {"num": times}
    if code == rules.EMERGENCIES:
        said = ngettext("Opened %(num)d record in an emergency. Why was it so often?",
                        "Opened records in an emergency %(num)d times. Why was it so often?", times)  # fmt: skip
    elif code == rules.SAME_NAME:
        said = ngettext("Opened %(num)d record of a child with their own family name. Do they know the family?",
                        "Opened %(num)d records of children with their own family name. Do they know the family?",
                        times)  # fmt: skip
    elif code == rules.NOT_INVOLVED:
        said = ngettext("Opened %(num)d record where nobody of their agency is involved. What were they looking for?",
                        "Opened %(num)d records where nobody of their agency is involved. What were they looking for?",
                        times)  # fmt: skip
    elif code == rules.REFUSED:
        said = ngettext("Was refused %(num)d time. Do they need help, or other access?",
                        "Was refused %(num)d times. Do they need help, or other access?", times)  # fmt: skip
    else:
        said = ngettext("Opened %(num)d record at night or at a weekend. Do they work then?",
                        "Opened %(num)d records at night or at a weekend. Do they work then?", times)  # fmt: skip
    return said % number


def asked(said: str) -> str:
    """What somebody asked the index, as words; kept as JSON."""
    try:
        held = json.loads(said)
    except ValueError:
        return said
    values = held.values() if isinstance(held, dict) else held if isinstance(held, list) else [held]
    return ", ".join(str(one) for one in values if one)
