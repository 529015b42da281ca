"""python -m bench.relevance [tune|measure] [--worst N]: does the search find what people came for?

The judged questions of tests/relevance are asked of the sample's index twice, at one fixed moment: as a page of results asks
them, and as the words alone (BM25F without needs, filters or places among the words). The readme there says how it was judged.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from werkzeug.datastructures import MultiDict

from accounts import queries as accounts
from bench import relevance_files as files
from bench.relevance_files import Asked, Named
from bench.relevance_measures import mean, ndcg, success
from directory import queries
from foundation import clock, db
from foundation.settings import Settings
from search import asking
from search.question import Known, Question

MOMENT = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)  # a Tuesday morning in school term
NAMES_SHOWN = 5


@dataclass(frozen=True)
class Outcome:
    """What one question found: the services shown, in order, and their grades; whole and as words alone."""

    asked: Asked
    judged: Mapping[Named, int]
    whole: tuple[Named, ...]
    plain: tuple[Named, ...]

    def graded(self, shown: Sequence[Named]) -> list[int]:
        """The grades of what was shown."""
        return [self.judged.get(one, 0) for one in shown]

    def gain(self, shown: Sequence[Named]) -> float:
        """The nDCG@10 of what was shown."""
        return ndcg(self.graded(shown), self.judged.values())

    def helped(self, shown: Sequence[Named]) -> float:
        """1 when something among the first three helps well."""
        return float(success(self.graded(shown)))


def main(arguments: Sequence[str]) -> int:
    """Build, ask, print."""
    reader = argparse.ArgumentParser(prog="./run bench relevance", description=__doc__)
    reader.add_argument("half", nargs="?", choices=files.HALVES, help="only this half of the questions")
    reader.add_argument(
        "--worst", type=int, default=0, metavar="N", help="the N questions of tune with the lowest nDCG"
    )
    given = reader.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, clock.freeze(MOMENT), _asking(_site(Path(folder))):
        outcomes = list(_outcomes(given.half or ""))
    for half in [given.half] if given.half else files.HALVES:
        some = [one for one in outcomes if one.asked.half == half]
        _print_table(half, some)
        if half == "tune":  # the other half is for the figures alone: who reads its questions tunes for them
            for one in sorted(some, key=lambda one: one.gain(one.whole))[: given.worst]:
                _print_question(one)
    return 0


def _site(folder: Path) -> Flask:
    from app import create_app  # noqa: PLC0415  nobody imports app but those who run it

    url = f"sqlite:///{folder / 'waymark.db'}"
    app = create_app(Settings(data=folder, database_url=url, owner_url=url, seal_file=folder / "seals", sample=True))
    runner = app.test_cli_runner()
    for words in (["database", "migrate"], ["places", "load"], ["sample", "load"], ["search", "rebuild"]):
        result = runner.invoke(args=words, catch_exceptions=False)
        assert result.exit_code == 0, result.output
    return app


@contextmanager
def _asking(app: Flask) -> Iterator[None]:
    """What a request has around it: the application, and one view of the database."""
    with app.app_context(), db.scope(app.extensions["waymark.database"]):
        yield


def _outcomes(half: str) -> Iterator[Outcome]:
    named = {
        one["entry"]["code"]: (one["authority"], one["entry"]["texts"]["name"]["en"]["words"])
        for one in queries.published()
    }
    graded = files.grades(MOMENT.date())
    owner = accounts.authority("")
    home = owner.point if owner else None
    for asked in files.questions(half):
        typed = MultiDict([("q", asked.question), ("near", asked.near)])
        question, _refusals = Question.from_parameters(typed, Known(), asked.language)
        yield Outcome(
            asked,
            graded[asked.id],
            _shown(question, home, named),
            _shown(replace(question, only_words=True), home, named),
        )


def _shown(question: Question, home: tuple[float, float] | None, named: Mapping[str, Named]) -> tuple[Named, ...]:
    answer = asking.ask(asking.understand(question, home).question)
    return tuple(named[hit.code] for hit in answer.hits)


def _print_table(half: str, outcomes: Sequence[Outcome]) -> None:
    print(f"\n{half}: {len(outcomes)} questions       nDCG@10        success@3")
    print(f"{'':<12}{'count':>6}   {'whole':>7} {'words':>7}   {'whole':>7} {'words':>7}")
    for kind in files.KINDS:
        _print_row(kind, [one for one in outcomes if one.asked.language == "en" and one.asked.kind == kind])
    for language in files.LANGUAGES:
        _print_row(f"all {language}", [one for one in outcomes if one.asked.language == language])
    _print_row("all", outcomes)


def _print_row(name: str, some: Sequence[Outcome]) -> None:
    gains = [mean([one.gain(shown) for one, shown in pairs]) for pairs in _both(some)]
    helped = [mean([one.helped(shown) for one, shown in pairs]) for pairs in _both(some)]
    print(f"{name:<12}{len(some):>6}   {gains[0]:7.3f} {gains[1]:7.3f}   {helped[0]:7.2f} {helped[1]:7.2f}")


def _both(some: Sequence[Outcome]) -> tuple[list[tuple[Outcome, tuple[Named, ...]]], ...]:
    return [(one, one.whole) for one in some], [(one, one.plain) for one in some]


def _print_question(one: Outcome) -> None:
    near = f" near {one.asked.near}" if one.asked.near else ""
    print(f"\n{one.asked.id}  {one.asked.question!r}{near}: {one.gain(one.whole):.3f}, words {one.gain(one.plain):.3f}")
    for named in one.whole[:NAMES_SHOWN]:
        print(f"   {one.judged.get(named, 0)}  {named[1]}  ({named[0]})")
    missed = [(grade, named) for named, grade in one.judged.items() if named not in one.whole]
    if missed:
        grade, named = max(missed)
        print(f"   best not shown: {grade}  {named[1]}  ({named[0]})")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
