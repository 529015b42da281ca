"""Group P of the checklist: what the pages of practitioners promise to everybody who reads them. No browser is needed."""

from __future__ import annotations

import re

import pytest
from lxml import html
from lxml.html import HtmlElement

from tests.browser.crawl import plain
from tests.browser.practice_site import PracticeLive
from tests.browser.test_practice_pages import NAMES

pytestmark = pytest.mark.browser
# Every name, address, telephone and number that the scenes give to a child or a family.
CONFIDENTIAL = re.compile(
    "Amina|Yusuf|Mina|Hodan|Tomasz|Nowak|Rosalind|Safiya|Safia|Rahmani|Safi|Corin|Ashdown|Petra|Lindqvist|Absalom"
    "|Nowhere|Sample Street|Linnet Yard|TF1|99900000|Wrekin Surgery|Speaks little|2018|2019",
    re.IGNORECASE,
)
# What names a record is drawn by lot, and shown by its first eight figures: a year of birth in it tells nobody anything.
LOT = re.compile(r"\b[0-9a-f]{8}((-[0-9a-f]{4}){3}-[0-9a-f]{12})?\b")
DRAWN = "main svg, main canvas, main img, main meter, main progress"


def tree(live: PracticeLive, name: str, language: str = "en") -> HtmlElement:
    """A kind of page as a tree."""
    return html.fromstring(live.read(name, language))


def tells(words: str) -> bool:
    """Whether an address or a title says anything of a child."""
    return bool(CONFIDENTIAL.search(LOT.sub("", words)))


def texts(page: HtmlElement, selector: str) -> list[str]:
    """The text of each such element."""
    return [plain(one.text_content()) for one in page.cssselect(selector)]


def test_P1_a_record_has_a_heading_for_each_block_and_a_list_of_basics(practice_live: PracticeLive) -> None:
    page = tree(practice_live, "a record")
    assert texts(page, "main h2") == [
        *("Who the child is", "Who works with the child", "What the family was told and agreed to"),
        *("Needs", "Concerns", "Strengths", "Who looked", "What may be missing here"),
    ]
    assert texts(page, "dl.rows dt")[:2] == ["Name", "Also known as"]
    assert all(block.cssselect("h2") for block in page.cssselect("main section"))


def test_P1_an_alert_is_said_in_words_under_a_heading_before_all_else(practice_live: PracticeLive) -> None:
    for name, said in (
        ("a record of a protected child", "This child is protected."),
        ("a record that is not found", "The family asked that this record is not found."),
    ):
        page = tree(practice_live, name)
        first = page.cssselect("main section")[0]
        assert texts(first, "h2") == ["Read this first"]
        assert said in plain(first.text_content())


@pytest.mark.parametrize("name", NAMES)
def test_P1_P7_every_table_has_a_caption_and_heads_and_nothing_is_only_drawn(
    practice_live: PracticeLive, name: str
) -> None:
    page = tree(practice_live, name)
    for table in page.cssselect("table"):
        assert plain(table.cssselect("caption")[0].text_content())
        assert table.cssselect("thead th[scope=col]")
        assert all(row.cssselect("th[scope=row]") for row in table.cssselect("tbody tr"))
    drawn = [one for one in page.cssselect(DRAWN) if one.get("aria-hidden") != "true" and not one.get("role")]
    assert not drawn


@pytest.mark.parametrize("name", NAMES)
def test_P2_nothing_of_a_child_is_in_a_title_or_an_address(practice_live: PracticeLive, name: str) -> None:
    page = tree(practice_live, name)
    assert not tells(page.findtext(".//title") or "")
    assert not tells(practice_live.pages[name].path)
    inward = [link for link in page.xpath("//main//a/@href | //main//form/@action") if "/services" not in link]
    assert not [link for link in inward if not link.startswith(("tel:", "mailto:")) and tells(link)]


def test_P2_a_year_of_birth_or_a_number_would_be_found() -> None:
    lot = "810e0757-2018-4248-b94a-cb004ef41917"
    assert not tells(f"/en/caseload/{lot}/open")
    assert tells(f"/en/caseload/{lot}/open?born=2018")
    assert not tells("One child: 20185777")
    assert tells("One child: 20185777, 2018")
    assert tells("One child: 9990000012")
    assert tells("/en/children/amina-yusuf")


