"""The checklist and the agreement that Waymark brings, for authorities that have written none. (pure)"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "shipped.toml"


@dataclass(frozen=True)
class ShippedItem:
    """One thing to check. words: by language."""

    code: str
    needed: bool
    words: dict[str, str]


@cache
def items() -> tuple[ShippedItem, ...]:
    """What is checked."""
    return tuple(
        ShippedItem(one["code"], one["needed"], {k: v for k, v in one.items() if len(k) == 2})
        for one in _read()["item"]
    )


@cache
def agreement() -> tuple[dict[str, str], int]:
    """The words of the agreement by language, and after how many months it is looked at again."""
    said = _read()["agreement"]
    return {tag: words.strip() for tag, words in said.items() if tag != "months"}, said["months"]


@cache
def _read() -> Any:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
