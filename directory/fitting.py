"""Whether a service fits what somebody needs to get in: what fits, what does not, what nobody has asked yet. (pure)"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directory.documents import Document

MOST = 12  # facts in a profile: more than the vocabulary has
LONGEST = 200


@dataclass(frozen=True)
class Fit:
    """Codes of access facts: those that the service has, those that it lacks, those that it has not told."""

    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def known_access(entry: Document, sites: Iterable[Document]) -> dict[str, bool | None]:
    """What an entry and its places tell of access: a fact that one of them tells stands before one that nobody told."""
    known: dict[str, bool | None] = {}
    for facts in (*(site["access"] for site in sites), entry["access"]):
        known |= {code: holds for code, holds in facts.items() if holds is not None or code not in known}
    return known


def fit(wanted: Sequence[str], entry: Document, sites: Iterable[Document]) -> Fit:
    """How an entry fits a profile."""
    known = known_access(entry, sites)
    return Fit(
        has=tuple(code for code in wanted if known.get(code) is True),
        lacks=tuple(code for code in wanted if known.get(code) is False),
        unknown=tuple(code for code in wanted if known.get(code) is None),
    )


def read(kept: str, known: Iterable[str]) -> tuple[str, ...]:
    """The profile in a cookie's words, "step-free.loop": facts that the vocabulary has, each once, in its order. Never raises."""
    said = set(kept[:LONGEST].split("."))
    return tuple(code for code in known if code in said)[:MOST]


def written(wanted: Iterable[str]) -> str:
    """A profile as a cookie keeps it."""
    return ".".join(wanted)
