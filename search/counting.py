"""What is searched for: counted in memory, written once a minute and when the process ends, with nobody's name in it.

Until it is written the words are in this process only; the database gets a keyed digest, and the words themselves when five
searches had them (search/operations.py). A process that is killed loses at most the last minute's counts.
"""

from __future__ import annotations

import hashlib
import hmac
import threading
from collections import Counter
from datetime import datetime, timedelta

from foundation import clock
from foundation.acts import system
from search import operations
from search.analysis import words as word_list
from search.engine import Answer
from search.keeping import LONGEST, plain
from search.operations import Searched
from search.question import Question

EVERY = timedelta(minutes=1)
MOST = 5000  # different words a minute; a flood beyond it is not counted


def is_counted(question: Question) -> bool:
    """Whether it is the first page of what somebody typed, and no filter was changed by hand."""
    by_hand = question.filtered or question.within is not None or question.sort != "best"
    return bool(question.words) and question.page == 1 and not by_hand


def found_nothing_good(answer: Answer, *, heard: bool) -> bool:
    """Whether nothing was found, or only entries that have some of the words, and no need was heard."""
    return answer.total == 0 or (answer.reach == "any" and not heard)


def digest(key: bytes, *parts: str) -> str:
    """A keyed digest: without the key nobody can find out by trying which words it is of."""
    return hmac.new(key, "\0".join(parts).encode(), hashlib.sha256).hexdigest()[:32]


class Asked:
    """The counts of one process that are not written yet."""

    def __init__(self, key: bytes) -> None:
        self._key, self._lock = key, threading.Lock()
        self._counts: Counter[Searched] = Counter()
        self._written: datetime | None = None

    def add(self, authority: str, words: str, language: str, *, without: bool) -> None:
        """Somebody searched for these words; without: and found nothing good."""
        said, month = plain(words), f"{clock.today():%Y-%m}"
        if not said or len(said) > LONGEST:
            return
        known_by = digest(self._key, month, authority, language, *(word_list(said, language) or [said]))
        one = Searched(authority, month, language, said, known_by, without)
        with self._lock:
            if one in self._counts or len(self._counts) < MOST:
                self._counts[one] += 1

    def write_if_due(self) -> None:
        """Once a minute, whoever comes by."""
        with self._lock:
            now = clock.now()
            if self._written is None:
                self._written = now
            due = now - self._written >= EVERY
            if due:
                self._written = now
        if due:
            self.write()

    def write(self) -> None:
        """Whatever there is, now."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if counts:
            operations.keep_asked(system("counts"), counts)
