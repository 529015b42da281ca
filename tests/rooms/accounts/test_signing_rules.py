"""Signing in: what each step promises, and each way in which somebody might get round it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import func, select

from accounts import operations, queries
from accounts.models import Challenge, Membership, Passkey, Person, SignIn, WrongTry
from accounts.queries import signing
from accounts.security import codes, passwords, sessions
from foundation import clock
from foundation.acts import Actor, Refused, system
from foundation.db import changing, reading
from tests import people
from tests.authenticator import PRESENT, Device, other_challenge
from tests.factories import HOME
from tests.site import MOMENT
from tests.visitor import agency_uuid

SIGN_IN = system("sign-in")
IDA = "ida@example.org"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def ida(small_site: Flask) -> Iterator[Actor]:
    """An administrator with a password and an app, and a scope."""
    actor = people.person(small_site, "administrator", email=IDA)
    with clock.freeze(MOMENT), small_site.app_context():
        with changing() as session:
            row = session.scalars(select(Person)).one()
            row.password_hash, row.totp_secret = "not looked at here", codes.sealed(SECRET)
        yield actor


def tried(right: bool, email: str = IDA) -> operations.Answer:
    return operations.note_password(SIGN_IN, email, right=right, device="Firefox, Linux")


def half() -> sessions.Known:
    answer = tried(right=True)
    assert answer.opened is not None
    known = sessions.who(answer.opened.token)
    assert known is not None
    return known


def code(ida: Actor, said: str, here: sessions.Known) -> operations.Answer:
    return operations.note_code(ida, ida.id, here.digest, code=said, device="")


def app_code(steps: int = 0) -> str:
    return pyotp.TOTP(SECRET).at(clock.now() + timedelta(seconds=30 * steps))


def test_each_step_gives_a_new_token_and_the_old_one_opens_nothing(ida: Actor) -> None:
    first = tried(right=True).opened
    assert first is not None
    assert first.stage == "half"
    here = sessions.who(first.token)
    assert here is not None
    second = code(ida, app_code(), here).opened
    assert second is not None
    assert second.stage == "whole"
    assert second.token != first.token
    assert sessions.who(first.token) is None
    assert sessions.who(second.token) is not None
    assert reading().scalar(select(func.count()).select_from(SignIn)) == 1


def test_the_table_holds_no_token(ida: Actor) -> None:
    opened = tried(right=True).opened
    assert opened is not None
    assert opened.token.encode() not in reading().scalars(select(SignIn.digest)).one()


def test_a_half_finished_sign_in_ends_after_ten_minutes(ida: Actor) -> None:
    here = half()
    with clock.freeze(MOMENT + timedelta(minutes=10)), pytest.raises(sessions.NotSignedIn):
        code(ida, app_code(), here)
    with clock.freeze(MOMENT + timedelta(minutes=9)):
        assert code(ida, app_code(), here).opened


@pytest.mark.parametrize(("steps", "counts"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_an_app_may_be_one_step_early_or_late(ida: Actor, steps: int, counts: bool) -> None:
    assert bool(code(ida, app_code(steps), half()).opened) is counts


def test_an_app_code_works_once_and_none_before_it_does_any_more(ida: Actor) -> None:
    assert code(ida, app_code(), half()).opened
    assert code(ida, app_code(), half()).opened is None
    assert code(ida, app_code(-1), half()).opened is None
    assert code(ida, app_code(1), half()).opened


def test_the_sixth_try_waits_and_each_wait_is_longer(ida: Actor) -> None:
    assert [tried(right=False).locked_until for _ in range(4)] == [None] * 4
    assert tried(right=False).locked_until == MOMENT + timedelta(minutes=1)
    assert tried(right=True).opened is None  # also the right one, and it does not tell that it was right
    waits, now = [], MOMENT
    for _ in range(8):
        now += timedelta(hours=2)
        with clock.freeze(now):
            waits.append((tried(right=False).locked_until or now) - now)
    assert waits == [timedelta(minutes=n) for n in (2, 4, 8, 16, 32, 60, 60, 60)]
    with clock.freeze(now + timedelta(hours=1)):
        assert tried(right=True).opened
        assert tried(right=False).locked_until is None


def test_a_wrong_answer_is_counted_for_good(ida: Actor) -> None:
    tried(right=False)
    assert reading().scalars(select(WrongTry.wrong)).one() == 1


def test_an_unknown_address_is_locked_as_a_known_one_is(ida: Actor) -> None:
    known = [tried(right=False) for _ in range(6)]
    unknown = [tried(right=False, email="nobody@example.org") for _ in range(6)]
    assert known == unknown
    kept = " ".join(reading().scalars(select(WrongTry.name)))
    assert "@" not in kept  # whose they were cannot be read


def test_wrong_codes_lock_too_and_a_right_one_is_not_spent_meanwhile(ida: Actor) -> None:
    here = half()
    for _ in range(5):
        answer = code(ida, "000000", here)
    assert answer.locked_until == MOMENT + timedelta(minutes=1)
    right = app_code()
    assert code(ida, right, here).opened is None
    with clock.freeze(MOMENT + timedelta(minutes=1)):
        assert code(ida, app_code(), half()).opened


def registered(ida: Actor, device: Device) -> None:
    opened = whole()
    offer = operations.offer_passkey(ida, ida.id, opened.digest)
    assert operations.add_passkey(
        ida, ida.id, opened.digest, device.make(offer), challenge=json.loads(offer)["challenge"], name="Key"
    )


def whole() -> sessions.Known:
    with changing() as session:
        opened = sessions.open_one(session, session.scalars(select(Person.id)).first() or 0, "whole", "")
    known = sessions.who(opened.token)
    assert known is not None
    return known


def proved(device: Device, offer: str = "", answer: str = "") -> operations.Answer:
    offer = offer or operations.offer_passkey_proof(SIGN_IN)
    said = answer or device.prove(offer)
    return operations.note_passkey(SIGN_IN, said, challenge=json.loads(offer)["challenge"], device="")


def test_a_passkey_alone_signs_in_even_while_passwords_and_codes_wait(ida: Actor) -> None:
    device = Device()
    registered(ida, device)
    here = half()
    for _ in range(6):
        tried(right=False)
        code(ida, "000000", here)
    answer = proved(device)
    assert answer.opened is not None
    assert answer.opened.stage == "whole"


LIES = {
    "another challenge": lambda d, offer: d.prove(other_challenge(offer)),
    "another origin": lambda d, offer: d.prove(offer, origin="https://evil.example"),
    "another kind": lambda d, offer: d.prove(offer, type="webauthn.create"),
    "another site": lambda d, offer: Device(site="evil.example", id=d.id, key=d.key, count=d.count).prove(offer),
    "another key": lambda d, offer: Device(id=d.id, count=d.count).prove(offer),
    "a key nobody has": lambda d, offer: Device().prove(offer),
    "nobody looked who it was": lambda d, offer: Device(id=d.id, key=d.key, count=9, flags=PRESENT).prove(offer),
    "no answer": lambda d, offer: "{}",
    "no JSON": lambda d, offer: "\u202e<script>",
    "a list": lambda d, offer: "[1]",
    "far too long": lambda d, offer: json.dumps({"rawId": "A" * 2_000_000}),
    "odd parts": lambda d, offer: json.dumps({"rawId": json.loads(d.prove(offer))["rawId"], "response": 7}),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_passkey_that_lies_is_not_believed_and_its_challenge_is_spent(ida: Actor, lie: str) -> None:
    device = Device()
    registered(ida, device)
    offer = operations.offer_passkey_proof(SIGN_IN)
    assert proved(device, offer, LIES[lie](device, offer)).opened is None
    assert reading().scalars(select(Challenge)).all() == []
    assert proved(device, offer).opened is None


def test_an_answer_counts_once_and_a_copied_key_is_noticed(ida: Actor) -> None:
    device = Device()
    registered(ida, device)
    offer = operations.offer_passkey_proof(SIGN_IN)
    answer = device.prove(offer)
    assert proved(device, offer, answer).opened
    assert proved(device, offer, answer).opened is None
    device.count = 0  # an older copy of the same key
    assert proved(device).opened is None


def test_a_challenge_grows_old(ida: Actor) -> None:
    device = Device()
    registered(ida, device)
    offer = operations.offer_passkey_proof(SIGN_IN)
    with clock.freeze(MOMENT + timedelta(minutes=11)):
        assert proved(device, offer).opened is None


@pytest.mark.parametrize("lie", ["challenge", "origin", "flags", "twice"])
def test_a_new_passkey_must_tell_the_truth_too(ida: Actor, lie: str) -> None:
    here, device = whole(), Device(flags=PRESENT if lie == "flags" else PRESENT | 4)
    offer = operations.offer_passkey(ida, ida.id, here.digest)
    answer = {
        "challenge": lambda: device.make(other_challenge(offer)),
        "origin": lambda: device.make(offer, origin="http://localhost:1"),
        "flags": lambda: device.make(offer),
        "twice": lambda: device.make(offer),
    }[lie]()
    said = {"challenge": json.loads(offer)["challenge"], "name": "Key"}
    first = operations.add_passkey(ida, ida.id, here.digest, answer, **said)
    assert first is (lie == "twice")
    assert operations.add_passkey(ida, ida.id, here.digest, answer, **said) is False
    assert len(reading().scalars(select(Passkey)).all()) == int(first)


def test_ten_printed_codes_each_once_and_new_ones_end_the_old(ida: Actor) -> None:
    printed = operations.new_printed_codes(ida, ida.id, whole().digest)
    assert code(ida, printed[0].upper().replace("-", " "), half()).opened
    assert code(ida, printed[0], half()).opened is None
    fresh = operations.new_printed_codes(ida, ida.id, whole().digest)
    assert code(ida, printed[1], half()).opened is None
    assert code(ida, fresh[1], half()).opened


def test_an_emailed_code_is_for_agency_roles_only(ida: Actor, small_site: Flask) -> None:
    assert operations.choose_email(ida, ida.id, whole().digest) is False
    with changing() as session:
        session.scalars(select(Person)).one().code_by_email = True  # as if the role had come later
    assert operations.send_code(ida, ida.id, half().digest) is False


def test_an_emailed_code_lasts_twenty_minutes_works_once_and_may_be_sent_again(small_site: Flask) -> None:
    agency = agency_uuid(small_site)
    actor = people.person(small_site, "agency-editor", agency=agency, email=IDA)
    with clock.freeze(MOMENT), small_site.app_context():
        with changing() as session:
            row = session.scalars(select(Person)).one()
            row.password_hash, row.code_by_email = "x", True
            first, second = (codes.new_emailed_code(session, row.id) for _ in range(2))
        with clock.freeze(MOMENT + timedelta(minutes=19)):
            assert code(actor, first, half()).opened  # the first letter was only slow
            assert code(actor, second, half()).opened is None
        with changing() as session:
            late = codes.new_emailed_code(session, session.scalars(select(Person.id)).one())
        with clock.freeze(MOMENT + timedelta(minutes=20)):
            assert code(actor, late, half()).opened is None


def test_A11_a_sign_in_lasts_twenty_hours_of_silence_and_thirty_days_at_most(ida: Actor) -> None:
    with changing() as session:
        token = sessions.open_one(session, session.scalars(select(Person.id)).one(), "whole", "").token
    with clock.freeze(MOMENT + timedelta(hours=20)):
        assert sessions.who(token) is None
    now = MOMENT
    for _ in range(36):
        now += timedelta(hours=19)
        with clock.freeze(now):
            known = sessions.who(token)
            if known:
                sessions.seen(known)
    assert now > MOMENT + timedelta(days=28)
    with clock.freeze(MOMENT + timedelta(days=28)):
        assert sessions.who(token)
    with clock.freeze(MOMENT + timedelta(days=30)):
        assert sessions.who(token) is None


def test_what_somebody_may_do_is_what_they_hold_now(ida: Actor) -> None:
    held = reading().scalars(select(Membership.uuid)).one()
    here = whole()
    operations.end(system("test"), held)
    actor = queries.actor_of(ida.id)
    assert actor is not None
    assert actor.grants == frozenset()
    assert reading().get(SignIn, here.digest) is None


def test_how_one_signs_in_is_changed_only_by_somebody_who_proved_who_they_are_just_now(ida: Actor) -> None:
    here = whole()
    with clock.freeze(MOMENT + timedelta(minutes=16)):
        assert not sessions.freshly_proved(here)
        for change in (
            lambda: operations.change_password(ida, ida.id, here.digest, "x"),
            lambda: operations.offer_app(ida, ida.id, here.digest),
            lambda: operations.remove_way(ida, ida.id, here.digest, "app"),
            lambda: operations.new_printed_codes(ida, ida.id, here.digest),
            lambda: operations.offer_passkey(ida, ida.id, here.digest),
        ):
            with pytest.raises(operations.ProofNeeded):
                change()


def test_the_last_way_to_sign_in_stays(ida: Actor) -> None:
    here = whole()
    with pytest.raises(operations.TheLastWay):
        operations.remove_way(ida, ida.id, here.digest, "app")
    found = signing.login(IDA)
    assert found is not None
    assert found.ways.app
    registered(ida, Device())
    operations.remove_way(ida, ida.id, here.digest, "app")


def test_nobody_changes_the_account_of_somebody_else(ida: Actor, small_site: Flask) -> None:
    stranger = people.person(small_site, "administrator", email="other@example.org")
    with pytest.raises(Refused):
        operations.keep_name(stranger, ida.id, "Mine", "en")
    with pytest.raises(Refused):
        operations.sign_out_everywhere(stranger, ida.id)


def test_a_new_password_ends_every_other_sign_in(ida: Actor) -> None:
    here, other = whole(), whole()
    operations.change_password(ida, ida.id, here.digest, passwords.hashed("nine grey geese again"))
    assert reading().get(SignIn, here.digest)
    assert reading().get(SignIn, other.digest) is None


def test_who_looks_after_one_agency_cannot_begin_anew_for_an_administrator_who_helps_there(
    ida: Actor, small_site: Flask
) -> None:
    agency = agency_uuid(small_site)
    people.person(small_site, "agency-editor", agency=agency, email=IDA)
    manager = people.person(small_site, "agency-manager", agency=agency, email="mo@example.org")
    held = next(one for one in queries.members(HOME, agency) if one.email == IDA)
    with pytest.raises(Refused):
        operations.begin_fresh_start(manager, held.uuid)
    operations.begin_fresh_start(ida, held.uuid)
