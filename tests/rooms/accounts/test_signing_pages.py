"""What somebody who signs in meets, by the names that the accessibility list gives it (O1 to O8)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from accounts import operations, queries
from accounts.models import Invitation, Person, SignIn, WrongTry
from foundation import clock
from foundation.acts import system
from foundation.db import reading, scope
from foundation.jobs import Job
from tests import people
from tests.factories import HOME
from tests.site import run
from tests.visitor import PASSWORD, Clock, Visitor, agency_uuid, invited, joined

IDA = "ida@example.org"


@pytest.fixture
def ida(small_site: Flask) -> Visitor:
    return Visitor(small_site, Clock(small_site))


def wrong(visitor: Visitor, email: str = IDA, password: str = "not this one") -> str:
    visitor.open("/en/sign-in")
    visitor.send("/sign-in", email=email, password=password)
    return visitor.page.text(".field .err")


def test_O1_password_managers_work_and_nothing_stops_a_paste(ida: Visitor) -> None:
    ida.open("/en/sign-in")
    fields = {e.get("id"): e for e in ida.page.tree.cssselect("main input:not([type=hidden])")}
    assert (fields["email"].get("autocomplete"), fields["password"].get("autocomplete")) == (
        "username",
        "current-password",
    )
    assert "maxlength" not in ida.page.body
    assert "onpaste" not in ida.page.body
    assert "Show password" in ida.page.body


def test_O2_the_second_step_is_a_choice_and_its_box_takes_any_code(ida: Visitor, small_site: Flask) -> None:
    ida.open(invited(ida, "agency-editor", IDA, agency_uuid(small_site)))
    ida.send("", name="Ida Wren", password=PASSWORD)
    assert ida.page.texts("ol h2") == ["A passkey", "A code from an app", "A code by e-mail"]
    ida.send("/second-step/e-mail")
    ida.client = small_site.test_client()
    ida.open("/en/sign-in")
    ida.send("/sign-in", email=IDA, password=PASSWORD)
    ida.send("/second-step/e-mail")
    box = ida.page.tree.cssselect("#email-code")[0]
    assert [box.get(name) for name in ("type", "inputmode", "autocomplete", "maxlength")] == [
        "text",
        "numeric",
        "one-time-code",
        None,
    ]


def test_O2_codes_by_email_are_not_offered_to_the_authoritys_own_staff(ida: Visitor) -> None:
    ida.open(invited(ida, "administrator", IDA))
    ida.send("", name="Ida Wren", password=PASSWORD)
    assert ida.page.texts("ol h2") == ["A passkey", "A code from an app"]
    ida.open("/en/second-step/app")
    csrf = ida.page.tree.cssselect("[name=csrf_token]")[0].get("value")
    ida.post("/en/second-step/e-mail", {"csrf_token": csrf})
    assert ida.heading == "Choose a second step"


def test_O3_one_neutral_message_the_password_cleared_the_address_kept(ida: Visitor) -> None:
    joined(ida, "administrator", IDA)
    other = Visitor(ida.app, ida.times)
    assert wrong(other) == wrong(other, "nobody@example.org") == "The e-mail address or the password is not right."
    assert other.page.tree.cssselect("#email")[0].get("value") == "nobody@example.org"
    assert not other.page.tree.cssselect("#password")[0].get("value")
    assert other.page.tree.findtext(".//title").startswith("Error: ")


def test_O3_after_five_tries_the_wait_is_said_in_words_known_or_not(ida: Visitor) -> None:
    joined(ida, "administrator", IDA)
    other = Visitor(ida.app, ida.times)
    for email in (IDA, "nobody@example.org"):
        assert [wrong(other, email) for _ in range(5)][-1] == (
            "That was wrong too often. Wait 1 minute, then try again. A passkey works at once."
        )
        assert wrong(other, email, PASSWORD).startswith("That was wrong too often.")


def test_O4_the_secret_of_an_app_is_text_in_groups_beside_the_picture(ida: Visitor) -> None:
    ida.open(invited(ida, "administrator", IDA))
    ida.send("", name="Ida Wren", password=PASSWORD)
    ida.open("/en/second-step/app")
    assert re.fullmatch(r"([A-Z2-7]{4} )+[A-Z2-7]{4}", ida.page.text("p.code"))
    assert ida.page.tree.cssselect("[role=img]")[0].get("aria-label")
    ida.send("/second-step/app", code="000000")
    assert ida.page.text(".field .err") == "This code is not right. Wait for the next one and try again."


def test_O5_an_expired_invitation_says_why_and_sends_another_to_the_same_address(ida: Visitor) -> None:
    path = invited(ida, "administrator", IDA)
    assert "The link works once, until" in ida.letters(IDA)[-1].text
    ida.times.on(days=14)
    ida.open(path)
    assert ida.heading == "This invitation has expired"
    assert "14 days" in ida.page.text("main")
    ida.send("")
    assert ida.heading == "A new invitation is on its way"
    assert len(ida.letters(IDA)) == 2
    ida.open(path, 404)
    elsewhere = Visitor(ida.app, ida.times)  # another device
    elsewhere.open(ida.link(IDA))
    assert elsewhere.heading == "You are invited"


def test_an_invitation_is_open_until_it_is_accepted_and_then_no_more(ida: Visitor) -> None:
    path = invited(ida, "administrator", IDA)
    ida.open(path)
    ida.send("", name="Ida", password=PASSWORD)  # then the telephone rings, and the browser is closed
    with scope(ida.app.extensions["waymark.database"]):
        assert reading().scalars(select(Invitation.accepted_at)).all() == [None]
    other = Visitor(ida.app, ida.times)
    other.open("/en/sign-in")
    other.send("/sign-in", email=IDA, password=PASSWORD)
    assert "Open the link in your invitation" in other.page.text(".field .err")
    other.open(path)
    other.send("", name="Ida", password=PASSWORD)
    other.open("/en/second-step/app")
    other.send("/second-step/app", code=other.code(other.page.text("p.code")))
    other.open(path)
    assert other.heading == "This invitation was accepted"


def test_a_link_of_an_invitation_does_not_open_an_account_that_is_in_use(ida: Visitor) -> None:
    joined(ida, "administrator", IDA)
    thief = Visitor(ida.app, ida.times)
    path = invited(ida, "directory-editor", IDA)
    thief.open(path)
    assert "Sign in to accept" in thief.page.text("main")
    assert not thief.page.tree.cssselect("#password")
    ida.open(path)
    ida.send("")
    assert "You have accepted the invitation" in ida.page.body


def test_an_invitation_for_somebody_else_is_not_accepted(ida: Visitor) -> None:
    joined(ida, "administrator", IDA)
    other = Visitor(ida.app, ida.times)
    joined(other, "administrator", "other@example.org")
    ida.open(invited(ida, "vetting-officer", "other@example.org"))
    ida.send("")
    assert "for another address" in ida.page.body


def test_O7_pages_and_letters_follow_the_language_that_a_person_chose(ida: Visitor, small_site: Flask) -> None:
    secret, _printed = joined(ida, "administrator", IDA)
    ida.open("/en/account/name")
    ida.send("", name="Ida Wren", language="ar")
    other = Visitor(small_site, ida.times)
    other.open("/en/sign-in?next=/en/account?x=1")
    other.send("/sign-in", email=IDA, password=PASSWORD)
    other.send("/second-step", kind="app", code=other.code(secret))
    assert other.path == "/ar/account?x=1"
    assert other.page.tree.get("dir") == "rtl"
    other.open("/en/lost-access")
    other.send("", email=IDA)
    other.work()
    assert other.letters(IDA)[-1].language == "ar"


def test_O8_signing_in_and_out_stand_in_the_same_place_on_every_page(ida: Visitor) -> None:
    for path in ("/en/about/privacy", "/en/sign-in", "/en/about/help"):
        ida.open(path)
        assert "/en/sign-in" in ida.page.links("footer a")
    joined(ida, "administrator", IDA)
    for path in ("/en/account", "/en/people"):
        ida.open(path)
        assert "/en/sign-out" in ida.page.links("footer a")
    ida.open("/en/sign-out")
    assert ida.page.tree.cssselect("main form[method=post] button")
    ida.send("/sign-out")
    assert ida.heading == "You have signed out"


@pytest.mark.parametrize("there", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_signing_in_never_leads_to_another_site(ida: Visitor, there: str) -> None:
    secret, _printed = joined(ida, "administrator", IDA)
    other = Visitor(ida.app, ida.times)
    other.open("/en/sign-in")
    other.send("/sign-in", email=IDA, password=PASSWORD, next=there)
    other.send("/second-step", kind="app", code=other.code(secret), next=there)
    assert other.path.startswith("/en/people")


def test_a_page_that_knows_its_reader_is_kept_by_no_cache_and_a_public_one_still_is(ida: Visitor) -> None:
    joined(ida, "administrator", IDA)
    for path in ("/en/account", "/en/people", "/en/sign-in?again=1", "/en/sign-out"):
        ida.open(path)
        assert ida.last.headers["Cache-Control"] == "no-store"
    ida.open("/en/about/help")
    assert ida.last.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in ida.last.headers.get("Vary", "")
    assert "Set-Cookie" not in ida.last.headers


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(ida: Visitor) -> None:
    ida.open(invited(ida, "administrator", IDA))
    said = {"csrf_token": ida.page.tree.cssselect("[name=csrf_token]")[0].get("value") or "", "name": "Ida"}
    answer = ida.client.post(ida.path, data={**said, "password": PASSWORD})
    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith("waymark_sign_in="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_recovery_says_and_does_the_same_for_any_address(ida: Visitor) -> None:
    joined(ida, "administrator", IDA)
    other, pages = Visitor(ida.app, ida.times), []
    for email in (IDA, "nobody@example.org"):
        other.open("/en/lost-access")
        pages.append(other.send("", email=email).body)
    assert pages[0] == pages[1]
    with scope(ida.app.extensions["waymark.database"]):
        waiting = reading().scalars(select(Job.payload).where(Job.name == "accounts.recover")).all()
    assert [one["email"] for one in waiting] == [IDA, "nobody@example.org"]  # who has it is looked up later
    other.work()
    assert other.letters("nobody@example.org") == []


def test_a_recovery_link_needs_more_than_the_letter(ida: Visitor) -> None:
    joined(ida, "administrator", IDA)
    other = Visitor(ida.app, ida.times)
    other.open("/en/lost-access")
    other.send("", email=IDA)
    other.work()
    path = other.link(IDA)
    other.open(path)
    for _ in range(5):
        other.send("", code="000000", password="nine grey geese again")
    assert "Wait 1 minute" in other.page.text(".field .err")
    other.times.on(hours=1)
    other.open(path)
    assert other.heading == "This link has expired"


def test_who_looks_after_people_sees_their_own_and_nobody_elses(ida: Visitor, small_site: Flask) -> None:
    agency = agency_uuid(small_site)
    manager = people.person(small_site, "agency-manager", agency=agency, name="Mo Lark", email="mo@example.org")
    people.person(small_site, "administrator", name="Ada Boss", email="ada@example.org")
    next_door = people.person(small_site, "administrator", authority="knowsley", email="kit@example.org")
    client = people.client(small_site, manager)
    page = client.get("/en/people").get_data(as_text=True)
    assert "Mo Lark" in page
    assert "Ada Boss" not in page
    with small_site.app_context():
        boss = next(one for one in queries.members(HOME) if one.name == "Ada Boss")
    for path in (f"/en/people/{boss.uuid}", f"/en/people/{boss.uuid}/end", "/en/people/no-such-uuid"):
        assert client.get(path).status_code == 404
        assert people.client(small_site, next_door).get(path).status_code == 404
    said = {"name": "X", "email": "x@example.org", "language": "en", "where": f"{HOME}:", "role": "administrator"}
    assert client.post("/en/people/invite", data=said).status_code == 404
    editor = people.person(small_site, "agency-editor", agency=agency, email="ed@example.org")
    assert people.client(small_site, editor).get("/en/people").status_code == 404


@pytest.mark.parametrize("said", ["<script>alert(1)</script>", "\u202eevil", "\x00\x07", "a" * 60_000, "🦆" * 3000, ""])
def test_whatever_is_typed_nothing_breaks(ida: Visitor, said: str) -> None:
    secret, _printed = joined(ida, "administrator", IDA)
    other = Visitor(ida.app, ida.times)
    csrf = other.open("/en/sign-in").tree.cssselect("[name=csrf_token]")[0].get("value") or ""
    posts = {
        "/en/sign-in": {"email": said, "password": said, "next": said},
        "/en/sign-in/passkey": {"answer": said},
        "/en/sign-in/second-step": {"code": said, "kind": said},
        "/en/lost-access": {"email": said},
    }
    for path, fields in posts.items():
        assert other.client.post(path, data={"csrf_token": csrf, **fields}).status_code in (200, 303), path
    csrf = ida.open("/en/account/name").tree.cssselect("[name=csrf_token]")[0].get("value") or ""
    for path in ("/en/account/name", "/en/people/invite"):
        fields = dict.fromkeys(("name", "email", "language", "where", "role"), said)
        assert ida.client.post(path, data={"csrf_token": csrf, **fields}).status_code in (200, 303), path
    ended = ida.client.post("/en/account/sign-ins/end", data={"csrf_token": csrf, "sign_in": said})
    assert ended.status_code == 303
    for path in ("/en/people/x%00", "/en/people/invitations/%00/again", "/en/account/remove/%00"):
        assert ida.client.get(path).status_code in (404, 405), path
    assert secret


def test_a_post_without_the_token_changes_nothing(ida: Visitor) -> None:
    joined(ida, "administrator", IDA)
    assert ida.client.post("/en/account/sign-out-everywhere").status_code == 400
    assert ida.client.post("/en/sign-in", data={"email": IDA, "password": PASSWORD}).status_code == 400
    ida.open("/en/account")
    assert ida.heading == "Your account"


def test_a_form_that_waits_is_shown_to_nobody_else(ida: Visitor, small_site: Flask) -> None:
    """O6, F2: on a shared computer the next person does not see what the last one typed."""
    joined(ida, "administrator", IDA)
    second = Visitor(small_site, ida.times)
    secret, _printed = joined(second, "administrator", "other@example.org")
    ida.open("/en/account/name")
    ida.times.on(hours=21)
    ida.send("", name="Only mine", language="en")
    ida.send("/sign-in", email="other@example.org", password=PASSWORD)
    ida.send("/second-step", kind="app", code=ida.code(secret))
    assert "Only mine" not in ida.page.body
    ida.open("/en/held", 404)


def test_the_first_administrator_comes_by_command(small_site: Flask) -> None:
    out = run(
        small_site, "accounts", "add-administrator", "Boss@Example.org", "--authority", HOME, "--name", "Ada Boss"
    )
    assert re.fullmatch(r"http://localhost/en/join/\S+\n", out)
    assert small_site.test_client().get(out.strip().removeprefix("http://localhost")).status_code == 200
    bad = small_site.test_cli_runner().invoke(args=["accounts", "add-administrator", "x", "--authority", "nowhere"])
    assert bad.exit_code == 1
    assert "There is no authority nowhere here" in bad.output
    people.person(small_site, "administrator", email="kim@example.org", name="Kim Lee")
    assert run(small_site, "accounts", "people") == "Kim Lee\tkim@example.org\tadministrator\tTelford and Wrekin\n"


def test_what_has_ended_is_cleared_out(ida: Visitor, small_site: Flask) -> None:
    joined(ida, "administrator", IDA)
    later = ida.times.now + timedelta(days=40)
    with small_site.app_context(), clock.freeze(later):
        operations.clear_out(system("test"))
        assert reading().scalars(select(SignIn.uuid)).all() == []
        assert reading().scalars(select(WrongTry.name)).all() == []
        assert reading().scalars(select(Person.email)).all() == [IDA]
