"""The trail: an append-only record of who did what to whom, that cannot be cut or edited unseen.

A line holds ids, rule and outcome. What could name a child is encrypted apart, under a key that can be destroyed.
Lines are chained in numbered streams; each minute a seal names the head of every stream that moved, and is copied to a
file outside the database. Lines younger than the last seal can be cut unseen by somebody who writes to the database.
"""

from __future__ import annotations

from foundation.audit.lines import TrailAbout, TrailLine, TrailName, TrailSeal, write_line
from foundation.audit.names import destroy_names, open_names, read_names
from foundation.audit.sealing import seal
from foundation.audit.verifying import Finding, verify

__all__ = [
    "Finding",
    "TrailAbout",
    "TrailLine",
    "TrailName",
    "TrailSeal",
    "destroy_names",
    "open_names",
    "read_names",
    "seal",
    "verify",
    "write_line",
]
