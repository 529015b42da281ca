"""The lock at the cursor: what a statement may touch, read from its text, once for each distinct statement.

Confidential tables are those named sealed_* or child_*, and the trail is every table named trail_*. A column or alias
of such a name is refused too: a false match raises, it never lets a row out.

What no reader of text can see (a view, a trigger, a prepared statement, the driver's own cursor) is refused as such,
here or by the promise tests. The lock proves that an act is open, not that it is about this child: rules do that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from functools import lru_cache

from sqlalchemy import Engine, event

CONFIDENTIAL = ("sealed_", "child_")
TRAIL = ("trail_",)


class Touch(Enum):
    """What a statement does, as far as the lock cares."""

    READS = "reads public rows"
    CHANGES = "changes public rows"
    READS_CONFIDENTIAL = "reads confidential rows"
    CHANGES_CONFIDENTIAL = "changes confidential rows"
    WRITES_LINE = "writes a line in the trail"
    NEVER = "is never allowed"


class Unguarded(RuntimeError):
    """A statement touched what only an act may touch. A fault in the program, never in what a person did."""


class Act(Enum):
    """What is open at this moment: nothing, a look or a change."""

    NONE = "outside an act"
    LOOK = "inside a look"
    CHANGE = "inside a change"


_act: ContextVar[Act] = ContextVar("act", default=Act.NONE)

# What each act lets through. The trail's own lines are written before a look opens, so a look needs no write at all.
_ALLOWED = {
    Act.NONE: {Touch.READS, Touch.CHANGES, Touch.WRITES_LINE},
    Act.LOOK: {Touch.READS, Touch.READS_CONFIDENTIAL},
    Act.CHANGE: set(Touch) - {Touch.NEVER},
}

_CHANGING = re.compile(
    r"\b(insert|update|delete|replace\s+into|merge|truncate|drop|alter|create|rename|grant|revoke|vacuum|reindex)\b"
    r"|\bselect\b.*\binto\b",
    re.I | re.S,
)
_STRUCTURE = re.compile(
    r"\b(truncate|drop|alter|create|rename|grant|revoke)\b"
    r"|^(?!.*\binsert\b).*\binto\b",  # SELECT INTO makes a table
    re.I | re.S,
)
_FORBIDDEN = re.compile(
    r"(^|;)\W*(attach|detach|copy|prepare|execute|do|call|listen|notify)\b"
    r"|\bcreate\s+(or\s+replace\s+)?((local|global|recursive|materialized|constraint|temp\w*)\s+)*"
    r"(view|trigger|rule|function|procedure|foreign|server|publication|subscription)\b"
    r"|\b(writable_schema|query_only|load_extension|dblink\w*|(query|table|cursor|schema|database)_to_xml\w*)\b"
    r"|(^|;)\W*(reset|set)\b.*\b(role|authorization|read\s+write|\w*read_only)\b"
    r'|\bU&"',
    re.I | re.S,
)
# Comments, literals and the places of values neither hide a name nor accuse a statement: they are set aside (psycopg
# names a value after its column, %(child_1)s). Quoted names are kept.
_ASIDE = re.compile(r"""(?P<name>"(?:[^"]|"")*")|/\*.*?\*/|--[^\n]*|'(?:[^']|'')*'|%\(\w+\)s\b""", re.S)
# Quoting in which the reader above could be led astray (E'\'', $$, [--], `--`): then the whole text is searched.
_STRANGE = re.compile(r"[\\`\[]|\$\w*\$")


def plain_text(sql: str) -> str:
    """The statement without its comments, literals and places of values, or the whole of it when its quoting is unusual."""
    if _STRANGE.search(sql):
        return sql
    return _ASIDE.sub(lambda found: found["name"] or " ", sql)


def _names(prefixes: tuple[str, ...]) -> str:
    return rf"\b(?:{'|'.join(prefixes)})\w+"


_SECRET = re.compile(_names(CONFIDENTIAL), re.I)
_LINES = re.compile(_names(TRAIL), re.I)
_PLAIN_LINE = re.compile(
    rf"""^\s*insert\s+into\s+"?{_names(TRAIL)}(?!.*(\b(conflict|select|returning)\b|;))""", re.I | re.S
)


@lru_cache(maxsize=4096)
def touch(sql: str) -> Touch:
    """What this statement touches."""
    said = plain_text(sql)
    if _FORBIDDEN.search(said):
        return Touch.NEVER
    changing, secret = bool(_CHANGING.search(said)), bool(_SECRET.search(said))
    if changing and _LINES.search(said):
        return Touch.WRITES_LINE if _PLAIN_LINE.search(said) and not secret else Touch.NEVER
    if secret and _STRUCTURE.search(said):
        return Touch.NEVER  # a copied or altered table would be outside the lock; migrations use their own engine
    if secret:
        return Touch.CHANGES_CONFIDENTIAL if changing else Touch.READS_CONFIDENTIAL
    return Touch.CHANGES if changing else Touch.READS


def lock(engine: Engine) -> None:
    """Check every statement this engine sends. foundation.db locks each engine it makes."""
    event.listen(engine, "before_cursor_execute", _refuse_unguarded)


def _refuse_unguarded(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
    touched, act = touch(sql), _act.get()
    if touched not in _ALLOWED[act]:
        raise Unguarded(f"This statement {touched.value}, {act.value}: {sql[:80]}")


@contextmanager
def during(act: Act) -> Iterator[None]:
    """Statements inside are sent as part of this act. Only foundation.acts and foundation.audit call it."""
    token = _act.set(act)
    try:
        yield
    finally:
        _act.reset(token)
