"""The outbox: letters wait in a table and go out by SMTP, or to the console.

A change queues its letters with itself, so that no letter is sent for a change that was rolled back. Each letter is
written in its reader's language.
"""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime, timedelta
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from sqlalchemy import String, Text, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from foundation import clock, jobs
from foundation.db import Base, UtcDateTime, changing, reading

log = logging.getLogger(__name__)
_WAIT_SECONDS = 30
JOB = "post.send"
KEPT = timedelta(days=30)  # a letter that was sent, with its address


class Letter(Base):
    """One letter in the outbox. The words are written when it is queued, in the reader's language."""

    __tablename__ = "letter"
    id: Mapped[int] = mapped_column(primary_key=True)
    to: Mapped[str] = mapped_column(String(320))
    language: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text, default="")
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class BadAddress(ValueError):
    """An address that no letter can be sent to."""


def send(session: Session, *, to: str, language: str, subject: str, text: str, html: str = "") -> None:
    """Put a letter in the outbox, in the caller's transaction. BadAddress when `to` is not one address.

    Write the words inside `with speaking(language)`. The job loop sends it, and tries again when no server answers.
    """
    _one_address(to)
    if "\n" in subject or "\r" in subject:
        raise ValueError("a subject is one line")
    letter = Letter(to=to, language=language, subject=subject, text=text, html=html, queued_at=clock.now())
    session.add(letter)
    session.flush()
    jobs.later(session, JOB, {"letter": letter.id})


def _one_address(to: str) -> None:
    try:
        Address(addr_spec=to)
    except (MessageError, ValueError, IndexError) as error:
        raise BadAddress(f"{to!r} is not an e-mail address.") from error


def deliver_by(mail_url: str, sender: str) -> None:
    """Say how letters go out: "console:" or smtp://user:password@host:port (smtps:// for TLS from the first byte)."""
    if urlsplit(mail_url).scheme not in ("console", "smtp", "smtps"):
        raise ValueError("The mail setting must begin console:, smtp:// or smtps://.")

    def drain(payload: dict[str, Any]) -> None:
        _send_letter(int(payload["letter"]), mail_url, sender)

    jobs.handles(JOB)(drain)
    jobs.repeats("post.clear-out", every=timedelta(days=1))(_clear_out)


def _send_letter(letter_id: int, mail_url: str, sender: str) -> None:
    """Send one letter, then note it. A process that dies in between sends it twice: better than never."""
    letter = reading().get(Letter, letter_id)
    if letter is None or letter.sent_at is not None:
        return
    message = written(letter, sender)
    _deliver(message, urlsplit(mail_url))
    with changing() as session:
        session.get_one(Letter, letter_id, with_for_update=True).sent_at = clock.now()


def written(letter: Letter, sender: str) -> EmailMessage:
    """The letter as it travels: plain text, and HTML beside it when there is any."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, letter.to, letter.subject
    message["Date"], message["Message-ID"] = format_datetime(letter.queued_at), make_msgid(domain=_domain(sender))
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    message["Content-Language"] = letter.language  # last, since each part takes the Content- headers with it
    return message


def _domain(sender: str) -> str:
    return sender.rpartition("@")[2].strip("> ") or "localhost"


def _deliver(message: EmailMessage, where: SplitResult) -> None:
    if where.scheme == "console":
        log.warning("Letter to %s: %s\n%s", message["To"], message["Subject"], _plain(message))
        return
    kind = smtplib.SMTP_SSL if where.scheme == "smtps" else smtplib.SMTP
    with kind(where.hostname or "localhost", where.port or 0, timeout=_WAIT_SECONDS) as server:
        if where.username and where.scheme == "smtp":
            server.starttls()  # a password never travels in clear
        if where.username:
            server.login(unquote(where.username), unquote(where.password or ""))
        server.send_message(message)


def _plain(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    return "" if body is None else str(body.get_content())


def _clear_out(_payload: dict[str, Any]) -> None:
    """Addresses and words are not kept for ever."""
    with changing() as session:
        session.execute(delete(Letter).where(Letter.sent_at < clock.now() - KEPT))
