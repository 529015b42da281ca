"""Who may build the index again. (pure)"""

from __future__ import annotations

from foundation.acts import Actor, Subject
from foundation.permissions import Permission


def is_system(actor: Actor, _subject: Subject) -> bool:
    """A named part of the system, or somebody at the server's own command line."""
    return actor.kind == "system"


POLICY = {Permission.INDEX_REBUILD: [[is_system]]}
