"""Filters, places, hours, order and counts: the same on both engines."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.db import Database
from search.analysis import asked
from search.documents import FIELDS, SearchDocument, words_in
from search.engine import Answer, Engine
from search.question import Near, Question, Sought
from tests.rooms.search.search_help import closed, document, engine, schedule, site, text

MOMENT = datetime(2026, 11, 18, 10, 30, tzinfo=UTC)  # a Wednesday in winter: local time is the same
HERE = Near(52.70, -2.52, (("ward", "E1"), ("sector", "TF1 3"), ("outcode", "TF1"), ("town", "Wellington"),
                           ("district", "E06000020"), ("country", "E92000001")))  # fmt: skip
Filled = Callable[..., Engine]


@pytest.fixture
def filled(scoped: Database, tmp_path: Path) -> Filled:
    """An engine holding some documents."""

    def fill(*documents: SearchDocument) -> Engine:
        made = engine(scoped, tmp_path)
        made.rebuild(documents, lambda _count: None)
        return made

    return fill


def ask(
    made: Engine,
    moment: datetime = MOMENT,
    holidays: dict[str, list[tuple[date, date]]] | None = None,
    **asked_for: object,
) -> Answer:
    """The answer to a question made of these parts."""
    return made.answer(Question(**asked_for), moment, holidays or {})  # type: ignore[arg-type]


def codes(answer: Answer) -> list[str]:
    """The codes of the hits, in order."""
    return [hit.code for hit in answer.hits]


# Words


def test_all_words_first_then_any_and_which_were_missed(filled: Filled) -> None:
    made = filled(document("A", "Debt advice"), document("B", "Debt helpline"), document("C", "Swimming"))
    assert codes(ask(made, words="debt advice")) == ["A"]
    some = ask(made, words="debts unicorn")
    assert (set(codes(some)), some.reach, some.missed) == ({"A", "B"}, "any", ("unicorn",))
    assert some.hits[0].missed == ("unicorn",)
    nothing = ask(made, words="unicorn")
    assert (nothing.total, nothing.missed, nothing.considered) == (0, ("unicorn",), 3)


def test_a_name_counts_more_than_a_description(filled: Filled) -> None:
    made = filled(document("A", "Reading club", description="debt"), document("B", "Debt"), document("C", "Other"))
    assert codes(ask(made, words="debt")) == ["B", "A"]


def test_words_of_types_and_needs_are_found_in_every_language(filled: Filled) -> None:
    made = filled(document("A", "Sunshine", types=["cc.nursery"], needs=["cdn.health"]), document("B", "Rain"))
    assert codes(ask(made, words="nurseries")) == ["A"]
    assert codes(ask(made, words="zlobki", language="pl")) == ["A"]
    assert codes(ask(made, words="الصحة", language="ar")) == ["A"]


def test_why_names_the_fields_and_what_was_asked(filled: Filled) -> None:
    made = filled(document("A", "Debt advice", description="Help with debts", types=["h.slt"], needs=["cdn.health"]))
    why = ask(made, words='debt "debt advice"', types=("h.slt", "cc.nursery"), needs=("cdn.health",)).hits[0].why
    assert why.words["name"] == ("debt", "debt advice")
    assert why.words["description"] == ("debt",)
    assert (why.types, why.needs) == (("h.slt",), ("cdn.health",))


def test_a_phrase_stands_together_and_in_one_text(filled: Filled) -> None:
    made = filled(
        document("A", "Speech therapy"),
        document("B", "Therapy of speech"),
        document("C", "Speech", organisation="Therapy trust"),
        document("D", "x", description="All about speech, therapy and more"),
    )
    assert set(codes(ask(made, words='"speech therapy"'))) == {"A", "D"}
    assert ask(made, words='"therapy speech"').total == 0


def test_quotes_and_backslashes_in_words_are_only_characters(filled: Filled) -> None:
    made = filled(document("A", "O'Brien's \\ 'house' %"), document("B", "x"))
    assert codes(ask(made, words="o'brien's")) == ["A"]
    assert codes(ask(made, words="house' | 'x")) == ["A", "B"] or ask(made, words="house' | 'x").reach == "any"


def test_a_word_said_a_thousand_times_and_a_very_long_text(filled: Filled) -> None:
    long = document("A", "long", description="debt " * 1000 + " ".join(f"w{n}" for n in range(20_000)) + " lastword")
    made = filled(long, document("B", "debt"))
    assert set(codes(ask(made, words="debt"))) == {"A", "B"}
    assert codes(ask(made, words="lastword")) == ["A"]


# Filters


def test_any_value_within_a_filter_every_filter_across(filled: Filled) -> None:
    made = filled(
        document("A", types=["t1"], needs=["n1"], languages=[{"language": "pl"}], delivery=["phone"]),
        document("B", types=["t2"], needs=["n1"], languages=[{"language": "ar"}], delivery=["home"]),
        document("C", types=["t2", "t1"], needs=["n2"]),
    )
    assert set(codes(ask(made, types=("t1", "t2")))) == {"A", "B", "C"}
    assert set(codes(ask(made, types=("t1",)))) == {"A", "C"}
    assert set(codes(ask(made, types=("t1", "t2"), needs=("n1",)))) == {"A", "B"}
    assert codes(ask(made, languages=("pl",), delivery=("home",))) == []
    assert set(codes(ask(made, languages=("pl", "ar")))) == {"A", "B"}
    assert ask(made, types=("unheard-of",)).total == 0


def test_every_access_fact_must_be_known_to_hold(filled: Filled) -> None:
    stairs = site(access={"step-free": True, "loop": None})
    made = filled(
        document("A", sites=[stairs], access={"loop": True}),
        document("B", sites=[stairs]),
        document("C", sites=[stairs], access={"step-free": False}),
    )
    assert set(codes(ask(made, access=("step-free",)))) == {"A", "B"}
    assert codes(ask(made, access=("step-free", "loop"))) == ["A"]


def test_ages_cost_places_audience_and_authority(filled: Filled) -> None:
    places = {"places": "yes", "good_until": "2026-11-18"}
    made = filled(
        document("A", eligibility={"min_age": 0, "max_age": 4}, costs=[{"amount": "0.00"}], capacity=places),
        document("B", eligibility={"min_age": 5, "max_age": None}, costs=[{"amount": "0"}, {"amount": "2.50"}]),
        document("C", audience=["carer"], capacity={**places, "good_until": "2026-11-17"}, authority="other"),
    )
    assert set(codes(ask(made, ages=((3, 3),)))) == {"A", "C"}
    assert set(codes(ask(made, ages=((3, 3), (9, 9))))) == {"A", "B", "C"}
    assert codes(ask(made, free=True)) == ["A"]
    assert codes(ask(made, places_now=True)) == ["A"]
    assert codes(ask(made, audience=("carer", "parent"))) == ["C"]
    assert codes(ask(made, authority="other")) == ["C"]


# Hours


def _at(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}:00+00:00")


HALF_TERM = {"home": [(date(2026, 10, 26), date(2026, 10, 30))]}


@pytest.mark.parametrize(
    ("hours", "moment", "is_open"),
    [
        ([schedule("wed", "09:00", "17:00")], MOMENT, True),
        ([schedule("wed", "09:00", "10:30")], MOMENT, False),
        ([schedule("thu", "09:00", "17:00")], MOMENT, False),
        ([schedule("tue", "22:00", "02:00")], _at("2026-11-18", "01:59"), True),
        ([schedule("tue", "22:00", "02:00")], _at("2026-11-18", "02:00"), False),
        ([schedule("wed", "00:00", "00:00")], _at("2026-11-18", "23:59"), True),
        ([schedule("wed", "09:00", "17:00", weeks="term")], _at("2026-10-28", "12:00"), False),
        ([schedule("wed", "09:00", "17:00", weeks="holidays")], _at("2026-10-28", "12:00"), True),
        ([schedule("wed", "09:00", "17:00", weeks="holidays")], MOMENT, False),
        ([schedule("wed", "09:00", "17:00"), closed("2026-11-18", "2026-11-18")], MOMENT, False),
        ([schedule("wed", "09:00", "17:00"), closed("2026-11-19", "2026-11-20")], MOMENT, True),
        ([schedule("wed", "09:00", "17:00", valid_to="2026-11-17")], MOMENT, False),
        ([schedule("wed", "09:00", "17:00", every=2, valid_from="2026-11-02")], MOMENT, True),
        ([schedule("wed", "09:00", "17:00", every=2, valid_from="2026-11-09")], MOMENT, False),
        ([schedule("wed", "10:00", "11:00")], datetime(2026, 7, 15, 9, 30, tzinfo=UTC), True),  # summer time
        ([], MOMENT, False),
    ],
)
def test_open_now(filled: Filled, hours: list[dict[str, object]], moment: datetime, is_open: bool) -> None:
    made = filled(document("A", schedules=hours))
    found = ask(made, moment, HALF_TERM, open_now=True)
    assert codes(found) == (["A"] if is_open else [])
    assert found.counts["open"] == {"now": int(is_open)}


def test_a_closed_site_leaves_the_others_open(filled: Filled) -> None:
    usual = schedule("wed", "09:00", "17:00")
    away = [usual, closed("2026-11-18", "2026-11-18")]
    made = filled(
        document("A", sites=[site(schedules=away), site(schedules=[usual])]),
        document("B", sites=[site(schedules=away)]),
        document("C", sites=[site(schedules=[usual])], schedules=[schedule("fri", "09:00", "10:00")]),
    )
    assert codes(ask(made, open_now=True)) == ["A"]
    assert set(codes(ask(made, days=("wed",)))) == {"A", "B"}
    assert codes(ask(made, days=("fri",))) == ["C"]


# Places


def test_distance_is_to_the_nearest_of_several_sites(filled: Filled) -> None:
    made = filled(
        document("A", sites=[site(53.5, -2.5), site(52.71, -2.52)]),
        document("B", sites=[site(52.80, -2.52)]),
        document("C"),
    )
    found = ask(made, near=HERE, sort="distance")
    assert codes(found) == ["A", "B", "C"]
    assert found.hits[0].distance_miles == pytest.approx(0.69, abs=0.01)
    assert (found.hits[0].site, found.hits[2].distance_miles) == (1, None)
    assert codes(ask(made, near=HERE, within=2.0)) == ["A"]


def test_what_is_a_hundred_miles_away_never_goes_before_what_is_near_for_saying_a_word_more(filled: Filled) -> None:
    made = filled(
        document("A", "Midwife", summary="A midwife.", types=["f.support"], sites=[site(51.4, -0.1)]),
        document("B", "Antenatal clinic", types=["m.debt"], sites=[site(52.71, -2.52)]),
    )
    heard = (Sought("baby", ("f.support", "h.visitor", "cc.nursery", "m.debt"), words=("midwife",)),)
    assert codes(ask(made, words="midwife", sought=heard)) == ["A", "B"]
    assert codes(ask(made, words="midwife", near=HERE, sought=heard)) == ["B", "A"]


def test_covering_a_place_is_as_good_as_lying_in_it(filled: Filled) -> None:
    made = filled(
        document("A", sites=[site(53.5, -2.5)], areas=[{"kind": "district", "code": "E06000020", "name": "T"}]),
        document("B", sites=[site(52.80, -2.52)]),
        document("C", areas=[{"kind": "town", "code": "", "name": "WELLINGTON"}]),
        document("D", areas=[{"kind": "district", "code": "E06000051", "name": "Shropshire"}]),
        document(
            "E",
            areas=[{"kind": "district", "code": "E06000020", "name": ""}, {"kind": "ward", "code": "E1", "name": ""}],
        ),
    )
    found = ask(made, near=HERE, within=2.0, sort="distance")
    assert codes(found) == ["E", "C", "A"]
    assert [hit.covers for hit in found.hits] == ["ward:E1", "town:Wellington", "district:E06000020"]
    assert found.hits[2].distance_miles is not None
    assert found.hits[2].distance_miles > 50
    assert "D" not in codes(ask(made, near=HERE, within=50.0))


def test_nothing_within_the_limit_shows_the_nearest_beyond(filled: Filled) -> None:
    made = filled(document("A", "Debt", sites=[site(54.0, -2.5)]), document("B", "Debt", sites=[site(53.0, -2.5)]))
    found = ask(made, words="debt", near=HERE, within=1.0)
    assert (found.total, found.hits, found.missed) == (0, (), ())
    assert [hit.code for hit in found.nearest] == ["B", "A"]
    assert found.nearest[0].distance_miles == pytest.approx(20.7, abs=0.5)


def test_a_confidential_site_gives_its_blurred_point_and_no_word_of_its_address(filled: Filled) -> None:
    hidden = site(52.70, -2.52, privacy="never", address={"lines": ["9 Secret Street"], "postcode": "TF1 3AB"})
    made = filled(document("A", "Refuge", sites=[hidden]))
    assert codes(ask(made, near=HERE, within=2.0)) == ["A"]
    assert ask(made, words="secret").total == 0
    assert ask(made, words='"TF1 3AB"').total == 0


# Order and counts


def test_a_facet_of_which_any_will_do_is_counted_without_itself(filled: Filled) -> None:
    made = filled(
        document("A", types=["t1"], needs=["n1"]),
        document("B", types=["t2"], needs=["n1"]),
        document("C", types=["t2"]),
    )
    counts = ask(made, types=("t1",)).counts
    assert counts["type"] == {"t1": 1, "t2": 2}
    assert counts["need"] == {"n1": 1}
    assert ask(made, types=("t2",), needs=("n1",)).counts["type"] == {"t1": 1, "t2": 1}


def test_freshness_and_completeness_part_equals_and_the_alphabet_does_not(filled: Filled) -> None:
    fresh = {"on": "2026-11-01", "by": "agency"}
    made = filled(document("A", "Aardvark club"), document("Z", "Zebra club", assurance=fresh))
    assert codes(ask(made, words="club")) == ["Z", "A"]
    assert codes(ask(made)) == ["Z", "A"]
    many = filled(*(document(code, "Same club") for code in "ABCDEFGHIJ"))
    assert codes(ask(many, words="club")) != sorted("ABCDEFGHIJ")


def test_an_entry_that_nobody_confirms_for_long_stands_lower_as_its_authority_says(filled: Filled) -> None:
    old = {"on": "2025-12-01", "by": "agency"}
    made = filled(document("A", "Debt", description="debt", assurance=old), document("B", "Debt"))
    question = Question(words="debt")
    assert codes(made.answer(question, MOMENT, {}, {"home": 365})) == ["A", "B"]
    assert codes(made.answer(question, MOMENT, {}, {"home": 300})) == ["B", "A"]


def test_what_is_one_thing_answers_a_need_better_than_what_ticks_every_box(filled: Filled) -> None:
    every = ["h.visitor", "f.support", "cc.nursery", "m.debt"]
    made = filled(document("A", "Rain", types=every), document("B", "Sun", types=["f.support"]))
    heard = (Sought("sleep", ("f.support",)),)
    assert codes(ask(made, words="nights", sought=heard)) == ["B", "A"]


def test_names_are_put_in_order_without_their_article(filled: Filled) -> None:
    made = filled(
        document("A", "The Zebra"), document("B", "Émile's"), document("C", "apple"), document("D", "Theatre")
    )
    assert codes(ask(made, sort="name")) == ["C", "B", "D", "A"]


def test_pages_follow_one_another_without_gaps(filled: Filled) -> None:
    made = filled(*(document(f"C{number}", "club") for number in range(23)))
    pages = [codes(ask(made, words="club", page=page)) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [10, 10, 3, 0]
    assert len({code for page in pages for code in page}) == 23
    assert ask(made, words="club", page=4).total == 23


def test_an_empty_index_answers(filled: Filled) -> None:
    made = filled()
    assert ask(made, words="debt", near=HERE, within=1.0, types=("t",), open_now=True).total == 0
    assert made.numbers() == {}


# The oracle


SOME_WORDS = "debt debts advice adviser club clubs żłobek zlobki طفل الأطفال nurseries nursery the for 儿童 言语"
WORDS = st.sampled_from(SOME_WORDS.split())
SOME = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)


def _oracle(documents: list[SearchDocument], words: str) -> set[str]:
    """SQLite's FTS5 over the same terms, spelled so that its own tokenizer has nothing to do."""
    spelled = lambda word: "x" + word.encode().hex()  # noqa: E731  # one line says it
    with sqlite3.connect(":memory:") as base:
        base.execute("CREATE VIRTUAL TABLE entries USING fts5(code UNINDEXED, forms)")
        for one in documents:
            forms = {form for field in FIELDS for term in words_in(one.terms.get(field, "")) for form in term}
            base.execute("INSERT INTO entries VALUES (?, ?)", (one.code, " ".join(map(spelled, sorted(forms)))))
        wanted = [f"({' OR '.join(map(spelled, word.forms))})" for word in asked(words, "en").wanted]
        for combine in (" AND ", " OR "):
            found = {
                row[0] for row in base.execute("SELECT code FROM entries WHERE forms MATCH ?", (combine.join(wanted),))
            }
            if found:
                break
    base.close()
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(SOME, min_size=1, max_size=6), questions=st.lists(SOME, min_size=1, max_size=3))
def test_the_same_entries_as_another_engine_finds(filled: Filled, names: list[str], questions: list[str]) -> None:
    documents = [
        document(f"C{number}", name, summary=text(ar=name)["ar"]["words"]) for number, name in enumerate(names)
    ]
    made = filled(*documents)
    for question in questions:
        assert set(codes(ask(made, words=question))) == _oracle(documents, question), question


def test_a_service_is_found_by_its_number_and_by_the_end_of_it_but_never_by_a_sealed_one(filled: Filled) -> None:
    phones = [{"number": "+44 1952 496000"}]
    sealed = site(52.7, -2.5, privacy="sealed", phones=[{"number": "01952 496111"}])
    made = filled(document("A", phones=phones), document("B", sites=[sealed]))
    for typed in ("01952 496000", "496 000", "+44 (0)1952 496000", "0195 2496000"):
        assert codes(ask(made, words=typed)) == ["A"], typed
    assert codes(ask(made, words="01952 496111")) == codes(ask(made, words="496111")) == []
