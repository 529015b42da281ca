"""Three ways to add a page. What is refused does not exist; a record opens only with a reason and a line in the trail."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from flask import Blueprint, Flask, request
from sqlalchemy import select

from directory.models import SealedNote
from foundation import acts, clock
from foundation.acts import Actor, Grant, Subject, Unguarded
from foundation.audit import TrailLine
from foundation.db import reading
from foundation.permissions import Permission
from tests.site import MOMENT
from web.door import Door, Guard, Undeclared, guard

HERE, ELSEWHERE = "telford-and-wrekin", "knowsley"
EDITOR = Actor("person", "7", frozenset({Grant("directory-editor", HERE)}))
STRANGER = Actor("person", "8", frozenset({Grant("directory-editor", ELSEWHERE)}))


class Gate:
    """A small room with one page of each kind, and who stands at its door."""

    def __init__(self, app: Flask) -> None:
        self.actor: Actor | None = EDITOR
        self.reason = "the family asked"
        room = Blueprint("gate", __name__)
        load = lambda thing: Subject("site", thing, HERE) if thing != "none" else None  # noqa: E731
        door = Door(
            room, load=load, reason=lambda _actor, _about: self.reason, ask_reason=lambda about: f"/why/{about.id}"
        )
        door.public("/open")(lambda: "open")
        door.page("/edit/<thing>", Permission.ENTRY_PUBLISH, endpoint="edit")(lambda thing: f"edit {thing}")
        door.record("/secret/<thing>", Permission.ADDRESS_SEE, endpoint="secret")(self.secret)
        door.public("/asked", endpoint="asked")(
            lambda: repr([*request.args.getlist("word"), *request.values.getlist("word")])
        )
        door.page("/peek/<thing>", Permission.ADDRESS_SEE, endpoint="peek")(self.secret)
        app.register_blueprint(room, url_prefix="/gate")
        guard(app, Guard(identify=lambda: self.actor, sign_in=lambda: "/sign-in"))
        self.client = app.test_client()

    def secret(self, thing: str) -> str:
        """Reads a confidential table."""
        found = reading().scalars(select(SealedNote.words)).all()
        lines = len(reading().scalars(select(TrailLine.body)).all())
        return f"{thing} {len(found)} {lines}"

    def get(self, path: str) -> tuple[int, str]:
        """Status and text."""
        came = self.client.get(f"/gate{path}")
        return came.status_code, came.get_data(as_text=True)


@pytest.fixture
def gate(small_site: Flask) -> Iterator[Gate]:
    with clock.freeze(MOMENT):
        small_site._got_first_request = False
        yield Gate(small_site)


def lines(app: Flask) -> list[dict[str, object]]:
    with app.app_context():
        return [json.loads(body) for body in reading().scalars(select(TrailLine.body))]


def test_who_may_sees_it_and_to_all_others_it_does_not_exist(gate: Gate) -> None:
    assert gate.get("/edit/4") == (200, "edit 4")
    gate.actor = STRANGER
    assert gate.get("/edit/4")[0] == 404
    gate.actor = None
    assert gate.client.get("/gate/edit/4").location == "/sign-in?next=/gate/edit/4"
    assert gate.get("/open") == (200, "open")


def test_what_is_not_there_cannot_be_told_from_what_is_refused(gate: Gate) -> None:
    assert gate.get("/edit/none")[0] == 404


def test_a_record_asks_for_a_reason_first(gate: Gate, small_site: Flask) -> None:
    before = len(lines(small_site))
    gate.reason = ""
    assert gate.client.get("/gate/secret/9").location == "/why/9"
    (written,) = lines(small_site)[before:]
    assert (written["act"], written["subject"]) == ("address:see", ["site", "9", HERE])
    assert written["outcome"] == "refused", "who tried without a reason is written down, and saw nothing"


def test_a_look_is_written_down_before_anything_is_shown(gate: Gate, small_site: Flask) -> None:
    before = len(lines(small_site))
    assert gate.get("/secret/9") == (200, f"9 0 {before + 1}")
    last = [line for line in lines(small_site) if line["act"] == "address:see"]
    assert [(line["subject"], line["outcome"]) for line in last] == [(["site", "9", HERE], "done")]


def test_a_refused_look_is_written_down_too_and_shows_nothing(gate: Gate, small_site: Flask) -> None:
    gate.actor = STRANGER
    assert gate.get("/secret/9")[0] == 404
    assert [line["outcome"] for line in lines(small_site) if line["act"] == "address:see"] == ["refused"]


def test_a_page_that_forgot_to_be_a_record_cannot_read_what_is_confidential(gate: Gate, small_site: Flask) -> None:
    small_site.config["PROPAGATE_EXCEPTIONS"] = True
    with pytest.raises(Unguarded):
        gate.get("/peek/9")


def test_a_nul_names_nothing_and_in_a_question_it_is_a_character_that_cannot_be_read(gate: Gate) -> None:
    assert gate.get("/edit/4%00")[0] == 404
    assert gate.get("/asked?word=a%00b&word=c") == (200, repr(["a\ufffdb", "c"] * 2))
    assert gate.get("/asked?word=plain") == (200, repr(["plain"] * 2))


def test_a_door_for_records_must_say_how_to_load_and_why(small_site: Flask) -> None:
    with pytest.raises(Undeclared, match="needs load and reason"):
        Door(Blueprint("x", __name__)).record("/x", Permission.ADDRESS_SEE)


def test_the_rules_of_the_site_speak_of_every_act(small_site: Flask) -> None:
    assert not acts.permits(STRANGER, Permission.ADDRESS_SEE, Subject("site", "1", HERE))
    assert acts.permits(EDITOR, Permission.ADDRESS_SEE, Subject("site", "1", HERE))
