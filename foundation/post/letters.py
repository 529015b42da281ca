"""Letters in the outbox and how each fared; addresses that a server refused for good."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from email.errors import MessageError
from email.headerregistry import Address
from typing import Any

from sqlalchemy import Index, String, Text, false, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from foundation import clock, jobs
from foundation.db import Base, UtcDateTime, new_uuid, reading

JOB = "post.send"
UNSURE_AFTER = timedelta(minutes=15)  # no conversation about one letter lasts so long
_ASKED = "post.asked"
_SOME = 500

WAITING, TRYING, SENT, GIVEN_UP = "waiting", "trying", "sent", "given-up"


class Letter(Base):
    """One letter in the outbox. The words are written when it is queued, in the reader's language.

    state: waiting; trying (written down before the server is spoken to, so that a letter whose process died is known);
    sent; given-up (`failed` says why). bulk: it may wait until letters that somebody is waiting for have gone.
    """

    __tablename__ = "letter"
    __table_args__ = (Index("letter_next", "state", "bulk", "due"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    to: Mapped[str] = mapped_column(String(320))
    language: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text, default="")
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    message_id: Mapped[str] = mapped_column(String(64), default=new_uuid, server_default="")
    bulk: Mapped[bool] = mapped_column(default=False, server_default=false())
    state: Mapped[str] = mapped_column(String(16), default=WAITING, server_default=WAITING)
    due: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tried_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    failed: Mapped[str] = mapped_column(Text, default="", server_default="")


class Refusal(Base):
    """An address to which a server will not deliver; gone as soon as a letter arrives there after all."""

    __tablename__ = "mail_refusal"

    address: Mapped[str] = mapped_column(String(320), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text)


class BadAddress(ValueError):
    """An address that no letter can be sent to."""


def send(
    session: Session, *, to: str, language: str, subject: str, text: str, html: str = "", bulk: bool = False
) -> None:
    """Put a letter in the outbox, in the caller's transaction. BadAddress when `to` is not one address.

    Write the words inside `with speaking(language)`. The job loop sends it, and tries again when no server answers.
    """
    _one_address(to)
    if "\n" in subject or "\r" in subject:
        raise ValueError("a subject is one line")
    moment = clock.now()
    words = {"to": to, "language": language, "subject": subject, "text": text, "html": html}
    session.add(Letter(**words, bulk=bulk, queued_at=moment, due=moment))
    ask(session)


def ask(session: Session) -> None:
    """One job a change, however many letters it queues."""
    if not session.info.get(_ASKED):
        session.info[_ASKED] = True
        jobs.later(session, JOB, {})


def is_one_address(said: str) -> bool:
    """Whether a letter can be sent to this: for forms, which say so before anything is kept."""
    try:
        _one_address(said)
    except BadAddress:
        return False
    return True


def _one_address(to: str) -> None:
    try:
        address = Address(addr_spec=to)
    except (MessageError, ValueError, IndexError) as error:
        raise BadAddress(f"{to!r} is not an e-mail address.") from error
    if not (address.username and address.domain) or len(to) > 320:
        raise BadAddress(f"{to!r} is not an e-mail address.")


def unsure(session: Session) -> list[Letter]:
    """Letters whose process died, or whose server fell silent, before it was known whether they arrived; oldest first.

    They are not sent again by themselves: somebody decides, letter by letter.
    """
    dead = clock.now() - UNSURE_AFTER
    wanted = select(Letter).where(Letter.state == TRYING, Letter.tried_at <= dead)
    return list(session.scalars(wanted.order_by(Letter.id).limit(_SOME)))


def undelivered(session: Session) -> list[Letter]:
    """Letters that were given up, newest first, each with its reason."""
    return list(session.scalars(select(Letter).where(Letter.state == GIVEN_UP).order_by(Letter.id.desc()).limit(_SOME)))


def send_again(session: Session, letter_id: int) -> bool:
    """Put an unsure or given-up letter back into the outbox, in the caller's change; False when it is neither."""
    letter = session.get(Letter, letter_id, with_for_update=True)
    if letter is None or not (letter.state == GIVEN_UP or _is_unsure(letter)):
        return False
    letter.state, letter.due, letter.tries, letter.failed = WAITING, clock.now(), 0, ""
    ask(session)
    return True


def _is_unsure(letter: Letter) -> bool:
    return letter.state == TRYING and letter.tried_at is not None and letter.tried_at <= clock.now() - UNSURE_AFTER


def refusals(session: Session, addresses: Iterable[str]) -> dict[str, Refusal]:
    """Those of these addresses that refuse letters, with when and why."""
    wanted = sorted({address.lower() for address in addresses if address})
    found: dict[str, Refusal] = {}
    for first in range(0, len(wanted), _SOME):
        some: Any = wanted[first : first + _SOME]
        found |= {row.address: row for row in session.scalars(select(Refusal).where(Refusal.address.in_(some)))}
    return found


def latest(most: int) -> list[Letter]:
    """The newest letters, sent or not: for a sample site, which shows what its invented people would get."""
    return list(reading().scalars(select(Letter).order_by(Letter.id.desc()).limit(most)))
