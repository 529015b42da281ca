"""An agency applies, is checked, agrees; nothing of it is public before, and everything is written down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from accounts import queries as accounts
from foundation import clock, db
from foundation.acts import Refused, system
from foundation.db import reading
from foundation.post import Letter
from tests import factories
from tests.factories import HOME
from tests.pages import open_page
from tests.people import client, person
from tests.site import MOMENT
from vetting import operations, queries
from vetting.models import Case

APPLIED = {
    "name": "Wrekin Owls",
    "kind": "voluntary",
    "charity_number": "104 1679",
    "does": "A club for shy children.",
    "answerable": "The club leader",
    "contact_name": "Olu Owl",
    "contact_email": "olu@owls.example.org",
}


class Office:
    """A site, its vetting officer, and an agency's browser."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.officer = person(app, "vetting-officer", email="vet@council.example.org", name="Vi Etting")
        self.desk = client(app, self.officer)

    def anew(self) -> None:
        db.open_scope(self.app.extensions["waymark.database"])

    def apply(self, **more: str) -> tuple[int, str]:
        answer = self.app.test_client().post("/en/apply", data={**APPLIED, **more})
        self.anew()
        return answer.status_code, answer.location or answer.get_data(as_text=True)

    def case(self) -> Case:
        self.anew()
        return reading().scalars(select(Case)).one()

    def rule(self, do: str, reasons: str = "Seen and sound.", *, answer: str = "yes") -> int:
        answers = {f"a:{item.code}": answer for item in queries.checklist(HOME)}
        status = self.desk.post(
            f"/en/vetting/{self.case().uuid}", data={"do": do, "reasons": reasons, **answers}
        ).status_code
        self.anew()
        return status

    def letters(self) -> list[Letter]:
        self.anew()
        return list(reading().scalars(select(Letter).order_by(Letter.id)))


@pytest.fixture
def office(small_site: Flask) -> Iterator[Office]:
    with clock.freeze(MOMENT), db.scope(small_site.extensions["waymark.database"]):
        yield Office(small_site)
        db.close_scope()


def test_an_application_gets_a_code_and_a_letter_and_nothing_is_public(office: Office) -> None:
    status, there = office.apply()
    assert status == 303
    case = office.case()
    assert (case.charity_number, case.state, case.agency_id) == ("1041679", "new", None)
    assert case.code in there
    assert "We have your request" in open_page(office.app.test_client(), there).text("h1")
    [letter] = office.letters()
    assert (letter.to, f"/en/apply/{case.code}" in letter.text) == ("olu@owls.example.org", True)


@pytest.mark.parametrize("field", ["name", "kind", "does", "answerable", "contact_name", "contact_email"])
def test_what_is_needed_is_asked_for_and_the_rest_is_kept(office: Office, field: str) -> None:
    status, body = office.apply(**{field: ""})
    assert status == 400
    assert f'href="#{field}"' in body
    assert field == "does" or "A club for shy children." in body


@pytest.mark.parametrize(
    "wrong",
    [{"charity_number": "99"}, {"company_number": "ABC"}, {"contact_email": "olu"}, {"name": "x" * 300}, {"does": "x" * 3000},
     {"web_address_2": "spam"}, {"contact_email": "a@b.c, d@e.f"}],
)  # fmt: skip
def test_what_cannot_be_used_is_told(office: Office, wrong: dict[str, str]) -> None:
    assert office.apply(**wrong)[0] == 400
    office.anew()
    assert reading().scalars(select(Case)).all() == []


def test_needed_things_must_be_answered_and_what_was_found_is_kept(office: Office) -> None:
    office.apply()
    assert office.rule("accepted", answer="no") == 409
    found = queries.case(office.case().uuid)
    assert found is not None
    assert {item.answer for item in found.items} == {"no"}
    assert office.rule("accepted", reasons="") == 400
    assert office.case().state == "new"


def test_from_application_to_agreement(office: Office) -> None:
    office.apply()
    assert office.rule("accepted") == 303
    [agency] = [one for one in accounts.agencies(HOME) if one.name == "Wrekin Owls"]
    assert (agency.listed, agency.vetted_on, agency.agreed_until) == (False, MOMENT.date(), None)
    to_olu = [letter.subject for letter in office.letters() if letter.to == "olu@owls.example.org"]
    assert len(to_olu) == 3  # received, accepted, asked in
    manager = person(office.app, "agency-manager", agency=agency.uuid, email="olu@owls.example.org", name="Olu Owl")
    browser = client(office.app, manager)
    page = open_page(browser, "/en/agreement")
    version = re.search(r'name="version" value="(\d+)"', page.body).group(1)  # type: ignore[union-attr]
    assert browser.post("/en/agreement", data={"version": version, "agency": agency.uuid}).status_code == 400
    sent = {"version": version, "agency": agency.uuid, "agree": "yes"}
    assert browser.post("/en/agreement", data=sent).status_code == 303
    office.anew()
    after = accounts.agency(agency.uuid)
    assert after is not None
    assert (after.listed, after.agreed_until) == (True, date(2027, 11, 24))
    assert [one.by_name for one in queries.acceptances(agency.uuid)] == ["Olu Owl"]


def test_a_refusal_says_why_and_changes_nothing_else(office: Office) -> None:
    office.apply()
    assert office.rule("refused", "The policy is out of date.") == 303
    assert "The policy is out of date." in office.letters()[-1].text
    assert accounts.agencies(HOME) == []
    page = open_page(office.app.test_client(), f"/en/apply/{office.case().code}")
    assert "You were not accepted." in page.body
    office.anew()
    assert office.rule("accepted") == 409


