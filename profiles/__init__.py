"""The practice profile this site runs under: one local way of working, one file, one for each installation."""

from __future__ import annotations

from profiles.loading import BadProfile, load, names
from profiles.schema import Profile

__all__ = ["BadProfile", "Profile", "load", "names"]
