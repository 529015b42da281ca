"""What people say, at the desk: nothing is saved before its editor saw what it does; another authority finds nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from lxml import html

from foundation import clock, db
from foundation import words as languages
from foundation.acts import system
from search import operations, queries
from search.hearing import hear
from search.operations import Searched
from search.question import Question
from search.thesaurus import Said, Saying
from tests import factories
from tests.factories import HOME, NEXT_DOOR
from tests.pages import Page, open_page
from tests.people import client, person
from tests.site import MOMENT, run

LIST = "/en/desk/sayings"
PAGE = f"{LIST}/baby.play"
ADD = "/en/desk/sayings-add"
LETTERS = "".join(chr(0x4E00 + n) for n in range(95))
SAYINGS = (
    Saying(
        "baby.play",
        ("cc.toddler", "c.library"),
        ("pc.stimulation", "cdn.health"),  # not in the order of the boxes
        said={
            "en": Said("playing with a baby", ("baby group", "songs for babies")),
            "ar": Said("اللعب مع طفل", ("مجموعة أطفال",), ("majmuat atfal",), "Hala"),
            "cy": Said("chwarae gyda babi", ("grŵp babi",)),
        },
    ),
    Saying("book.read", ("c.library",), said={"en": Said("books", ("story time",))}),
    Saying("debt.owe", ("m.debt",), urgency="food", said={"en": Said("debts", ("owe money",))}),
)


class Case:
    """A directory editor at the desk, three needs, and one service."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        operations.load_sayings(system("test"), HOME, SAYINGS)
        factories.save(factories.entry())
        run(app, "search", "rebuild")
        self.browser = client(app, person(app, "directory-editor"))
        self.anew()

    def anew(self) -> None:
        db.open_scope(self.app.extensions["waymark.database"])

    def form(self, page: str = PAGE) -> dict[str, Any]:
        """What its form would send as it stands."""
        forms = [f for f in open_page(self.browser, page).tree.forms if f.cssselect("[name=seen]")]
        found: dict[str, Any] = {}
        for name, value in forms[0].form_values():
            if name == "needs":
                found.setdefault(name, []).append(value)
            elif name != "csrf_token":
                found[name] = value
        return found

    def post(self, page: str, typed: dict[str, Any], *, save: bool = True, status: int = 303) -> str:
        answer = self.browser.post(page, data=typed | ({"do": "save"} if save else {}))
        assert answer.status_code == status, re.findall('class="err"[^<]*', answer.get_data(as_text=True))
        self.anew()
        return answer.get_data(as_text=True)

    def now(self, code: str = "baby.play") -> Saying:
        self.anew()
        return queries.newest(code).saying  # type: ignore[union-attr]


@pytest.fixture
def case(small_site: Flask) -> Iterator[Case]:
    with clock.freeze(MOMENT), db.scope(small_site.extensions["waymark.database"]):
        yield Case(small_site)
        db.close_scope()


def named(page: Page) -> list[str]:
    return page.texts("tbody th a")


def test_needs_are_found_by_what_people_say_and_by_type(case: Case) -> None:
    every = open_page(case.browser, LIST)
    assert named(every) == ["books", "debts", "playing with a baby"]
    counted = next(cell for cell in every.texts("td") if "العربية 2" in cell).split(", ")
    assert {"English 2", "polski 0", "العربية 2", "Cymraeg 1"} <= set(counted)
    assert len(counted) == len(languages.offered()), "every language is counted, spoken of or not"
    assert named(open_page(case.browser, f"{LIST}?words=OWE")) == ["debts"]
    assert named(open_page(case.browser, f"{LIST}?words=اطفال")) == ["playing with a baby"]
    assert named(open_page(case.browser, f"{LIST}?type=c.library")) == ["books", "playing with a baby"]
    assert "No need is like that." in open_page(case.browser, f"{LIST}?words=zzz&type=no").body
    for page in ("0", "-1", "99999999", "x", "\u0661"):
        open_page(case.browser, f"{LIST}?page={page}")
    assert "/en/desk/sayings" in open_page(case.browser, "/en/desk").links()


def test_sending_what_the_form_says_changes_nothing(case: Case) -> None:
    said = case.post(PAGE, case.form(), save=False, status=200)
    assert "Nothing is different." in said
    case.post(PAGE, case.form())
    assert len(queries.versions("baby.play")) == 1