def test_a_question_keeps_the_case_open(office: Office) -> None:
    office.apply()
    assert office.rule("asked", "Which insurer?", answer="") == 303
    assert office.rule("accepted") == 303


def test_an_agency_that_is_here_already_can_be_vetted_and_trusted(office: Office) -> None:
    factories.save()
    [agency] = accounts.agencies(HOME)
    case = operations.begin(office.officer, agency.uuid)
    assert operations.begin(office.officer, agency.uuid) == case
    assert office.rule("accepted") == 303
    assert accounts.agency(agency.uuid).vetted_on == MOMENT.date()  # type: ignore[union-attr]
    assert office.desk.post(f"/en/agencies/{agency.uuid}/trust", data={"trust": "direct"}).status_code == 303
    assert office.desk.post(f"/en/agencies/{agency.uuid}/trust", data={"trust": "blindly"}).status_code == 400
    office.anew()
    assert accounts.agency(agency.uuid).trust == "direct"  # type: ignore[union-attr]
    for page in ("/en/agencies", f"/en/agencies/{agency.uuid}", f"/en/vetting/{case}", "/en/vetting/agreement"):
        open_page(office.desk, page)


def test_an_authority_writes_its_own_checklist_and_agreement(office: Office) -> None:
    office.desk.post("/en/vetting/checklist", data={"items": "* It has a policy.\nIt has a garden."})
    office.anew()
    assert [(item.said, item.needed) for item in queries.checklist(HOME)] == [
        ("It has a policy.", True),
        ("It has a garden.", False),
    ]
    assert office.desk.post("/en/vetting/checklist", data={"items": " \n"}).status_code == 400
    office.anew()
    assert operations.write_agreement(system("test"), HOME, {"en": "We care.", "pl": ""}, 6) == 1
    assert operations.write_agreement(system("test"), HOME, {"en": "We care."}, 6) == 1
    assert operations.write_agreement(system("test"), HOME, {"en": "We care more."}, 6) == 2
    with pytest.raises(ValueError, match="English"):
        operations.write_agreement(system("test"), HOME, {"pl": "Dbamy."}, 6)
    assert office.desk.post("/en/vetting/agreement", data={"words-en": "", "months": "99"}).status_code == 400


def test_an_agreement_that_changed_while_it_was_read_must_be_read_again(office: Office) -> None:
    factories.save()
    [agency] = accounts.agencies(HOME)
    operations.begin(office.officer, agency.uuid)
    office.rule("accepted")
    manager = person(office.app, "agency-manager", agency=agency.uuid, email="m@larks.example.org")
    operations.write_agreement(system("test"), HOME, {"en": "New."}, 6)
    with pytest.raises(ValueError, match="newest"):
        operations.accept(manager, agency.uuid, 0)
    operations.accept(manager, agency.uuid, 1)


def test_who_may_not_vet_finds_nothing(office: Office) -> None:
    office.apply()
    factories.save()
    [agency] = accounts.agencies(HOME)
    manager = person(office.app, "agency-manager", agency=agency.uuid, email="m@larks.example.org")
    elsewhere = person(office.app, "vetting-officer", authority=factories.NEXT_DOOR, email="v@knowsley.example.org")
    case = office.case().uuid
    for who in (manager, elsewhere):
        browser = client(office.app, who)
        assert browser.get(f"/en/vetting/{case}").status_code == 404
        assert browser.get(f"/en/agencies/{agency.uuid}").status_code == 404
        office.anew()
        with pytest.raises(Refused):
            operations.decide(who, case, "accepted", "Friends.")
        with pytest.raises(Refused):
            operations.trust(who, agency.uuid, "direct")
    with pytest.raises(Refused):
        operations.accept(office.officer, agency.uuid, 0)


def test_the_two_guides_are_one_page_each(office: Office) -> None:
    for page in ("for-agencies", "for-councils"):
        assert len(open_page(office.app.test_client(), f"/en/{page}").text("main").split()) < 450


def test_people_and_pages_that_a_vetting_officer_may_only_see_are_no_links(office: Office) -> None:
    with db.scope(office.app.extensions["waymark.database"]), clock.freeze(MOMENT):
        factories.save(factories.entry())
        agency = accounts.agencies(HOME)[0].uuid
    person(office.app, "agency-editor", agency=agency, name="Ola Editor")
    page = open_page(office.desk, "/en/people")
    for link in page.tree.cssselect("main a[href*='/people/']"):
        assert office.desk.get(link.get("href")).status_code == 200, link.get("href")
    assert office.desk.get(f"/en/agencies?page=0001{'9' * 5000}").status_code == 200


@pytest.mark.parametrize(
    "email", ["a..b@owls.example.org", ".a@owls.example.org", "a@owls..example", "ü@owls.example.org"]
)
def test_an_address_to_which_no_letter_can_go_is_told_in_the_form(office: Office, email: str) -> None:
    status, _where = office.apply(contact_email=email)
    assert status == 400
    assert reading().scalars(select(Case)).first() is None


def test_an_address_with_a_nul_in_it_is_nothing_to_anybody(office: Office) -> None:
    """On PostgreSQL too, which refuses to compare with one."""
    for rule in office.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and "<lang:lang>" in rule.rule and rule.arguments - {"lang"}:
            address = re.sub(r"<(?:[^:<>]+:)?\w+>", "a%00b", rule.rule.replace("<lang:lang>", "en", 1))
            assert office.desk.get(address).status_code == 404, address
