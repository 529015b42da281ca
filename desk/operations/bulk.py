"""Many entries at once: planned and looked at, then changed one by one, each by its own operation; undone the same way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from accounts.models import Authority
from accounts.queries import actor_of, person
from desk import bulk
from desk.bulk import Facts, Planned
from desk.models import BulkEntry, BulkRun
from desk.operations.changing_one import ChangedSince, set_fact, take_back_confirmation
from desk.queries import bulk as queries
from directory import operations as directory
from foundation import clock, jobs
from foundation.acts import Actor, Refused, Subject, operation
from foundation.db import changing, new_uuid, reading
from foundation.permissions import Permission

JOB = "desk.bulk"
GOES_ON = timedelta(minutes=1)  # by then the request that began it has done its part
STUCK = (
    Refused,
    LookupError,
    directory.Faulty,
    directory.NotListed,
    directory.Conflicts,
    directory.NotOpen,
    ValueError,
)


class NoSuchRun(LookupError):
    """There is no bulk action of this UUID."""


class NotPlanned(RuntimeError):
    """It was carried out or taken back already, or it is too late for that."""


def about_authority(_session: Session, authority: str, *_rest: object, **_more: object) -> Subject:
    """The entries of an authority, many at once."""
    return Subject("bulk", "", authority)


def about_run(session: Session, uuid: str, *_rest: object, **_more: object) -> Subject:
    """The run and its authority; raises NoSuchRun."""
    slug = session.scalar(
        select(Authority.slug).join(BulkRun, BulkRun.authority_id == Authority.id).where(BulkRun.uuid == uuid)
    )
    if slug is None:
        raise NoSuchRun(uuid)
    return Subject("bulk", uuid, slug)


@operation(Permission.ENTRY_HIDE, about=about_authority)
def plan(session: Session, actor: Actor, authority: str, action: str, *, value: str, codes: Collection[str]) -> str:
    """Write down what an action would change in each of these entries. Nothing is changed yet. Returns the run's UUID.

    Codes of other authorities, and those that are none, are left out.
    """
    if action not in bulk.ACTIONS:
        raise ValueError(f"no such action: {action}")
    authority_id = session.scalars(select(Authority.id).where(Authority.slug == authority)).one()
    old = (BulkRun.state == "planned") & (BulkRun.at < clock.now() - bulk.KEPT)
    session.execute(delete(BulkRun).where(BulkRun.authority_id == authority_id, old))
    who = person(actor.id) if actor.kind == "person" else None
    run = BulkRun(
        uuid=new_uuid(), authority_id=authority_id, action=action, value=value, by=actor.id,
        by_name=who.name if who else "", at=clock.now(),
    )  # fmt: skip
    session.add(run)
    session.flush()
    found = queries.facts(session, authority_id, codes)
    known = [code for code in dict.fromkeys(codes) if code in found]
    for position, code in enumerate(known):
        session.add(_entry(run.uuid, position, code, bulk.planned(action, value, found[code], clock.today())))
    return run.uuid


def _entry(run: str, position: int, code: str, made: Planned) -> BulkEntry:
    state = "cannot" if made.why else "same" if made.same else "waits"
    return BulkEntry(run=run, code=code, position=position, was=made.was, now=made.now, state=state, why=made.why)


@operation(Permission.ENTRY_HIDE, about=about_run)
def begin_run(session: Session, actor: Actor, uuid: str) -> None:
    """From now on it is carried out, by `carry_on` and by a job that goes on after it. Raises NotPlanned."""
    run = session.scalars(select(BulkRun).where(BulkRun.uuid == uuid).with_for_update()).one()
    if run.state != "planned":
        raise NotPlanned(run.state)
    run.state, run.by, run.at = "going", actor.id, clock.now()
    jobs.later(session, JOB, {"run": uuid}, clock.now() + GOES_ON)


@operation(Permission.ENTRY_HIDE, about=about_run)
def begin_undo(session: Session, actor: Actor, uuid: str) -> None:
    """From now on it is taken back; what somebody changed since stays. Raises NotPlanned after thirty days."""
    run = session.scalars(select(BulkRun).where(BulkRun.uuid == uuid).with_for_update()).one()
    if run.state != "done" or clock.now() - run.at > bulk.UNDO:
        raise NotPlanned(run.state)
    run.state, run.undone_by, run.undone_at = "undoing", actor.id, clock.now()
    jobs.later(session, JOB, {"run": uuid}, clock.now() + GOES_ON)


def carry_on(uuid: str, limit: int = bulk.A_TURN) -> int:
    """Change, or change back, the next entries of a run, as whoever asked for it may do now; answers how many are left.

    Safe to do twice: an entry that was changed is noticed. Two that carry on at once get in each other's way, and no worse.
    """
    run = reading().get(BulkRun, uuid)
    if run is None or run.state not in ("going", "undoing"):
        return 0
    undoing = run.state == "undoing"
    actor = actor_of(run.undone_by if undoing else run.by)
    wanted = select(BulkEntry).where(BulkEntry.run == uuid, BulkEntry.state == ("done" if undoing else "waits"))
    rows = list(reading().scalars(wanted.order_by(BulkEntry.position).limit(limit)))
    reading().expunge_all()  # each change below ends the snapshot; what was read stays as it was
    for row in rows:
        state = _one(actor, run, row, undoing=undoing) if actor else "stuck" if undoing else "failed"
        _note(run, row, state)
    return _ended(run, undoing=undoing)


def _one(actor: Actor, run: BulkRun, row: BulkEntry, *, undoing: bool) -> str:
    """Change one entry, or change it back; answers its new state."""
    facts = queries.facts(reading(), run.authority_id, [row.code]).get(row.code)
    if facts is None:
        return "stuck" if undoing else "failed"
    stands = bulk.state_of(run.action, facts)
    before, after = (row.now, row.was) if undoing else (row.was, row.now)
    if stands != before:
        done_already = _like(stands) == _like(after)
        return ("back" if undoing else "done") if done_already else ("kept" if undoing else "changed")
    try:
        if undoing:
            _undo_one(actor, run, row)
        else:
            _do_one(replace(actor, on_behalf_of=facts.agency_name) if run.action == "confirm" else actor, run, row)
    except ChangedSince:
        return "kept" if undoing else "changed"
    except STUCK:
        return "stuck" if undoing else "failed"
    return "back" if undoing else "done"


def _like(state: bulk.State) -> bulk.State:
    """Without the number of the version, which every publishing moves on."""
    return {name: value for name, value in state.items() if name != "number"}


def _do_one(actor: Actor, run: BulkRun, row: BulkEntry) -> None:
    if run.action == "confirm":
        directory.confirm(actor, row.code)
    elif run.action == "hide":
        directory.hide(actor, row.code, "desk")
    elif run.action == "show":
        directory.show_again(actor, row.code)
    else:
        field = bulk.FIELDS[run.action]
        set_fact(actor, row.code, field, value=row.now[field], expected=row.was[field], run=run.uuid)


def _undo_one(actor: Actor, run: BulkRun, row: BulkEntry) -> None:
    if run.action == "confirm":
        take_back_confirmation(actor, row.code, row.was, row.now)
    elif run.action == "hide":
        directory.show_again(actor, row.code)
    elif run.action == "show":
        directory.hide(actor, row.code, row.was["hidden_why"])
    else:
        field = bulk.FIELDS[run.action]
        set_fact(actor, row.code, field, value=row.was[field], expected=row.now[field], run=run.uuid)


def _note(run: BulkRun, row: BulkEntry, state: str) -> None:
    """What became of it; and of what was changed, how it stands now, so that a later change is noticed."""
    found: Facts | None = None
    if state == "done":
        found = queries.facts(reading(), run.authority_id, [row.code]).get(row.code)
    with changing() as session:
        kept = session.get_one(BulkEntry, (run.uuid, row.code))
        kept.state = state
        if found is not None:
            kept.now = bulk.state_of(run.action, found)


def _ended(run: BulkRun, *, undoing: bool) -> int:
    """How many are left; when none are, the run says so."""
    of_run = BulkEntry.run == run.uuid, BulkEntry.state == ("done" if undoing else "waits")
    left = reading().scalar(select(func.count()).select_from(BulkEntry).where(*of_run)) or 0
    if not left:
        with changing() as session:
            kept = session.get_one(BulkRun, run.uuid)
            kept.state, kept.done_at = ("undone", kept.done_at) if undoing else ("done", clock.now())
    return left
