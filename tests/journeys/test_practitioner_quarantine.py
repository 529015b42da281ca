"""From a child that cannot be shown to a record that two people have looked at: as three people live it, by their pages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask

import profiles
from profiles.schema import LeadRole, Profile
from tests import people, practice
from tests.pages import open_page
from tests.people import Browser
from tests.practice import agency, child

ASKED = {"given": "Amina", "family": "Yusuf", "born-day": "27", "born-month": "March", "born-year": "2019"}
WHY = {"code": "find-others", "words": "The school asks who else is helping."}
CHECKING = {"code": "checking-own-entry", "words": "To see whether these two are one child."}
KEY = LeadRole("key_contact", "lead.key-contact", accountable=False, chosen_by=("family",))
WITH_LEAD = replace(Profile(), lead_roles=(KEY,), last_agency_check=True)


@pytest.fixture
def worker(index_site: Flask) -> Browser:
    return people.client(index_site, people.person(index_site, "practitioner", agency=agency(index_site)))


def opened_by(browser: Browser, record: str) -> None:
    """Found by name and date of birth, and opened with a reason."""
    finding = browser.post("/en/find", data=ASKED).location
    assert browser.post(f"{finding}/open/{record}", data=WHY).location == f"/en/children/{record}"


def test_an_added_child_is_found_once_the_data_manager_has_looked(index_site: Flask, worker: Browser) -> None:
    protected = child(index_site, shielded=True, born=practice.BORN.replace(month=2))
    finding = worker.post("/en/find", data=ASKED).location
    assert "We cannot show one child" in open_page(worker, finding).body
    told = worker.post(f"{finding}/add", data={**ASKED, "gender": "girl", "postcode": "TF1 1LX"})
    assert "looked at before they can be found" in open_page(worker, told.location).body
    assert "We cannot show one child" in open_page(worker, worker.post("/en/find", data=ASKED).location).body

    desk = people.client(index_site, people.person(index_site, "data-manager"))
    page = open_page(desk, "/en/data")
    (record,) = {re.search(r"/data/([^/]+)/open", one).group(1) for one in page.links("main a") if "/open" in one}  # type: ignore[union-attr]
    assert record != protected
    assert "In quarantine" in page.body
    desk.post(f"/en/data/{record}/open", data=CHECKING)
    decided = desk.post(
        f"/en/children/{record}/waiting", data={"what": "release", "words": "Two girls: the papers of both were seen."}
    )
    assert "Nothing waits." in open_page(desk, decided.location).body

    opened_by(worker, record)
    assert "Amina Yusuf" in open_page(worker, f"/en/children/{record}").body


def test_from_a_first_look_to_leaving(index_site: Flask, worker: Browser) -> None:
    """Somebody works with a child on a lawful ground, leads, asks nobody else, and leaves only when it is safe."""
    record = child(index_site)
    at = f"/en/children/{record}"
    with profiles.under(WITH_LEAD):
        opened_by(worker, record)
        ground = {"basis": "ground", "ground": "legal-duty", "reason": "The court has asked the service to act."}
        added = worker.post(f"{at}/involvement/add", data={"who": "me", "phone": "01632 960456", **ground})
        assert "01632 960456" in open_page(worker, added.location).body.replace("\u00a0", " ")
        page = open_page(worker, f"{at}/lead/key_contact/ask")
        (me,) = [one.get("value") for one in page.tree.cssselect("input[name=who]")]
        when = {"review_on-day": "1", "review_on-month": "3", "review_on-year": "2027"}
        leads = worker.post(f"{at}/lead/key_contact/ask", data={"who": me, "chosen_by": "family", **when})
        page = open_page(worker, leads.location)
        assert "You lead now." in page.body
        (end,) = [one for one in page.links() if one and one.endswith("/end") and "/involvement/" in one]
        assert "Hand over first" in worker.post(end, data={"code": "finished"}).get_data(as_text=True)
        (over,) = [one for one in open_page(worker, f"{at}/lead").links() if one and one.endswith("/end")]
        worker.post(over, data={"words": "The family manages by itself now."})
        asked = worker.post(end, data={"code": "finished"})
        assert "No other agency is left" in asked.get_data(as_text=True)
        left = worker.post(end, data={"code": "finished", "safe": "The grandmother and the school look out for her."})
        assert "The involvement has ended." in open_page(worker, left.location).body
    assert "Nobody is shown here." in open_page(worker, at).body
