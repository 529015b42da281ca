"""Files that somebody sent by the browser: kept for an hour beside the database, under a name that nobody can guess.

Each has a note beside it: whose it is, for which authority, its digest, and what became of it. What a browser calls the
file is never used.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from directory.importing.planning import What
from directory.importing.problems import Remark, Weight, Why
from directory.importing.running import Outcome
from foundation import clock

KEPT_FOR = timedelta(hours=1)
_PIECE = 64 * 1024
_EVER = "2000-01-01T00:00:00+00:00"
_REF = re.compile(r"[A-Za-z0-9_-]{32}")


@dataclass(frozen=True)
class Upload:
    """state: new, asked (somebody said do it), done, stopped (nothing was done; `why`)."""

    ref: str
    person: str
    authority: str
    mapping: str
    digest: str
    kept_at: str
    state: str = "new"
    strict: bool = False
    why: str = ""
    outcome: dict[str, Any] | None = None


class Uploads:
    """The folder of one site."""

    def __init__(self, data: Path) -> None:
        self.folder = data / "uploads"

    def keep(self, file: IO[bytes], person: str, authority: str, mapping: str) -> Upload:
        """Write it down. What is older than an hour goes."""
        self.clear()
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        ref, digest = secrets.token_urlsafe(24), hashlib.sha256()
        with self._file(ref).open("xb") as out:
            for piece in iter(lambda: file.read(_PIECE), b""):
                digest.update(piece)
                out.write(piece)
        made = Upload(ref, person, authority, mapping, digest.hexdigest(), clock.now().isoformat())
        return self.note(made)

    def find(self, ref: str, person: str) -> Upload | None:
        """The file that this person sent, while it is kept and is what was sent; None of anybody else's."""
        if not _REF.fullmatch(ref):
            return None
        try:
            found = Upload(**json.loads(self._note(ref).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return found if found.person == person and not _is_old(found.kept_at) and self._is_whole(found) else None

    def path(self, upload: Upload) -> Path:
        """Where its bytes are."""
        return self._file(upload.ref)

    def note(self, upload: Upload, **changes: Any) -> Upload:
        """Write down what became of it."""
        now = replace(upload, **changes)
        beside = self._note(upload.ref).with_suffix(".part")
        beside.write_text(json.dumps(asdict(now)), encoding="utf-8")
        beside.replace(self._note(upload.ref))
        return now

    def forget(self, upload: Upload) -> None:
        """Both files go."""
        self._file(upload.ref).unlink(missing_ok=True)
        self._note(upload.ref).unlink(missing_ok=True)

    def clear(self) -> None:
        """What is older than an hour goes."""
        for note in self.folder.glob("*.json") if self.folder.is_dir() else ():
            try:
                kept_at = json.loads(note.read_text(encoding="utf-8"))["kept_at"]
            except (OSError, ValueError, KeyError):  # another process was quicker, or it was never whole
                kept_at = _EVER
            if _is_old(kept_at):
                note.unlink(missing_ok=True)
                note.with_suffix(".file").unlink(missing_ok=True)

    def _file(self, ref: str) -> Path:
        return self.folder / f"{ref}.file"

    def _note(self, ref: str) -> Path:
        return self.folder / f"{ref}.json"

    def _is_whole(self, upload: Upload) -> bool:
        try:
            with self._file(upload.ref).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == upload.digest
        except OSError:
            return False


def _is_old(kept_at: str) -> bool:
    return clock.now() - datetime.fromisoformat(kept_at) > KEPT_FOR


def packed(outcome: Outcome) -> dict[str, Any]:
    """What was done, as a note can hold it."""
    return asdict(outcome)


def unpacked(said: dict[str, Any]) -> Outcome:
    """The same again."""
    remarks = [Remark(**{**one, "why": Why(one["why"]), "weight": Weight(one["weight"])}) for one in said["remarks"]]
    return Outcome(**{**said, "counts": {What(what): n for what, n in said["counts"].items()}, "remarks": remarks})