def test_a_change_is_looked_at_before_it_is_saved(case: Case) -> None:
    before, typed = case.now(), case.form()
    typed["said-en"] += "\nsinging <b>\nstory time"
    looked = case.post(PAGE, typed, save=False, status=200)
    assert case.now() == before, "looking saves nothing"
    assert "&lt;b&gt;" in looked
    assert "<b>" not in looked.replace("<b>Success", "").split("<main", 1)[1].split("</form>")[0].replace("<bdi", "")
    assert "It would be heard as this need." in looked
    assert "Phrases that another need has too" in looked
    assert "/en/desk/sayings/book.read" in looked
    assert "1 service" in looked
    case.post(PAGE, typed)
    now = case.now()
    assert now.said["en"].phrases == ("baby group", "songs for babies", "singing <b>", "story time")
    assert (now.said["ar"].checked_by, now.said["cy"].phrases) == ("Hala", ("grŵp babi",))
    assert "changed here" in open_page(case.browser, LIST).body


def test_what_is_looked_at_is_what_the_hidden_form_sends(case: Case) -> None:
    typed = case.form() | {"said-en": "one\r\ntwo  words\r\n\r\ntwo words | three"}
    answer = case.browser.post(PAGE, data=typed)
    form = next(f for f in html.fromstring(answer.get_data(as_text=True)).forms if f.cssselect("[name=said-en]"))
    case.post(PAGE, {name: value for name, value in form.form_values() if name != "csrf_token"})
    assert case.now().said["en"].phrases == ("one", "two words", "three")


def test_types_keep_their_order_and_a_checked_language_that_changes_is_unchecked(case: Case) -> None:
    typed = case.form() | {"type-1": "c.library", "type-2": "cc.toddler", "said-ar": "لعب", "urgency": "roof"}
    looked = case.post(PAGE, typed, save=False, status=200)
    assert "It is heard as before, and leads elsewhere." in looked
    assert "Nowhere" in looked
    case.post(PAGE, typed)
    now = case.now()
    assert (now.types, now.urgency, now.said["ar"].checked_by) == (("c.library", "cc.toddler"), "roof", "")
    assert now.said["ar"].latin == ("majmuat atfal",)


def test_real_questions_are_tried(case: Case) -> None:
    found = {Searched(HOME, "2026-11", "en", "nursery rhymes morning", "d" * 32, True): 6}
    operations.keep_asked(system("counts"), found)
    typed = case.form()
    typed["said-en"] += "\nnursery rhymes morning"
    looked = case.post(PAGE, typed, save=False, status=200)
    assert "nursery rhymes morning" in looked.split("<tbody>", 1)[1].split("</tbody>", 1)[0]


def test_what_is_tried_is_what_a_search_would_ask(case: Case) -> None:
    question, heard = hear(Question(words="songs for babies"))
    assert queries.thesaurus().sought(heard) == question.sought != ()


def test_what_cannot_stand_is_said_beside_its_field_and_nothing_is_lost(case: Case) -> None:
    typed = case.form() | {
        "name-en": "",
        "said-en": "x" * 101 + "\nkept phrase",
        "said-pl": "coś",
        "type-1": "",
        "type-2": "no.such",
        "urgency": "nonsense",
        "needs": ["no.such"],
    }
    for save in (False, True):
        said = case.post(PAGE, typed, save=save, status=400)
        assert "<title>Error: " in said
        for words in (
            "Write its name in this language.",
            "This is too long.",
            "Choose at least one type",
            "kept phrase",
        ):
            assert words in said
        assert 'href="#name-pl"' in said
        assert 'href="#type-1"' in said
        assert ">\ncoś</textarea>" in said
    assert case.now() == SAYINGS[0]


def test_a_form_that_is_out_of_date_saves_nothing_and_keeps_what_was_typed(case: Case) -> None:
    typed = case.form()
    case.post(PAGE, typed | {"name-en": "First"})
    said = case.post(PAGE, typed | {"name-en": "Second"}, status=409)
    assert 'value="Second"' in said
    assert 'name="seen" value="2"' in said
    assert case.now().said["en"].name == "First"


def test_a_need_is_added(case: Case) -> None:
    typed = case.form(f"{ADD}?said=never+sleeps&language=pl")
    assert typed["said-pl"].strip() == "never sleeps"
    new = typed | {
        "code": "Not A Code",
        "name-en": "sleep",
        "said-en": "wont sleep",
        "name-pl": "sen",
        "type-1": "cc.toddler",
    }
    assert "Use small letters and figures" in case.post(ADD, new, status=400)
    assert "Another need has this code." in case.post(ADD, new | {"code": "baby.play"}, status=400)
    assert "It would be heard as this need." in case.post(ADD, new | {"code": "sleep"}, save=False, status=200)
    case.post(ADD, new | {"code": "sleep"})
    assert case.now("sleep").said["pl"] == Said("sen", ("never sleeps",))
    assert [one.saying.code for one in queries.thesaurus().heard("wont sleep", "en")] == ["sleep"]


