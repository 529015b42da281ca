"""Rows of one key: several rows that are one service, or one service that is told twice. (pure)"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from directory.importing.problems import Remark, Weight, Why
from directory.importing.rows import Said

_LISTS = (
    "address",
    "types",
    "needs",
    "audience",
    "delivery",
    "languages",
    "phones",
    "schedules",
    "costs",
    "attributes",
)
_ALONE = ("line", "key", "closed", "unwanted", "texts", *_LISTS)


def gathered(said: Iterable[Said], *, several_rows: bool) -> tuple[list[Said], list[Remark]]:
    """One Said a service, each with a key of its own, in the order of the file."""
    by_key: dict[str, list[Said]] = {}
    for one in said:
        by_key.setdefault(one.key, []).append(one)
    kept: list[Said] = []
    remarks: list[Remark] = []
    for same in by_key.values():
        services, told = _joined(same) if several_rows else _told_apart(same)
        kept += services
        remarks += told
    return sorted(kept, key=lambda one: one.line), remarks


def _told_apart(same: Sequence[Said]) -> tuple[list[Said], list[Remark]]:
    """The open one has the key; a second open one is the same told twice; closed ones are kept as what was before."""
    remarks = []
    first = next((one for one in same if not one.closed), same[0])
    kept = [first]
    for one in same:
        if one is first:
            continue
        if one.closed:
            kept.append(replace(one, key=f"{one.key}/{len(kept) + 1}"))
        else:
            remarks.append(Remark(one.line, Why.TOLD_TWICE, Weight.LEFT_OUT, value=one.name, more=str(first.line)))
    return kept, remarks


def _joined(same: Sequence[Said]) -> tuple[list[Said], list[Remark]]:
    """Lists grow row by row; of everything else the first row that says something is believed."""
    whole, remarks = same[0], []
    for one in same[1:]:
        changes: dict[str, Any] = {
            name: tuple(dict.fromkeys((*getattr(whole, name), *getattr(one, name)))) for name in _LISTS
        }
        changes["texts"] = {**one.texts, **whole.texts}
        for part in fields(Said):
            have, new = getattr(whole, part.name), getattr(one, part.name)
            if part.name in _ALONE or not _says(new):
                continue
            if not _says(have):
                changes[part.name] = new
            elif have != new:
                remarks.append(Remark(one.line, Why.ROWS_DISAGREE, Weight.REMARK, value=str(new), more=str(whole.line)))
        clash = [new for name, new in one.texts.items() if whole.texts.get(name, new) != new]
        remarks += [
            Remark(one.line, Why.ROWS_DISAGREE, Weight.REMARK, value=new, more=str(whole.line)) for new in clash
        ]
        whole = replace(whole, **changes)
    closed = next((one.closed for one in same), "") if all(one.closed for one in same) else ""
    return [replace(whole, closed=closed)], remarks


def _says(value: Any) -> bool:
    return value not in ("", None, (None, None))
