"""One request: to exactly the address that was looked up, by the name that was asked for, with limits on everything."""

from __future__ import annotations

import http.client
import io
import re
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from upkeep.checking.addresses import Target, is_private, is_public

BODY = 64 * 1024
REDIRECTS = frozenset((301, 302, 303, 307, 308))
_CHARSET = re.compile(r"charset\s?=\s?[\"']?([\w-]{1,40})", re.I)
Resolve = Callable[[str, int], Sequence[str]]


class Internal(Exception):
    """The name leads to a machine inside a network."""


class BadCertificate(Exception):
    """The site does not prove that it is the one whose name it bears."""


class NoAnswer(Exception):
    """No answer that could be read came in time."""


@dataclass(frozen=True)
class Limits:
    """How long to wait, in seconds: for a connection, for each piece, for one whole request; and how long after its
    beginning a visit, with all its redirects, may still make another."""

    connect: float = 5.0
    read: float = 10.0
    whole: float = 30.0
    visit: float = 90.0


@dataclass(frozen=True)
class Reply:
    """What came back. body: of what can be read without unpacking, and not much of it."""

    status: int
    location: str
    charset: str
    body: bytes


def look_up(host: str, port: int) -> list[str]:
    """Every address of a name, in the order in which the system would try them."""
    return list(dict.fromkeys(str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def addresses_of(target: Target, resolve: Resolve, private: frozenset[str]) -> Sequence[str]:
    """Where to connect. Internal when any address is inside a network: a name that leads to both is a trap."""
    try:
        found = resolve(target.host, target.port)
    except (OSError, UnicodeError) as error:
        raise NoAnswer("no such name") from error
    if not found:
        raise NoAnswer("no such name")
    if not is_private(target, private) and not all(is_public(address) for address in found):
        raise Internal(target.host)
    return found[:2]


def ask(target: Target, address: str, agent: str, limits: Limits, context: ssl.SSLContext) -> Reply:
    """GET it from this address. What is packed is not unpacked, so no small reply can become a large one."""
    asked = http.client.HTTPConnection(target.host, target.port)
    headers = {"Host": target.named, "User-Agent": agent, "Accept": "text/html, text/plain;q=0.9, */*;q=0.1"}
    deadline = time.monotonic() + limits.whole
    try:
        with _connected(target, address, limits, context) as line:
            asked.sock = _Timed(line, deadline, limits.read)
            asked.request("GET", target.path, headers={**headers, "Accept-Encoding": "identity", "Connection": "close"})
            with asked.getresponse() as reply:
                return _read(reply)
    except ssl.SSLCertVerificationError as error:
        raise BadCertificate(error.verify_message) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoAnswer(type(error).__name__) from error


def _connected(target: Target, address: str, limits: Limits, context: ssl.SSLContext) -> socket.socket:
    plain = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        plain.settimeout(limits.connect)
        plain.connect((address, target.port))
        plain.settimeout(limits.read)
        return context.wrap_socket(plain, server_hostname=target.host) if target.scheme == "https" else plain
    except BaseException:
        plain.close()
        raise


def _read(reply: http.client.HTTPResponse) -> Reply:
    packed = reply.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity")
    try:
        body = b"" if packed or reply.status in REDIRECTS else reply.read(BODY)
    except http.client.IncompleteRead as error:
        body = error.partial[:BODY]
    charset = _CHARSET.search(reply.headers.get("Content-Type", ""))
    return Reply(reply.status, reply.headers.get("Location", ""), charset[1].lower() if charset else "", body)


class _Timed:
    """A line on which nothing lasts longer than the whole may: a server that sends a byte now and then is cut off."""

    def __init__(self, line: socket.socket, deadline: float, each: float) -> None:
        self._line, self._deadline, self._each = line, deadline, each

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What http.client reads from."""
        return io.BufferedReader(_Pieces(self))

    def sendall(self, data: bytes) -> None:
        """What http.client writes to."""
        self.hurried().sendall(data)

    def hurried(self) -> socket.socket:
        """The line, with no more time than is left."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._line.settimeout(min(self._each, left))
        return self._line

    def close(self) -> None:
        """Nothing: whoever opened the line closes it, and until then it is read from."""


class _Pieces(io.RawIOBase):
    """What comes over the line, piece by piece."""

    def __init__(self, line: _Timed) -> None:
        self._line = line

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next piece."""
        return self._line.hurried().recv_into(buffer)
