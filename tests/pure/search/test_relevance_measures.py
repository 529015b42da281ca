"""The arithmetic of the relevance table, against figures worked out by hand."""

from __future__ import annotations

import importlib
from math import log2

import pytest

from bench.__main__ import MEASURES
from bench.relevance_measures import dcg, mean, ndcg, success


def test_a_gain_counts_less_further_down() -> None:
    assert dcg([3]) == 7
    assert dcg([0, 3]) == pytest.approx(7 / log2(3))
    assert dcg([3, 2, 1]) == pytest.approx(7 + 3 / log2(3) + 1 / 2)
    assert dcg([]) == 0


def test_what_stands_behind_the_page_counts_nothing() -> None:
    assert dcg([0] * 10 + [3]) == 0
    assert dcg([3, 3], most=1) == 7


def test_the_best_order_is_one_and_a_worse_one_less() -> None:
    judged = [1, 3, 2]
    assert ndcg([3, 2, 1], judged) == 1
    assert ndcg([3, 2, 1, 0, 0], judged) == 1
    assert 0 < ndcg([1, 2, 3], judged) < ndcg([2, 3, 1], judged) < 1
    assert ndcg([0, 0], judged) == 0


def test_more_good_answers_than_a_page_holds_are_not_asked_for() -> None:
    assert ndcg([3] * 10, [3] * 40) == 1


def test_a_question_with_nothing_judged_has_no_gain() -> None:
    assert ndcg([0], []) == 0


def test_success_is_one_good_answer_among_the_first_three() -> None:
    assert success([0, 0, 2])
    assert success([3])
    assert not success([1, 1, 1, 3])
    assert not success([])


def test_the_mean_of_nothing_is_nothing() -> None:
    assert mean([]) == 0
    assert mean([1, 0]) == 0.5


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_can_be_started(name: str) -> None:
    assert callable(importlib.import_module(f"bench.{name}").main)
