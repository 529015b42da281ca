"""python -m bench.relevance [tune|measure] [--worst N]: does the search find what people came for?

The judged questions of tests/relevance are asked of the sample's index twice, at one fixed moment: as a page of results asks
them, and as the words alone (BM25F without needs, filters or places among the words). Where the optional package is installed, a
third column puts the page's order and the likeness of meanings into one, which no page does, and a line says how good the guesses
are that the pages do offer below their results. The readme there says how it was judged.
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

from bench import relevance_files as files
from bench.relevance_files import Asked, Named
from bench.relevance_measures import GOOD, SHOWN, mean, ndcg, success
from directory import queries
from foundation import clock, db
from foundation.settings import Settings
from search import asking, urgent
from search.alike import MOST
from search.asking import Understood
from search.likeness.arrays import fused
from search.likeness.encoder import is_installed
from search.likeness.keeper import current
from search.likeness.offering import guessed, offers
from search.question import PER_PAGE, Known, Question

MOMENT = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)  # a Tuesday morning in school term
NAMES_SHOWN = 5
NOT_INSTALLED = "Likeness of meanings: not measured, the package is not installed (requirements-semantic.txt)."


@dataclass(frozen=True)
class Outcome:
    """What one question found: the services shown, in order, and their grades; whole and as words alone."""

    asked: Asked
    judged: Mapping[Named, int]
    whole: tuple[Named, ...]
    plain: tuple[Named, ...]
    fused: tuple[Named, ...] = ()
    offered: tuple[Named, ...] = ()

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
    places = {"data": folder, "database_url": url, "owner_url": url, "seal_file": folder / "seals"}
    app = create_app(Settings(**places, sample=True, semantic=is_installed()))
    runner = app.test_cli_runner()
    made = (["database", "migrate"], ["places", "load"], ["sample", "load"], ["search", "rebuild"])
    for words in (*made, *([["search", "likeness"]] if is_installed() else [])):
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
    homes = asking.homes("")
    for asked in files.questions(half):
        typed = MultiDict([("q", asked.question), ("near", asked.near)])
        question, _refusals = Question.from_parameters(typed, Known(), asked.language)
        whole, plain = (asking.understand(one, homes) for one in (question, replace(question, only_words=True)))
        lists = [_shown(whole), _shown(plain), _fused(whole), _offered(whole)]
        yield Outcome(asked, graded[asked.id], *(tuple(named[code] for code in codes) for codes in lists))


def _shown(understood: Understood) -> list[str]:
    return [hit.code for hit in asking.ask(understood.question).hits]


def _fused(understood: Understood) -> list[str]:
    """The page's order and the order of likeness as one."""
    keeper, question = current(), understood.question
    if keeper is None or not question.words:
        return _shown(understood)
    pages = [asking.ask(replace(question, page=page)).hits for page in range(1, MOST // PER_PAGE + 1)]
    orders = [[hit.code for hits in pages for hit in hits], [one.hit.code for one in guessed(keeper, question)]]
    return fused(*({code: place for place, code in enumerate(order, 1)} for order in orders))[:SHOWN]


def _offered(understood: Understood) -> list[str]:
    """The guesses that the page shows; with numbers for an emergency it shows none."""
    if urgent.heard_in(understood.heard):
        return []
    return [hit.code for hit in offers(understood.question, _shown(understood))]


def _print_table(half: str, outcomes: Sequence[Outcome]) -> None:
    more = f" {'fused':>7}" if is_installed() else ""
    print(f"\n{half}: {len(outcomes)} questions       nDCG@10{' ' * len(more)}        success@3")
    print(f"{'':<12}{'count':>6}   {'whole':>7} {'words':>7}{more}   {'whole':>7} {'words':>7}{more}")
    for kind in files.KINDS:
        _print_row(kind, [one for one in outcomes if one.asked.language == "en" and one.asked.kind == kind])
    for language in files.LANGUAGES:
        _print_row(f"all {language}", [one for one in outcomes if one.asked.language == language])
    _print_row("all", outcomes)
    print(offers_told(outcomes) if is_installed() else NOT_INSTALLED)


def offers_told(outcomes: Sequence[Outcome]) -> str:
    """How good the guesses are that stand below the results."""
    given = [one for one in outcomes if one.offered]
    grades = [grade for one in given for grade in one.graded(one.offered)]
    first = sum(max(one.graded(one.offered)) >= GOOD > max(one.graded(one.whole), default=0) for one in given)
    return (
        f"You may also mean: {len(grades)} guesses to {len(given)} questions; {mean([float(g > 0) for g in grades]):.0%} help,"
        f" {mean([float(g >= GOOD) for g in grades]):.0%} help well; to {first} questions they are the first that do"
    )


def _print_row(name: str, some: Sequence[Outcome]) -> None:
    gains = [mean([one.gain(shown) for one, shown in pairs]) for pairs in _each(some)]
    helped = [mean([one.helped(shown) for one, shown in pairs]) for pairs in _each(some)]
    columns = [" ".join(f"{gain:7.3f}" for gain in gains), " ".join(f"{share:7.2f}" for share in helped)]
    print(f"{name:<12}{len(some):>6}   {columns[0]}   {columns[1]}")


def _each(some: Sequence[Outcome]) -> list[list[tuple[Outcome, tuple[Named, ...]]]]:
    each = [[(one, one.whole) for one in some], [(one, one.plain) for one in some]]
    return [*each, [(one, one.fused) for one in some]] if is_installed() else each


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
