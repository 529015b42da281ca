"""Questions from any parameters at all."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.parameters import Refusal
from search.question import NAMES, PER_PAGE, Known, Near, Question

KNOWN = Known(
    types=frozenset({"cc.nursery", "h.slt"}),
    needs=frozenset({"cdn.health"}),
    languages=frozenset({"en", "pl", "bfi"}),
    access=frozenset({"step-free", "loop"}),
)


class Multi:
    """As a web framework hands parameters over."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        self.pairs = pairs

    def getlist(self, name: str) -> list[Any]:
        return [value for key, value in self.pairs if key == name]


def _ask(**parameters: Any) -> tuple[Question, tuple[Refusal, ...]]:
    return Question.from_parameters({name.rstrip("_"): value for name, value in parameters.items()}, KNOWN)


def test_every_parameter_of_the_address() -> None:
    pairs = [
        ("q", " debt   advice "),
        ("near", "TF1 3AB"),
        ("within", "2.5"),
        ("type", "cc.nursery"),
        ("type", "h.slt"),
        ("need", "cdn.health"),
        ("age", "3"),
        ("age", "8"),
        ("day", "mon"),
        ("open", "now"),
        ("places", "now"),
        ("cost", "free"),
        ("language", "pl"),
        ("access", "step-free"),
        ("access", "loop"),
        ("delivery", "home"),
        ("for", "carer"),
        ("page", "2"),
        ("sort", "distance"),
        ("utm_source", "poster"),
    ]
    question, refusals = Question.from_parameters(Multi(pairs), KNOWN, "pl")
    assert refusals == ()
    assert question == Question(
        words="debt advice",
        language="pl",
        where="TF1 3AB",
        within=2.5,
        types=("cc.nursery", "h.slt"),
        needs=("cdn.health",),
        ages=((3, 3), (8, 8)),
        days=("mon",),
        open_now=True,
        places_now=True,
        free=True,
        languages=("pl",),
        access=("step-free", "loop"),
        delivery=("home",),
        audience=("carer",),
        page=2,
        sort="distance",
    )
    again, _ = Question.from_parameters(Multi(list(question.parameters())), KNOWN, "pl")
    assert again == question


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("type", "cc.nothing", "not-known"),
        ("day", "monday", "not-known"),
        ("within", "far", "not-a-number"),
        ("within", "-1", "out-of-range"),
        ("within", "1e99", "not-a-number"),
        ("within", "nan", "not-a-number"),
        ("within", "inf", "not-a-number"),
        ("age", "3.5", "not-a-number"),
        ("age", "200", "out-of-range"),
        ("page", "-1", "out-of-range"),
        ("page", "0", "out-of-range"),
        ("page", str(10**9), "out-of-range"),
        ("page", "9" * 400, "not-a-number"),
        ("open", "later", "not-known"),
        ("sort", "alphabetical", "not-known"),
        ("q", 7, "not-text"),
        ("q", b"bytes", "not-text"),
    ],
)
def test_what_cannot_be_used_is_named(name: str, value: Any, reason: str) -> None:
    question, refusals = Question.from_parameters({name: value}, KNOWN)
    assert question == Question()
    assert [(refusal.parameter, refusal.reason) for refusal in refusals] == [(name, reason)]
    assert len(refusals[0].value) <= 40


def test_very_long_words_are_cut_and_said_so() -> None:
    question, refusals = _ask(q="word " * 20_000)
    assert len(question.words) <= 300
    assert refusals == (Refusal("q", refusals[0].value, "too-long"),)
    assert refusals[0].value.endswith("…")


def test_one_value_is_taken_where_one_is_expected() -> None:
    question, refusals = _ask(q=["debt", "loan"], page=["x", "3"])
    assert (question.words, question.page) == ("debt", 3)
    assert [(r.parameter, r.value, r.reason) for r in refusals] == [
        ("q", "loan", "only-one"),
        ("page", "x", "not-a-number"),
    ]


def test_a_thousand_values_are_one_refusal() -> None:
    question, refusals = _ask(age=["3"] * 1000)
    assert question.ages == ((3, 3),)
    assert [refusal.reason for refusal in refusals] == ["too-many"]


def test_control_characters_never_come_back() -> None:
    question, refusals = _ask(q="de\x00bt\r\nadvice\u2028\ud800", type="\x1b[31m<script>")
    assert question.words == "de bt advice"
    assert refusals[0].value == "[31m<script>"


def test_values_are_added_and_taken_away_from_the_first_page() -> None:
    question = Question(
        words="x", types=("a", "b"), ages=((3, 3),), page=4, where="TF1", near=Near(52.7, -2.5), authority="t"
    )
    assert question.having("type", "c").types == ("a", "b", "c")
    assert question.without("type", "a").types == ("b",)
    assert question.without("age").ages == ()
    assert question.without("type", "a").page == 1
    assert question.having("type", "c").near == question.near
    assert question.without("near").near is None
    assert question.having("type", "c").authority == "t"
    assert question.first == 3 * PER_PAGE


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=50) | st.binary(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=6,
)
_NAMES = st.sampled_from([*NAMES.values(), "utm", ""])


@given(st.dictionaries(_NAMES, _ANYTHING, max_size=8) | _ANYTHING)
def test_nothing_raises(parameters: Any) -> None:
    question, refusals = Question.from_parameters(parameters, KNOWN)
    assert 1 <= question.page <= 1000
    assert question.within is None or 0 < question.within <= 500
    assert set(question.types) <= KNOWN.types
    assert len(question.words) <= 300
    for refusal in refusals:
        assert len(refusal.value) <= 40
        refusal.value.encode()


@given(
    st.lists(st.tuples(_NAMES, st.text(max_size=30) | st.sampled_from(["now", "free", "mon", "pl", "3"])), max_size=12)
)
def test_a_question_written_out_is_the_same_question(pairs: list[tuple[str, Any]]) -> None:
    question, _ = Question.from_parameters(Multi(pairs), KNOWN)
    again, refusals = Question.from_parameters(Multi(list(question.parameters())), KNOWN)
    assert again == question
    assert refusals == ()
