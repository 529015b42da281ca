"""What a page of results makes of people's words, and says of it: needs, filters, places, slips, danger."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from flask import Flask

from search import engines
from search.lifting import MOST
from search.question import PER_PAGE
from tests.pages import Page, open_page


def ask(site: Flask, words: str, language: str = "en", **more: str) -> Page:
    return open_page(site.test_client(), f"/{language}/services?{urlencode({'q': words, **more})}")


def told(page: Page) -> str:
    """What the page says before its list, without marks of direction."""
    main = " ".join(page.text("main").split())
    return re.sub("[\u2066-\u2069]", "", main)


@pytest.mark.parametrize(
    ("words", "language", "need"),
    [
        ("my baby never sleeps", "en", "sleep problems of babies"),
        ("he wont go to school", "en", "school"),
        ("hering test for baby", "en", "hearing tests"),
        ("EHCP refused", "en", "EHC plan refused"),
        ("kto pomoże z długami", "en", "debts"),
        ("kto pomoze z dlugami", "pl", "długi"),
        ("طبيب أسنان للأطفال", "ar", "طبيب أسنان"),
    ],
)
def test_a_worry_is_heard_and_the_page_says_as_what(sample_site: Flask, words: str, language: str, need: str) -> None:
    page = ask(sample_site, words, language)
    assert need in told(page)
    assert any(need in re.sub("[\u2066-\u2069]", "", why) for why in page.texts("p.why"))
    assert page.texts("#results h2 a")


def test_the_words_alone_can_be_asked_for(sample_site: Flask) -> None:
    page = ask(sample_site, "my baby never sleeps")
    (only,) = [a.get("href") for a in page.tree.cssselect("main a") if "only=words" in str(a.get("href"))]
    plain = open_page(sample_site.test_client(), str(only))
    assert "sleep problems" not in told(plain)
    assert "only your words" in told(plain)


def test_filters_said_in_words_are_chips_that_can_be_taken_off(sample_site: Flask) -> None:
    page = ask(sample_site, "swimming under 5s Saturday free")
    chips = page.texts("ul.chips a")
    assert [re.sub("[\u2066-\u2069]", "", one) for one in chips] == [
        "Remove: ages 0 to 4",
        "Remove: Saturday",
        "Remove: free",
    ]
    (off,) = [a.get("href") for a in page.tree.cssselect("ul.chips a") if "Saturday" in a.text_content()]
    assert "day=" not in off
    assert "q=swimming&" in off


@pytest.mark.parametrize(
    "words",
    [
        *("library near Wellington", "Wellington library", "debt advice TF1 1LX"),
        *(
            "midwife Lewisham",
            "midwife in Catford",
            "library near Reading",
            "youth club Page Moss",
            "dentist Forest Hill",
        ),
    ],
)
def test_a_place_among_the_words_is_where_it_is_looked_from(sample_site: Flask, words: str) -> None:
    page = ask(sample_site, words)
    assert " near " in page.text("h1")
    assert "as a place" in told(page)


@pytest.mark.parametrize("words", ["holiday club in March", "help with reading", "Bath toys"])
def test_a_word_that_may_be_a_town_far_off_stays_a_word(sample_site: Flask, words: str) -> None:
    assert " near " not in ask(sample_site, words).text("h1")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("want to die", "116 123"),
        ("my boyfriend hurt me", "0808 2000 247"),
        ("nothing to eat tonight", "0800 144 8848"),
        ("زوجي يضربني", "0808 2000 247"),
        ("chcę umrzeć", "116 123"),
    ],
)
def test_X1_numbers_come_first_when_something_cannot_wait(sample_site: Flask, words: str, number: str) -> None:
    page = ask(sample_site, words)
    (panel,) = page.tree.cssselect("section.halt")
    assert number.replace(" ", "") in "".join(panel.text_content().split())
    assert page.body.index('class="note halt') < page.body.index('id="results"')


def test_X1_a_real_link_leaves_the_page_first_of_all(sample_site: Flask) -> None:
    page = ask(sample_site, "my boyfriend hurt me")
    (leave,) = page.tree.cssselect("nav.exit a")
    assert leave.get("href") == "/en/exit"
    assert leave.get("rel") == "noreferrer"
    links = page.tree.cssselect("body a")
    assert links.index(leave) == 1, "right after the skip link"
    assert not ask(sample_site, "toddler group").tree.cssselect("nav.exit, section.halt")


def test_R11_a_slip_is_mended_and_said_and_what_is_mended_needs_no_mending(sample_site: Flask) -> None:
    page = ask(sample_site, "trampolning")
    (meant,) = re.findall(r"No service says “trampolning”\. We looked for “(\w+)”", told(page))
    assert page.texts("#results h2 a")
    assert "No service says" not in told(ask(sample_site, meant))


def test_what_people_say_is_no_slip_for_a_word_of_some_entry(sample_site: Flask) -> None:
    page = ask(sample_site, "o meu marido bate-me", "pt")
    assert page.tree.cssselect("section.halt")
    assert "bath" not in told(page)


def test_words_are_told_as_they_were_written(sample_site: Flask) -> None:
    page = ask(sample_site, "Żywność", "pl")
    assert "„Żywność”" in told(page)
    assert "zywnosc" not in page.tree.text_content()


def test_little_or_nothing_found_leads_on(sample_site: Flask) -> None:
    few = ask(sample_site, "polish speaking debt advice saturday")
    assert "Looking for more?" in told(few)
    assert few.tree.cssselect("a.tel")
    none = ask(sample_site, "zzqx")
    assert "No services found" in told(none)
    assert none.tree.cssselect("a.tel")


@pytest.mark.parametrize("words", ["😀", "***", "؟؟", "—"])
def test_what_holds_no_word_shows_everything_and_says_so(sample_site: Flask, words: str) -> None:
    page = ask(sample_site, words)
    assert "We found no word in what you wrote" in told(page)
    assert len(page.texts("#results h2 a")) == PER_PAGE


HOSTILE = [
    "debt " * 10_000,
    "the of and to " * 500,
    "?!*()[]{}^$.|+\\" * 100,
    "😀" * 5_000,
    "дебт долг debt dług دين " * 300,
    "\u202edebt\u202c \u200fdebt\u200e",
    "'; DROP TABLE search_saying; --",
    "<script>alert(1)</script>",
    'name:* OR summary:"x"~3 AND NOT (',
    "(a+)+$" * 200,
    "age age age under under 5s 5s 5s " * 40,
]


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_bounded_and_answered_with_a_sensible_page(sample_site: Flask, words: str) -> None:
    asked: list[object] = []
    engine = engines.current()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(engine), "answer", _noting(asked, type(engine).answer))
        page = ask(sample_site, words)
    assert page.text("h1")
    for question in asked:
        assert len(question.words) <= 300  # type: ignore[attr-defined]
        assert len(question.sought) <= 3  # type: ignore[attr-defined]
        assert len(question.ages) + len(question.days) <= MOST  # type: ignore[attr-defined]


def _noting(asked: list[object], answer: object) -> object:
    """The real answer, with the question noted."""

    def noted(engine: object, question: object, *rest: object) -> object:
        asked.append(question)
        return answer(engine, question, *rest)  # type: ignore[operator]

    return noted


def test_five_hundred_chips_are_cut_to_thirty(sample_site: Flask) -> None:
    many = "&".join(f"type=cc.t{number}" for number in range(470)) + "&type=cc.toddler" * 30
    page = open_page(sample_site.test_client(), f"/en/services?{many}")
    assert len(page.texts("ul.chips a")) <= 30
    assert "too many values" in told(page)


def test_suggestions_are_words_for_the_box_and_are_kept_by_nobody(sample_site: Flask) -> None:
    answer = sample_site.test_client().get("/en/suggest?q=debt")
    assert answer.headers["Cache-Control"] == "no-store"
    assert 0 < len(answer.get_json()) <= 8
    assert any("debt" in one.lower() for one in answer.get_json())
    for typed in ("", "d", "x" * 5_000, "😀", "%00"):
        assert sample_site.test_client().get(f"/en/suggest?q={typed}").get_json() == []
