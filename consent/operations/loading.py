"""Many notices and consents at once, from a source: for samples and first loads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

import profiles
from access.models import Child
from consent import rules
from consent.models import Consent, ConsentScope, Notice
from consent.rules import CONSENT, GROUND, Cell
from foundation import acts, clock
from foundation.acts import Actor, Subject, operation
from foundation.db import new_uuid
from foundation.permissions import Permission

_MONTH = timedelta(days=30)


@dataclass(frozen=True)
class LoadedNotice:
    """The family of a child was told."""

    child: str
    how: str
    given_on: date


@dataclass(frozen=True)
class LoadedConsent:
    """A consent, or a lawful ground where ground is said, as a source has it."""

    child: str
    obtained_by: str
    obtained_on: date
    cells: frozenset[Cell]
    giver: str = ""
    giver_name: str = ""
    how: str = ""
    where_kept: str = ""
    ground: str = ""
    reason: str = ""
    withdrawn_on: date | None = None


@operation(Permission.BOROUGH_LOAD, about=lambda _session, authority, _batch: Subject("index", "", authority))
def load_consents(
    session: Session, _actor: Actor, _authority: str, batch: Sequence[LoadedConsent | LoadedNotice]
) -> None:
    """Keep a batch. Kinds of information that this profile does not keep are left out."""
    rows = session.execute(select(Child.uuid, Child.id).where(Child.uuid.in_({one.child for one in batch})))
    ids = {uuid: record for uuid, record in rows}  # noqa: C416  rows are not pairs until unpacked
    notices = [_notice(one, ids[one.child]) for one in batch if isinstance(one, LoadedNotice)]
    if notices:
        session.execute(insert(Notice), notices)
    kept = [(_kept(one), _consent(one, ids[one.child])) for one in batch if isinstance(one, LoadedConsent)]
    session.add_all(row for _one, row in kept)
    session.flush()
    scopes = [
        {"consent_id": row.id, "agency": agency, "info": info}
        for one, row in kept
        for agency, info in sorted(one.cells)
    ]
    if scopes:
        session.execute(insert(ConsentScope), scopes)
    acts.remark(notices=len(notices), consents=len(kept))


def _kept(one: LoadedConsent) -> LoadedConsent:
    kinds = rules.kinds(profiles.current())
    return replace(one, cells=frozenset(cell for cell in one.cells if cell[1] in kinds))


def _notice(one: LoadedNotice, child_id: int) -> dict[str, object]:
    return {
        "uuid": new_uuid(),
        "child_id": child_id,
        "how": one.how,
        "given_on": one.given_on,
        "language": "en",
        "by": "",
        "added_at": clock.now(),
    }


def _consent(one: LoadedConsent, child_id: int) -> Consent:
    months = profiles.current().consent.ask_again_months
    return Consent(
        child_id=child_id,
        kind=GROUND if one.ground else CONSENT,
        giver=one.giver,
        giver_name=one.giver_name,
        how=one.how,
        where_kept=one.where_kept,
        ground=one.ground,
        reason=one.reason,
        obtained_by=one.obtained_by,
        obtained_on=one.obtained_on,
        expires_on=one.obtained_on + months * _MONTH,
        snapshot=[],
        added_at=clock.now(),
        ended_at=clock.now() if one.withdrawn_on else None,
        ended_how="withdrawn" if one.withdrawn_on else "",
    )
