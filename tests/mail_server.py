"""A real mail server for tests: it keeps what it was given, and can be told to refuse, to be slow, or to break off."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Box:
    """What the server was given, and what it says to whom."""

    def __init__(self) -> None:
        self.letters: list[tuple[list[str], EmailMessage]] = []
        self.shut = False
        self.to_address: dict[str, str] = {}  # address -> what the server answers to it
        self.break_off = 0  # after so many letters it hangs up without a word
        self.take_and_break_off = False  # it takes the words, and hangs up before it says so
        self.address = ""  # where it listens, as our setting names it
        self.kill_at: tuple[str, int] | None = None  # who speaks to it of this address is killed
        self.connections = 0

    async def handle_EHLO(  # aiosmtpd's names
        self, _server: Any, session: Any, _envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if self.break_off and len(self.letters) >= self.break_off:
            server.transport.abort()
        if self.kill_at is not None and self.kill_at[0] == address:
            os.kill(self.kill_at[1], signal.SIGKILL)
        if address in self.to_address:
            return self.to_address[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:
        if self.shut:
            return "451 Closed for the night"
        self.letters.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        if self.take_and_break_off:
            server.transport.abort()
        return "250 OK"

    @property
    def went_to(self) -> list[str]:
        """Each address, in the order of arrival."""
        return [address for to, _message in self.letters for address in to]


@contextmanager
def listening() -> Iterator[Box]:
    """A server on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = Box()
    kept.address = f"smtp://127.0.0.1:{port}"
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield kept
    finally:
        controller.stop()
