"""You may also mean, on the page: said to be a guess, below what was found, and nowhere while the setting is off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from flask import Flask

from directory import operations
from foundation.acts import system
from foundation.db import Database, scope
from search import indexing
from search.blocks import Shorts
from search.likeness import following, keeper
from tests import factories
from tests.site import make_app, run

GUESSED = "A machine guessed these"


class LittleEncoder:
    """A real, very small model for these tests alone: it knows who speaks of sleep."""

    name = "little 1"

    def encode(self, texts: Sequence[str]) -> Shorts:
        """See Encoder."""
        sleepy = [any(word in text.lower() for word in ("sleep", "night", "die")) for text in texts]
        return np.array([[float(one), float(not one)] for one in sleepy], np.float32)


@pytest.fixture
def site(database: Database, tmp_path: Path) -> Iterator[Flask]:
    """A site with the setting on, and two services of which the words "sleep now" find one."""
    app = make_app(str(database.url.render_as_string(hide_password=False)), tmp_path, sample=False, semantic=True)
    keeper.choose(keeper.Keeper(tmp_path / "likeness", LittleEncoder))
    with scope(app.extensions["waymark.database"]):
        factories.begin(system("test"))
        entries = [factories.entry(key, name) for key, name in (("a", "Sleep now"), ("b", "Quiet nights"))]
        operations.save(
            system("test"),
            factories.HOME,
            operations.Listings([factories.organisation()], [factories.site()], entries),
        )
        indexing.build(lambda _done: None)
        following.make()
    yield app
    keeper.choose(None)
    app.extensions["waymark.database"].dispose()


def page(app: Flask, question: str) -> str:
    """The page of results."""
    answer = app.test_client().get(f"/en/services?{question}")
    assert answer.status_code == 200
    return answer.text


def test_a_guess_stands_below_what_was_found_and_says_that_it_is_one(site: Flask) -> None:
    told = page(site, "q=sleep+now")
    above, _heading, below = told.partition("<h2>You may also mean</h2>")
    assert "Sleep now</a>" in above
    assert GUESSED in below
    assert "Quiet nights</a></h3>" in below
    assert "Sleep now</a>" not in below


def test_where_nothing_was_found_there_may_be_a_guess(site: Flask) -> None:
    told = page(site, "q=midnight+wakes")
    assert told.index("Quiet nights</a></h3>") < told.index("What you can do now")


def test_in_danger_nothing_is_guessed(site: Flask) -> None:
    run(site, "search", "sayings", "load")
    told = page(site, "q=I+want+to+die")
    assert "999" in told
    assert GUESSED not in told


@pytest.mark.parametrize("question", ["q=sleep+now&only=words", "q=%22sleep+now%22", "", "q=sleep+now&cost=free"])
def test_guesses_keep_to_what_was_asked(site: Flask, question: str) -> None:
    assert GUESSED not in page(site, question)


@pytest.mark.parametrize("question", ["q=sleep+now", "q=midnight+wakes", "q=quiet&near=TF1+1LX", ""])
def test_off_and_failing_are_the_same_page_byte_for_byte(site: Flask, tmp_path: Path, question: str) -> None:
    def fails() -> LittleEncoder:
        raise RuntimeError("no")

    keeper.choose(keeper.Keeper(tmp_path / "likeness", fails))
    failing = page(site, question)
    following.serve(site.config["WAYMARK"].__class__(data=tmp_path))
    assert page(site, question) == failing
    assert GUESSED not in failing
