"""The engines that the search benchmark compares: each builds an index in a folder, and answers the same questions."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.asking import Ask
from bench.entries import entries

PAGE = 10
FACETS = ("type", "need", "day", "language", "access", "delivery", "for")
NAMES = {  # as they are printed: the module here
    "Waymark": "waymark",
    "FTS5": "fts5",
    "FTS5 + numpy": "fts5_numpy",
    "tantivy": "tantivy_",
    "Whoosh, naive": "whoosh_naive",
    "PostgreSQL": "postgresql",
}
SLOW = ("Whoosh, naive",)  # asked fewer questions
DROPPED = ("PostgreSQL",)  # when it has been measured, also where folders are kept: it lies on somebody's server
ON_THE_CLOCK = ("PostgreSQL",)  # it works in processes of its own, so its milliseconds are those of the clock


@dataclass(frozen=True)
class Running:
    """An opened index. `update` writes an entry anew with a word of its own, and returns when that is found."""

    answer: Callable[[Ask], object]
    update: Callable[[int], object] | None = None
    tidy: Callable[[], object] | None = None  # after an update, when nobody waits
    able: Callable[[Ask], bool] = lambda _ask: True


def module(name: str) -> Any:
    """The module of an engine: build(folder, count) and running(folder)."""
    return importlib.import_module(f"bench.engines.{NAMES[name]}")


def present() -> list[str]:
    """The engines that can be compared here."""
    absent = set()
    if not importlib.util.find_spec("tantivy"):
        absent.add("tantivy")
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        absent.add("PostgreSQL")
    return [name for name in NAMES if name not in absent]


@dataclass(frozen=True)
class Flat:
    """An entry as peers store it: three texts, the values of every facet, a point."""

    number: int
    name: str
    organisation: str
    body: str
    values: dict[str, tuple[str, ...]]
    lat: float
    lon: float


def flat_entries(count: int) -> Iterator[Flat]:
    """Every entry; its words include those of its types and needs, as ours do."""
    from bench.entries import vocabulary  # noqa: PLC0415
    from search.documents import search_document  # noqa: PLC0415

    for number, whole in enumerate(entries(count)):
        texts = whole["entry"]["texts"]
        said = [" ".join(text["words"] for text in texts[field].values()) for field in texts]
        for kind in ("types", "needs"):
            said += [" ".join(vocabulary(kind, code).values()) for code in whole["entry"][kind]]
        ours = search_document(whole, vocabulary)
        days = tuple(
            day for at, day in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun")) if ours.days >> at & 1
        )
        values = (ours.types, ours.needs, days, ours.languages, ours.access, ours.delivery, ours.audience)
        point = whole["sites"][0]["point"] if whole["sites"] else (0.0, 0.0)
        organisation = whole["organisation"]["texts"]["name"]["en"]["words"]
        yield Flat(number, said[0], organisation, " ".join(said[1:]), dict(zip(FACETS, values, strict=True)), *point)


def index_folder(folder: Path, name: str) -> Path:
    """Where an engine keeps its index."""
    return folder / NAMES[name]
