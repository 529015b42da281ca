"""What a process holds to guess with: the model, read once, and the newest arrays. None where the setting is off."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from search.engines.folder import IndexFolder
from search.likeness.arrays import Likenesses
from search.likeness.encoder import Encoder
from search.likeness.stored import Unfit, load, save

log = logging.getLogger(__name__)
_FILE = "entries.npz"
_Stamp = tuple[int, int, int]


class Keeper:
    """The model and the arrays of one data folder. make: reads the model."""

    def __init__(self, folder: Path, make: Callable[[], Encoder]) -> None:
        self._folder, self._make, self.path = IndexFolder(folder), make, folder / _FILE
        self._reading, self._loading = threading.Lock(), threading.Lock()
        self._encoder: Encoder | None = None
        self._begun = False
        self._newest: tuple[_Stamp | None, Likenesses | None] = (None, None)
        self._told: set[str] = set()

    def encoder(self) -> Encoder:
        """The model, read if need be."""
        with self._loading:
            if self._encoder is None:
                self._encoder = self._make()
            return self._encoder

    def ready(self) -> Encoder | None:
        """The model, or None while a thread reads it, or after that failed: no question waits for it."""
        if self._encoder is None and not self._begun:
            self._begun = True
            threading.Thread(target=self._read, name="likeness", daemon=True).start()
        return self._encoder

    def _read(self) -> None:
        with self.harmless("the model"):
            self.encoder()

    def newest(self) -> Likenesses | None:
        """The arrays in the file, or None where there are none that can be believed. Read again only when the file is another."""
        stamp = _stamp(self.path)
        if stamp != self._newest[0] and self._reading.acquire(blocking=False):  # the others go on with what they have
            try:
                self._newest = (stamp, self.stored())
            finally:
                self._reading.release()
        return self._newest[1]

    def stored(self) -> Likenesses | None:
        """What the file holds now; None where there is none, or none that can be believed."""
        try:
            return load(self.path)
        except FileNotFoundError:
            return None
        except (Unfit, OSError):
            self.tell("the file")
            return None

    def keep(self, likenesses: Likenesses) -> None:
        """Put these in place of what the file holds."""
        save(self.path, likenesses)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Held by the one that makes the file."""
        with self._folder.holding("making"):
            yield

    @contextmanager
    def harmless(self, what: str) -> Iterator[None]:
        """Whatever goes wrong inside is logged once, and goes no further: nobody needs a guess."""
        try:
            yield
        except Exception:  # the package is somebody else's, and may raise anything
            self.tell(what)

    def tell(self, what: str) -> None:
        """Log the error at hand, the first time that this fails."""
        if what not in self._told:
            self._told.add(what)
            log.exception("Guessing by meaning failed: %s. The site goes on without; this is not logged again.", what)


def _stamp(path: Path) -> _Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


_chosen: list[Keeper] = []


def choose(keeper: Keeper | None) -> None:
    """Guess with this from now on, or with none."""
    _chosen[:] = [keeper] if keeper else []


def current() -> Keeper | None:
    """What this process guesses with; None where the setting is off."""
    return _chosen[0] if _chosen else None
