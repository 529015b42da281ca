"""What a site lets programs look at: its robots.txt, read by the rules of RFC 9309."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit
from urllib.robotparser import RobotFileParser

AGENT = "Waymark"
_SAID = ("user-agent", "allow", "disallow")


class Rules:
    """What a robots.txt says. One that is not there forbids nothing; a line that cannot be read is passed over."""

    def __init__(self, status: int, body: bytes) -> None:
        lines = body.decode("utf-8", "replace").splitlines() if 200 <= status < 300 else []
        self._rules = RobotFileParser()
        self._rules.parse([line for line in lines if not line.strip() or _is_readable(line)])

    def allow(self, url: str) -> bool:
        """Whether this may be looked at."""
        return self._rules.can_fetch(AGENT, url)


def _is_readable(line: str) -> bool:
    """Whether Python's reader, which fails on some lines as a whole, can read it."""
    name, _colon, value = line.partition("#")[0].partition(":")
    try:
        urlsplit(unquote(value.strip()))
    except ValueError:
        return False
    return name.strip().lower() in _SAID
