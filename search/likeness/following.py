"""The job that keeps the likenesses of what is published: made once, made again where an entry changed, gone where it went."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from directory import queries as directory
from directory.happenings import Published, Retired
from foundation import clock, happenings, jobs
from foundation.db import changing, current_scope
from foundation.settings import Settings
from search.likeness.arrays import Likenesses, nothing, text_of
from search.likeness.encoder import Encoder, SentenceEncoder
from search.likeness.keeper import Keeper, choose, current

WHO = "likeness"
FOLLOW = "search.likeness"
SOON = timedelta(minutes=1)  # many changes in a row are one job
MOST = 2000  # entries in one job: some seconds
_TYPES = "service-types"


def serve(settings: Settings) -> None:
    """Guess where the setting says so. The job is known in any case: one may wait from a time when it was on."""
    jobs.handles(FOLLOW)(lambda _payload: _do())
    choose(Keeper(settings.data / "likeness", SentenceEncoder) if settings.semantic else None)
    if settings.semantic:
        happenings.on(Published, WHO, _note)
        happenings.on(Retired, WHO, _note)


def _note(session: Session, fact: Published | Retired) -> None:
    if current() and fact.kind in ("entry", "vocabulary") and not session.info.get(FOLLOW):
        session.info[FOLLOW] = True
        jobs.later(session, FOLLOW, {}, due=clock.now() + SOON)


def ask() -> None:
    """Ask for the job, where the setting is on."""
    if current():
        with changing() as session:
            jobs.later(session, FOLLOW, {})


def _do() -> int:
    """The job: what waits beside it is done with it. What fails is logged once, and tried again after the next change."""
    keeper, count = current(), 0
    if keeper is None:
        return count
    with changing() as session:  # these were asked for by changes that are committed, so they are seen below
        session.execute(delete(jobs.Job).where(jobs.Job.name == FOLLOW, jobs.Job.held_until.is_(None)))
    with keeper.harmless("the job"):
        count, left = follow(keeper)
        if left:
            ask()
    return count


def make() -> int:
    """Bring the file up to date at once; answers how many entries were made. Nothing where the setting is off."""
    keeper, made, left = current(), 0, True
    while keeper and left:
        some, left = follow(keeper)
        made += some
    return made


def follow(keeper: Keeper, most: int = MOST) -> tuple[int, bool]:
    """Bring the file up to date; answers how many entries were made, and whether more are left for another time."""
    encoder = keeper.encoder()
    with keeper.turn():
        current_scope().close()  # what was seen before waiting may be old by now
        shown = directory.current_numbers("entry")
        types = directory.vocabulary(_TYPES)
        size, before = len(encoder.encode([""])[0]), keeper.stored()
        if before is None or not before.fit(encoder.name, size):
            before = nothing(encoder.name, types.number, size)
        kept = before.still(types.number, shown)
        wanted = sorted(shown.keys() - set(kept.codes.tolist()))
        after = _with(kept, encoder, wanted[:most], {code: term.words(tag="en") for code, term in types.terms.items()})
        if wanted or len(kept.codes) != len(before.codes):
            keeper.keep(after)
    made = len(after.codes) - len(kept.codes)
    return made, bool(made) and len(wanted) > most


def _with(kept: Likenesses, encoder: Encoder, codes: list[str], types: dict[str, str]) -> Likenesses:
    """Those kept, and these entries as they are published now."""
    whole = list(directory.published(codes)) if codes else []
    texts = [text_of(one["entry"], types) for one in whole]
    if not texts:
        return kept
    vectors = encoder.encode(texts)
    vectors[[not text for text in texts]] = 0  # what says nothing is like nothing
    return kept.and_also([one["entry"]["code"] for one in whole], [one["number"] for one in whole], vectors)
