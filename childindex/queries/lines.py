"""The lines that a consent's preview shows of involvements: whole, or as a number to ring."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from access.rules import Item
from accounts.models import Agency
from childindex.models import Involvement
from consent.preview import Line
from foundation.db import reading
from foundation.words import gettext as _


def lines(records: Sequence[int]) -> list[Line]:
    """Inside a look: whoever is involved now."""
    rows = reading().execute(
        select(Involvement, Agency.name)
        .outerjoin(Agency, Agency.uuid == Involvement.agency)
        .where(Involvement.child_id.in_(records), Involvement.ends.is_(None))
        .order_by(Involvement.starts)
    )
    return [_line(row, agency or "") for row, agency in rows]


def _line(row: Involvement, agency: str) -> Line:
    full = ", ".join(part for part in (row.name, row.job, agency, row.phone) if part)
    number = row.relay_phone or row.phone
    said = _("A service is involved. To ask: %(phone)s") % {"phone": number} if number else _("A service is involved")
    return Line("involvement", full, row.agency, said, Item(sensitive=row.sensitive))
