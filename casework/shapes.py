"""What travels into this room: something recorded, and what its recorder will do. (pure)"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class NextStep:
    """What will be done by when; or why nothing will, as a code of nothing.* and in words."""

    words: str = ""
    by: date | None = None
    nothing: str = ""
    nothing_words: str = ""

    def __bool__(self) -> bool:
        return bool((self.words and self.by) or self.nothing)


NO_STEP = NextStep()


@dataclass(frozen=True)
class NewNeed:
    """A need, a concern or a strength as somebody records it. basis: the UUID of the consent or the ground."""

    kind: str
    code: str
    words: str
    basis: str
    evidence: str = ""
    level: str = ""
    step: NextStep = NO_STEP


@dataclass(frozen=True)
class LoadedFinding:
    """One of them as a source has it. by, agency: UUIDs of whoever recorded it."""

    kind: str
    code: str
    words: str
    by: str
    agency: str
    on: date
    evidence: str = ""
    level: str = ""
    step: str = ""
    step_by: date | None = None
    done_on: date | None = None
    nothing: str = ""
    met: bool = False
