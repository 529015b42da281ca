"""A child whom a health visitor has opened, with a family that agreed to what they note."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

import profiles
from tests.scenes.casework import NOTING, Scene, begin


@pytest.fixture
def scene(index_site: Flask) -> Iterator[Scene]:
    """Under a profile that notes all three."""
    with profiles.under(NOTING):
        yield begin(index_site)
