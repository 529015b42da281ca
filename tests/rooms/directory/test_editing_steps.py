"""What each step keeps of what an editor answers."""

from __future__ import annotations

from datetime import time

import pytest
from flask import Flask

from directory.shapes import Privacy
from tests.pages import open_page
from tests.rooms.directory.editing_help import (
    HOURS,
    Desk,
    address,
    page_text,
    sent,
    trusted,
    unknown_facts,
)
from tests.site import MOMENT


@pytest.fixture
def there(small_site: Flask) -> Desk:
    """Somebody of Wrekin Larks, whose changes are published at once."""
    return trusted(small_site)


def test_A3_an_error_comes_first_and_what_was_typed_stays(there: Desk) -> None:
    change = f"/changes/{there.begin()}"
    body = there.post(f"{change}/contact", {"email": "larks at example", "url": ""}, 200).get_data(as_text=True)
    assert "<title>Error: " in body
    assert body.index("There is a problem") < body.index("<h1>")
    assert 'href="#email"' in body
    assert 'value="larks at example"' in body
    assert body.count("Enter an e-mail address such as") == 2, "the summary and the field say the same"


def test_hours_past_midnight_all_day_and_every_second_week_are_understood(there: Desk) -> None:
    uuid = there.begin()
    path = f"/changes/{uuid}/hours/add"
    there.post(path, {**HOURS, "length": "past-midnight", "opens": "6pm", "closes": "2am"})
    there.post(path, {**HOURS, "length": "all-day", "opens": "", "closes": ""})
    second = {"weeks": "second", "begins-day": "1", "begins-month": "March", "begins-year": "2027"}
    there.post(path, {**HOURS, **second})
    there.post(
        f"/changes/{uuid}/closed/add",
        {"first-day": "24", "first-month": "12", "first-year": "2026", "note": "Christmas"},
    )
    late, whole, every, closed = there.change(uuid).working.entry.schedules[1:]
    assert (late.opens, late.closes) == (time(18), time(2))
    assert (whole.opens, whole.closes) == (time(0), time(0))
    assert (every.every, str(every.valid_from)) == (2, "2027-03-01")
    assert closed.closed
    assert str(closed.valid_to) == "2026-12-24"
    assert "Closed on 24 December 2026" in page_text(there, f"/changes/{uuid}/preview")


def test_A13_things_of_a_list_move_and_go_by_buttons(there: Desk) -> None:
    uuid = there.begin()
    path = f"/changes/{uuid}/phones"
    for last in ("001", "002"):
        there.post(f"{path}/add", {"number": f"01632 960{last}", "kind": "voice"})

    def press(do: str, item: int) -> list[str]:
        was = open_page(there.client, f"/en/your-services{path}").tree.cssselect("input[name=was]")[0].get("value")
        there.post(path, {"do": do, "item": str(item), "was": was})
        return [phone.number[-3:] for phone in there.change(uuid).working.entry.phones]

    assert press("up", 3) == ["123", "002", "001"]
    assert press("down", 1) == ["002", "123", "001"]
    assert press("remove", 2) == ["002", "001"]
    there.post(path, {"do": "remove", "item": "1", "was": "a list that was open for long"})
    assert len(there.change(uuid).working.entry.phones) == 2, "a list that changed meanwhile loses nothing"


def test_a_secret_address_is_kept_and_never_shown_again(there: Desk) -> None:
    uuid = there.begin()
    told = "In Telford. Ring, and we tell you where."
    there.post(f"/changes/{uuid}/places/new", address(name="Refuge", privacy="never", address_words=told))
    for end in ("/places", "/places/2/address", "/check", "/preview", "/preview?as=spoken"):
        text = open_page(there.client, f"/en/your-services/changes/{uuid}{end}").body
        assert "Barn Lane" not in text, end
        assert "TF1 1LX" not in text or end != "/places/2/address", end
    assert told in page_text(there, f"/changes/{uuid}/preview")
    body = there.post(
        f"/changes/{uuid}/places/2/address", address(line1="", town="", postcode="", privacy="public"), 200
    )
    assert "To let everyone see the address, enter it again." in body.get_data(as_text=True)
    there.post(
        f"/changes/{uuid}/places/2/address",
        address(line1="", town="", postcode="", privacy="after-referral", name="Refuge"),
    )
    place = list(there.change(uuid).working.sites.values())[1]
    assert place.privacy is Privacy.AFTER_REFERRAL
    assert sent(there, uuid) == "published"
    assert "Barn Lane" not in open_page(there.client, f"/en/services/{there.code}").body


