"""Somebody is invited, signs in, loses everything and comes back: by HTTP, with the letters from the outbox."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.authenticator import Device
from tests.visitor import PASSWORD, Clock, Visitor, agency_uuid, invited, joined

IDA = "ida@example.org"


@pytest.fixture
def ida(small_site: Flask) -> Visitor:
    return Visitor(small_site, Clock(small_site))


def with_password(visitor: Visitor, password: str = PASSWORD, email: str = IDA, path: str = "/en/sign-in") -> None:
    visitor.open(path)
    visitor.send("/sign-in", email=email, password=password)


def test_invited_joined_signed_out_and_in_again_with_an_app(ida: Visitor) -> None:
    secret, printed = joined(ida, "administrator", IDA)
    assert ida.heading == "Your printed codes"
    assert len(printed) == len(set(printed)) == 10
    ida.open("/en/people")
    assert "Ida Wren" in ida.page.body
    ida.open("/en/sign-out")
    ida.send("/sign-out")
    assert ida.heading == "You have signed out"
    with_password(ida, path="/en/sign-in?next=/en/account")
    assert ida.heading == "Sign in: second step"
    code = ida.code(secret)
    ida.send("/second-step", kind="app", code=f" {code[:3]} {code[3:]} ")
    assert (ida.heading, ida.path) == ("Your account", "/en/account")


def test_an_agency_editor_signs_in_by_a_code_from_a_letter(ida: Visitor, small_site: Flask) -> None:
    ida.open(invited(ida, "agency-editor", IDA, agency_uuid(small_site)))
    ida.send("", name="Ida Wren", password=PASSWORD)
    ida.send("/second-step/e-mail")
    assert ida.heading == "Your printed codes"
    ida.client = small_site.test_client()
    with_password(ida)
    ida.send("/second-step/e-mail")
    assert "We have sent you a code" in ida.page.body
    assert "i•••@example.org" in ida.page.body
    letter = ida.letters(IDA)[-1]
    assert letter.subject == "Your code to sign in"
    code = re.search(r"^(\d{3} \d{3})$", letter.text, re.M)
    assert code
    ida.times.on(minutes=9)
    ida.send("/second-step", kind="email", code=code.group(1))
    ida.open("/en/account")
    assert "Codes by e-mail" in ida.page.body


def test_a_passkey_alone_from_the_invitation_on(ida: Visitor, small_site: Flask) -> None:
    device = Device()
    ida.open(invited(ida, "vetting-officer", IDA))
    token = ida.page.tree.cssselect("[name=csrf_token]")[0].get("value")
    ida.post(ida.path, {"csrf_token": token, "name": "Ida Wren", "alone": "1"})
    assert ida.heading == "A passkey"
    offer = ida.client.post("/en/second-step/passkey/offer", data={"csrf_token": token}).get_data(as_text=True)
    ida.send("/second-step/passkey", name="My key", answer=device.make(offer))
    assert ida.heading == "Your printed codes"
    ida.client = small_site.test_client()
    ida.open("/en/sign-in")
    token = ida.page.tree.cssselect("[name=csrf_token]")[0].get("value")
    offer = ida.client.post("/en/sign-in/passkey/offer", data={"csrf_token": token}).get_data(as_text=True)
    ida.send("/sign-in/passkey", answer=device.prove(offer), next="/en/account")
    assert ida.heading == "Your account"
    assert "My key" in ida.page.body


def test_a_forgotten_password_and_a_printed_code(ida: Visitor, small_site: Flask) -> None:
    _secret, printed = joined(ida, "administrator", IDA)
    other = Visitor(small_site, ida.times)
    other.open("/en/lost-access")
    other.send("", email=IDA.upper())
    assert other.heading == "Look at your e-mail"
    other.work()
    path = other.link(IDA)
    other.open(path)
    assert other.heading == "Get back into your account"
    other.send("", code=printed[3].upper().replace("-", " "), password="nine grey geese again")
    ida.open("/en/account")
    assert ida.heading == "Sign in"  # every sign-in has ended
    assert ida.letters(IDA)[-1].subject == "Your password was changed"
    other.open(path)
    assert other.heading == "This link was used"
    other.open("/en/sign-out")
    other.send("/sign-out")
    with_password(other, "nine grey geese again")
    assert other.heading == "Sign in: second step"


def test_with_nothing_left_a_day_passes_before_a_fresh_start(ida: Visitor, small_site: Flask) -> None:
    joined(ida, "administrator", "boss@example.org")
    lost = Visitor(small_site, ida.times)
    joined(lost, "directory-editor", IDA)
    _began(ida)
    begun = ida.letters(IDA)[-1]
    assert "Ida Wren asked that you choose a new password" in begun.text
    assert "stop" in begun.text
    ida.times.on(hours=23)
    ida.work()
    assert ida.letters(IDA)[-1].id == begun.id
    ida.times.on(hours=2)
    ida.work()
    assert ida.letters(IDA)[-1].subject == "Begin anew with your account"
    lost.client = small_site.test_client()
    lost.open(ida.link(IDA))
    lost.send("", password="nine grey geese again")
    lost.open("/en/second-step/app")
    lost.send("/second-step/app", code=lost.code(lost.page.text("p.code")))
    assert lost.heading == "Your printed codes"
    lost.open(ida.link("ida@example.org"), 200)


def _began(boss: Visitor) -> None:
    boss.open("/en/people")
    member = next(a.get("href") for a in boss.page.tree.cssselect("th a") if IDA in a.getparent().text_content())
    boss.open(f"{member}/fresh-start")
    boss.send("")
    assert "The person has been told" in boss.page.body


def test_this_was_not_me_stops_a_fresh_start(ida: Visitor, small_site: Flask) -> None:
    joined(ida, "administrator", "boss@example.org")
    secret, _printed = joined(Visitor(small_site, ida.times), "directory-editor", IDA)
    _began(ida)
    other = Visitor(small_site, ida.times)
    other.open(ida.link(IDA))
    assert other.heading == "Stop the fresh start?"
    other.send("")
    assert other.heading == "The fresh start is stopped"
    ida.times.on(hours=30)
    ida.work()
    assert ida.letters(IDA)[-1].subject == "The fresh start was stopped"
    with_password(other)
    other.send("/second-step", kind="app", code=other.code(secret))
    other.open("/en/account")
    assert other.heading == "Your account"


def test_F2_O6_a_form_sent_too_late_is_kept_and_sent_on(ida: Visitor, small_site: Flask) -> None:
    """O6: logging on again returns to the same page with what was typed."""
    secret, _printed = joined(ida, "administrator", IDA)
    ida.open("/en/account/name")
    ida.times.on(hours=21)
    ida.send("", name="Ida Wren-Lark", language="pl")
    assert ida.heading == "Sign in"
    assert "What you typed is kept" in ida.page.body
    ida.send("/sign-in", email=IDA, password=PASSWORD)
    ida.send("/second-step", kind="app", code=ida.code(secret))
    assert ida.heading == "What you typed is kept"
    assert "Ida Wren-Lark" in ida.page.text("main")
    ida.send("/held/send")
    assert ida.path.startswith("/pl/account?done=saved")
    assert "Ida Wren-Lark" in ida.page.text("main")
    ida.open("/en/held", 404)
