"""The pages of needs and next steps, as somebody uses them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest

import profiles
from childindex import operations as index
from foundation.acts import system
from profiles.schema import Profile
from tests import people, practice
from tests.pages import open_page
from tests.rooms.casework.test_noting_needs import other
from tests.scenes.casework import Scene, noted
from tests.site import MOMENT

STEP = {"act": "step", "step": "Ring the clinic", "step_by-day": "8", "step_by-month": "12", "step_by-year": "2026"}
NEED = {"code": "cdn.health", "words": "Speaks little", "evidence": "Seen at home.", **STEP}
NOWHERE = "11111111-1111-4111-8111-111111111111"


def sent(scene: Scene, **more: str) -> dict[str, str]:
    return {**NEED, "basis": scene.consent, **more}


def record(scene: Scene) -> str:
    return open_page(people.client(scene.app, scene.author), f"/en/children/{scene.record}").body


@pytest.mark.parametrize("kind", ["need", "concern", "strength"])
def test_from_the_record_and_back(scene: Scene, kind: str) -> None:
    browser = people.client(scene.app, scene.author)
    page = open_page(browser, f"/en/children/{scene.record}/needs/add/{kind}")
    assert "Speaks" not in page.text("title")
    data = sent(scene) if kind != "strength" else {key: sent(scene)[key] for key in ("code", "words", "basis")}
    answer = browser.post(f"/en/children/{scene.record}/needs/add/{kind}", data=data)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    assert answer.location.startswith(f"/en/children/{scene.record}?done=")
    text = record(scene)
    assert "Speaks little" in text
    assert ("Ring the clinic" in text) is (kind != "strength")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"words": ""}, "words"),
        ({"evidence": ""}, "evidence"),
        ({"code": "cdn"}, "code"),
        ({"basis": "x"}, "basis"),
        ({"act": ""}, "act"),
        ({"step": ""}, "step"),
        ({"step_by-year": "2025"}, "step_by"),
        ({"step_by-day": "40"}, "step_by"),
        ({"step_by-day": "", "step_by-month": "", "step_by-year": ""}, "step_by"),
        ({"act": "nothing"}, "nothing"),
        ({"act": "nothing", "nothing": "waiting", "nothing_words": "no"}, "nothing_words"),
        ({"level": "level_9"}, "level"),
        ({"words": "x" * 3000}, "words"),
    ],
)
def test_a_fault_keeps_what_was_typed(scene: Scene, more: dict[str, str], field: str) -> None:
    browser = people.client(scene.app, scene.author)
    answer = browser.post(f"/en/children/{scene.record}/needs/add/need", data=sent(scene, **more))
    text = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert f'href="#{field}"' in text
    assert field == "words" or "Speaks little" in text
    assert "Speaks little" not in record(scene)


def test_nothing_will_be_done_and_why(scene: Scene) -> None:
    browser = people.client(scene.app, scene.author)
    data = sent(scene, act="nothing", nothing="waiting", nothing_words="The clinic has them on its list")
    assert browser.post(f"/en/children/{scene.record}/needs/add/need", data=data).status_code == 303
    assert "The clinic has them on its list" in record(scene)


@pytest.mark.parametrize(
    "path", ["needs/add/x", "needs/add/event", f"needs/{NOWHERE}", "needs/x", f"steps/{NOWHERE}", "needs/services"]
)
def test_what_is_not_there(scene: Scene, path: str) -> None:
    assert people.client(scene.app, scene.author).get(f"/en/children/{scene.record}/{path}").status_code == 404


def test_off_by_default(scene: Scene) -> None:
    uuid = noted(scene)
    browser = people.client(scene.app, scene.author)
    with profiles.under(Profile()):
        for path in ("needs/add/need", "needs/add/concern", "needs/add/strength", f"needs/{uuid}", "needs/services"):
            assert browser.get(f"/en/children/{scene.record}/{path}").status_code == 404
        assert "Note a need" not in record(scene)


def test_without_an_open_record_one_is_led_to_the_question(scene: Scene) -> None:
    uuid = noted(scene)
    stranger = people.client(scene.app, people.person(scene.app, "practitioner", agency=scene.agency))
    for path in ("needs/add/need", f"needs/{uuid}", "needs/services", f"steps/{NOWHERE}"):
        answer = stranger.get(f"/en/children/{scene.record}/{path}")
        assert (answer.status_code, answer.location) == (303, "/en/find?done=first"), path


@pytest.mark.parametrize("role", ["auditor", "privacy-officer", "administrator"])
def test_those_who_oversee_open_none_of_it(scene: Scene, role: str) -> None:
    browser = people.client(scene.app, people.person(scene.app, role))
    for path in (f"children/{scene.record}/needs/add/need", "steps", "steps/staff", "shortlists", "referring/BCDFGH"):
        assert browser.get(f"/en/{path}").status_code in (303, 404), path
        if "children" not in path:
            assert browser.get(f"/en/{path}").status_code == 404, path


def test_looked_at_again(scene: Scene) -> None:
    uuid = noted(scene)
    browser, path = people.client(scene.app, scene.author), f"/en/children/{scene.record}/needs/{uuid}"
    open_page(browser, path)
    assert browser.post(path, data={"verdict": ""}).status_code == 400
    assert browser.post(path, data={"verdict": "met", "why": "ok"}).status_code == 400
    assert browser.post(path, data={"verdict": "changed", "words": "", "evidence": "x"}).status_code == 400
    data = {"verdict": "changed", "words": "Speaks more", "evidence": "Heard."}
    assert browser.post(path, data=data).status_code == 303
    assert "Speaks more" in record(scene)
    assert browser.post(path, data={"verdict": "met", "why": "They speak now."}).status_code == 303
    assert browser.get(path).status_code == 404


def test_a_colleague_reads_and_does_not_write(scene: Scene) -> None:
    uuid = noted(scene)
    browser = people.client(scene.app, other(scene))
    path = f"/en/children/{scene.record}/needs/{uuid}"
    assert browser.post(path, data={"verdict": "ended", "why": "Not so any more"}).status_code == 404


def test_my_steps_name_the_child_and_not_what_was_written(scene: Scene) -> None:
    noted(scene)
    browser = people.client(scene.app, scene.author)
    text = open_page(browser, "/en/steps").body
    assert "Amina Yusuf" in text
    assert "Ring the speech clinic" not in text
    assert "Health" not in text
    path = re.search(rf'href="(/en/children/{scene.record}/steps/[^"]+)"', text)
    assert path
    step = path.group(1)
    assert "Ring the speech clinic" in open_page(browser, step).body
    assert browser.post(step, data={"what": ""}).status_code == 400
    later = {
        "what": "move",
        "by-day": "24",
        "by-month": "12",
        "by-year": "2026",
        "why": "The clinic is shut until then",
    }
    assert browser.post(step, data={**later, "why": ""}).status_code == 400
    assert browser.post(step, data={**later, "by-year": "2025"}).status_code == 400
    assert browser.post(step, data=later).location == "/en/steps?done=moved"
    assert "The clinic is shut until then" in record(scene)
    assert browser.post(step, data={"what": "done"}).location == "/en/steps?done=done"
    assert browser.get(step).status_code == 404
    assert "1 done lately" in open_page(browser, "/en/steps").body


def test_a_supervisor_sees_whose_and_how_late_and_no_child(scene: Scene) -> None:
    noted(scene)
    boss = people.client(
        scene.app, people.person(scene.app, "supervisor", agency=scene.agency), at=MOMENT + timedelta(days=22)
    )
    elsewhere = practice.agency(scene.app, "Another")
    stranger = people.client(
        scene.app, people.person(scene.app, "supervisor", agency=elsewhere), at=MOMENT + timedelta(days=22)
    )
    with patch("tests.site.MOMENT", MOMENT + timedelta(days=22)):
        text = open_page(boss, "/en/steps/staff").body
        assert "Ines Moreau" in text
        assert "8 days" in text
        for secret in ("Amina", "Yusuf", "speech", "Health", scene.record):
            assert secret not in text
        assert "Ines Moreau" not in open_page(stranger, "/en/steps/staff").body
    assert people.client(scene.app, scene.author).get("/en/steps/staff").status_code == 404


def test_a_hidden_child_is_not_named_on_the_list(scene: Scene) -> None:
    noted(scene)
    with practice.inside(scene.app):
        index.hide(system("test"), scene.record, hidden=True, why="The family asks")
    text = open_page(people.client(scene.app, scene.author), "/en/steps").body
    assert "Amina" not in text
    assert "closed for now" in text


@pytest.mark.parametrize("said", ["<script>alert(1)</script>", "\u202eturned", "a\x00b", "\x07bell", "🦊" * 40])
def test_strange_words_break_nothing(scene: Scene, said: str) -> None:
    browser = people.client(scene.app, scene.author)
    data = sent(scene, words=said, evidence=said, step=said)
    assert browser.post(f"/en/children/{scene.record}/needs/add/need", data=data).status_code in (303, 400)
    text = record(scene)
    assert "<script>alert" not in text
    assert "\u202e" not in text


def test_too_much_is_refused(scene: Scene) -> None:
    browser = people.client(scene.app, scene.author)
    data = sent(scene, words="x" * 2_000_000)
    assert browser.post(f"/en/children/{scene.record}/needs/add/need", data=data).status_code in (400, 413)


def test_no_level_without_levels(scene: Scene) -> None:
    with profiles.under(replace(profiles.current(), levels=())):
        page = open_page(people.client(scene.app, scene.author), f"/en/children/{scene.record}/needs/add/need")
    assert 'name="level"' not in page.body