def test_P2_near_matches_are_a_list_whose_rows_tell_twins_apart(practice_live: PracticeLive) -> None:
    rows = texts(tree(practice_live, "is it one of these"), "main ol.path > li")
    assert sorted(row.split(" Born")[0] for row in rows) == ["Safia Rahmani", "Safiya Rahmani"]
    assert all("2018" in row for row in rows)


def test_P2_faults_are_a_list_that_leads_to_each_field(practice_live: PracticeLive) -> None:
    asked = practice_live.pages["why a record opens"]
    answer = asked.browser.post(f"/en{asked.path}")
    page = html.fromstring(answer.get_data(as_text=True))
    fields = [link.get("href")[1:] for link in page.cssselect("#errors ul li a")]
    assert fields == ["code", "words"]
    assert all(page.get_element_by_id(field) is not None for field in fields)


@pytest.mark.parametrize("name", ["find a child", "add a child", "add a fact: birth"])
def test_P3_a_date_of_birth_is_three_boxes_in_one_question(practice_live: PracticeLive, name: str) -> None:
    page = tree(practice_live, name)
    assert not page.cssselect("[type=date]")
    boxes = [one for one in page.cssselect("fieldset") if len(one.cssselect("input[type=text]")) == 3]
    assert len(boxes) >= 1
    assert texts(boxes[0], "label") == ["Day", "Month", "Year"]
    assert "27 3 2019" in plain(boxes[0].text_content())


def ask(live: PracticeLive, language: str = "en", **said: str) -> int:
    """A child is asked for; answers the status."""
    born = {"born-day": "27", "born-month": "3", "born-year": "2019"}
    data = {**born, **{key.replace("_", "-"): value for key, value in said.items()}}
    status: int = live.pages["find a child"].browser.post(f"/{language}/find", data=data).status_code
    return status


@pytest.mark.parametrize(("language", "month"), [("en", "March"), ("en", "mar"), ("ar", "مارس"), ("pl", "marca")])
def test_P3_months_may_be_named(practice_live: PracticeLive, language: str, month: str) -> None:
    assert ask(practice_live, language, given="Amina", born_month=month) == 303


@pytest.mark.parametrize(
    "given", ["Amina", "مينا", "Zoë-Łucja", "O’Brien", "D'Arcy", "Nguyễn", "美玲", "ਅਮਨ", "A B C D"]
)
def test_P4_one_name_of_any_script_is_enough(practice_live: PracticeLive, given: str) -> None:
    assert ask(practice_live, given=given) == 303


def test_P4_names_in_their_own_script_are_asked_and_said_in_their_language(practice_live: PracticeLive) -> None:
    asked = tree(practice_live, "add a fact: alias")
    assert asked.cssselect("label[for=script]")
    assert asked.cssselect("label[for=say]")
    assert "ar" in [one.get("value") for one in asked.cssselect("[name=script_lang]")]
    shown = tree(practice_live, "a record")
    assert texts(shown, "bdi[lang=ar]") == ["صفية"]
    assert "SAH-fee" in plain(shown.cssselect("main")[0].text_content())


def test_P5_services_are_a_link_with_their_count_and_the_practitioner_decides(practice_live: PracticeLive) -> None:
    record = tree(practice_live, "a record with needs")
    assert [one for one in texts(record, "main a") if re.fullmatch(r"Services that may help \(\d+\)", one)]
    assert not record.cssselect("[autofocus], main [aria-live], meta[http-equiv=refresh]")
    page = tree(practice_live, "services that may help")
    assert "You decide" in plain(page.cssselect("main")[0].text_content())
    assert not page.cssselect("[autofocus], main [aria-live], meta[http-equiv=refresh]")


def test_P6_what_is_shared_is_said_in_sentences(practice_live: PracticeLive) -> None:
    page = plain(tree(practice_live, "a record").cssselect("main")[0].text_content())
    assert "From 24 November 2026, agreed by" in page
    assert "Shared with Larkspinney Primary School: Who works with the child" in page


@pytest.mark.parametrize("language", ["en", "ar", "pl"])
@pytest.mark.parametrize("name", ["what to agree to, on paper", "who looked, on paper"])
def test_P6_it_is_printed_in_the_language_of_the_family(practice_live: PracticeLive, name: str, language: str) -> None:
    page = tree(practice_live, name, language)
    assert page.get("lang") == {"en": "en-GB"}.get(language, language)
    assert page.get("dir") == ("rtl" if language == "ar" else "ltr")
    assert page.cssselect("main table, main ul, main ol")
