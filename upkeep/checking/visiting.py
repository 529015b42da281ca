"""A visit to a website: its robots.txt first, each redirect judged anew, and never two requests to a host at once."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from upkeep.checking import wire
from upkeep.checking.addresses import NotAnAddress, Target, led_on, parsed
from upkeep.checking.robots import AGENT, Rules
from upkeep.checking.titles import title_in
from upkeep.checking.wire import BadCertificate, Internal, Limits, NoAnswer, Reply, Resolve

MOST_REDIRECTS = 5
REMEMBERED = 200  # hosts; their rules and last requests, so that memory does not grow with the round
GONE = frozenset((404, 410))


@dataclass(frozen=True)
class Finding:
    """What one visit found. outcome: answered, gone, failing, certificate, robots (we may not look), refused (it leads inside a
    network), address (it cannot be asked for). status: 0 when none came. host: where the visit ended."""

    outcome: str
    status: int = 0
    host: str = ""
    title: str = ""


@dataclass(frozen=True)
class Manners:
    """How to behave. gap: seconds between two requests to one host. private: hosts inside our network that may be asked."""

    base_url: str
    private: frozenset[str] = frozenset()
    gap: float = 2.0
    limits: Limits = field(default_factory=Limits)
    resolve: Resolve = wire.look_up
    sleep: Callable[[float], None] = time.sleep

    @property
    def agent(self) -> str:
        """Who asks, and why, for whoever reads a server's log."""
        return f"{AGENT}/1 (+{self.base_url}; asks once a week whether the websites of listed services answer)"


class Visitor:
    """One round of visits."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._context = ssl.create_default_context()
        self._asked: dict[str, float] = {}
        self._rules: dict[str, Rules] = {}
        self._until = 0.0

    def visit(self, url: str) -> Finding:
        """Look at one website. Whatever it does, an answer comes back."""
        seen, self._until = Target("http", "", 80, ""), time.monotonic() + self._manners.limits.visit
        try:
            seen = parsed(url, self._manners.private)
            for _step in range(MOST_REDIRECTS + 1):
                if not self._may_look(seen):
                    return Finding("robots", host=seen.host)
                reply = self._get(seen)
                if reply.status not in wire.REDIRECTS or not reply.location:
                    return _found(seen, reply)
                seen = led_on(seen, reply.location, self._manners.private)
            return Finding("failing", reply.status, seen.host)
        except NotAnAddress:
            return Finding("address" if not seen.host else "refused", host=seen.host)
        except Internal:
            return Finding("refused", host=seen.host)
        except BadCertificate:
            return Finding("certificate", host=seen.host)
        except NoAnswer:
            return Finding("failing", host=seen.host)

    def _may_look(self, target: Target) -> bool:
        """What its robots.txt says; where that cannot be read because the server fails, the visit fails with it."""
        key = f"{target.scheme}://{target.named}"
        if key not in self._rules:
            _make_room(self._rules)
            self._rules[key] = self._read_rules(Target(target.scheme, target.host, target.port, "/robots.txt"))
        return self._rules[key].allow(target.url)

    def _read_rules(self, target: Target) -> Rules:
        for _step in range(MOST_REDIRECTS + 1):
            reply = self._get(target)
            if reply.status >= 500:
                raise NoAnswer("robots.txt")
            if reply.status not in wire.REDIRECTS or not reply.location:
                return Rules(reply.status, reply.body)
            try:
                target = led_on(target, reply.location, self._manners.private)
            except NotAnAddress:
                break
        return Rules(404, b"")

    def _get(self, target: Target) -> Reply:
        self._wait(target.host)
        if time.monotonic() > self._until:
            raise NoAnswer("too long a way")
        found = wire.addresses_of(target, self._manners.resolve, self._manners.private)
        try:
            for address in found[:-1]:
                try:
                    return self._ask(target, address)
                except NoAnswer:
                    continue
            return self._ask(target, found[-1])
        finally:
            self._asked[target.host] = time.monotonic()

    def _ask(self, target: Target, address: str) -> Reply:
        return wire.ask(target, address, self._manners.agent, self._manners.limits, self._context)

    def _wait(self, host: str) -> None:
        last = self._asked.pop(host, None)
        _make_room(self._asked)
        if last is not None and (left := last + self._manners.gap - time.monotonic()) > 0:
            self._manners.sleep(left)


def _make_room(kept: dict[str, Any]) -> None:
    """The oldest goes; by then its gap has long passed."""
    while len(kept) >= REMEMBERED:
        kept.pop(next(iter(kept)))


def _found(target: Target, reply: Reply) -> Finding:
    if reply.status in GONE:
        return Finding("gone", reply.status, target.host)
    if reply.status >= 500 or reply.status in wire.REDIRECTS:
        return Finding("failing", reply.status, target.host)
    if reply.status >= 400:  # it answers, but not to programs: that says nothing of the service
        return Finding("robots", reply.status, target.host)
    return Finding("answered", reply.status, target.host, title_in(reply.body, reply.charset))
