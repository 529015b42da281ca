"""The folder of an embedded index: which build is current, who may write, whom to trust. (pure)

index/current        the name of the build that answers, replaced in one step
index/build-.../     one build
index/writing.lock   held by the one that writes
index/turn.lock      held by the one that follows the outbox
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import stat
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from search.engine import IndexDamaged, IndexMissing, IndexNotTrusted

_CURRENT = "current"
_CONTENTS = re.compile(r"_MAIN_(\d+)\.toc")
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


class IndexFolder:
    """Where an index and its builds lie."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def current(self) -> Path:
        """The build that answers now. IndexMissing, or IndexNotTrusted when others could have made it."""
        try:
            name = (self.path / _CURRENT).read_text(encoding="utf-8", errors="replace").strip()
        except FileNotFoundError:
            raise IndexMissing("The search index has not been built: ./run flask search rebuild") from None
        except (NotADirectoryError, IsADirectoryError):
            raise IndexDamaged(f"{self.path} is not the folder of an index: ./run flask search rebuild") from None
        if not re.fullmatch(r"build-[0-9a-f]+", name):
            raise IndexNotTrusted(f"{self.path / _CURRENT} does not name a build of the index.")
        build = self.path / name
        for folder in (self.path, build):
            _refuse_unless_ours(folder)
        return build

    def generation(self) -> str:
        """Another text after every change of the index: the build and its newest table of contents."""
        build = self.current()
        numbers = [int(found[1]) for name in os.listdir(build) if (found := _CONTENTS.fullmatch(name))]
        return f"{build.name}/{max(numbers, default=0)}"

    def clear_the_way(self) -> None:
        """Before a build: what cannot be the folder of our own index is put aside, and not opened."""
        try:
            _refuse_unless_ours(self.path)
        except IndexNotTrusted:
            ours = False
        except IndexMissing:
            return
        else:
            ours = self.path.is_dir() and not (self.path / _CURRENT).is_dir()
        if not ours:
            self.path.rename(self.path.with_name(f"{self.path.name}-put-aside-{uuid.uuid4().hex}"))

    def new_build(self) -> Path:
        """An empty folder for a build that nobody sees yet."""
        self._make()
        build = self.path / f"build-{uuid.uuid4().hex}"
        build.mkdir(mode=0o700)
        return build

    def swap(self, build: Path) -> None:
        """Let this build answer from now on. The one before it stays for those who are still reading it."""
        before = self._current_name()
        pointer = self.path / f"{_CURRENT}.{uuid.uuid4().hex}"
        with pointer.open("w", encoding="utf-8") as file:
            file.write(build.name)
            file.flush()
            os.fsync(file.fileno())
        pointer.replace(self.path / _CURRENT)
        for old in self.path.glob("build-*"):
            if old.name not in (build.name, before):
                shutil.rmtree(old, ignore_errors=True)

    def _current_name(self) -> str:
        try:
            return (self.path / _CURRENT).read_text(encoding="utf-8").strip()
        except (FileNotFoundError, UnicodeError):
            return ""

    @contextmanager
    def holding(self, name: str) -> Iterator[None]:
        """One holder of this lock at a time, over all processes and threads; a killed one lets go."""
        self._make()
        with (self.path / f"{name}.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make(self) -> None:
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)


def _refuse_unless_ours(folder: Path) -> None:
    """An index holds pickles, and opening one runs them; so nobody else may have been able to write it."""
    try:
        status = folder.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise IndexMissing("The search index is gone: ./run flask search rebuild") from None
    if status.st_uid != os.getuid() or status.st_mode & _OTHERS_MAY_WRITE:
        raise IndexNotTrusted(
            f"{folder} belongs to, or may be written by, somebody else. Delete it and build it again."
        )
