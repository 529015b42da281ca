"""What one viewer sees of one child in one request. Each decision is noted, so that the trail can say what was shown."""

from __future__ import annotations

from collections import defaultdict

import profiles
from access import queries
from access.queries import ChildKnown
from access.rules import PLAIN, Case, Decision, Item, decide
from foundation import acts
from foundation.acts import Actor
from foundation.permissions import Permission


class Sight:
    """Ask sees() before anything about a child is shown; nothing else decides."""

    def __init__(self, actor: Actor, known: ChildKnown, case: Case) -> None:
        self.actor, self.child, self.case = actor, known, case
        self._parts: dict[str, list[str]] = defaultdict(list)

    def sees(self, kind: str, item: Item = PLAIN) -> Decision:
        """How much of this the viewer is shown; the answer is noted."""
        found = decide(profiles.current().access, self.case, kind, item)
        self._parts[kind].append(f"{found.view} {found.rule}")
        return found

    def tell_the_trail(self, permission: Permission = Permission.CHILD_SEE) -> None:
        """Before the page leaves: a line with every part that was shown or withheld, each by its rule."""
        acts.showed(self.actor, permission, queries.subject(self.child), dict(self._parts))


def sight_of(actor: Actor, uuid: str) -> Sight | None:
    """Inside a look: this viewer before this child, or None when there is none of that id."""
    known = queries.child(uuid)
    return None if known is None else Sight(actor, known, queries.case(actor, known))
