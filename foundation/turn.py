"""Whose turn it is to write to a SQLite file.

SQLite's own waiting sleeps and tries again, which is unfair under load. Here writers wait in the kernel's queue: first
for the other threads of this process, then for the other processes. The file must be on a local disk.
"""

from __future__ import annotations

import fcntl
import os
import threading
from pathlib import Path


class Turn:
    """Held for the length of one writing transaction. A process that dies gives its turn back."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._forget()

    def _forget(self) -> None:
        self._threads, self._holder, self._pid = threading.Lock(), 0, os.getpid()
        self._file: int | None = None

    def __enter__(self) -> None:
        if self._pid != os.getpid():
            self._forget()  # a forked child shares its parent's open file, and so its turn, until it opens its own
        if self._holder == threading.get_ident():
            raise RuntimeError("A change inside a change: this thread would wait for itself.")
        self._threads.acquire()
        try:
            if self._file is None:
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._file, fcntl.LOCK_EX)
        except BaseException:
            self._threads.release()
            raise
        self._holder = threading.get_ident()

    def __exit__(self, *_error: object) -> None:
        self._holder = 0
        if self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        self._threads.release()

    def __del__(self) -> None:
        if self._file is not None:
            os.close(self._file)
