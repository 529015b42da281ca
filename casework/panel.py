"""The section of a record that shows needs, concerns and strengths; and what of the child may go into a search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import profiles
from access.queries import subject
from access.rules import ACTIVE, Item
from access.sight import Sight
from access.telling import plain, word
from casework import rules, suggestions
from casework.queries import needs as queries
from casework.queries.needs import NeedShown
from childindex.models import Card
from childindex.panels import Panel
from consent import queries as consent
from consent.preview import Line
from directory import queries as directory
from foundation import clock, words
from foundation.acts import permits
from foundation.db import reading
from foundation.permissions import Permission
from search import asking
from search.engine import Answer, IndexMissing
from search.question import Known, Question


@dataclass(frozen=True)
class NeedsPanel:
    """What is shown: the kinds that are noted here, what there is of each, which may be added.

    services: how many may help with what nobody has met; None where the directory is not opened from needs.
    """

    child: str
    kinds: tuple[str, ...]
    of_kind: Mapping[str, Sequence[NeedShown]]
    may_add: frozenset[str]
    services: int | None


def gather(sight: Sight) -> NeedsPanel | None:
    """Inside a look: the section, or None where this profile notes nothing of the sort, or this viewer sees none of it."""
    kinds = rules.kept(profiles.current())
    may_read = [kind for kind in kinds if sight.sees(kind, Item(author=True))]
    if not may_read:
        return None
    shown = queries.of_child(sight)
    may = sight.child.state.status == ACTIVE and permits(sight.actor, Permission.NEED_KEEP, subject(sight.child))
    return NeedsPanel(
        sight.child.uuid,
        kinds,
        {kind: [one for one in shown if one.kind == kind] for kind in kinds},
        frozenset(may_read) if may else frozenset(),
        services(sight, shown),
    )


def services(sight: Sight, shown: Sequence[NeedShown]) -> int | None:
    """How many services may help; None when there is no unmet need, or the directory is opened in another way here."""
    if profiles.current().directory_link != "needs" or not queries.unmet(shown):
        return None
    found = answer(question(sight, shown))
    return found.total if found else 0


def question(sight: Sight, shown: Sequence[NeedShown]) -> suggestions.Question:
    """Inside a look: what the directory would be asked, of those facts only that this viewer sees."""
    card = reading().get(Card, sight.child.id)
    return suggestions.question(
        queries.unmet(shown),
        card.born if card and sight.sees("born") else None,
        clock.today(),
        postcodes=card.postcodes if card and sight.sees("address") else (),
        language=_language(sight),
    )


def _language(sight: Sight) -> str:
    """The language in which the family was last told or asked, when the directory knows it."""
    said = [one.language for one in consent.notices(sight.child.records)]
    said += [one.language for one in consent.standing(sight.child.records)]
    known = directory.vocabulary("languages").terms
    return next((one for one in said if one != words.SOURCE and one in known), "")


def answer(asked: suggestions.Question) -> Answer | None:
    """The directory's answer, reckoned here: nobody's page is opened and nothing is counted. None without an index."""
    parameters: dict[str, list[str]] = {}
    for name, value in asked:
        parameters.setdefault(name, []).append(value)
    known = Known(needs=frozenset(queries.framework()), languages=frozenset(directory.vocabulary("languages").terms))
    found, _refused = Question.from_parameters(parameters, known, words.language())
    try:
        return asking.ask(asking.understand(found, ()).question)
    except IndexMissing:
        return None


def lines(_records: Sequence[int]) -> list[Line]:
    """What a consent's preview says of this room: what such entries are, and nothing that is in them.

    Whoever asks a family for consent may not be allowed to read what is noted, nor whether anything is.
    """
    kinds = rules.kept(profiles.current())
    return [Line(kind, f"{word(f'info.{kind}')}: {plain(f'info.{kind}')}", "") for kind in kinds]


PANEL = Panel("needs", 60, "casework/panel_needs.html", gather)
