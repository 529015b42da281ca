"""Pages about what is sensitive: nothing in their title, address or files says it to whoever looks over a shoulder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from directory import queries
from web import frame


def about(entry: Mapping[str, Any]) -> bool:
    """Whether the page of this request must be discreet; it is from then on, if the entry bears a sensitive type of service."""
    if queries.sensitive(entry["types"]):
        frame.be_discreet()
    return frame.is_discreet()
