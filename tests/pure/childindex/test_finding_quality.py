"""The promise about finding: 97 in 100, of many kinds of slip, with the date of birth right. Small; the bench measures more."""

from __future__ import annotations

from bench.finding_quality import LEAST_RECALL, MOST, Index
from bench.misspelling import SLIPS, Population, questions
from childindex.finding import Asked, chosen


def test_a_child_is_found_however_its_name_is_written() -> None:
    population = Population(11, 4_000)
    index = Index(population.children)
    asked = questions(population, 12, 2_000)
    assert {question.slip for question in asked} == set(SLIPS)
    found = {True: 0, False: 0}
    for question in asked:
        shown = chosen(index.answer(question.asked), MOST)
        found[question.date_slip] += any(match.ref == question.about.ref for match in shown)
    wrong = sum(question.date_slip for question in asked)
    assert found[False] / (len(asked) - wrong) >= LEAST_RECALL
    assert found[True] / wrong >= 0.9


def test_a_twin_is_hardly_ever_shown_for_the_other() -> None:
    population = Population(11, 4_000)
    index = Index(population.children)
    twins = [child for child in population.children if child.twin is not None]
    taken = 0
    for child in twins:
        asked = Asked(child.name.given, child.name.family, child.born)
        matches = index.answer(asked, without=child.ref)
        taken += any(match.ref == child.twin for match in chosen(matches, MOST))
    assert len(twins) > 30
    assert taken <= len(twins) // 25
