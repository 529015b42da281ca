"""Every kind of page of the index, in every language, as careful as the pages of families."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import html5lib
import pytest
from flask import Flask
from lxml import html

import profiles
from childindex import operations
from childindex.models import Value
from childindex.shapes import Fact, NewChild, NewInvolvement, NewLink, birth, name
from foundation import acts
from foundation.acts import Actor
from foundation.db import reading
from profiles.schema import LeadRole, Profile
from tests import people, practice
from tests.browser.kinds import EVERY_LANGUAGE, FULL, INDEX, SPOKEN
from tests.pages import Page, faults_of
from tests.practice import BORN, WHY, agreed, child, found, inside, involved, opened

MARKED = re.compile(r"[\u00c0-\u024f]")  # what the made-up language puts in place of plain letters
EVERYWHERE = "h1, h2, h3, label, legend, button, th, dt, p, caption, summary, li"
KEY = LeadRole("key_contact", "lead.key-contact", allow_nonprofessional=True, when="needs_exceed_one_agency")
RICH = replace(Profile(), lead_roles=(KEY,), involvement_kinds=("involvement", "action", "referral"))


class Scene:
    """One child of whom something is known of every kind, and somebody of each role with its record open."""

    def __init__(self, app: Flask) -> None:
        self.app, self.agency = app, practice.agency(app)
        practice.agency(app, "Hill School")  # so that the central team is asked for which agency
        facts = (
            Fact("alias", {"given": "Mina", "script": "مينا", "script_lang": "ar", "say": "MEE-na"}),
            Fact("gender", {"code": "girl"}),
            Fact("gender", {"code": "boy"}),
            Fact("address", {"lines": "2 Sample Street", "postcode": "TF1 1LX"}, date(2020, 1, 1), date(2024, 1, 1)),
            Fact("gp", {"name": "Wrekin Surgery", "phone": "01632 960123"}),
        )
        self.child = child(app, "Amina", "Yusuf", BORN, *facts, numbers={"nhs": "9990000018"})
        self.people = {
            role: people.person(app, role, agency=self.agency if role == "practitioner" else "")
            for role in ("practitioner", "co-ordinator", "data-manager")
        }
        for actor in self.people.values():
            opened(app, actor, self.child)
        self.browsers = {role: people.client(app, actor) for role, actor in self.people.items()}
        self.codes = self._codes()

    def _codes(self) -> dict[str, str]:
        worker, central, manager = self.people.values()
        consent = agreed(self.app, worker, self.child, (self.agency, "involvement"))
        finding, involvement = found(self.app, worker), self._involvement(worker, consent)
        involved(self.app, central, self.child, self.agency, name="Jo Park")
        with inside(self.app):
            operations.add_link(worker, self.child, NewLink("mother", "Hodan Yusuf"))
            role = ("key_contact", "family", date(2027, 3, 1))
            lead = operations.offer_lead(worker, self.child, operations.Offer(*role, person=worker.id))
            offer = operations.offer_lead(worker, self.child, operations.Offer(*role, person=central.id))
            question = operations.ask_central(worker, finding, "Who helps with housing?")
        return {
            "child": self.child,
            "involvement": involvement,
            "lead": lead,
            "offer": offer,
            "question": question,
            "finding": found(self.app, central),
            **self._facts(),
            **self._records(manager, finding),
        }

    def _involvement(self, worker: Actor, consent: str) -> str:
        new = NewInvolvement(self.agency, "Sam Reed", consent, person=worker.id, phone="01632 960456")
        with inside(self.app):
            return operations.add_involvement(worker, self.child, new)

    def _facts(self) -> dict[str, str]:
        with inside(self.app), acts.deciding():
            rows = reading().query(Value).all()
            return {
                "fact": next(one.uuid for one in rows if one.kind == "alias"),
                "disputed": next(one.uuid for one in rows if one.kind == "gender"),
            }

    def _records(self, manager: Actor, finding: str) -> dict[str, str]:
        other = child(self.app, "Amina", "Yusuf")
        second = found(self.app, manager)
        with inside(self.app):
            operations.open_found(manager, second, other, WHY)
            merge = operations.merge(manager, self.child, other, "They look like one child.")
            new = NewChild((name("Amina", "Yusuf"), birth(BORN)))
            waits = operations.add_child(self.people["practitioner"], finding, new)
            operations.open_put_away(manager, waits, replace(WHY, basis="oversight"))
        return {"merge": merge, "waits": waits}


@pytest.fixture
def scene(index_site: Flask) -> Iterator[Scene]:
    with profiles.under(RICH):
        yield Scene(index_site)


@pytest.mark.parametrize("language", EVERY_LANGUAGE if FULL else sorted({*SPOKEN[:4], "ar", "en-XA"}))
def test_every_page_is_whole(scene: Scene, language: str) -> None:
    for kind in INDEX:
        answer = scene.browsers[kind.who].get(f"/{language}{kind.path.format(**scene.codes)}")
        body = answer.get_data(as_text=True)
        assert answer.status_code == 200, kind.name
        assert "no-store" in answer.headers["Cache-Control"], kind.name
        tree = html.fromstring(body)
        faults = faults_of(Page(200, body, tree), language)
        parser = html5lib.HTMLParser()
        parser.parse(body)
        assert not faults, f"{kind.name}: {faults}"
        assert not parser.errors, f"{kind.name}: {parser.errors[:3]}"
        assert 'dir=""' not in body, kind.name
        title = tree.findtext(".//title") or ""
        assert not re.search("Amina|Yusuf|Mina|Reed|Hodan", title), kind.name
        assert len(tree.cssselect("main .go")) <= 1, kind.name
        assert language != "en-XA" or not list(plain_english(tree)), (kind.name, list(plain_english(tree)))


def plain_english(tree: Any) -> Iterator[str]:
    """What no translator has seen: sentences of ours that stand in plain letters in the made-up language."""
    for one in tree.cssselect("main")[0].cssselect(EVERYWHERE):
        if one.cssselect("[lang], [translate=no], bdi, code, a[href^='mailto:']") or one.get("dir") == "auto":
            continue
        said = one.text_content().strip()
        if re.search(r"[A-Za-z]{3,}", said) and not MARKED.search(said):
            yield said
