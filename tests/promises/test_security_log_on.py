"""What docs/security.md says of signing in and of sign-ins, where no room's own test says it."""

from __future__ import annotations

import ast
import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from accounts import operations as accounts
from accounts.models import Person, SignIn
from accounts.security import passwords
from accounts.views.cookie import NAME
from foundation import clock
from foundation.acts import Actor, system
from foundation.db import Database, reading, scope
from tests import people
from tests.factories import HOME
from tests.site import MOMENT, make_app
from tests.visitor import PASSWORD, Clock, Visitor, joined

ROOT = Path(__file__).parent.parent.parent
DOCUMENT = ROOT / "docs" / "security.md"
ROOMS = ("accounts", "access", "consent", "childindex", "casework", "oversight", "foundation", "web")
IDA = "ida@example.org"


@pytest.fixture
def ida(small_site: Flask) -> Visitor:
    """Somebody whose browser keeps the clock of the test."""
    return Visitor(small_site, Clock(small_site))


def test_a_new_site_has_no_account(database: Database, tmp_path: Path) -> None:
    app = make_app(database.url.render_as_string(hide_password=False), tmp_path, sample=False)
    with scope(app.extensions["waymark.database"]):
        assert reading().scalar(select(func.count()).select_from(Person)) == 0
    app.extensions["waymark.database"].dispose()


def test_every_way_to_a_sign_in_is_named_in_the_document() -> None:
    """A new way in that nobody wrote down fails here."""
    ways = set()
    for path in (ROOT / "accounts").rglob("*.py"):
        for outer in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(outer, ast.FunctionDef) and any(opens_a_sign_in(node) for node in ast.walk(outer)):
                ways.add(outer.name)
    part = DOCUMENT.read_text(encoding="utf-8").split("## The ways in", 1)[1].split("\n## ", 1)[0]
    assert ways == set(re.findall(r"^\| `(\w+)`", part, re.M))


def opens_a_sign_in(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "open_one"


def test_no_secret_is_made_from_numbers_that_can_be_guessed() -> None:
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            assert not re.search(r"^\s*(import random|from random)", path.read_text(encoding="utf-8"), re.M), path


def test_a_password_box_hides_what_is_typed(ida: Visitor) -> None:
    ida.open("/en/sign-in")
    assert [e.get("type") for e in ida.page.tree.cssselect("#password")] == ["password"]


def test_a_password_of_many_words_is_taken() -> None:
    for length in (64, 1000):
        said = ("four slow herons wade " * 50)[:length]
        assert passwords.unfit(said, IDA, "Ida Wren") == ""
        assert passwords.matches(passwords.hashed(said), said)
        assert not passwords.matches(passwords.hashed(said), said[:-1])


def test_a_password_is_good_for_years(ida: Visitor) -> None:
    secret, _printed = joined(ida, "administrator", IDA)
    ida.times.on(days=3 * 365)
    ida.open("/en/account")
    assert "sign-in" in ida.path
    ida.send("/sign-in", email=IDA, password=PASSWORD)
    ida.send("/second-step", code=ida.code(secret))
    ida.open("/en/account")
    assert ida.path.endswith("/account")


@pytest.mark.parametrize(("address", "secure"), [("https://index.example.org", True), ("http://localhost", False)])
def test_with_https_every_cookie_is_for_https_only(
    database: Database, tmp_path: Path, address: str, secure: bool
) -> None:
    app = make_app(database.url.render_as_string(hide_password=False), tmp_path, sample=False, base_url=address)
    browser = Visitor(app, Clock(app))
    with clock.freeze(MOMENT), scope(app.extensions["waymark.database"]):
        from tests import factories

        factories.begin(system("test"))
    from tests.visitor import invited

    browser.open(invited(browser, "administrator", IDA))
    said = {"csrf_token": str(browser.page.tree.cssselect("[name=csrf_token]")[0].get("value")), "name": "Ida"}
    answer = browser.client.post(browser.path, data={**said, "password": PASSWORD})
    given = [*answer.headers.getlist("Set-Cookie"), *app.test_client().get("/en/sign-in").headers.getlist("Set-Cookie")]
    assert {one.split("=")[0] for one in given} >= {NAME, "session"}
    for one in given:
        assert "HttpOnly" in one
        assert "SameSite=Lax" in one
        assert ("Secure" in one) is secure, one
    app.extensions["waymark.database"].dispose()


def sign_ins(app: Flask, actor: Actor) -> list[str]:
    with scope(app.extensions["waymark.database"]):
        whose = select(Person.id).where(Person.uuid == actor.id).scalar_subquery()
        return list(reading().scalars(select(SignIn.uuid).where(SignIn.person_id == whose)))


def test_a_sign_in_that_was_ended_opens_nothing_with_its_old_token(small_site: Flask) -> None:
    actor = people.person(small_site, "administrator")
    browser, copy = people.client(small_site, actor), small_site.test_client()
    token = browser.get_cookie(NAME)
    assert token is not None
    copy.set_cookie(NAME, token.value)
    assert copy.get("/en/account").status_code == 200
    assert browser.post("/en/sign-out").status_code == 303
    assert sign_ins(small_site, actor) == []
    assert copy.get("/en/account").location.startswith("/en/sign-in")


def test_every_sign_in_is_listed_and_each_or_all_can_be_ended(small_site: Flask) -> None:
    actor = people.person(small_site, "administrator")
    here, there, third = (people.client(small_site, actor) for _one in range(3))
    listed = re.findall(r'name="sign_in" value="([^"]+)"', here.get("/en/account").get_data(as_text=True))
    assert set(listed) <= set(sign_ins(small_site, actor))
    assert len(listed) >= 2
    here.post("/en/account/sign-ins/end", data={"sign_in": listed[0]})
    assert len(sign_ins(small_site, actor)) == 2
    here.post("/en/account/sign-out-everywhere")
    assert sign_ins(small_site, actor) == []
    for browser in (here, there, third):
        assert browser.get("/en/account").location.startswith("/en/sign-in")


def test_nobody_ends_the_sign_in_of_somebody_else(small_site: Flask) -> None:
    one, other = people.person(small_site, "administrator"), people.person(small_site, "directory-editor")
    people.client(small_site, one)
    browser = people.client(small_site, other)
    browser.post("/en/account/sign-ins/end", data={"sign_in": sign_ins(small_site, one)[0]})
    assert len(sign_ins(small_site, one)) == 1


def test_a_sign_in_of_somebody_whose_last_role_ended_opens_nothing(small_site: Flask) -> None:
    actor = people.person(small_site, "directory-editor")
    browser = people.client(small_site, actor)
    assert browser.get("/en/account").status_code == 200
    from accounts import queries

    with scope(small_site.extensions["waymark.database"]), clock.freeze(MOMENT + timedelta(minutes=1)):
        held = next(one.uuid for one in queries.members(HOME) if one.person == actor.id)
        accounts.end(system("test"), held)
    assert browser.get("/en/account").location.startswith("/en/sign-in")
