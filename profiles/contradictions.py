"""Choices that are each allowed but do not go together. (pure)"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from profiles.schema import LeadRole, Profile


def contradictions(profile: Profile) -> Iterator[str]:
    """A sentence for each pair of choices that cannot both be meant."""
    yield from chain(_levels(profile), _roles(profile), _finding(profile), _recording(profile), _following(profile))


def _levels(profile: Profile) -> Iterator[str]:
    levels = [level.key for level in profile.levels]
    if len(set(levels)) < len(levels):
        yield "levels names one level twice."
    if profile.store_level and not levels:
        yield "store_level needs levels."
    if profile.meetings.min_level and profile.meetings.min_level not in levels:
        yield f"meetings speaks of the level {profile.meetings.min_level!r}, which levels does not name."


def _roles(profile: Profile) -> Iterator[str]:
    roles = [role.key for role in profile.lead_roles]
    if len(set(roles)) < len(roles):
        yield "lead_roles names one role twice."
    levels = [level.key for level in profile.levels]
    for role in profile.lead_roles:
        yield from _role(role, levels)


def _role(role: LeadRole, levels: Sequence[str]) -> Iterator[str]:
    unknown = [level for level in (role.min_level, role.max_level) if level and level not in levels]
    if unknown:
        yield f"lead_roles.{role.key} speaks of the level {unknown[0]!r}, which levels does not name."
    elif role.min_level and role.max_level and levels.index(role.min_level) > levels.index(role.max_level):
        yield f"lead_roles.{role.key} begins at a level above the one where it ends."
    if not role.chosen_by:
        yield f"lead_roles.{role.key} can be chosen by nobody."


def _finding(profile: Profile) -> Iterator[str]:
    if profile.search.mode == "any_field":
        return
    if not profile.search.required:
        yield "search.required asks for nothing, so that children could be listed."
    for level, asked in profile.search.required_by_level.items():
        if not asked:
            yield f"search.required_by_level.{level} asks for nothing, so that children could be listed."


def _recording(profile: Profile) -> Iterator[str]:
    if not profile.involvement_kinds:
        yield "involvement_kinds is empty, so that nobody could say that they work with a child."
    if profile.need_expiry_months < profile.need_review_months:
        yield "need_expiry_months ends a need before need_review_months has it looked at again."
    if profile.directory_link == "needs" and not (profile.needs or profile.concerns):
        yield "directory_link opens from needs, and this profile notes neither needs nor concerns."
    if profile.directory_link == "assessment" and not profile.forms.assessment:
        yield "directory_link opens from an assessment, and forms names none."


def _following(profile: Profile) -> Iterator[str]:
    if profile.events.gaps and "gap" not in profile.events.kinds:
        yield "events.gaps needs gap among events.kinds."
    kept = {"event": bool(profile.events.kinds), "need": profile.needs, "concern": profile.concerns}
    for alert in profile.alerts:
        if not kept[alert.count_of]:
            yield f"alerts counts each {alert.count_of}, and this profile keeps none."
