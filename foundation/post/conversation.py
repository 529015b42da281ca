"""One connection to a mail server, over which many letters go, and what it answered to each."""

from __future__ import annotations

import logging
import re
import smtplib
import socket
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from enum import Enum
from urllib.parse import SplitResult, unquote

from foundation.post.letters import Letter

log = logging.getLogger("foundation.post")
_WAIT_SECONDS = 30
_SEVEN_BITS = SMTP.clone(cte_type="7bit")  # what every server passes on
_CLOSING = 421  # the server says goodbye, whatever it was asked


class Answer(Enum):
    """What became of one letter."""

    SENT = "sent"
    LATER = "later"  # not taken now: this letter may go later, others may go now
    NO_SUCH_ADDRESS = "no such address"  # refused for good, because of whom it is for
    REFUSED = "refused"  # refused for good, for another reason
    BROKEN = "broken"  # the connection ended before the letter was handed over: nothing was sent
    UNSURE = "unsure"  # the connection ended after it was: perhaps it was taken


@dataclass(frozen=True)
class Outcome:
    """The answer, and the server's own words."""

    answer: Answer
    words: str = ""


def written(letter: Letter, sender: str) -> EmailMessage:
    """The letter as it travels: plain text, and HTML beside it when there is any. The same letter bears the same number."""
    message = EmailMessage(policy=_SEVEN_BITS)
    message["From"], message["To"], message["Subject"] = sender, letter.to, letter.subject
    message["Date"] = format_datetime(letter.queued_at)
    message["Message-ID"] = f"<{letter.message_id or letter.id}@{_domain(sender)}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    message["Content-Language"] = letter.language  # last, since each part takes the Content- headers with it
    return message


def _domain(sender: str) -> str:
    return sender.rpartition("@")[2].strip("> ") or "localhost"


class Console:
    """Where no mail server is set, letters are shown instead."""

    def __init__(self, sender: str) -> None:
        self.sender = sender

    def hand_over(self, letter: Letter) -> Outcome:
        """Show it."""
        log.warning("Letter to %s: %s\n%s", letter.to, letter.subject, letter.text)
        return Outcome(Answer.SENT)

    def close(self) -> None:
        """Nothing is open."""


class Kept(Console):
    """On a sample site letters stay where they are: its people do not exist, and its pages show what they would get."""

    def hand_over(self, letter: Letter) -> Outcome:
        """Nothing leaves."""
        return Outcome(Answer.SENT)


class Connection:
    """A mail server that answered. OSError or SMTPException when it does not."""

    def __init__(self, where: SplitResult, sender: str) -> None:
        self.sender = sender
        self._return_to = parseaddr(sender)[1]
        kind = smtplib.SMTP_SSL if where.scheme == "smtps" else smtplib.SMTP
        self._server = kind(where.hostname or "localhost", where.port or 0, timeout=_WAIT_SECONDS)
        try:
            if where.username and where.scheme == "smtp":
                self._server.starttls()  # a password never travels in clear
            if where.username:
                self._server.login(unquote(where.username), unquote(where.password or ""))
            self._server.ehlo_or_helo_if_needed()
            if (
                self._server.sock is not None
            ):  # else the last line of each letter waits for the answer to the one before
                self._server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except BaseException:
            self._server.close()
            raise

    def close(self) -> None:
        """Say goodbye; a server that is gone needs none."""
        try:
            self._server.quit()
        except (OSError, smtplib.SMTPException):
            self._server.close()

    def hand_over(self, letter: Letter) -> Outcome:
        """Speak about one letter, step by step, so that it is known whether it had been handed over when the line broke."""
        try:
            refused = self._introduce(letter)
            if refused is not None:
                self._server.rset()
                return refused
            policy = _SEVEN_BITS.clone(utf8=self._international(letter))
            self._server.send(_stuffed(written(letter, self.sender).as_bytes(policy=policy)))
        except UnicodeError:  # an address in another script, and a server that speaks ASCII only
            self._server.rset()
            return Outcome(Answer.NO_SUCH_ADDRESS, "the mail server cannot write to addresses in this script")
        except (OSError, smtplib.SMTPException) as error:
            return Outcome(Answer.BROKEN, _words_of(error))
        try:
            self._server.send(b".\r\n")
            code, said = self._server.getreply()
        except (OSError, smtplib.SMTPException) as error:
            return Outcome(Answer.UNSURE, _words_of(error))
        return _judged(code, said, Answer.REFUSED) or Outcome(Answer.SENT)

    def _international(self, letter: Letter) -> bool:
        return not letter.to.isascii() and self._server.has_extn("smtputf8")

    def _introduce(self, letter: Letter) -> Outcome | None:
        """Who writes, and to whom; None when the server is ready for the words."""
        options = ["SMTPUTF8"] if self._international(letter) else []
        code, said = self._server.mail(self._return_to, options)
        if refused := _judged(code, said, Answer.LATER):  # it is the sender that it does not like: a setting is wrong
            return refused
        code, said = self._server.rcpt(letter.to)  # send() let only one plain address in
        if refused := _judged(code, said, Answer.NO_SUCH_ADDRESS):
            return refused
        code, said = self._server.docmd("DATA")
        return None if code == 354 else _judged(code, said, Answer.REFUSED)


def _judged(code: int, said: bytes, if_for_good: Answer) -> Outcome | None:
    """None for yes. A server that closes has taken nothing, as one that is not there."""
    if 200 <= code < 300:
        return None
    words = f"{code} {said.decode('utf-8', 'replace')}"
    if code in (_CLOSING, -1):
        return Outcome(Answer.BROKEN, words)
    return Outcome(if_for_good if code >= 500 else Answer.LATER, words)


def _stuffed(message: bytes) -> bytes:
    """As RFC 5321 wants it: a line's first dot is doubled, the last line ends."""
    made = re.sub(rb"(?m)^\.", b"..", message)
    return made if made.endswith(b"\r\n") else made + b"\r\n"


def _words_of(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
