"""Rows that an export gave out, beside what the directory holds today. Looks, and writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import models
from directory.exporting.gathering import told_of
from directory.importing.existing import Directory, Known
from directory.importing.mapping import Mapping
from directory.importing.matching import listing_key
from directory.importing.problems import Remark, Weight, Why
from directory.importing.returning import Returned, Today, returned, unchanged
from directory.importing.rows import Said


@dataclass
class ComingBack:
    """Each row with its entry and what it changes; and the remarks."""

    rows: list[tuple[Said, Known, Returned]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._written: dict[int, dict[str, str]] = {}

    def add(self, said: Said, known: Known, new: Returned) -> None:
        """One row more."""
        self.rows.append((said, known, new))
        self.remarks += new.remarks
        self._written[said.line] = new.cells

    def untouched(self, remark: Remark) -> bool:
        """Whether a remark is about a cell that nobody changed."""
        return unchanged(remark, lambda line: self._written.get(line, {}))


def coming_back(
    session: Session, authority_id: int, mapping: Mapping, directory: Directory, said: Sequence[Said]
) -> ComingBack:
    """What these rows change. A code that is no entry's of this authority is told, and its row left out."""
    found = ComingBack()
    if not said:
        return found
    by_code = {one.code: one for one in directory.by_listing.values()}
    uuids = [by_code[one.code].uuid for one in said if one.code in by_code]
    told = told_of(session, authority_id, uuids)
    uses = _uses_of_places(session, authority_id)
    for one in said:
        known = by_code.get(one.code)
        if known is None:
            found.remarks.append(Remark(one.line, Why.CODE_UNKNOWN, Weight.LEFT_OUT, value=one.code))
            continue
        now = told[known.uuid]
        shared = bool(now.sites) and uses[now.sites[0].key] > 1
        today = Today(now, shared, listing_key(mapping.name, f"site of {known.uuid}"))
        found.add(one, known, returned(one, mapping, today))
    return found


def _uses_of_places(session: Session, authority_id: int) -> Counter[str]:
    rows = session.scalars(
        select(models.Listing.key)
        .join(models.SiteUse, models.SiteUse.site == models.Listing.uuid)
        .where(models.Listing.authority_id == authority_id)
    )
    return Counter(rows)