def test_words_that_tell_a_secret_address_are_refused_where_they_are_written(there: Desk) -> None:
    uuid = there.begin()
    for words in ({"name": "7 Barn Lane"}, {"address_words": "Ring us at TF11LX."}):
        body = there.post(f"/changes/{uuid}/places/new", address(privacy="never", **words), 200).get_data(as_text=True)
        assert "tell its secret address" in body
    assert len(there.change(uuid).working.sites) == 1


def test_a_sealed_direct_line_is_kept_and_never_shown_again(there: Desk) -> None:
    uuid = there.begin()
    person = {"name": "Sam", "role": "Worker", "email": "", "direct_line": "01632 960555", "privacy": "after-referral"}
    there.post(f"/changes/{uuid}/people/add", person)
    for end in ("/people", "/people/1", "/check", "/preview"):
        assert "960555" not in open_page(there.client, f"/en/your-services/changes/{uuid}{end}").body, end
    there.post(f"/changes/{uuid}/people/1", {**person, "role": "Leader", "direct_line": ""})
    kept = there.change(uuid).working.entry.contacts[0]
    assert kept.role == "Leader"
    assert kept.direct_line.startswith("kept:"), "an empty box keeps the number"


def test_a_postcode_is_understood_with_or_without_its_space_and_an_unknown_one_only_warns(there: Desk) -> None:
    uuid = there.begin()
    answer = there.post(f"/changes/{uuid}/places/new", address(postcode="tf99 9zz"))
    assert "done=unknown" in answer.location
    assert list(there.change(uuid).working.sites.values())[1].address.postcode == "TF99 9ZZ"
    wrong = there.post(f"/changes/{uuid}/places/new", address(postcode="somewhere"), 200)
    assert "Enter a postcode such as" in wrong.get_data(as_text=True)


def test_a_place_may_have_hours_and_phones_of_its_own(there: Desk) -> None:
    uuid = there.begin()
    there.post(f"/changes/{uuid}/places/new", address(name="The Old Barn"))
    there.post(f"/changes/{uuid}/places/2/hours/add", {**HOURS, "days": ["sat"]})
    there.post(
        f"/changes/{uuid}/places/2/finding",
        {"door": "The red door.", "bell": "", "landmark": "", "stop": "", "directions": ""},
    )
    there.post(f"/changes/{uuid}/places/2/place-access", {"fact_step_free": "yes"} | unknown_facts("step_free"))
    use = there.change(uuid).working.entry.sites[1]
    assert use.schedules[0].days == ("sat",)
    text = page_text(there, f"/changes/{uuid}/preview")
    assert "The red door." in text
    assert "Saturday" in text


def test_A4_the_agencys_own_places_are_offered_before_an_address_is_asked(there: Desk) -> None:
    uuid = there.new()
    page = open_page(there.client, f"/en/your-services/changes/{uuid}/places/add")
    assert "Linnet Hall" in page.text("main")
    there.post(f"/changes/{uuid}/places/add", {"which": "a forged key"}, 200)
    there.post(f"/changes/{uuid}/places/add", {"which": "hall"})
    assert there.change(uuid).working.sites["hall"].address.postcode == "TF1 1LX"


def test_access_types_needs_and_help_are_kept(there: Desk) -> None:
    uuid = there.begin()
    there.post(
        f"/changes/{uuid}/access", {"fact_step_free": "yes", "fact_toilet": "no"} | unknown_facts("step_free", "toilet")
    )
    looked = there.post(f"/changes/{uuid}/types", {"find": "debt", "types": ["cc.toddler"], "then": "find"}, 200)
    assert "m.debt" in looked.get_data(as_text=True)
    assert "h.visitor" not in looked.get_data(as_text=True)
    there.post(f"/changes/{uuid}/types", {"types": ["cc.toddler", "cc.books"], "main_type": "cc.books"})
    there.post(f"/changes/{uuid}/needs", {"needs": ["pc.guidance"]})
    there.post(
        f"/changes/{uuid}/help", {"self_referral": "no", "consent_needed": "yes", "who": ["gp"], "how": ["phone"]}
    )
    there.post(f"/changes/{uuid}/waiting", {"places": "waiting-list", "weeks": "6"})
    there.post(f"/changes/{uuid}/languages/add", {"language": "Polski", "how": "spoken", "channel": "phone", "day": ""})
    entry = there.change(uuid).working.entry
    assert (entry.access["step-free"], entry.access["toilet"], entry.access.get("loop")) == (True, False, None)
    assert entry.types == ("cc.books", "cc.toddler")
    assert entry.needs == ("pc.guidance",)
    assert entry.referral.self_referral is False
    assert entry.referral.who == ("gp",)
    assert entry.capacity is not None
    assert entry.capacity.weeks_wait == 6
    assert entry.languages[0].language == "pl"


