"""Values as JSON holds them. (pure)"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any


def plain(value: Any) -> Any:
    """A value as JSON holds it: dates ISO, times HH:MM, money as text."""
    match value:
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M")
        case Decimal():
            return f"{value:.2f}"
        case tuple():
            return [plain(v) for v in value]
        case Mapping():
            return {k: plain(v) for k, v in value.items()}
    return value
