"""Makes the sample authority: the same directory for the same day, every time. (pure)"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from directory.shapes import Entry, Organisation, Site
from sample.authorities import SampleAuthority, authorities, authority
from sample.build import Builder
from sample.drafts import Drafts
from sample.ground import POSTCODES, Ground

__all__ = ["SampleAuthority", "SampleDirectory", "authorities", "generate"]


@dataclass(frozen=True)
class SampleDirectory:
    """One authority's invented directory, as shapes for directory.operations. Keys are stable from day to day."""

    organisations: tuple[Organisation, ...]
    sites: tuple[Site, ...]
    entries: tuple[Entry, ...]


def generate(slug: str, today: date, postcodes: Path = POSTCODES) -> SampleDirectory:
    """The directory of one sample authority as it would stand on this day.

    postcodes is the folder of the three postcode files. KeyError for an authority that the sample does not have.
    """
    where = authority(slug)
    ground = Ground(where, postcodes)
    drafts = Drafts(where, ground.towns, today)
    builder = Builder(where, ground, today)
    for agency in drafts.agencies:
        builder.add(agency)
    return SampleDirectory(tuple(builder.organisations), tuple(builder.sites), tuple(builder.entries))
