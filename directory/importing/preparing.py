"""What every row says, and about where it is: read and placed before any change begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from directory.exporting.cells import english_names
from directory.importing.mapping import CodeList, Mapping
from directory.importing.problems import Remark, Weight, Why
from directory.importing.rows import Reader, Said
from directory.importing.table import Table
from directory.queries.vocabularies import vocabulary
from places.finding import Found
from places.queries import find, places_of


@dataclass(frozen=True)
class Prepared:
    """What the rows say, read and placed before any change begins."""

    mapping: Mapping
    said: list[Said]
    remarks: list[Remark]
    read: int


def prepare(mapping: Mapping, table: Table) -> Prepared:
    """The slow part: nothing waits for it, and nothing of the directory is needed for it."""
    mapping = _spoken(mapping)
    said, remarks = _read(mapping, table)
    said, unplaced = _placed(said)
    return Prepared(mapping, said, [*table.remarks, *remarks, *unplaced], table.read)


def _spoken(mapping: Mapping) -> Mapping:
    """The mapping with the names of today's vocabularies in its lists of codes."""
    return replace(mapping, codes=tuple(map(_named, mapping.codes)))


def _named(codes: CodeList) -> CodeList:
    if not codes.vocabulary:
        return codes
    names = english_names(vocabulary(codes.vocabulary))
    values = {name.lower(): (code,) for code, name in names.items()}
    return replace(codes, values={**{code.lower(): (code,) for code in names}, **values, **codes.values})


def _read(mapping: Mapping, table: Table) -> tuple[list[Said], list[Remark]]:
    reader, said, remarks = Reader(mapping), [], []
    for row in table.rows:
        one, told = reader.read(row)
        said += [one] if one else []
        remarks += told
    return said, remarks


def _placed(said: Sequence[Said]) -> tuple[list[Said], list[Remark]]:
    """A postcode that is not known is put in the middle of its sector or outcode, and told of."""
    known = places_of({one.postcode for one in said if one.postcode})
    about: dict[str, Found | None] = {}
    placed, remarks = [], []
    for one in said:
        if not one.postcode or one.postcode in known or one.unwanted:
            placed.append(one)
            continue
        sector = one.postcode[:-2]
        if sector not in about:
            about[sector] = _about(sector)
        where = about[sector]
        placed.append(replace(one, point=(where.lat, where.lon)) if where else one)
        remarks.append(Remark(one.line, Why.POSTCODE_UNKNOWN, Weight.REMARK, value=one.postcode))
    return placed, remarks


def _about(sector: str) -> Found | None:
    """The sector ("TF1 3"), else its outcode; nothing larger, which would tell a distance that is far from true."""
    for name in (sector, sector.split(maxsplit=1)[0]):
        found = find(name)
        if isinstance(found, Found) and found.kind in ("sector", "outcode") and found.name == name:
            return found
    return None
