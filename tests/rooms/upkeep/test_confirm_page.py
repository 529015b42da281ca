"""What opens from a letter: nothing changes by looking, one press confirms, facts are put right, and nothing else is touched."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from directory import queries as pages
from directory.models import Change, Entry, Version
from feedback import operations as feedback
from foundation import clock, db
from foundation.acts import system
from foundation.audit import TrailLine
from foundation.db import reading
from tests.pages import open_page
from tests.people import person
from tests.rooms.upkeep import upkeep_house as house
from upkeep.models import ConfirmLink, LinkUse


class Letter:
    """A letter that came, the page that opens from it, on the day on which it came."""

    def __init__(self, app: Flask, *names: str, day: int = 180, **more: Any) -> None:
        self.app, self.day = app, day
        more.setdefault("email", "old@example.org")
        self.codes = house.grown(app, *names, **more)
        self.letter = house.hour(app, day)[0]
        self.path = house.link_in(self.letter)
        self.client: FlaskClient = app.test_client()
        app.wsgi_app = _on(app, lambda: self.day)  # type: ignore[method-assign]

    def press(self, what: str, *names: str, **said: str) -> Any:
        """A button, of the entries of these names."""
        codes = [self.codes[name] for name in names]
        return self.client.post(self.path, data={"what": what, "code": codes, **said})

    def page(self, status: int = 200) -> Any:
        """The page as it is now."""
        return open_page(self.client, self.path, status)

    def one(self, of: Any) -> Any:
        """Something in the database."""
        with house.at(self.app, self.day):
            return reading().scalar(of)


def _on(app: Flask, day: Any) -> Any:
    real = app.wsgi_app

    def called(environ: Any, start: Any) -> Any:
        frozen = clock.freeze
        from unittest.mock import patch

        with patch("tests.site.MOMENT", house.noon(day())), frozen(house.noon(day())):
            return real(environ, start)

    return called


@pytest.fixture
def singing(small_site: Flask) -> Letter:
    return Letter(small_site, "Singing")


def trusted(app: Flask) -> None:
    house.change_agency(app, trust="direct")


def test_looking_changes_nothing_however_often_and_by_whatever_method(singing: Letter) -> None:
    before = singing.one(select(func.count()).select_from(TrailLine))
    for _turn in range(3):
        page = singing.page()
        singing.client.head(singing.path)
    assert "Singing" in page.text("main")
    assert singing.one(select(func.count()).select_from(TrailLine)) == before
    assert singing.one(select(Entry.assured_on)) == house.CONFIRMED


def test_nobody_learns_the_address_of_the_page(singing: Letter) -> None:
    answer = singing.client.get(singing.path)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "Set-Cookie" not in answer.headers
    token = singing.path.rpartition("/")[2]
    kept = singing.one(select(ConfirmLink.digest))
    assert token.encode() not in kept
    assert len(kept) == 32


def test_A10_one_press_confirms_and_says_until_when(singing: Letter) -> None:
    answer = singing.press("confirm", "Singing")
    assert answer.status_code == 303
    page = open_page(singing.client, answer.location)
    assert "Confirmed." in page.text("main")
    assert "It counts until 27 December 2026." in page.text("main")
    assert singing.one(select(Entry.assured_on)) == house.noon(180).date()
    assert "Confirmed." in singing.page().text("main")


def test_a_press_that_comes_twice_or_on_another_day_counts_once(singing: Letter) -> None:
    singing.press("confirm", "Singing")
    singing.press("confirm", "Singing")
    versions = singing.one(select(func.max(Version.number)).where(Version.kind == "entry"))
    singing.day = 200
    assert singing.press("confirm", "Singing").status_code == 303
    assert singing.one(select(Entry.assured_on)) == house.noon(180).date()
    assert singing.one(select(func.max(Version.number)).where(Version.kind == "entry")) == versions
    assert singing.one(select(func.count()).select_from(LinkUse)) == 1


def test_all_of_a_letter_in_one_press(small_site: Flask) -> None:
    letter = Letter(small_site, "Singing", "Dancing", "Painting")
    assert len(letter.page().tree.cssselect(".go")) == 1
    letter.press("confirm", "Singing", "Dancing", "Painting")
    assert letter.one(select(func.count()).where(Entry.assured_on == house.noon(180).date())) == 3


def test_the_trail_names_the_link_and_the_agency(singing: Letter) -> None:
    singing.press("confirm", "Singing")
    with house.at(singing.app, 180):
        acts = [line.body for line in reading().scalars(select(TrailLine))]
    assert any("entry:confirm" in str(one) and "Wrekin Larks" in str(one) for one in acts)


def test_what_is_trusted_is_put_right_at_once(singing: Letter) -> None:
    trusted(singing.app)
    days = {"day-tue": "10:00-11:30", "day-sat": "9 to 12.30", "words": "Not in August."}
    assert singing.press("hours", "Singing", **days).status_code == 303
    page = singing.page().text("main")
    assert "9am to 12:30pm" in page
    assert "Not in August." in page
    singing.press("cost", "Singing", **{"amount-0": "0", "for-0": "family", "words": "Free for all."})
    assert "Free for all." in singing.page().text("main")
    singing.press("who", "Singing", **{"from": "2", "to": "5", "words": "Toddlers."})
    assert "Aged 2 to 5" in singing.page().text("main")


def test_what_is_not_trusted_waits(singing: Letter) -> None:
    singing.press("how", "Singing", words="Just come.")
    assert singing.one(select(Change.state)) == "waiting"
    assert "The council looks at it first." in singing.page().text("main")


@pytest.mark.parametrize(
    "said",
    [
        {"phone-0": "01632 960999", "email": "old@example.org"},
        {"phone-0": "01632 960123", "email": "thief@example.com"},
        {"phone-0": "01632 960123", "email": "old@example.org", "url": "evil.example.com"},
    ],
)
def test_how_it_is_reached_always_waits_and_the_old_contact_is_told(singing: Letter, said: dict[str, str]) -> None:
    trusted(singing.app)
    before = len(house.letters(singing.app))
    assert singing.press("reach", "Singing", **said).status_code == 303
    assert singing.one(select(Change.state)) == "waiting"
    told = house.letters(singing.app)[before:]
    assert [letter.to for letter in told] == ["old@example.org"]
    assert all(value in told[0].text for value in said.values())
    assert singing.one(select(Entry.email)) == "old@example.org"


def test_an_address_waits_too(singing: Letter) -> None:
    trusted(singing.app)
    singing.press("where", "Singing", **{"address-hall": "Somewhere else\n1 Evil Street\nTF1 9ZZ"})
    assert singing.one(select(Change.state)) == "waiting"


WRONG = [
    ("reach", {"phone-0": "ring me"}, "This is not a telephone number."),
    ("reach", {"email": "no at sign"}, "This is not an e-mail address."),
    ("reach", {"url": "javascript:alert(1)"}, "This is not the address of a website."),
    ("hours", {"day-tue": "whenever"}, "We could not read these hours."),
    ("hours", {"day-tue": "25:00-26:00"}, "We could not read these hours."),
    ("cost", {"amount-0": "much"}, "This is not an amount."),
    ("cost", {"amount-0": "NaN"}, "This is not an amount."),
    ("who", {"from": "9", "to": "5"}, "The second age must be the higher one."),
    ("who", {"from": "٩٩٩"}, "Write an age in figures"),
    ("where", {"address-hall": "only one line"}, "Write the address in lines"),
    ("places", {"places": "waiting-list", "weeks": "many"}, "Write the weeks in figures"),
]


@pytest.mark.parametrize(("fact", "said", "fault"), WRONG)
def test_what_cannot_be_read_is_said_beside_its_box_and_kept(
    singing: Letter, fact: str, said: dict[str, str], fault: str
) -> None:
    answer = singing.press(fact, "Singing", **said)
    assert answer.status_code == 400
    body = answer.get_data(as_text=True)
    assert fault in body
    summary = re.search(r'<div class="note halt" id="errors".*?href="#([^"]+)"', body, re.S)
    assert summary, "the summary stands first"
    assert f'id="{summary.group(1)}"' in body
    assert singing.one(select(func.count()).select_from(Change)) == 0


def test_places_and_waiting_are_set_and_end_by_themselves(singing: Letter) -> None:
    singing.press("places", "Singing", places="waiting-list", weeks="6")
    row = "places", "weeks_wait", "capacity_good_until"
    held = [singing.one(select(getattr(Entry, name))) for name in row]
    assert held[:2] == ["waiting-list", 6]
    assert held[2] > house.noon(180).date()


def test_a_service_that_has_closed_is_a_request_to_the_desk(singing: Letter) -> None:
    singing.press("running", "Singing", instead="Ask at the library.")
    assert singing.one(select(Change.kind)) == "retire"
    assert singing.one(select(Entry.status)) == "active"


def test_a_hidden_entry_is_shown_again_by_its_letter(small_site: Flask) -> None:
    letter = Letter(small_site, "Singing")
    for day in (194, 222, 300, 545):
        last = house.hour(small_site, day)
    letter.day, letter.path = 545, house.link_in(last[0])
    assert letter.one(select(Entry.status)) == "hidden"
    assert "shown again when you confirm it" in letter.page().text("main")
    letter.press("confirm", "Singing")
    assert letter.one(select(Entry.status)) == "active"


def test_only_entries_of_the_letter_can_be_touched(singing: Letter) -> None:
    other = house.grown(singing.app, "Another")["Another"]
    for code in (other, "BCDFGH", "<script>", "x" * 5000):
        answer = singing.client.post(singing.path, data={"what": "confirm", "code": [singing.codes["Singing"], code]})
        assert answer.status_code == 404, code
    assert singing.one(select(func.count()).select_from(LinkUse)) == 0
    assert singing.client.get(f"{singing.path}/poster/{other}").status_code == 404


@pytest.mark.parametrize("what", ["", "nonsense", "confirmed", "reach'--", "\u202e"])
def test_an_unknown_button_does_nothing(singing: Letter, what: str) -> None:
    assert singing.press(what, "Singing").status_code == 404


def test_an_unknown_altered_or_endless_link_leads_nowhere_and_says_how_to_go_on(singing: Letter) -> None:
    for path in (
        singing.path[:-1],
        singing.path + "x",
        "/en/confirm/" + "a" * 3000,
        "/en/confirm/%00",
        "/en/confirm/é",
    ):
        answer = singing.client.get(path)
        assert answer.status_code == 404, path
        assert "01632\u00a0960100" in answer.get_data(as_text=True)


def test_a_link_that_is_too_old_says_so_and_offers_another_to_the_same_address(singing: Letter) -> None:
    singing.day = 271
    assert "It worked until 28 September 2026." in singing.page(410).text("main")
    assert singing.press("confirm", "Singing").status_code == 410
    answer = singing.client.post(f"{singing.path}/again")
    assert "on its way" in open_page(singing.client, answer.location, 410).text("main")
    singing.client.post(f"{singing.path}/again")
    fresh = [letter for letter in house.letters(singing.app) if letter.subject == "Your new link"]
    assert [letter.to for letter in fresh] == ["old@example.org"], "one, and to no other address"
    singing.path = house.link_in(fresh[0])
    assert singing.press("confirm", "Singing").status_code == 303


def test_a_later_letter_ends_the_earlier_link(singing: Letter) -> None:
    later = house.hour(singing.app, 194)[0]
    singing.day = 195
    assert "We wrote again on 14 July 2026." in singing.page(410).text("main")
    assert singing.press("confirm", "Singing").status_code == 410
    singing.path = house.link_in(later)
    singing.page()


def test_who_says_that_the_letter_was_not_for_them_ends_it_and_the_desk_is_told(singing: Letter) -> None:
    person(singing.app, "directory-editor", email="desk@example.org", name="Dee")
    before = len(house.letters(singing.app))
    assert singing.client.post(singing.path, data={"what": "not-for-me"}).status_code == 303
    assert "not meant for them" in singing.page(410).text("main")
    assert [letter.to for letter in house.letters(singing.app)[before:]] == ["desk@example.org"]
    assert singing.client.post(f"{singing.path}/again").status_code == 404, "that address gets no other link"


@pytest.mark.parametrize("tag", ["ar", "pl", "en"])
def test_the_pages_stand_in_every_language(singing: Letter, tag: str) -> None:
    path = singing.path.replace("/en/", f"/{tag}/")
    open_page(singing.client, path)
    singing.press("confirm", "Singing")
    open_page(singing.client, f"{path}/done")
    page = open_page(singing.client, f"{path}/poster/{singing.codes['Singing']}")
    assert page.tree.cssselect("main img")[0].get("src").startswith("data:image/svg+xml")


def test_script_and_turned_text_are_only_words(singing: Letter) -> None:
    trusted(singing.app)
    singing.press("how", "Singing", words="<script>alert(1)</script>\u202eevil\x00")
    body = singing.client.get(singing.path).get_data(as_text=True)
    assert "<script>alert" not in body
    assert "\u202e" not in body
    assert singing.press("how", "Singing", words="x" * 400_000).status_code == 413
    assert singing.client.post(singing.path, data={"what": "how", "words": "x" * 2_000_000}).status_code == 413
    db.close_scope()


def test_what_readers_needed_to_know_and_nobody_had_told_is_asked_and_answered_without_signing_in(
    singing: Letter,
) -> None:
    trusted(singing.app)
    with house.at(singing.app, 180):
        asked = {
            (house.noon(180).date(), "asked", f"cc.toddler|access:{fact}"): n for fact, n in (("loop", 7), ("bsl", 4))
        }
        feedback.keep_counts(system("counts"), asked)
    assert singing.page().texts("[name=has-loop] + span") == ["Yes", "No", "I do not know"]
    assert not singing.page().tree.cssselect("[name=has-bsl]"), "fewer than five people are not told"
    assert singing.press("access", "Singing", **{"has-loop": "maybe"}).status_code == 303
    assert singing.one(select(Change)) is None
    assert singing.press("access", "Singing", **{"has-loop": "no"}).status_code == 303
    with house.at(singing.app, 180):
        page = pages.entry_page(singing.codes["Singing"])
    assert page is not None
    assert page.entry["access"]["loop"] is False
    assert not singing.page().tree.cssselect("[name=has-loop]"), "it is told now, and asked no more"
