"""How often entries are opened and facts asked for: counted in memory, written once a minute, with nobody's name in it.

A process that dies loses at most the last minute's counts. Robots that say so are not counted.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from feedback import operations
from foundation import clock
from foundation.acts import system

EVERY = timedelta(minutes=1)
ROBOT = re.compile(r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python", re.I)
_ASKED = {"day": "day:{}", "access": "access:{}", "cost": "{}"}
_CODE = re.compile(r"[a-z][a-z0-9.-]{0,30}\Z")


class Tally:
    """The counts of one process that are not written yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[date, str, str]] = Counter()
        self._written: datetime | None = None

    def seen(self, code: str) -> None:
        """An entry was opened."""
        self._add([("seen", code)])

    def asked(self, parameters: Mapping[str, Sequence[str]]) -> None:
        """A search for types of service asked for facts: days, free, access."""
        facts = [
            form.format(value)
            for name, form in _ASKED.items()
            for value in parameters.get(name, ())
            if _CODE.match(value)
        ]
        types = [value for value in parameters.get("type", ()) if _CODE.match(value)]
        self._add([("asked", f"{kind}|{fact}") for kind in types[:10] for fact in facts[:10]])

    def _add(self, keys: Sequence[tuple[str, str]]) -> None:
        with self._lock:
            for kind, key in keys:
                self._counts[clock.today(), kind, key] += 1

    def write_if_due(self) -> None:
        """Once a minute, whoever comes by."""
        with self._lock:
            now = clock.now()
            if self._written is None:
                self._written = now
            if not self._counts or now - self._written < EVERY:
                return
            counts, self._counts, self._written = self._counts, Counter(), now
        operations.keep_counts(system("counts"), counts)

    def write(self) -> None:
        """Whatever there is, now."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if counts:
            operations.keep_counts(system("counts"), counts)