def test_A7_words_beside_the_english_keep_their_maker_and_know_when_they_are_behind(there: Desk) -> None:
    uuid = there.begin()
    path = f"/changes/{uuid}/translations/pl"
    page = open_page(there.client, f"/en/your-services{path}")
    assert page.tree.cssselect("textarea#name")[0].get("lang") == "pl"
    there.post(
        path,
        {"name": "Śpiewanie", "summary": "Piosenki.", "description": "", "maker": "volunteer", "checked_by": "Ania"},
    )
    said = there.change(uuid).working.entry.texts["name"]["pl"]
    assert (said.words, said.maker, said.checked_by, said.checked_on) == (
        "Śpiewanie",
        "volunteer",
        "Ania",
        MOMENT.date(),
    )
    there.post(
        f"/changes/{uuid}/name",
        {"name": "Singing Together", "summary": "Songs and rhymes for babies.", "description": "", "written_in": "en"},
    )
    assert "The words were changed since this was translated" in page_text(there, path)
    there.post(path, {"name": "Śpiewanie", "summary": "Piosenki.", "maker": "volunteer", "checked_by": "Ania"})
    assert "The words were changed since" in page_text(there, path), "words that nobody touched stay behind"
    there.post(
        path,
        {"name": "Śpiewanie", "summary": "Piosenki.", "maker": "volunteer", "checked_by": "Ania", "still": ["still"]},
    )
    assert "The words were changed since" not in page_text(there, path)


def test_A7_an_entry_written_in_another_language_is_marked_so(there: Desk) -> None:
    uuid = there.new()
    there.post(
        f"/changes/{uuid}/name", {"name": "Skowronki", "summary": "Piosenki.", "description": "", "written_in": "pl"}
    )
    there.post(
        f"/changes/{uuid}/who", {"min_age": "", "max_age": "", "gender": "", "who_for": "Dla rodzin.", "lives_in": ""}
    )
    texts = there.change(uuid).working.entry.texts
    assert set(texts["name"]) == {"pl"} == set(texts["who_for"])


def test_the_organisations_own_details_are_a_step(there: Desk) -> None:
    uuid = there.begin()
    there.post(
        f"/changes/{uuid}/organisation",
        {
            "name": "Wrekin Larks",
            "description": "Singing.",
            "phones": "01632 960001\n01632 960002",
            "email": "",
            "url": "",
            "charity_number": "123 4567",
            "company_number": "123456",
        },
    )
    organisation = there.change(uuid).working.organisation
    assert organisation is not None
    assert [phone.number for phone in organisation.phones] == ["01632 960001", "01632 960002"]
    assert (organisation.charity_number, organisation.company_number) == ("1234567", "00123456")


def test_A8_a_fact_that_nobody_knows_is_no_change(there: Desk) -> None:
    uuid = there.begin()
    there.post(f"/changes/{uuid}/access", unknown_facts())
    assert "Nothing is different from what families see now" in page_text(there, f"/changes/{uuid}/check")


def test_each_step_that_is_sent_as_it_stands_changes_nothing(there: Desk) -> None:
    """Whoever only looks at the steps and goes on says that all is right, and nothing else."""
    uuid = there.begin()
    for name in ("name", "who", "contact", "help", "way", "waiting", "access", "answers", "organisation"):
        page = open_page(there.client, f"/en/your-services/changes/{uuid}/{name}")
        form = page.tree.cssselect("main form")[0]
        data: dict[str, list[str]] = {}
        for field, value in form.form_values():
            data.setdefault(field, []).append(value)
        there.client.post(f"/en/your-services/changes/{uuid}/{name}", data=data)
    for name in ("phones", "hours", "cost", "places", "areas", "languages", "translations"):
        there.post(f"/changes/{uuid}/{name}", {"then": "on"})
    change = there.change(uuid)
    assert change.working == change.base
