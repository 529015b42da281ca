"""What cannot be, is forged, comes twice or too late: told in words, and nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests import factories, people
from tests.pages import open_page
from tests.rooms.directory.editing_help import (
    HOURS,
    Desk,
    address,
    agency_of,
    scope,
    sent,
    trusted,
)


@pytest.fixture
def there(small_site: Flask) -> Desk:
    """Somebody of Wrekin Larks, whose changes are published at once."""
    return trusted(small_site)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"closes": "9am"}, "must be after the opening time"),
        ({"opens": "25:61"}, "Enter a time such as"),
        ({"opens": ""}, "Enter the opening time."),
        ({"days": []}, "Choose at least one day."),
        ({"days": ["someday"]}, "Choose from these only."),
        ({"weeks": "second"}, "Enter a date on which it opens"),
        ({"weeks": "second", "begins-day": "31", "begins-month": "feb", "begins-year": "2027"}, "Enter a date such as"),
        ({"weeks": "second", "begins-day": "31"}, "Enter a date such as"),
        ({"note": "x" * 300}, "use 200 characters or fewer"),
    ],
)
def test_hours_that_cannot_be_are_told_and_not_kept(there: Desk, changed: dict[str, Any], said: str) -> None:
    uuid = there.begin()
    answer = there.post(f"/changes/{uuid}/hours/add", {**HOURS, **changed}, 200)
    assert said in answer.get_data(as_text=True)
    assert len(there.change(uuid).working.entry.schedules) == 1


def test_the_same_form_sent_twice_adds_one(there: Desk) -> None:
    uuid = there.begin()
    for _time in range(2):
        there.post(f"/changes/{uuid}/cost/add", {"amount": "£4", "option": "second child"})
        there.post(f"/changes/{uuid}/places/new", address(name="The Old Barn"))
    working = there.change(uuid).working
    assert [cost.option for cost in working.entry.costs].count("second child") == 1
    assert len(working.entry.sites) == 2


def test_two_windows_on_one_step_do_not_undo_each_other_unseen(there: Desk) -> None:
    uuid = there.begin()
    path = f"/changes/{uuid}/answers"
    was = open_page(there.client, f"/en/your-services{path}").tree.cssselect("input[name=was]")[0].get("value")
    there.post(path, {"answerable": "Centre manager", "was": was})
    there.post(path, {"answerable": "Centre manager", "was": was})  # the same twice is no quarrel
    body = there.post(path, {"answerable": "Somebody else", "was": was}, 200).get_data(as_text=True)
    assert "Somebody changed this after you opened this page" in body
    assert 'value="Somebody else"' in body
    assert there.change(uuid).working.entry.answerable == "Centre manager"


def test_nobody_opens_another_agencys_change(there: Desk) -> None:
    with scope(there.app):
        factories.save(
            factories.entry("knitting", "Knitting", organisation="wrens", sites=()),
            organisations=(factories.organisation("wrens", "Wrens"),),
        )
    stranger = people.client(there.app, people.person(there.app, "agency-editor", agency=agency_of(there.app, "wrens")))
    uuid = there.begin()
    for end in ("", "/name", "/check", "/preview", "/hours/1", "/translations/pl", "/sent", "/places/1/address"):
        assert stranger.get(f"/en/your-services/changes/{uuid}{end}").status_code == 404, end
    assert stranger.post(f"/en/your-services/changes/{uuid}/answers", data={"answerable": "x"}).status_code == 404
    assert stranger.post(f"/en/your-services/services/{there.code}/change").status_code == 404
    assert stranger.post(f"/en/your-services/services/{there.code}/right").status_code == 404
    assert stranger.get(f"/en/your-services/services/{there.code}/end").status_code == 404
    assert there.change(uuid).working.entry.answerable == ""


@pytest.mark.parametrize("end", ["", "/name"])
def test_a_forged_change_is_not_found(there: Desk, end: str) -> None:
    for uuid in ("x", "0" * 36, "../../etc", "%00"):
        assert there.client.get(f"/en/your-services/changes/{uuid}{end}").status_code in (404, 405)


NO_STEPS = ("/nothing", "/hours/0", "/hours/99", "/hours/x", "/places/9/address", "/places/1/nothing", "/name/add")


@pytest.mark.parametrize("end", [*NO_STEPS, "/translations/xx"])
def test_a_step_that_is_none_is_not_found(there: Desk, end: str) -> None:
    assert there.client.get(f"/en/your-services/changes/{there.begin()}{end}").status_code == 404


def test_a_form_without_the_sessions_token_is_refused(there: Desk) -> None:
    uuid = there.begin()
    answer = there.client.post(
        f"/en/your-services/changes/{uuid}/answers", data={"csrf_token": "forged", "answerable": "x"}
    )
    assert answer.status_code == 400
    assert there.change(uuid).working.entry.answerable == ""


WICKED = ["<script>alert(1)</script>", "a\u202eb\u2066c", "a\x00b\x1bc", "{{ 7*7 }} %(name)s", "x" * 30_000]


@pytest.mark.parametrize("words", WICKED)
def test_wicked_words_are_words_only(there: Desk, words: str) -> None:
    uuid = there.begin()
    fields = {
        "name": {"name": words[:100], "summary": words, "description": words, "written_in": words[:20]},
        "who": {
            "min_age": words,
            "max_age": words,
            "gender": words,
            "audience": words,
            "lives_in": words,
            "who_for": words,
        },
        "contact": {"email": words, "url": words},
        "answers": {"answerable": words},
        "help": {"url": words, "who": words, "how": words, "self_referral": words, "when_you_ring": words},
        "waiting": {"places": words, "weeks": words},
        "types": {"types": words, "main_type": words, "find": words},
        "organisation": {"name": words, "phones": words, "charity_number": words, "company_number": words},
        "hours/add": {
            "opens": words,
            "closes": words,
            "begins-day": words,
            "begins-month": words,
            "begins-year": words,
        },
        "closed/add": {"first-day": words, "first-month": words, "first-year": words},
        "cost/add": {"amount": words, "option": words},
        "areas/add": {"place": words, "wide_": words},
        "languages/add": {"language": words, "starts": words, "day": words},
        "phones/add": {"number": words, "languages": words, "kind": words},
        "people/add": {"direct_line": words, "email": words, "privacy": words, "name": words},
        "places/new": {"postcode": words, "line1": words, "privacy": words},
        "translations/pl": {"name": words, "maker": words, "checked_by": words},
    }
    for step, data in fields.items():
        answer = there.client.post(f"/en/your-services/changes/{uuid}/{step}", data=data)
        assert answer.status_code in (200, 303), step
        body = answer.get_data(as_text=True)
        assert not any(said in body for said in ("<script>alert", "\u202e", "\x1b")), step


def test_two_megabytes_are_refused_in_words(there: Desk) -> None:
    uuid = there.begin()
    huge = {"name": "Larks", "description": "word " * 400_000, "written_in": "en"}
    answer = there.client.post(f"/en/your-services/changes/{uuid}/name", data=huge)
    assert answer.status_code == 413
    assert "That was too long" in answer.get_data(as_text=True)
    long = {"name": "Larks", "summary": "", "description": "word " * 4000, "written_in": "en"}
    told = there.post(f"/changes/{uuid}/name", long, 200).get_data(as_text=True)
    assert "use 5,000 characters or fewer" in told or "use 5000 characters or fewer" in told
    assert "word word" in told


def test_what_was_sent_cannot_be_written_in_any_more(there: Desk) -> None:
    uuid = there.begin()
    assert sent(there, uuid) == "published"
    answer = there.post(f"/changes/{uuid}/answers", {"answerable": "late"})
    assert answer.location.endswith("/sent")
    assert there.post(f"/changes/{uuid}/send", {}).location.endswith("/sent"), "sent twice is sent once"


def test_a_copy_of_what_cannot_be_is_not_there(there: Desk) -> None:
    agency = agency_of(there.app, "larks")
    for code in ("a\x00b", "\x00", "ZZZZZZ", "x" * 4000):
        answer = there.client.post("/en/your-services/add", data={"agency": agency, "copy_of": code})
        assert answer.status_code in (303, 404), code
