"""The three authorities of the sample, and the neighbours that their families use as well. (pure)"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SampleAuthority:
    """An authority of the sample. gss is its code; neighbours are the codes and names of the authorities next door."""

    slug: str
    name: str
    gss: str
    neighbours: tuple[tuple[str, str], ...]


_ALL = (
    SampleAuthority(
        "telford-and-wrekin",
        "Telford and Wrekin",
        "E06000020",
        (("E06000051", "Shropshire"), ("E07000197", "Stafford"), ("E07000196", "South Staffordshire")),
    ),
    SampleAuthority(
        "knowsley",
        "Knowsley",
        "E08000011",
        (("E08000012", "Liverpool"), ("E08000013", "St Helens"), ("E08000014", "Sefton")),
    ),
    SampleAuthority(
        "lewisham",
        "Lewisham",
        "E09000023",
        (("E09000011", "Greenwich"), ("E09000028", "Southwark"), ("E09000006", "Bromley")),
    ),
)


def authorities() -> list[SampleAuthority]:
    """The authorities of the sample, the home one first."""
    return list(_ALL)


def authority(slug: str) -> SampleAuthority:
    """The authority with this slug. KeyError when the sample has none."""
    for each in _ALL:
        if each.slug == slug:
            return each
    raise KeyError(slug)
