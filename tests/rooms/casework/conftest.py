"""A child whom a health visitor has opened, with a family that agreed to what they note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask

import profiles
from foundation.acts import Actor
from profiles.schema import Profile
from tests import people, practice

NOTING = replace(Profile(), needs=True, concerns=True, strengths=True, directory_link="needs")


@dataclass(frozen=True)
class Scene:
    """Who is there, and what stands between them."""

    app: Flask
    author: Actor
    agency: str
    record: str
    consent: str


@pytest.fixture
def scene(index_site: Flask) -> Iterator[Scene]:
    """Under a profile that notes all three: the record is open, and the family agreed to all three for this agency."""
    with profiles.under(NOTING):
        agency = practice.agency(index_site)
        author = people.person(index_site, "practitioner", agency=agency, name="Ines Moreau")
        record = practice.child(index_site)
        practice.opened(index_site, author, record)
        cells = [(agency, kind) for kind in ("need", "concern", "strength")]
        yield Scene(index_site, author, agency, record, practice.agreed(index_site, author, record, *cells))
