"""What a site lets programs look at: its robots.txt, read by the rules of RFC 9309."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

AGENT = "Waymark"


class Rules:
    """What a robots.txt says. One that is not there forbids nothing."""

    def __init__(self, status: int, body: bytes) -> None:
        self._rules = RobotFileParser()
        self._rules.parse(body.decode("utf-8", "replace").splitlines() if 200 <= status < 300 else [])

    def allow(self, url: str) -> bool:
        """Whether this may be looked at."""
        return self._rules.can_fetch(AGENT, url)
