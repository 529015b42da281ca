"""The desk's pages: what waits for a decision, what an entry said before, the health of the directory, many at once."""

from __future__ import annotations

from desk.views import bulk, entries, files, home, sayings, searched, words
from desk.views.ruling import blueprint as ruling

BLUEPRINTS = (files.blueprint, words.blueprint, sayings.blueprint, searched.blueprint, home.blueprint, ruling)
__all__ = ["BLUEPRINTS", "bulk", "entries", "files", "home", "sayings", "searched", "words"]
