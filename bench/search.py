"""Search at 10,000 entries: process-CPU milliseconds beside two peers, and memory. `python -m bench.search [ENTRIES]`.

Each index is built in a process of its own, and each engine is measured in a fresh one, so that memory is its own.
Every kind of question is asked 300 times with other words, the first time a word is met included.
"""

from __future__ import annotations

import json
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from bench.entries import COMMON, NEEDS, RARE, TYPES, entries, vocabulary

KINDS = ("keyword", "type + need", "distance", "browse + counts", "keyword + counts", "phrase")
TARGETS = {kind: 30 if kind == "phrase" else 15 for kind in KINDS}
ENGINES = ("waymark", "FTS5", "Whoosh, a searcher a request")
ROUNDS = 300
MOMENT = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
MEMORY_MB = 250
PAGE = 10
Ask = Callable[[random.Random], object]


def main() -> None:
    """Build, measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        found = {}
        for engine in ENGINES:
            built = _child("build", engine, folder, count)
            found[engine] = {**_child("measure", engine, folder, count), "build s": built["seconds"]}
    _print(count, found)


def _child(task: str, engine: str, folder: str, count: int) -> dict[str, Any]:
    command = [sys.executable, "-W", "ignore", "-m", "bench.search", task, engine, folder, str(count)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    result: dict[str, Any] = json.loads(said.splitlines()[-1])
    return result


def _print(count: int, found: dict[str, dict[str, Any]]) -> None:
    print(f"{count:,} entries, {ROUNDS} questions a kind: CPU milliseconds p50 / p95\n")
    print(f"{'':18}{'target':>8}" + "".join(f"{engine:>32}" for engine in ENGINES))
    for kind in KINDS:
        cells = "".join(f"{_cell(found[engine].get(kind)):>32}" for engine in ENGINES)
        print(f"{kind:18}{TARGETS[kind]:>8}{cells}")
    for name in ("build s", "open ms", "memory MB"):
        target = f"{MEMORY_MB}" if name == "memory MB" else ""
        print(f"{name:18}{target:>8}" + "".join(f"{found[engine][name]:>32}" for engine in ENGINES))


def _cell(times: list[float] | None) -> str:
    return "-" if times is None else f"{times[0]:.2f} / {times[1]:.2f}"


def _measure(asks: dict[str, Ask]) -> dict[str, list[float]]:
    found = {}
    for kind, ask in asks.items():
        chance, times = random.Random(11), []
        for _ in range(ROUNDS):
            before = time.process_time()
            ask(chance)
            times.append((time.process_time() - before) * 1000)
        ordered = sorted(times)
        found[kind] = [statistics.median(ordered), ordered[int(len(ordered) * 0.95)]]
    return found


def _words(chance: random.Random) -> list[str]:
    """What people type: one to three words, one of them often rare."""
    words = [chance.choice(COMMON) for _ in range(chance.choice([0, 1, 2]))]
    return [*words, chance.choice(RARE)] if chance.random() < 0.6 or not words else words


def _pair(chance: random.Random) -> tuple[str, str]:
    return chance.choice(COMMON[:30]), chance.choice(COMMON[:30])


def _point(chance: random.Random) -> tuple[float, float]:
    return chance.gauss(52.69, 0.1), chance.gauss(-2.46, 0.15)


# Ours


def build_waymark(folder: Path, count: int) -> None:
    """The embedded index."""
    from search.documents import search_document  # noqa: PLC0415  # each engine in a process of its own
    from search.engines.embedded import EmbeddedEngine  # noqa: PLC0415  # each engine in a process of its own

    EmbeddedEngine(folder / "index").rebuild((search_document(e, vocabulary) for e in entries(count)), lambda _n: None)


def measure_waymark(folder: Path) -> dict[str, Ask]:
    """Every answer carries all counts, so "keyword" and "keyword + counts" are one."""
    from search.engines.embedded import EmbeddedEngine  # noqa: PLC0415  # each engine in a process of its own
    from search.question import Near, Question  # noqa: PLC0415  # each engine in a process of its own

    engine = EmbeddedEngine(folder / "index")

    def ask(**asked_for: Any) -> object:
        return engine.answer(Question(**asked_for), MOMENT, {})

    def near(chance: random.Random) -> Near:
        return Near(*_point(chance), (("outcode", "TF1"), ("district", "E06000020")))

    def typed(chance: random.Random) -> object:
        return ask(words=" ".join(_words(chance)), types=(chance.choice(TYPES),), needs=(chance.choice(NEEDS),))

    ask()
    return {
        "keyword": lambda chance: ask(words=" ".join(_words(chance))),
        "type + need": typed,
        "distance": lambda chance: ask(words=chance.choice(COMMON), near=near(chance), within=5.0, sort="distance"),
        "browse + counts": lambda chance: ask(types=chance.choice([(), (chance.choice(TYPES),)])),
        "keyword + counts": lambda chance: ask(words=" ".join(_words(chance)), open_now=chance.random() < 0.5),
        "phrase": lambda chance: ask(words=f'"{" ".join(_pair(chance))}"'),
    }


# SQLite FTS5 as anybody would use it


def _flat(count: int) -> Iterator[tuple[int, str, str, str, list[str], list[str], float, float]]:
    for number, whole in enumerate(entries(count)):
        entry, texts = whole["entry"], whole["entry"]["texts"]
        said = [" ".join(text["words"] for text in texts[field].values()) for field in texts]
        point = whole["sites"][0]["point"] if whole["sites"] else (0.0, 0.0)
        organisation = whole["organisation"]["texts"]["name"]["en"]["words"]
        yield number, said[0], organisation, " ".join(said[1:]), entry["types"], entry["needs"], *point


def build_fts5(folder: Path, count: int) -> None:
    """One table of words, one of numbers, one of codes."""
    base = sqlite3.connect(folder / "fts.db")
    base.executescript(
        "CREATE VIRTUAL TABLE words USING fts5"
        " (name, organisation, body, tokenize='porter unicode61 remove_diacritics 2');"
        "CREATE TABLE entry (id INTEGER PRIMARY KEY, lat REAL, lon REAL);"
        "CREATE TABLE code (entry INTEGER, code TEXT); CREATE INDEX code_code ON code (code, entry);"
    )
    for number, name, organisation, body, types, needs, lat, lon in _flat(count):
        base.execute(
            "INSERT INTO words (rowid, name, organisation, body) VALUES (?,?,?,?)", (number, name, organisation, body)
        )
        base.execute("INSERT INTO entry VALUES (?,?,?)", (number, lat, lon))
        base.executemany("INSERT INTO code VALUES (?,?)", [(number, code) for code in (*types, *needs)])
    base.commit()
    base.close()


def measure_fts5(folder: Path) -> dict[str, Ask]:
    """Plain SQL."""
    base = sqlite3.connect(folder / "fts.db")
    base.create_function("miles", 4, _miles, deterministic=True)

    def run(sql: str, *values: object) -> list[Any]:
        return base.execute(sql, values).fetchall()

    top = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 6, 3, 1) LIMIT 10"
    counts = (
        "SELECT code, count(*) FROM code WHERE +entry IN (SELECT rowid FROM words WHERE words MATCH ?) GROUP BY code"
    )
    having = " AND +rowid IN (SELECT entry FROM code WHERE code = ?)"

    def typed(chance: random.Random) -> object:
        sql = top.replace(" ORDER", having * 2 + " ORDER")
        return run(sql, " ".join(_words(chance)), chance.choice(TYPES), chance.choice(NEEDS))

    def near(chance: random.Random) -> object:
        word, (lat, lon) = chance.choice(COMMON), _point(chance)
        sql = (
            "SELECT id, miles(?, ?, lat, lon) AS away FROM entry JOIN words ON words.rowid = entry.id"
            " WHERE words MATCH ? AND lat BETWEEN ? AND ? AND away <= 5 ORDER BY away LIMIT 10"
        )
        return run(sql, lat, lon, word, lat - 0.08, lat + 0.08)

    def counted(chance: random.Random) -> object:
        words = " ".join(_words(chance))
        return run(top, words), run(counts, words)

    return {
        "keyword": lambda chance: run(top, " ".join(_words(chance))),
        "type + need": typed,
        "distance": near,
        "browse + counts": lambda _chance: run("SELECT code, count(*) FROM code GROUP BY code"),
        "keyword + counts": counted,
        "phrase": lambda chance: run(top, f'"{" ".join(_pair(chance))}"'),
    }


def _miles(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    north, east = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    chord = sin(north) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east) ** 2
    return 7917.6 * asin(sqrt(chord))


# Whoosh as its tutorial does it


def build_whoosh(folder: Path, count: int) -> None:
    """Text fields, keywords, one writer."""
    from whoosh import fields, index  # noqa: PLC0415  # each engine in a process of its own

    (folder / "whoosh").mkdir()
    words, codes = fields.TEXT(), fields.KEYWORD(commas=True, stored=True)
    schema = fields.Schema(
        id=fields.ID(stored=True), name=words, organisation=words, body=words, types=codes, needs=codes
    )
    writer = index.create_in(str(folder / "whoosh"), schema).writer(limitmb=256)
    for number, name, organisation, body, types, needs, _lat, _lon in _flat(count):
        codes_of = {"types": ",".join(types), "needs": ",".join(needs)}
        writer.add_document(id=str(number), name=name, organisation=organisation, body=body, **codes_of)
    writer.commit()


def measure_whoosh(folder: Path) -> dict[str, Ask]:
    """Open a searcher for each request, parse, search; counts by its own grouping. It has no distance."""
    from whoosh import index, query, sorting  # noqa: PLC0415  # each engine in a process of its own
    from whoosh.qparser import MultifieldParser  # noqa: PLC0415  # each engine in a process of its own

    found = index.open_dir(str(folder / "whoosh"))
    parser = MultifieldParser(["name", "organisation", "body"], found.schema)

    def run(asked: Any, codes: Any = None, counts: bool = False) -> object:
        groups = sorting.Facets()
        for field in ("types", "needs") if counts else ():
            groups.add_facet(
                field, sorting.StoredFieldFacet(field, allow_overlap=True, split_fn=lambda text: text.split(","))
            )
        with found.searcher() as searcher:
            results = searcher.search(asked, limit=PAGE, filter=codes, groupedby=groups if counts else None)
            return [hit["id"] for hit in results]

    def typed(chance: random.Random) -> object:
        both = query.And([query.Term("types", chance.choice(TYPES)), query.Term("needs", chance.choice(NEEDS))])
        return run(parser.parse(" ".join(_words(chance))), both)

    return {
        "keyword": lambda chance: run(parser.parse(" ".join(_words(chance)))),
        "type + need": typed,
        "browse + counts": lambda _chance: run(query.Every(), counts=True),
        "keyword + counts": lambda chance: run(parser.parse(" ".join(_words(chance))), counts=True),
        "phrase": lambda chance: run(parser.parse(f'"{" ".join(_pair(chance))}"')),
    }


BUILD = dict(zip(ENGINES, (build_waymark, build_fts5, build_whoosh), strict=True))
MEASURE = dict(zip(ENGINES, (measure_waymark, measure_fts5, measure_whoosh), strict=True))


def task(name: str, engine: str, folder: Path, count: int) -> dict[str, Any]:
    """What a child process does."""
    before = time.perf_counter()
    if name == "build":
        BUILD[engine](folder, count)
        return {"seconds": round(time.perf_counter() - before, 1)}
    asks = MEASURE[engine](folder)
    opened = round((time.perf_counter() - before) * 1000)
    found: dict[str, Any] = dict(_measure(asks))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {**found, "open ms": opened, "memory MB": memory}


if __name__ == "__main__":
    if len(sys.argv) == 5:
        print(json.dumps(task(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))))
    else:
        main()