def test_words_that_were_searched_for_are_led_to_a_need(case: Case) -> None:
    there = f"{LIST}?said=nursery+rhymes&language=en"
    page = open_page(case.browser, there)
    assert "Choose the need that these words belong to" in page.body
    (link,) = [one for one in page.links("tbody a") if "baby.play" in one]
    assert case.form(link)["said-en"].endswith("nursery rhymes")
    assert open_page(case.browser, f"{LIST}?said=a&language=%22%3E").links("a.btn")


def test_a_need_ends_is_marked_and_comes_back(case: Case) -> None:
    looked = case.post(f"{PAGE}/end", {}, save=False, status=200)
    assert "It would no longer be heard as this need." in looked
    refused = html.fromstring(case.post(f"{PAGE}/end", {"seen": "7"}, status=409))
    assert "409" not in refused.text_content()
    case.post(f"{PAGE}/end", {"seen": "1"})
    assert queries.thesaurus().heard("baby group", "en") == ()
    assert "ended" in open_page(case.browser, LIST).texts("tbody .tag")
    assert "This need has ended" in open_page(case.browser, PAGE).body
    history = open_page(case.browser, f"{PAGE}/history")
    assert len(history.texts("tbody tr")) == 2
    open_page(case.browser, f"{PAGE}/history/1")
    case.post(f"{PAGE}/history/1", {"seen": "2"}, save=False)
    assert [one.saying.code for one in queries.thesaurus().heard("baby group", "en")] == ["baby.play"]


def test_a_former_version_is_looked_at_and_comes_back(case: Case) -> None:
    case.post(PAGE, case.form() | {"name-en": "Others"})
    assert open_page(case.browser, f"{PAGE}/history/1").texts(".board del") != []
    case.post(f"{PAGE}/history/1", {"seen": "1"}, save=False, status=409)
    case.post(f"{PAGE}/history/1", {"seen": "2"}, save=False)
    assert case.now() == SAYINGS[0]
    assert case.browser.get(f"{PAGE}/history/99").status_code == 404
    assert case.browser.post(f"{PAGE}/history/99", data={"seen": "3"}).status_code == 404


def test_nobody_else_finds_them(case: Case) -> None:
    next_door = client(case.app, person(case.app, "directory-editor", authority=NEXT_DOOR))
    shown = open_page(next_door, LIST)
    assert "What people say is kept by" in shown.body
    assert "baby" not in shown.body
    for page in (PAGE, ADD, f"{PAGE}/history", f"{PAGE}/history/1"):
        assert next_door.get(page).status_code == 404
    for page in (PAGE, ADD, f"{PAGE}/end", f"{PAGE}/history/1"):
        assert next_door.post(page, data={"do": "save", "seen": "1", "name-en": "Ours"}).status_code == 404
    officer = client(case.app, person(case.app, "vetting-officer"))
    assert officer.get(LIST).status_code == 404
    assert case.app.test_client().get(LIST).status_code == 303


@pytest.mark.parametrize("code", ["no-such", "..", "%00", "<script>", "x" * 500])
def test_an_address_that_means_nothing_is_not_found(case: Case, code: str) -> None:
    for rest in ("", "/history", "/history/1"):
        assert case.browser.get(f"{LIST}/{code}{rest}").status_code in (308, 404)


def test_bad_input_is_never_our_fault(case: Case) -> None:
    for words in (
        "x" * 200_000,
        "\u202eevil",
        "\0",
        "|" * 90,
        "\n".join("abcdefghij" * 9 + chr(97 + n % 26) * n for n in range(90)),
    ):
        typed = case.form() | {
            "name-en": words,
            "said-en": words,
            "seen": "\u0661",
            "needs": words[:50],
            "type-1": words[:50],
        }
        assert case.browser.post(PAGE, data=typed | {"do": "save"}).status_code in (400, 409)
        assert case.browser.get(LIST, query_string={"words": words[:5000], "type": words[:50]}).status_code == 200


def test_without_any_needs_the_page_says_so(small_site: Flask) -> None:
    with clock.freeze(MOMENT), db.scope(small_site.extensions["waymark.database"]):
        browser = client(small_site, person(small_site, "directory-editor"))
        assert open_page(browser, LIST).texts("tbody tr") == []
        assert browser.get(PAGE).status_code == 404
        db.close_scope()
