"""Which letter goes when, and what becomes of it."""

from __future__ import annotations

import logging
import smtplib
from datetime import timedelta
from typing import Any
from urllib.parse import SplitResult, urlsplit

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from foundation import clock, jobs
from foundation.db import changing, reading
from foundation.post.conversation import Answer, Connection, Console, Kept, Outcome
from foundation.post.letters import GIVEN_UP, JOB, SENT, TRYING, WAITING, Letter, Refusal, ask

log = logging.getLogger("foundation.post")
LOOK = "post.look"  # takes up letters that wait for another try
KEPT = timedelta(days=30)  # a letter that was sent or given up, with its address
BATCH = 500  # letters a job, far below its lease
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=4)
LOCAL = {"console": Console, "keep": Kept}
LONGEST_TRIED = timedelta(days=5)  # as mail servers among themselves


def deliver_by(mail_url: str, sender: str) -> None:
    """Say how letters go out: smtp://user:password@host:port (smtps:// for TLS from the first byte), "console:" (they are
    shown there instead), or "keep:" (they stay in the outbox, as on a sample site)."""
    where = urlsplit(mail_url)
    if where.scheme not in (*LOCAL, "smtp", "smtps"):
        raise ValueError("The mail setting must begin console:, keep:, smtp:// or smtps://.")

    def drain(_payload: dict[str, Any]) -> None:
        _drain(where, sender)

    jobs.handles(JOB)(drain)
    jobs.repeats(LOOK, every=timedelta(minutes=1))(drain)
    jobs.repeats("post.clear-out", every=timedelta(days=1))(_clear_out)


def _drain(where: SplitResult, sender: str) -> None:
    """Hand over what is due, one letter after another over one connection.

    Each is written down as being tried before it is spoken of, in the same change that notes how the last one fared.
    """
    if reading().scalar(select(Letter.id).where(_due()).limit(1)) is None:
        return
    try:
        line = LOCAL[where.scheme](sender) if where.scheme in LOCAL else Connection(where, sender)
    except (OSError, smtplib.SMTPException) as error:
        log.warning("The mail server did not answer; letters wait. %s: %s", type(error).__name__, error)
        return
    try:
        _hand_over_all(line)
    finally:
        line.close()


def _hand_over_all(line: Console | Connection) -> None:
    refused = set(reading().scalars(select(Refusal.address)))  # few: so that most letters need not ask
    last: tuple[Letter, Outcome] | None = None
    for _turn in range(BATCH):
        with changing() as session:
            if last is not None:
                _note(session, *last, refused)
            broken = last is not None and last[1].answer in (Answer.BROKEN, Answer.UNSURE)
            letter = None if broken else _claim(session)
        if letter is None:
            return
        last = letter, line.hand_over(letter)
    with changing() as session:
        if last is not None:
            _note(session, *last, refused)
        ask(session)


def _due() -> Any:
    return (Letter.state == WAITING) & (Letter.due <= clock.now())


def _claim(session: Session) -> Letter | None:
    """The next letter, which no other process takes: letters that somebody waits for go before the bulk."""
    first = select(Letter.id).where(_due()).order_by(Letter.bulk, Letter.due, Letter.id).limit(1)
    first = first.with_for_update(skip_locked=True)  # SQLite has one writer anyway
    take = update(Letter).where(Letter.id == first.scalar_subquery())
    take = take.values(state=TRYING, tried_at=clock.now(), tries=Letter.tries + 1)
    return session.scalars(take.returning(Letter), execution_options={"populate_existing": True}).first()


def _note(session: Session, letter: Letter, outcome: Outcome, refused: set[str]) -> None:
    """What became of it. One whose fate is not known stays as it is, and is listed as unsure."""
    if outcome.answer is not Answer.SENT:
        log.warning("Letter %s: %s", letter.id, outcome.words)
    values = _fate(letter, outcome)
    session.execute(update(Letter).where(Letter.id == letter.id, Letter.state == TRYING).values(**values))
    address = letter.to.lower()
    if outcome.answer is Answer.SENT and address in refused:
        session.execute(delete(Refusal).where(Refusal.address == address))
    if outcome.answer is Answer.NO_SUCH_ADDRESS:
        refused.add(address)
        session.merge(Refusal(address=address, at=clock.now(), reason=outcome.words))


def _fate(letter: Letter, outcome: Outcome) -> dict[str, Any]:
    moment = clock.now()
    match outcome.answer:
        case Answer.SENT:
            return {"state": SENT, "sent_at": moment, "due": None, "failed": ""}
        case Answer.UNSURE:
            return {"failed": outcome.words}
        case Answer.NO_SUCH_ADDRESS | Answer.REFUSED:
            return {"state": GIVEN_UP, "due": None, "failed": outcome.words}
        case Answer.LATER if moment - letter.queued_at >= LONGEST_TRIED:
            return {"state": GIVEN_UP, "due": None, "failed": outcome.words}
    wait = min(FIRST_WAIT * 2 ** min(letter.tries - 1, 20), LONGEST_WAIT)
    return {"state": WAITING, "due": moment + wait, "failed": outcome.words}


def _clear_out(_payload: dict[str, Any]) -> None:
    """Addresses and words are not kept for ever."""
    old = clock.now() - KEPT
    with changing() as session:
        session.execute(delete(Letter).where(Letter.sent_at < old))
        session.execute(delete(Letter).where(Letter.state == GIVEN_UP, Letter.tried_at < old))
        session.execute(delete(Refusal).where(Refusal.at < clock.now() - 12 * KEPT))
