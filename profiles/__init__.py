"""The practice profile this site runs under: one local way of working, one file, one for each installation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from profiles.loading import BadProfile, load, names
from profiles.schema import Profile

__all__ = ["BadProfile", "Profile", "current", "load", "names", "under", "use"]

_chosen = [Profile()]


def use(profile: Profile) -> None:
    """The app says once, at the start, which profile this installation runs under."""
    _chosen[0] = profile


def current() -> Profile:
    """The profile that this installation runs under."""
    return _chosen[0]


@contextmanager
def under(profile: Profile) -> Iterator[None]:
    """For tests and comparisons: another profile for the length of a block."""
    before = current()
    use(profile)
    try:
        yield
    finally:
        use(before)
