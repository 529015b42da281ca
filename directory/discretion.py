"""Pages about what is sensitive: nothing in their title, address or files says it to whoever looks over a shoulder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from directory import queries
from web import frame


def about(entry: Mapping[str, Any]) -> bool:
    """Whether an entry bears a sensitive type of service; the page of this request is discreet from then on if it does."""
    sensitive = queries.sensitive(entry["types"])
    if sensitive:
        frame.be_discreet()
    return sensitive
