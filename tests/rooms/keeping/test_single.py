"""An entry as a contact, a text message, in Braille and one thing at a time; and no secret address by any of these ways."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from flask import Flask

from directory.shapes import AddressLines, Privacy, SiteUse
from foundation import clock, db
from keeping import braille
from keeping.views import files, lists, rooms
from tests import factories
from tests.pages import open_page
from tests.site import MOMENT

LOUIS = pytest.mark.skipif(not shutil.which(braille.PROGRAM), reason="liblouis is not installed")
STREET, POSTCODE = "9 Hidden Row", "TF1 1LX"


class Place:
    """A site with an ordinary service and one at a secret address."""

    def __init__(self, app: Flask) -> None:
        refuge = factories.site(
            "refuge",
            texts=factories.words(name="The house", address_words="Ring first."),
            address=AddressLines((STREET, "Wellington"), POSTCODE, 52.7, -2.5),
            privacy=Privacy.NEVER,
        )
        entries = (factories.entry(), factories.entry("safe", "Safe Nights", sites=(SiteUse("refuge"),)))
        made = factories.save(*entries, sites=(factories.site(), refuge))
        self.one, self.safe = made["singing"], made["safe"]
        self.app, self.browser = app, app.test_client()


@pytest.fixture
def place(small_site: Flask) -> Iterator[Place]:
    with clock.freeze(MOMENT), db.scope(small_site.extensions["waymark.database"]):
        yield Place(small_site)
        db.close_scope()


def test_a_contact_has_name_number_and_address(place: Place) -> None:
    answer = place.browser.get(f"/en/contact/{place.one}.vcf")
    assert answer.headers["Content-Type"] == "text/vcard; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{place.one}.vcf"'
    assert "FN:Singing for Babies\r\n" in answer.text
    assert "TEL:01632 960123\r\n" in answer.text
    assert "4 Linnet Yard" in answer.text


def test_a_contact_and_a_message_about_a_sensitive_service_name_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (files, rooms):
        monkeypatch.setattr(module, "is_quiet", lambda _entry: True)
    card = place.browser.get(f"/en/contact/{place.one}.vcf").text
    assert f"FN:{place.one[:3]} {place.one[3:]}" in card
    assert not re.search("Singing|Linnet|Larks|http", card)
    (link,) = open_page(place.browser, f"/en/services/{place.one}").links("a[href^='sms:']")
    assert "Singing" not in link
    assert "960123" in link


def test_N5_a_text_message_has_name_number_and_code(place: Place) -> None:
    (link,) = open_page(place.browser, f"/en/services/{place.one}").links("a[href^='sms:']")
    said = unquote(link.partition("body=")[2]).split("\n")
    assert said == ["Singing for Babies", "01632 960123", f"Code: {place.one[:3]} {place.one[3:]}"]


def test_one_thing_at_a_time_from_the_first_to_the_last(place: Place) -> None:
    address, seen = f"/en/step/{place.one}/1", []
    while "/step/" in address:
        page = open_page(place.browser, address)
        seen.append(page.text("h1"))
        (address,) = page.links("a.go")
    assert seen == [
        "Call (1 of 5)",
        "Is it open now? (2 of 5)",
        "Is it free? (3 of 5)",
        "Who it is for (4 of 5)",
        "What happens next (5 of 5)",
    ]
    for number in ("0", "6", "-1", "x", "99999999999999999999"):
        assert place.browser.get(f"/en/step/{place.one}/{number}").status_code == 404


def test_E7_the_way_there_stands_under_its_own_heading(place: Place) -> None:
    assert "How to find it" in open_page(place.browser, f"/en/services/{place.one}").texts("h3")
    assert "How to find it" in open_page(place.browser, f"/en/list/print?c={place.one}").texts("h3")
    assert "The green door." in open_page(place.browser, f"/en/t/{place.one}").text("main")


@LOUIS
def test_braille_is_forty_cells_and_twenty_five_lines_of_ascii(place: Place) -> None:
    for language in ("en", "ar", "pl", "bn"):
        for path in (f"braille/{place.one}.brf", f"list.brf?c={place.one}.{place.safe}"):
            answer = place.browser.get(f"/{language}/{path}")
            assert answer.status_code == 200
            assert answer.data.isascii()
            for page in answer.data.split(b"\f"):
                lines = page.removesuffix(b"\r\n").split(b"\r\n")
                assert len(lines) <= braille.LINES
                assert max(map(len, lines)) <= braille.CELLS


@LOUIS
def test_braille_of_many_lines_has_form_feeds() -> None:
    made = braille.written([("en", f"line {number}") for number in range(60)])
    assert [page.count(b"\r\n") for page in made.split(b"\f")] == [25, 25, 10]


def test_without_liblouis_no_braille_is_offered(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(braille.shutil, "which", lambda _name: None)
    assert place.browser.get(f"/en/braille/{place.one}.brf").status_code == 404
    assert place.browser.get(f"/en/list.brf?c={place.one}").status_code == 404
    for address in (f"/en/services/{place.one}", f"/en/list?c={place.one}"):
        assert not [one for one in open_page(place.browser, address).links() if ".brf" in one]


WAYS = (
    "t/{}",
    "contact/{}.vcf",
    "list?c={}&names=1",
    "list/print?c={}&names=1",
    "list/keep?c={}&names=1",
    "step/{}/1",
    "step/{}/5",
)


@pytest.mark.parametrize("way", [*WAYS, "services/{}", pytest.param("braille/{}.brf", marks=LOUIS)])
def test_a_secret_address_leaves_by_no_way(place: Place, way: str) -> None:
    for language in ("en", "ar"):
        answer = place.browser.get(f"/{language}/{way.format(place.safe)}", follow_redirects=True)
        assert answer.status_code == 200
        assert not re.search("hidden row|TF1.?1LX", unquote(answer.text), re.IGNORECASE)


def test_the_ways_are_those_of_the_room(place: Place) -> None:
    """A new way out of this room has to be named above, or takes no entry."""
    assert lists.KEPT == "list"
    ours = {rule.rule for rule in place.app.url_map.iter_rules() if rule.endpoint.startswith("keeping.")}
    shown = {re.sub(r"<[^>]*>", "", one.removeprefix("/<lang:lang>/")) for one in ours}
    forms = {f"list/{one}" for one in ("add", "take-off", "remember", "clear")}
    assert shown == forms | {
        "t/",
        "contact/.vcf",
        "list",
        "list/print",
        "list/keep",
        "step//",
        "braille/.brf",
        "list.brf",
    }
