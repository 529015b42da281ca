"""After each page of results: what was searched for is counted, so that no reader waits for it."""

from __future__ import annotations

import re
import weakref
from multiprocessing.util import Finalize

from flask import Flask, Response, current_app, g, request

from accounts import queries as accounts
from foundation import words
from foundation.keys import kept_key
from foundation.settings import Settings
from search.asking import Understood
from search.counting import Asked, found_nothing_good, is_counted
from search.engine import Answer
from search.question import Question

ROBOT = re.compile(r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python", re.I)
NAME = "waymark.asked"


def answered(question: Question, understood: Understood, answer: Answer) -> None:
    """A page says what it was asked, as it was asked, and what it found."""
    g.answered = question, understood, answer


def count(app: Flask) -> None:
    """Count what is searched for, from now until the process ends."""
    settings: Settings = app.config["WAYMARK"]
    tally = app.extensions[NAME] = Asked(kept_key(settings.data, "asked"))

    @app.after_request
    def look(response: Response) -> Response:
        if response.status_code == 200 and request.method == "GET":
            if "answered" in g and not ROBOT.search(str(request.user_agent)):
                _add(tally, *g.answered)
            tally.write_if_due()
        return response

    here = weakref.ref(app)
    # not atexit, which a worker of the server never comes to when it was forked; this is done at the end of every process
    Finalize(None, lambda: _write_last(here()), exitpriority=10)


def _add(tally: Asked, question: Question, understood: Understood, answer: Answer) -> None:
    keeper = accounts.authority(current_app.config["WAYMARK"].authority)
    if keeper and is_counted(question):
        without = found_nothing_good(answer, heard=bool(understood.heard))
        tally.add(keeper.slug, question.words, words.language(), without=without)


def _write_last(app: Flask | None) -> None:
    if app is not None and not app.testing:
        with app.app_context():
            app.extensions[NAME].write()
