"""Taking the whole directory away in a file: the rules, and a line in the trail. Nothing is changed."""

from __future__ import annotations

from sqlalchemy.orm import Session

from foundation.acts import Actor, Subject, operation
from foundation.permissions import Permission


def _about(_session: Session, authority: str) -> Subject:
    return Subject("authority", authority, authority)


@operation(Permission.DIRECTORY_EXPORT, about=_about)
def take_away(_session: Session, _actor: Actor, _authority: str) -> None:
    """Called before a file is made; making it is slow and stays outside."""
