"""Questions that nobody should see over a shoulder: they ask for, or were understood as, what is sensitive."""

from __future__ import annotations

from collections.abc import Sequence

from directory import queries
from directory.documents import Document
from search.asking import Understood
from search.urgent import Line
from web import frame


def mind(understood: Understood, urgent: Sequence[Line], shown: Sequence[Document]) -> None:
    """The page of results is discreet if its question is sensitive, or its first answer to words is a sensitive service."""
    question = understood.question
    heard = [one.saying.types[0] for one in understood.heard if one.saying.types]
    first = shown[0]["entry"]["types"] if shown and question.words else ()
    types = queries.sensitive((*question.types, *heard, *first))
    if urgent or types or queries.sensitive(question.needs, "needs"):
        frame.be_discreet()
