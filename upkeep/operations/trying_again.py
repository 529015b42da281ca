"""What failed by itself is tried again because a person says so. Jobs and letters belong to the installation, not to one
authority: whoever may look after the work of theirs may look after it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from foundation import jobs, post
from foundation.acts import Actor, Subject, operation
from foundation.permissions import Permission


def _job(_session: Session, authority: str, job_id: int) -> Subject:
    return Subject("job", str(job_id), authority)


def _letter(_session: Session, authority: str, letter_id: int) -> Subject:
    return Subject("letter", str(letter_id), authority)


@operation(Permission.JOB_TRY_AGAIN, about=_job)
def try_job_again(session: Session, actor: Actor, authority: str, job_id: int) -> bool:
    """Put a job that failed back, due now. False when it is none, is gone, or is being done."""
    return jobs.try_again(session, job_id)


@operation(Permission.LETTER_SEND_AGAIN, about=_letter)
def send_letter_again(session: Session, actor: Actor, authority: str, letter_id: int) -> bool:
    """Send a letter again that was given up, or of which nobody knows whether it arrived. False when it is neither."""
    return post.send_again(session, letter_id)
