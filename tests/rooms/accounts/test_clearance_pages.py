"""Access on pages: asked, decided, signed, shut; proving again who one is; the sample's half sign-in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from flask import Blueprint, Flask

from accounts import operations, queries
from accounts.queries.clearances import all_in
from accounts.views.cookie import NAME
from foundation import acts, clock, db
from foundation.acts import Actor, Subject, system
from foundation.db import changing, scope
from foundation.permissions import PRACTITIONER, PUBLIC, Permission
from tests import factories, people
from tests.authenticator import Device
from tests.factories import HOME
from tests.site import MOMENT, make_app, run
from tests.visitor import Clock, Visitor, agency_uuid

NURSE = "bea@example.org"
DAYS = {"vetting-day": "31", "vetting-month": "May", "vetting-year": "2027"}
TRAINED = {"training-day": "٣٠", "training-month": "٦", "training-year": "٢٠٢٧"}


@pytest.fixture
def site(cleared_site: Flask) -> Flask:
    """With one page that only proof of half an hour opens, and which only practitioners may open."""
    from web import door

    pages, permission = Blueprint("fresh", __name__), Permission.CHILD_FIND
    place = door.Door(pages)
    about = lambda **_values: Subject("site", "", HOME)  # noqa: E731
    place.page("/fresh", permission, subject=about, fresh=True, methods=["GET", "POST"])(lambda: "inside")
    cleared_site.register_blueprint(pages, url_prefix="/<lang:lang>")
    acts.set_policy({permission: [[lambda actor, _subject: "practitioner" in actor.roles]]})
    return cleared_site


@pytest.fixture
def times(site: Flask) -> Clock:
    return Clock(site)


def visitor(site: Flask, times: Clock, actor: Actor) -> Visitor:
    made = Visitor(site, times)
    made.client = people.client(site, actor, at=times.now)
    return made


@pytest.fixture
def agency(site: Flask) -> str:
    return agency_uuid(site)


@pytest.fixture
def nurse(site: Flask, agency: str) -> Actor:
    return people.person(site, "practitioner", agency=agency, name="Bea Finch", email=NURSE)


def test_from_asking_to_a_door_that_opens(site: Flask, times: Clock, agency: str) -> None:
    nurse = people.person(site, "practitioner", agency=agency, name="Bea Finch", email=NURSE, level=None)
    manager = visitor(site, times, people.person(site, "agency-manager", agency=agency, name="Mo Stone"))
    chief = visitor(site, times, people.person(site, "administrator"))
    bea = visitor(site, times, nurse)
    bea.open("/en/fresh")
    assert bea.heading == "Your access"
    assert "Nobody has asked for your access." in bea.page.text("main")
    assert "Mo Stone" in bea.page.text("main")
    manager.open("/en/people/access")
    assert "not granted" in manager.page.text("table")
    manager.open(f"/en/people/access/{nurse.id}")
    manager.send("", **DAYS, **TRAINED)
    assert manager.page.texts("#errors a") == [
        "Choose a level.",
        "Write what you know about this person's vetting and training.",
    ]
    manager.send("", level="3", evidence="Checked in May.", **DAYS, **TRAINED)
    assert "decides" in manager.page.text("[role=status]")
    bea.open("/en/your-access")
    assert "An administrator has not decided yet." in bea.page.text("main")
    chief.open("/en/clearances")
    chief.open(chief.page.tree.cssselect("ul.rows a")[0].get("href"))
    chief.send("", do="grant", level="3", why="", **DAYS, **TRAINED)
    assert chief.page.text("[role=status]").startswith("Success. Access is granted.")
    assert [one.subject for one in bea.letters(NURSE)] == ["Your access was granted"]
    bea.open("/en/your-access")
    assert "You have no app and no passkey." in bea.page.text("main")
    with scope(site.extensions["waymark.database"]), clock.freeze(times.now):
        set_up_an_app(nurse)
    bea.send("/your-access/sign")
    assert "Your access stands until 31 May 2027." in bea.page.text("main")
    assert bea.client.get("/en/fresh").get_data(as_text=True) == "inside"


def set_up_an_app(who: Actor) -> None:
    """Somebody sets up an app."""
    from sqlalchemy import select

    from accounts.models import Person
    from accounts.security import codes

    with changing() as session:
        row = session.scalars(select(Person).where(Person.uuid == who.id).with_for_update()).one()
        row.totp_secret = codes.sealed(people.SECRET)


def test_the_administrator_refuses_with_a_reason_and_ends_with_one(
    site: Flask, times: Clock, agency: str, nurse: Actor
) -> None:
    chief = visitor(site, times, people.person(site, "administrator"))
    with scope(site.extensions["waymark.database"]), clock.freeze(MOMENT):
        asked = operations.ask(system("a"), HOME, agency, person=nurse.id, level=1, evidence="Less.")
        granted = next(one.uuid for one in all_in(HOME) if one.state == "granted")
    chief.open(f"/en/clearances/{asked}")
    chief.send("", do="refuse", why="")
    assert chief.page.texts("#errors a") == ["Write why."]
    chief.send("", do="refuse", why="Ask for the level that she has.")
    other = visitor(site, times, nurse)  # open in another browser
    assert other.client.get("/en/fresh").status_code == 200
    chief.open(f"/en/clearances/{granted}/end")
    chief.send("", why="")
    assert chief.page.texts("#errors a") == ["Write why."]
    chief.send("", why="On long leave.")
    assert "shut" in chief.page.text("[role=status]")
    assert other.client.get("/en/fresh").location == "/en/your-access"
    chief.open(f"/en/clearances/{granted}")
    assert "On long leave." in chief.page.text("main")


def test_two_administrators_are_needed_for_the_authoritys_own_staff(site: Flask, times: Clock) -> None:
    one, two = (visitor(site, times, people.person(site, "administrator")) for _ in range(2))
    auditor = people.person(site, "auditor", level=None, name="Una Rook")
    one.open(f"/en/people/access/{auditor.id}")
    one.send("", level="0", evidence="Known for years.")
    with scope(site.extensions["waymark.database"]):
        uuid = all_in(HOME)[0].uuid
    one.open(f"/en/clearances/{uuid}")
    one.send("", do="grant", level="0", why="")
    assert one.page.texts("#errors a") == ["You asked for this yourself. Ask another administrator to decide."]
    two.open(f"/en/clearances/{uuid}")
    two.send("", do="grant", level="0", why="")
    assert "Access is granted." in two.page.text("[role=status]")


def test_an_ended_role_ends_at_once_in_another_open_browser(
    site: Flask, times: Clock, agency: str, nurse: Actor
) -> None:
    bea = visitor(site, times, nurse)
    assert bea.client.get("/en/fresh").status_code == 200
    with scope(site.extensions["waymark.database"]), clock.freeze(times.now):
        held = next(one.uuid for one in queries.members(HOME, agency) if one.person == nurse.id)
        operations.end(system("test"), held)
    assert bea.client.get("/en/fresh").location.startswith("/en/sign-in")


def test_after_half_an_hour_one_proves_again_and_has_a_new_token(site: Flask, times: Clock, nurse: Actor) -> None:
    bea = visitor(site, times, nurse)
    times.on(minutes=30)
    assert bea.client.get("/en/fresh").status_code == 200
    times.on(minutes=1)
    bea.open("/en/fresh")
    assert bea.heading == "Show that it is still you"
    before = bea.client.get_cookie(NAME)
    bea.send("/prove", code="000000")
    assert bea.page.texts("#errors a") == ["This code is not right, or it has been used. Wait for the next one."]
    code = bea.code(people.SECRET)
    form = {"csrf_token": bea.page.tree.cssselect("[name=csrf_token]")[0].get("value"), "next": "/en/fresh"}
    answer = bea.client.post("/en/prove", data={**form, "code": code})
    assert answer.location == "/en/fresh"
    after = bea.client.get_cookie(NAME)
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert bea.client.get("/en/fresh").get_data(as_text=True) == "inside"
    old = site.test_client()
    old.set_cookie(NAME, before.value)
    assert old.get("/en/fresh").location.startswith("/en/sign-in")
    assert b"has been used" in bea.client.post("/en/prove", data={**form, "code": code}).data  # replayed


def test_what_was_typed_waits_until_one_has_proved(site: Flask, times: Clock, nurse: Actor) -> None:
    bea = visitor(site, times, nurse)
    times.on(minutes=31)
    bea.open("/en/account/name")
    bea.post("/en/fresh", {"csrf_token": bea.page.tree.cssselect("[name=csrf_token]")[0].get("value"), "why": "School"})
    bea.send("/prove", code=bea.code(people.SECRET))
    assert bea.heading == "What you typed is kept"
    assert "School" in bea.page.text("main")


def test_one_proves_by_ones_own_passkey_and_by_nobody_elses(
    site: Flask, times: Clock, agency: str, nurse: Actor
) -> None:
    bea = visitor(site, times, nurse)
    other = people.person(site, "practitioner", agency=agency)
    mine, theirs = passkey(site, times, nurse), passkey(site, times, other)
    times.on(minutes=31)
    for device, right in ((theirs, False), (mine, True)):
        bea.open("/en/prove?next=/en/fresh")
        form = {"csrf_token": bea.page.tree.cssselect("[name=csrf_token]")[0].get("value"), "next": "/en/fresh"}
        offer = bea.client.post("/en/sign-in/passkey/offer", data=form).get_data(as_text=True)
        answer = bea.client.post("/en/prove/passkey", data={**form, "answer": device.prove(offer)})
        assert (answer.location == "/en/fresh") is right


def passkey(site: Flask, times: Clock, who: Actor) -> Device:
    """Somebody adds a passkey to their account."""
    device, browser = Device(), people.client(site, who, at=times.now)
    offer = browser.post("/en/second-step/passkey/offer").get_data(as_text=True)
    assert (
        browser.post("/en/second-step/passkey", data={"answer": device.make(offer), "name": "Phone"}).status_code == 303
    )
    return device


@pytest.mark.parametrize("path", ["/en/your-access", "/en/people/access", "/en/clearances"])
def test_nobody_else_finds_these_pages(site: Flask, times: Clock, agency: str, path: str) -> None:
    editor = people.client(site, people.person(site, "agency-editor", agency=agency))
    assert editor.get(path).status_code == 404


@pytest.mark.parametrize("wrong", ["none", "%00", "\u202e", "a" * 3000, "<script>", "../people"])
def test_forged_addresses_find_nothing(site: Flask, times: Clock, agency: str, wrong: str) -> None:
    chief = people.client(site, people.person(site, "administrator"))
    for path in (f"/en/clearances/{wrong}", f"/en/clearances/{wrong}/end", f"/en/people/access/{wrong}"):
        assert chief.get(path).status_code == 404
        assert chief.post(path, data={"why": "x"}).status_code == 404


def test_bad_input_is_a_sentence(site: Flask, times: Clock, agency: str, nurse: Actor) -> None:
    manager = people.client(site, people.person(site, "agency-manager", agency=agency))
    said = {
        "level": "9" * 50, "evidence": "\u202e\0<script>" + "x" * 200_000, "vetting-day": "0" * 5000,
        "vetting-month": "\0", "vetting-year": "²²²²", "training-day": "1", "training-month": "1", "training-year": "2020",
    }  # fmt: skip
    page = manager.post(f"/en/people/access/{nurse.id}", data=said)
    assert page.status_code == 200
    for sentence in ("Choose a level.", "This is too long.", "This day has passed."):
        assert sentence in page.get_data(as_text=True)
    assert "<script>x" not in page.get_data(as_text=True)


def test_both_sides_are_refused_with_a_sentence_on_the_pages(
    site: Flask, times: Clock, agency: str, nurse: Actor
) -> None:
    with scope(site.extensions["waymark.database"]), clock.freeze(MOMENT):
        said = operations.NewMember(HOME, "", "vetting-officer", NURSE, "Bea Finch")
        operations.add_member(system("test"), said)
        held = next(one.uuid for one in queries.members(HOME) if one.role == "vetting-officer")
        token = operations.invite(system("test"), HOME, "", "administrator", email=NURSE, name="Bea Finch")
    chief = visitor(site, times, people.person(site, "administrator"))
    chief.open(f"/en/people/{held}")
    chief.send("", role="administrator")
    assert chief.page.text("#errors a").startswith("An administrator decides")
    bea = visitor(site, times, nurse)
    with scope(site.extensions["waymark.database"]), clock.freeze(MOMENT), changing() as session:
        row = session.merge(person_row(nurse))
        row.password_hash = "x"
    bea.open(f"/en/join/{token}")
    bea.send("")
    assert bea.page.text("#errors a").startswith("An administrator decides")


def person_row(who: Actor) -> object:
    from sqlalchemy import select

    from accounts.models import Person
    from foundation.db import reading

    return reading().scalars(select(Person).where(Person.uuid == who.id)).one()


@pytest.fixture
def sample(database: db.Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """A sample site with both sides and one invented practitioner."""
    monkeypatch.setattr(acts, "check_policy", lambda *_sides: None)
    sides = frozenset({PUBLIC, PRACTITIONER})
    app = make_app(database.url.render_as_string(hide_password=False), tmp_path, sides=sides)
    with clock.freeze(MOMENT), app.app_context():
        factories.begin(system("test"))
        new = operations.NewAuthority(HOME, "Telford and Wrekin", "E06000020", sample=True)
        operations.keep_authority(system("test"), new)
    people.person(app, "auditor", email="una@council.example.org", name="Una Rook")
    with clock.freeze(MOMENT), app.app_context():
        operations.hold_sample_factor(system("sample"), "una@council.example.org", people.SECRET, "hash")
    yield app
    app.extensions["waymark.database"].dispose()


def test_a_press_signs_in_half_and_the_command_tells_the_code(sample: Flask) -> None:
    una = Visitor(sample, Clock(sample))
    una.open("/en/try")
    una.send("/try/as/una@council.example.org")
    assert una.heading == "Sign in: second step"
    assert una.page.text("p.code code") == "./run flask accounts code una"
    code = run(sample, "accounts", "code", "una").strip()
    assert code == pyotp.TOTP(people.SECRET).at(MOMENT)
    una.send("/second-step", code=code)
    assert una.heading != "Sign in: second step"
    again = run(sample, "accounts", "code", "una@council.example.org").strip()
    assert again == pyotp.TOTP(people.SECRET).at(MOMENT + timedelta(seconds=30))  # the first one is spent


def test_no_code_is_told_of_anybody_real(sample: Flask, site: Flask) -> None:
    people.person(sample, "auditor", authority="knowsley", email="kit@council.example.org")
    for name in ("kit", "nobody", "%", "una@elsewhere.example.org", ""):
        result = sample.test_cli_runner().invoke(args=["accounts", "code", name])
        assert result.exit_code == 1, name
        assert "Only invented people" in result.output
    with sample.app_context(), pytest.raises(LookupError):
        operations.hold_sample_factor(system("sample"), "kit@council.example.org", people.SECRET, "hash")


def test_no_code_is_told_on_a_site_that_is_no_sample(site: Flask, nurse: Actor) -> None:
    with scope(site.extensions["waymark.database"]), clock.freeze(MOMENT):
        new = operations.NewAuthority(HOME, "Telford and Wrekin", "E06000020", sample=True)
        operations.keep_authority(system("test"), new)
    result = site.test_cli_runner().invoke(args=["accounts", "code", "bea"])
    assert result.exit_code == 1
    with site.app_context(), pytest.raises(LookupError):
        operations.hold_sample_factor(system("sample"), NURSE, people.SECRET, "hash")
