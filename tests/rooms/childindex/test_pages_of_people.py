"""The pages of involvement and of the lead: for whom one may speak, on what it stands, who is asked and who answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

import profiles
from childindex import operations, shapes
from childindex.models import Involvement, Lead
from consent.models import Consent as Agreement
from foundation import acts
from foundation.acts import Actor
from foundation.db import reading
from profiles.schema import Consent, LeadRole, Profile
from tests import people
from tests.pages import open_page
from tests.people import Browser
from tests.practice import agency, agreed, child, inside, involved, opened

NOBODY = "11111111-1111-4111-8111-111111111111"
KEY = LeadRole("key_contact", "lead.key-contact", accountable=False, monitors=False, chosen_by=("family", "meeting"))
LEADS = replace(Profile(), lead_roles=(KEY,))
LAY = replace(Profile(), lead_roles=(replace(KEY, allow_nonprofessional=True),))
OFFER = {"chosen_by": "family", "review_on-day": "1", "review_on-month": "3", "review_on-year": "2027"}


def kept(app: Flask, table: Any) -> list[Any]:
    with inside(app), acts.deciding():
        return list(reading().query(table).order_by(table.id))


class Scene:
    """A child whose parent agreed, a health visitor who opened the record, and a colleague of the same agency."""

    def __init__(self, app: Flask) -> None:
        self.app, self.agency, self.school = app, agency(app), agency(app, "Hill School")
        self.worker = people.person(app, "practitioner", agency=self.agency)
        self.colleague = people.person(app, "practitioner", agency=self.agency, name="Jo Park")
        self.child = child(app)
        opened(app, self.worker, self.child)
        self.consent = agreed(app, self.worker, self.child, (self.agency, "involvement"), (self.school, "involvement"))
        self.browser = people.client(app, self.worker)

    def at(self, path: str) -> str:
        return f"/en/children/{self.child}/{path}"

    def teacher(self) -> Actor:
        """Somebody of another agency, involved, with the record open."""
        actor = people.person(self.app, "practitioner", agency=self.school, name="Tess Hill")
        involved(self.app, actor, self.child, self.school, name="Tess Hill", phone="01632 960111")
        opened(self.app, actor, self.child)
        return actor

    def works(self, actor: Actor) -> str:
        return involved(self.app, actor, self.child, self.agency)


@pytest.fixture
def scene(index_site: Flask) -> Scene:
    return Scene(index_site)


def test_somebody_says_that_they_work_with_the_child(index_site: Flask, scene: Scene) -> None:
    page = open_page(scene.browser, scene.at("involvement/add"))
    assert "Agreed on" in page.body
    sent = {"who": "me", "job": "Health visitor", "phone": "01632 960456", "basis": scene.consent}
    answer = scene.browser.post(scene.at("involvement/add"), data=sent)
    assert answer.location == f"/en/children/{scene.child}?done=involvement"
    (row,) = kept(index_site, Involvement)
    assert (row.person, row.name, row.basis) == (scene.worker.id, "Sam Reed", scene.consent)
    again = scene.browser.post(scene.at("involvement/add"), data=sent)
    assert again.status_code == 400
    assert "already" in again.get_data(as_text=True)


def test_for_a_colleague_and_for_somebody_without_a_computer_both_are_named(index_site: Flask, scene: Scene) -> None:
    basis = {"basis": scene.consent}
    scene.browser.post(scene.at("involvement/add"), data={"who": scene.colleague.id, **basis})
    scene.browser.post(scene.at("involvement/add"), data={"who": "named", "name": "Pat Low", **basis})
    rows = [(one.person, one.name, one.entered_by) for one in kept(index_site, Involvement)]
    assert rows == [(scene.colleague.id, "Jo Park", scene.worker.id), ("", "Pat Low", scene.worker.id)]
    open_page(scene.browser, f"/en/children/{scene.child}")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"who": ""}, "Choose who works with the child"),
        ({"who": NOBODY}, "Choose who works with the child"),
        ({"who": "named"}, "Write their name"),
        ({"basis": ""}, "Choose what allows you"),
        ({"basis": NOBODY}, "Choose what allows you"),
        ({"kind": "referral"}, "Choose what they do"),
        ({"sensitive": "y"}, "put through"),
        ({"email": "nobody"}, "e-mail address in full"),
        ({"phone": "9" * 41}, "Write a telephone number"),
        ({"starts-day": "1", "starts-month": "1", "starts-year": "2027"}, "in the future"),
        ({"review_on-day": "1", "review_on-month": "1", "review_on-year": "2020"}, "still to come"),
        ({"basis": "ground"}, "Choose the lawful ground"),
        ({"basis": "ground", "ground": "serious-harm", "reason": "No"}, "why the family is not asked"),
        ({"job": "x" * 300}, "too long"),
    ],
)
def test_what_is_missing_is_said_at_its_field(scene: Scene, change: dict[str, str], said: str) -> None:
    sent = {"who": "me", "basis": scene.consent, "job": "Health visitor", **change}
    answer = scene.browser.post(scene.at("involvement/add"), data=sent)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert said in text
    assert "job" in change or 'value="Health visitor"' in text


@pytest.mark.parametrize("nasty", ["<script>alert(1)</script>", "\u202egnol\u202c", "a\0b", "\x1b[2J"])
def test_nasty_words_do_no_harm(scene: Scene, nasty: str) -> None:
    sent = {"who": "named", "name": f"Pat {nasty}", "job": nasty, "basis": scene.consent, "phone": nasty}
    answer = scene.browser.post(scene.at("involvement/add"), data={**sent, "phone": ""})
    assert answer.status_code == 303
    body = scene.browser.get(f"/en/children/{scene.child}").get_data(as_text=True)
    assert "<script>alert" not in body
    assert "\u202e" not in body
    assert scene.browser.post(scene.at("involvement/add"), data=sent).status_code == 400


def test_a_sensitive_service_is_a_number_to_those_who_were_not_told_more(index_site: Flask, scene: Scene) -> None:
    sent = {"who": "me", "basis": scene.consent, "sensitive": "y", "relay_phone": "01632 960999"}
    assert scene.browser.post(scene.at("involvement/add"), data=sent).status_code == 303
    other = people.person(index_site, "practitioner", agency=agency(index_site, "Housing"), level=2)
    opened(index_site, other, scene.child)
    page = open_page(people.client(index_site, other), f"/en/children/{scene.child}")
    assert "A service is involved" in page.body
    assert "Sam Reed" not in page.text("main")


def test_a_lawful_ground_stands_instead_and_is_kept_for_review(index_site: Flask, scene: Scene) -> None:
    scene.teacher()
    reason = {"ground": "serious-harm", "reason": "Asking the father would put the mother at risk."}
    sent = {"who": "me", "basis": "ground", **reason}
    assert scene.browser.post(scene.at("involvement/add"), data=sent).status_code == 303
    ground = kept(index_site, Agreement)[-1]
    assert (ground.kind, ground.ground, ground.ended_at) == ("ground", "serious-harm", None)
    assert kept(index_site, Involvement)[-1].basis == ground.uuid
    assert scene.browser.post(scene.at("involvement/add"), data=sent).status_code == 400
    grounds = [one for one in kept(index_site, Agreement) if one.kind == "ground"]
    assert [one.ended_at is None for one in grounds] == [True, False], "a second press leaves nothing that stands"


def test_where_no_ground_may_stand_in_it_is_not_offered(scene: Scene) -> None:
    never = replace(Profile(), consent=replace(Consent(), add_without="never"))
    with profiles.under(never):
        assert "lawful ground" not in open_page(scene.browser, scene.at("involvement/add")).body
        sent = {"who": "me", "basis": "ground", "ground": "serious-harm", "reason": "Asking would be dangerous."}
        assert scene.browser.post(scene.at("involvement/add"), data=sent).status_code == 400


def test_the_central_team_speaks_for_every_agency_and_others_only_for_their_own(
    index_site: Flask, scene: Scene
) -> None:
    central = people.person(index_site, "co-ordinator")
    opened(index_site, central, scene.child)
    browser = people.client(index_site, central)
    assert "Hill School" in open_page(browser, scene.at("involvement/add")).body
    address = scene.at(f"involvement/add?agency={scene.school}")
    open_page(browser, address)
    answer = browser.post(address, data={"who": "named", "name": "Tess Hill", "basis": scene.consent})
    assert answer.status_code == 303
    (row,) = kept(index_site, Involvement)
    assert (row.agency, row.name, row.entered_by) == (scene.school, "Tess Hill", central.id)
    assert scene.browser.post(address, data={"who": "named", "name": "X", "basis": scene.consent}).status_code == 200
    assert len(kept(index_site, Involvement)) == 1
    assert scene.browser.get(scene.at(f"involvement/{row.uuid}/end")).status_code == 404


def test_an_involvement_ends_with_a_reason(index_site: Flask, scene: Scene) -> None:
    uuid = scene.works(scene.worker)
    address = scene.at(f"involvement/{uuid}/end")
    open_page(scene.browser, address)
    assert scene.browser.post(address, data={}).status_code == 400
    assert scene.browser.post(address, data={"code": "bored"}).status_code == 400
    answer = scene.browser.post(address, data={"code": "finished", "words": "All is well now."})
    assert answer.location == f"/en/children/{scene.child}?done=ended"
    open_page(scene.browser, answer.location)
    assert scene.browser.post(address, data={"code": "finished"}).status_code == 404, "sent twice"


def test_the_last_agency_says_why_it_is_safe_where_the_profile_asks(index_site: Flask, scene: Scene) -> None:
    uuid = scene.works(scene.worker)
    address = scene.at(f"involvement/{uuid}/end")
    with profiles.under(replace(Profile(), last_agency_check=True)):
        assert 'name="safe"' not in open_page(scene.browser, address).body
        asked = scene.browser.post(address, data={"code": "finished", "words": "Done"})
        text = asked.get_data(as_text=True)
        assert asked.status_code == 400
        assert "No other agency is left" in text
        assert 'name="safe"' in text
        assert scene.browser.post(address, data={"code": "finished", "safe": "Yes"}).status_code == 400
        sent = {"code": "finished", "safe": "The school sees the child each day."}
        assert scene.browser.post(address, data=sent).status_code == 303


def test_another_agency_that_stays_needs_no_answer(index_site: Flask, scene: Scene) -> None:
    scene.teacher()
    uuid = scene.works(scene.worker)
    with profiles.under(replace(Profile(), last_agency_check=True)):
        answer = scene.browser.post(scene.at(f"involvement/{uuid}/end"), data={"code": "finished"})
    assert answer.status_code == 303


def led(scene: Scene, actor: Actor) -> None:
    with inside(scene.app), profiles.under(LEADS):
        operations.offer_lead(
            actor, scene.child, operations.Offer("key_contact", "family", date(2027, 3, 1), person=actor.id)
        )


def test_who_leads_hands_over_before_leaving(scene: Scene) -> None:
    uuid = scene.works(scene.worker)
    led(scene, scene.worker)
    with profiles.under(LEADS):
        answer = scene.browser.post(scene.at(f"involvement/{uuid}/end"), data={"code": "finished"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "Hand over first" in text
    assert scene.at("lead") in text


def test_what_a_role_does_and_does_not_do_is_said(scene: Scene) -> None:
    with profiles.under(LEADS):
        body = open_page(scene.browser, scene.at("lead")).body
    assert "Key contact" in body
    assert "Does not answer for other people&#39;s work." in body
    assert "Answers for the plan as a whole." not in body
    assert "May ask an agency that does not act why not." in body


def test_somebody_is_asked_accepts_and_the_one_before_is_relieved(index_site: Flask, scene: Scene) -> None:
    scene.works(scene.worker)
    led(scene, scene.worker)
    teacher = scene.teacher()
    theirs = people.client(index_site, teacher)
    with profiles.under(LEADS):
        address = scene.at("lead/key_contact/ask")
        open_page(scene.browser, address)
        assert scene.browser.post(address, data={}).status_code == 400
        answer = scene.browser.post(address, data={"who": teacher.id, "cover": scene.worker.id, **OFFER})
        assert answer.location == f"/en/children/{scene.child}?done=lead"
        (offer,) = [one for one in kept(index_site, Lead) if one.accepted_at is None]
        reply = scene.at(f"lead/{offer.uuid}/answer")
        assert scene.browser.get(reply).status_code == 404, "nobody answers for another"
        assert [one.person for one in kept(index_site, Lead) if one.ended_at is None and one.accepted_at] == [
            scene.worker.id
        ]
        open_page(theirs, scene.at("lead"))
        open_page(theirs, reply)
        assert theirs.post(reply, data={}).status_code == 400
        assert theirs.post(reply, data={"answer": "no"}).status_code == 400
        assert theirs.post(reply, data={"answer": "yes"}).status_code == 303
        assert theirs.post(reply, data={"answer": "yes"}).status_code == 404, "sent twice"
    ended = {one.person: one.ended_how for one in kept(index_site, Lead)}
    assert ended == {scene.worker.id: "handed-over", teacher.id: ""}


def test_an_offer_is_declined_with_a_reason_or_taken_back(index_site: Flask, scene: Scene) -> None:
    scene.works(scene.worker)
    teacher = scene.teacher()
    theirs = people.client(index_site, teacher)
    with profiles.under(LEADS):
        for _time in range(2):
            scene.browser.post(scene.at("lead/key_contact/ask"), data={"who": teacher.id, **OFFER})
        first, second = kept(index_site, Lead)
        no = {"answer": "no", "words": "I go on leave next week."}
        assert theirs.post(scene.at(f"lead/{first.uuid}/answer"), data=no).status_code == 303
        back = scene.at(f"lead/{second.uuid}/take-back")
        assert theirs.post(back).status_code == 404, "only by whoever asked"
        assert scene.browser.post(back).status_code == 303
        assert scene.browser.post(back).status_code == 404
    assert [one.ended_how for one in kept(index_site, Lead)] == ["declined", "taken-back"]


def test_cover_review_and_the_end(index_site: Flask, scene: Scene) -> None:
    scene.works(scene.worker)
    teacher = scene.teacher()
    led(scene, scene.worker)
    (lead,) = kept(index_site, Lead)
    with profiles.under(LEADS):
        cover, end = scene.at(f"lead/{lead.uuid}/cover"), scene.at(f"lead/{lead.uuid}/end")
        for address in (cover, end):
            open_page(scene.browser, address)
            assert people.client(index_site, teacher).get(address).status_code == 404
            assert scene.browser.post(address, data={}).status_code == 400
        sent = {"cover": teacher.id, "review_on-day": "1", "review_on-month": "6", "review_on-year": "2027"}
        assert scene.browser.post(cover, data={**sent, "cover": NOBODY}).status_code == 400
        assert scene.browser.post(cover, data=sent).status_code == 303
        assert kept(index_site, Lead)[0].cover == teacher.id
        assert scene.browser.post(end, data={"words": "The family manages by itself."}).status_code == 303
        assert scene.browser.get(end).status_code == 404
    assert kept(index_site, Lead)[0].ended_how == "ended"


def test_a_relative_leads_only_where_the_profile_says_so(index_site: Flask, scene: Scene) -> None:
    sent = {"who": "lay", "lay_name": "Hodan Yusuf", "lay_relation": "mother", **OFFER}
    address = scene.at("lead/key_contact/ask")
    scene.works(scene.worker)
    with profiles.under(LEADS):
        assert scene.browser.post(address, data=sent).status_code == 400
    with profiles.under(LAY):
        open_page(scene.browser, address)
        assert scene.browser.post(address, data={**sent, "lay_name": ""}).status_code == 400
        assert scene.browser.post(address, data={**sent, "lay_relation": ""}).status_code == 400
        assert scene.browser.post(address, data={**sent, "chosen_by": "chair"}).status_code == 400
        answer = scene.browser.post(address, data=sent)
        assert answer.location == f"/en/children/{scene.child}?done=leads"
        assert "Hodan Yusuf" in open_page(scene.browser, scene.at("lead")).body
        again = scene.browser.post(address, data=sent)
        assert again.status_code == 400
        assert "Somebody holds this role" in again.get_data(as_text=True)
    assert [one.lay_name for one in kept(index_site, Lead)] == ["Hodan Yusuf"]


def test_a_profile_without_roles_has_no_such_page(scene: Scene) -> None:
    assert scene.browser.get(scene.at("lead")).status_code == 404
    assert scene.browser.get(scene.at("lead/key_contact/ask")).status_code == 404


@pytest.mark.parametrize(
    "path", ["involvement/add", f"involvement/{NOBODY}/end", "lead", f"lead/{NOBODY}/answer", f"lead/{NOBODY}/cover"]
)
def test_who_may_come_here(index_site: Flask, scene: Scene, path: str) -> None:
    with profiles.under(LEADS):
        stranger = people.client(index_site, scene.colleague)
        assert stranger.get(scene.at(path)).location == "/en/find?done=first"
        for role in ("auditor", "privacy-officer", "administrator"):
            other = people.client(index_site, people.person(index_site, role))
            assert other.get(scene.at(path)).status_code == 404
        if NOBODY in path:
            assert scene.browser.get(scene.at(path)).status_code == 404
            assert scene.browser.post(scene.at(path), data={"code": "finished"}).status_code == 404


def test_a_supervisor_of_two_agencies_says_for_which(index_site: Flask, scene: Scene) -> None:
    both = people.person(index_site, "supervisor", agency=scene.agency, email="both@example.org")
    both = people.person(index_site, "supervisor", agency=scene.school, email="both@example.org")
    opened(index_site, both, scene.child)
    browser: Browser = people.client(index_site, both)
    assert open_page(browser, scene.at("involvement/add")).text("h1") == "For which agency?"
    open_page(browser, scene.at(f"involvement/add?agency={scene.school}"))
    new = shapes.NewInvolvement(scene.school, "Sam Reed", scene.consent, person=both.id)
    with inside(index_site):
        assert operations.add_involvement(both, scene.child, new)
