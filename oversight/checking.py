"""Reading the whole trail, and keeping what was found. Slow: never inside a change."""

from __future__ import annotations

import time
from datetime import timedelta

from foundation import audit
from foundation.acts import Actor
from foundation.db import current_scope
from foundation.settings import Settings
from oversight import operations
from oversight.operations import Verified
from oversight.queries import trail


def check(actor: Actor, settings: Settings) -> Verified:
    """Verify the trail and keep the answer; whoever oversees it is written to when something is wrong."""
    began = time.perf_counter()
    lines = trail.lines_in_all()
    findings = list(audit.verify(current_scope().database, settings.seal_file))
    said = [(f"{one.where}: {one.what}", one.remark) for one in findings]
    found = Verified(
        lines,
        [words for words, remark in said if not remark],
        [words for words, remark in said if remark],
        timedelta(seconds=time.perf_counter() - began),
    )
    operations.keep_verification(actor, found)
    return found
