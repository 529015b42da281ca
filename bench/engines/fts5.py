"""SQLite FTS5, used well: candidates by its own ranking, filters by an indexed table of codes, `+rowid IN`, an R-tree."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from bench.asking import Ask
from bench.engines import PAGE, Flat, Running, flat_entries

_DEGREES = 5 / 69
Rows = list[Any]


def opened(folder: Path) -> sqlite3.Connection:
    """A connection with room for what it has read."""
    folder.mkdir(exist_ok=True)
    base = sqlite3.connect(folder / "fts.db")
    for pragma in ("journal_mode=wal", "synchronous=normal", "mmap_size=2000000000", "cache_size=-65536"):
        base.execute(f"PRAGMA {pragma}")
    base.create_function("miles", 4, _miles, deterministic=True)
    return base


def build(folder: Path, count: int) -> None:
    """One table of words, one of numbers, one of codes, an R-tree."""
    base = opened(folder)
    base.executescript(
        "CREATE VIRTUAL TABLE words USING fts5"
        " (name, organisation, body, tokenize='porter unicode61 remove_diacritics 2', prefix='2 3');"
        "CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);"
        "CREATE TABLE entry (id INTEGER PRIMARY KEY, lat REAL, lon REAL);"
        "CREATE VIRTUAL TABLE near USING rtree(id, south, north, west, east);"
        "CREATE TABLE code (code TEXT, entry INTEGER, PRIMARY KEY (code, entry)) WITHOUT ROWID;"
    )
    for entry in flat_entries(count):
        _write(base, entry)
    base.executescript(
        "CREATE INDEX code_entry ON code (entry); INSERT INTO words(words) VALUES ('optimize'); ANALYZE;"
    )
    base.commit()
    base.close()


def _write(base: sqlite3.Connection, entry: Flat) -> None:
    base.execute(
        "INSERT INTO words (rowid, name, organisation, body) VALUES (?,?,?,?)",
        (entry.number, entry.name, entry.organisation, entry.body),
    )
    base.execute("INSERT OR REPLACE INTO entry VALUES (?,?,?)", (entry.number, entry.lat, entry.lon))
    place = (entry.number, entry.lat, entry.lat, entry.lon, entry.lon)
    base.execute("INSERT OR REPLACE INTO near VALUES (?,?,?,?,?)", place)
    values = [(f"{facet}:{value}", entry.number) for facet, some in entry.values.items() for value in some]
    base.executemany("INSERT OR IGNORE INTO code VALUES (?,?)", values)


def running(folder: Path) -> Running:
    """Plain SQL."""
    base = opened(folder)

    def run(sql: str, *values: object) -> Rows:
        return base.execute(sql, values).fetchall()

    def answer(ask: Ask) -> object:
        if ask.prefix:
            limits = (ask.prefix, ask.prefix + "\U0010ffff", 8)
            return run(
                "SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ? ORDER BY doc DESC LIMIT ?", *limits
            )
        if ask.near:
            return _nearby(run, ask)
        return _best(run, ask)

    return Running(answer, lambda number: _update(base, number), able=lambda ask: not ask.slip)


def wanted(ask: Ask) -> str:
    """The words as FTS5 reads them."""
    return f'"{" ".join(ask.phrase)}"' if ask.phrase else " ".join(ask.words)


def _best(run: Callable[..., Rows], ask: Ask) -> Rows:
    """The ten best and how many entries have each code, of those that have the words and pass the filters."""
    found, values = _found(ask)
    if ask.words or ask.phrase:
        if ask.sought:
            scored = "SELECT rowid, bm25(words, 6, 3, 1) AS fit FROM words WHERE words MATCH ?"
            sql = (
                f"SELECT id, coalesce(fit, 0) - 9 * (id IN (SELECT entry FROM code WHERE code IN (?, ?))) AS score"
                f" FROM ({found}) LEFT JOIN ({scored}) ON rowid = id ORDER BY score LIMIT {PAGE}"
            )
            top = run(sql, *(f"type:{code}" for code in ask.sought), *values, wanted(ask))
        else:
            also = "".join(" AND +rowid IN (SELECT entry FROM code WHERE code = ?)" for _ in values[1:])
            sql = f"SELECT rowid FROM words WHERE words MATCH ?{also} ORDER BY bm25(words, 6, 3, 1) LIMIT {PAGE}"
            top = run(sql, *values)
    else:
        top = run(f"SELECT id FROM ({found}) LIMIT {PAGE}", *values)
    return [top, _counted(run, found, values)]


def _found(ask: Ask) -> tuple[str, list[str]]:
    """SQL for the numbers of all entries that answer, and its values."""
    codes = [f"type:{ask.type}"] * bool(ask.type) + [f"need:{ask.need}"] * bool(ask.need)
    if ask.words or ask.phrase:
        sql, values = "SELECT rowid AS id FROM words WHERE words MATCH ?", [wanted(ask)]
        if ask.sought:
            sql += " UNION SELECT entry FROM code WHERE code IN (?, ?)"
            values += [f"type:{code}" for code in ask.sought]
    elif codes:
        sql, values = "SELECT entry AS id FROM code WHERE code = ?", [codes.pop(0)]
    else:
        sql, values = "SELECT id FROM entry", []
    for code in codes:
        sql, values = f"SELECT id FROM ({sql}) WHERE +id IN (SELECT entry FROM code WHERE code = ?)", [*values, code]
    return sql, values


def _counted(run: Callable[..., Rows], found: str, values: list[str]) -> Rows:
    if found == "SELECT id FROM entry":
        return run("SELECT code, count(*) FROM code GROUP BY code")
    return run(f"SELECT code, count(*) FROM ({found}) JOIN code ON code.entry = id GROUP BY code", *values)


def _nearby(run: Callable[..., Rows], ask: Ask) -> Rows:
    assert ask.near is not None
    lat, lon = ask.near
    box = (lat - _DEGREES, lat + _DEGREES, lon - 2 * _DEGREES, lon + 2 * _DEGREES)
    sql = (
        "SELECT entry.id, miles(?, ?, lat, lon) AS away FROM near JOIN entry ON entry.id = near.id"
        " WHERE south >= ? AND north <= ? AND west >= ? AND east <= ? AND away <= ?"
        " AND +entry.id IN (SELECT rowid FROM words WHERE words MATCH ?) ORDER BY away"
    )
    found = run(sql, lat, lon, *box, ask.within, wanted(ask))
    marks = ",".join("?" * len(found))
    ids = [number for number, _away in found]
    return [found[:PAGE], run(f"SELECT code, count(*) FROM code WHERE entry IN ({marks}) GROUP BY code", *ids)]


def _update(base: sqlite3.Connection, number: int) -> Rows:
    entry = next(flat_entries(1))
    base.execute("DELETE FROM words WHERE rowid = ?", (entry.number,))
    base.execute("DELETE FROM code WHERE entry = ?", (entry.number,))
    _write(base, replace(entry, name=f"unheard{number} centre"))
    base.commit()
    return base.execute("SELECT rowid FROM words WHERE words MATCH ?", (f"unheard{number}",)).fetchall()


def _miles(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    north, east = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    chord = sin(north) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east) ** 2
    return 7917.6 * asin(sqrt(chord))
