"""What may be said of involvement and lead, what is in dispute, how long a record is kept. (pure)"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from access.rules import finds_children, manages_data
from foundation.acts import is_system
from foundation.permissions import Permission
from profiles.schema import LeadRole, Profile

ADULT_AT = 18  # years: then a record is put away (ContactPoint's rule; CP regulations 2007)
KEPT_AFTER = 6  # years after that it goes for good

POLICY = {
    Permission.INVOLVEMENT_KEEP: [[finds_children], [is_system]],
    Permission.LEAD_KEEP: [[finds_children], [is_system]],
    Permission.CASELOAD_SEE: [[finds_children]],
    Permission.BOROUGH_LOAD: [[is_system]],
}

__all__ = ["POLICY", "manages_data"]


def disputed(values: Iterable[tuple[int, Mapping[str, Any]]]) -> frozenset[int]:
    """Of the live values of one kind, those in dispute: all of them as soon as two differ."""
    held = list(values)
    different = {_comparable(value) for _id, value in held}
    return frozenset(one for one, _value in held) if len(different) > 1 else frozenset()


def _comparable(value: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What makes two values differ: how a name is said or written in its own script does not."""
    aside = {"script", "script_lang", "say", "phone"}
    said = ((key, "".join(str(one).casefold().split())) for key, one in value.items() if one and key not in aside)
    return tuple(sorted(said))


def archive_on(born: date | None) -> date | None:
    """The eighteenth birthday; None while nobody knows when the child was born."""
    return None if born is None else _years_after(born, ADULT_AT)


def purge_on(archived: date | None) -> date | None:
    """Six years after the record was put away."""
    return None if archived is None else _years_after(archived, KEPT_AFTER)


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)


def leads_offered(profile: Profile, level: str) -> list[LeadRole]:
    """The roles that may be offered for a child at this level of need ("" when none is stored)."""
    order = [one.key for one in profile.levels]

    def fits(role: LeadRole) -> bool:
        if not level or level not in order:
            return True
        at = order.index(level)
        low = order.index(role.min_level) if role.min_level else 0
        high = order.index(role.max_level) if role.max_level else len(order) - 1
        return low <= at <= high

    return [role for role in profile.lead_roles if fits(role)]


def lead_role(profile: Profile, key: str) -> LeadRole | None:
    """One role by its key."""
    return next((role for role in profile.lead_roles if role.key == key), None)


def may_be_lay(profile: Profile, key: str) -> bool:
    """Whether a relative or volunteer may hold this role here."""
    role = lead_role(profile, key)
    return role is not None and role.allow_nonprofessional


def is_last(agencies_left: Sequence[str]) -> bool:
    """Whether nobody is involved any more, of any agency, once somebody goes."""
    return not agencies_left


def required(profile: Profile, level: int) -> tuple[str, ...]:
    """What somebody with this clearance must know before looking: the kindest rule that they reach."""
    reached = [key for key in profile.search.required_by_level if int(key) <= level]
    return profile.search.required_by_level[max(reached, key=int)] if reached else profile.search.required
