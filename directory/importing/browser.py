"""An import in the browser: the file looked at, then brought in, at once when it is small and by a job when it is not."""

from __future__ import annotations

from sqlalchemy.orm import Session

from directory.importing.declared import load_mapping
from directory.importing.preparing import Prepared, prepare
from directory.importing.problems import FileRefused, MappingRefused
from directory.importing.running import Outcome, RowsRefused, dry_run, import_rows
from directory.importing.sheet import Limits
from directory.importing.table import read_table
from directory.importing.uploads import Upload, Uploads, packed
from foundation import jobs
from foundation.acts import Actor, Refused, Subject, operation
from foundation.permissions import Permission

JOB = "directory.import"
ROWS = 20_000  # more than any council's directory; a larger file is for the command line
AT_ONCE = 500  # rows; more are brought in by a job
LARGEST = 10 * 2**20
LIMITS = Limits(rows=ROWS, file_size=LARGEST, unpacked=100 * 2**20)


def looked_at(uploads: Uploads, upload: Upload) -> Outcome:
    """What an import of this file would do. Raises FileRefused, MappingRefused."""
    return dry_run(upload.authority, _read(uploads, upload))


def check(uploads: Uploads, upload: Upload) -> None:
    """Raises FileRefused or MappingRefused when nothing of the file can be used."""
    read_table(uploads.path(upload), load_mapping(upload.mapping), LIMITS)


def _read(uploads: Uploads, upload: Upload) -> Prepared:
    mapping = load_mapping(upload.mapping)
    return prepare(mapping, read_table(uploads.path(upload), mapping, LIMITS))


def carry_out(actor: Actor, uploads: Uploads, upload: Upload) -> Upload:
    """Bring it in, and note what was done, or why nothing was."""
    try:
        done = import_rows(actor, upload.authority, _read(uploads, upload), strict=upload.strict)
    except RowsRefused as refused:
        return uploads.note(upload, state="stopped", why="strict", outcome=packed(refused.outcome))
    except (FileRefused, MappingRefused, Refused) as refused:
        return uploads.note(upload, state="stopped", why=str(refused))
    return uploads.note(upload, state="done", outcome=packed(done))


def _about(_session: Session, authority: str, _ref: str) -> Subject:
    return Subject("authority", authority, authority)


@operation(Permission.DIRECTORY_IMPORT, about=_about)
def bring_in_later(session: Session, actor: Actor, _authority: str, ref: str) -> None:
    """Have a job bring in this file in the name of who asks."""
    jobs.later(session, JOB, {"ref": ref, "person": actor.id})
