"""What a source has noted about one child, at once: for samples and first loads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

import profiles
from access import operations as access
from access import queries as access_queries
from access.models import Child
from casework import rules
from casework.models import Need, Step
from casework.queries import needs as queries
from casework.shapes import LoadedFinding
from foundation import acts, clock
from foundation.acts import Actor, operation
from foundation.db import new_uuid
from foundation.permissions import Permission

Row = dict[str, object]


@operation(Permission.BOROUGH_LOAD, about=access.about_child)
def load_findings(session: Session, _actor: Actor, child: str, findings: Sequence[LoadedFinding]) -> int:
    """Keep what this profile notes and the family's agreement covers today; answers how many. Seven statements a child."""
    known = access_queries.child(child, session)
    if known is None:
        raise access.UnknownChild(child)
    kept = rules.kept(profiles.current())
    bases = {kind: queries.bases(known.records, kind, session) for kind in {one.kind for one in findings} & set(kept)}
    taken = [(one, bases[one.kind][0].uuid) for one in findings if bases.get(one.kind)]
    if not taken:
        return 0
    record = session.scalars(select(Child.id).where(Child.uuid == child)).one()
    needs = [_need(one, record, basis) for one, basis in taken]
    session.execute(insert(Need), needs)
    wanted = select(Need.uuid, Need.id).where(Need.uuid.in_([str(row["uuid"]) for row in needs]))
    ids = {uuid: number for uuid, number in session.execute(wanted)}  # noqa: C416  rows are not pairs until unpacked
    steps = [
        _step(one, row, ids) for (one, _basis), row in zip(taken, needs, strict=True) if one.kind in rules.WITH_STEP
    ]
    if steps:
        session.execute(insert(Step), steps)
    acts.remark(findings=len(needs))
    return len(needs)


def _need(one: LoadedFinding, record: int, basis: str) -> Row:
    profile, a_need = profiles.current(), one.kind == rules.NEED
    met = a_need and one.met
    return {
        "uuid": new_uuid(),
        "child_id": record,
        "kind": one.kind,
        "code": one.code,
        "words": one.words,
        "evidence": one.evidence if a_need else "",
        "level": one.level if a_need else "",
        "by": one.by,
        "agency": one.agency,
        "basis": basis,
        "added_on": one.on,
        "review_on": rules.review_on(profile, one.kind, one.on),
        "expires_on": rules.expires_on(profile, one.kind, one.on),
        "closed_at": clock.now() if met else None,
        "closed_how": "met" if met else "",
        "closed_words": "",
        "closed_by": one.by if met else "",
    }


def _step(one: LoadedFinding, need: Row, ids: Mapping[str, int]) -> Row:
    acting = bool(one.step and one.step_by)
    done = acting and (one.done_on is not None or one.met)
    return {
        "uuid": new_uuid(),
        "child_id": need["child_id"],
        "need_id": ids[str(need["uuid"])],
        "by": one.by,
        "agency": one.agency,
        "words": one.step if acting else "",
        "due_on": one.step_by if acting else None,
        "moved_why": "",
        "why_not": "" if acting else one.nothing or "not-needed-now",
        "why_not_words": "",
        "added_on": one.on,
        "ended_on": (one.done_on or clock.today()) if done else None,
        "ended_how": "done" if done else "",
    }
