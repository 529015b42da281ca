"""Who may record needs, keep next steps and lists of services; how long what they record holds. (pure)"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import date, timedelta

from access.rules import finds_children, is_central, works_here
from foundation.acts import is_system
from foundation.permissions import Permission
from profiles.schema import Profile
from vetting.rules import until

supervises = works_here("supervisor")

POLICY = {
    Permission.NEED_KEEP: [[finds_children], [is_system]],
    Permission.STEP_KEEP: [[finds_children], [is_system]],
    Permission.STEPS_SEE: [[supervises], [is_central]],
    Permission.SHORTLIST_KEEP: [[finds_children], [is_system]],
    Permission.REFERRING_SEE: [[finds_children]],
}

NEED, CONCERN, STRENGTH = "need", "concern", "strength"
KINDS = (NEED, CONCERN, STRENGTH)
WITH_STEP = (NEED, CONCERN)  # recording these is not acting: each has a next step, or why there is none
TO_SUPERVISOR = timedelta(days=7)
TO_CENTRAL_MONTHS = 1
SHORTLISTS_KEPT_MONTHS = 6
_NAME_AT_LEAST = 3  # letters: shorter names are words of every language


def kept(profile: Profile) -> tuple[str, ...]:
    """The kinds that this profile notes."""
    on = {NEED: profile.needs, CONCERN: profile.concerns, STRENGTH: profile.strengths}
    return tuple(kind for kind in KINDS if on[kind])


def review_on(profile: Profile, kind: str, today: date) -> date:
    """When it is looked at again. A concern passes: its time is half as long, so that it is seen before it goes."""
    months = profile.need_review_months
    return until(today, max(1, months // 2) if kind == CONCERN else months)


def expires_on(profile: Profile, kind: str, today: date) -> date:
    """After which day it is no longer shown unless somebody renews it; of a concern, when a need is looked at again."""
    least = profile.need_expiry_months
    return until(today, min(profile.need_review_months, least) if kind == CONCERN else least)


def days_late(due: date, today: date) -> int:
    """How late a step is; 0 until its day has passed."""
    return max(0, (today - due).days)


def tells_who(words: str, names: Collection[str] = ()) -> str:
    """What in a title or a note could tell which child it is about: "day", "number", "name"; "" when nothing does.

    names: of the children whose records the writer opens. A year alone, or a telephone number, is nothing.
    """
    plain = _plain(words)
    if any(one.search(plain) for one in _DAYS):
        return "day"
    if any(len(re.sub(r"\D", "", one)) == _NHS_LENGTH and not one.startswith("0") for one in _NUMBER.findall(plain)):
        return "number"
    said = set(re.findall(r"[^\W\d_]+", plain))
    parts = {part for name in names for part in re.findall(r"[^\W\d_]+", _plain(name)) if len(part) >= _NAME_AT_LEAST}
    return "name" if said & parts else ""


_NHS_LENGTH = 10
_NUMBER = re.compile(r"\d(?:[ \-.]?\d){9,}")
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_DAYS = tuple(
    re.compile(one)
    for one in (
        r"\b\d{1,4}\s?[./\-]\s?\d{1,2}\s?[./\-]\s?\d{1,4}\b",
        r"\b(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d\b",
        r"\b\d{1,2}(?:st|nd|rd|th)?\.?\s+(?:of\s+)?\w+\s+(?:19|20)\d\d\b",  # a month of any language
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?:{_MONTH})\b",
        rf"\b(?:{_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b",
    )
)


def _plain(words: str) -> str:
    """Small letters without accents, western figures."""
    parted = unicodedata.normalize("NFKD", words).casefold()
    shown = (c for c in parted if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return "".join(str(unicodedata.digit(c, c)) for c in shown)
