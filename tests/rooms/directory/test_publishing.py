"""Saving and publishing: immutable versions, nothing doubled, two authorities apart, nothing secret in a document."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select, text

from directory import happenings as facts
from directory import operations, queries
from directory.models import Address, SealedAddress, Version
from directory.operations.listings import Faulty
from directory.shapes import Contact, Privacy
from foundation import acts, clock, happenings
from foundation.acts import Actor, Grant, Refused, Subject, Unguarded, system
from foundation.db import reading
from foundation.permissions import Permission
from tests import factories
from tests.site import MOMENT


@pytest.fixture
def site(small_site: Flask) -> Iterator[Flask]:
    with clock.freeze(MOMENT), small_site.app_context():
        yield small_site


def versions(of: str) -> list[int]:
    return list(reading().scalars(select(Version.number).where(Version.of == of).order_by(Version.number)))


def test_an_entry_is_shown_as_it_was_said(site: Flask) -> None:
    code = factories.save(factories.entry())["singing"]
    page = queries.entry_page(code)
    assert page is not None
    assert page.entry["texts"]["summary"]["en"]["words"] == "Songs and rhymes for babies."
    assert page.entry["needs"] == ["cdn.relationships", "fef.integration", "pc.stimulation"]
    assert page.organisation["texts"]["name"]["en"]["words"] == "Wrekin Larks"
    assert page.sites[0]["address"]["postcode"] == "TF1 1LX"


def test_the_same_again_makes_no_version(site: Flask) -> None:
    code = factories.save(factories.entry())["singing"]
    assert factories.save(factories.entry()) == {"singing": code}
    assert versions(code) == [1]


def test_a_change_makes_a_version_and_the_old_one_stays(site: Flask) -> None:
    code = factories.save(factories.entry())["singing"]
    first = reading().scalar(select(Version.document).where(Version.of == code, Version.number == 1))
    factories.save(factories.entry(name="Singing for Toddlers"))
    assert versions(code) == [1, 2]
    assert reading().scalar(select(Version.document).where(Version.of == code, Version.number == 1)) == first
    page = queries.entry_page(code)
    assert page is not None
    assert page.entry["texts"]["name"]["en"]["words"] == "Singing for Toddlers"


def test_an_entry_names_its_organisation_and_is_told_when_that_changes(site: Flask) -> None:
    code = factories.save(factories.entry())["singing"]
    told: list[object] = []
    happenings.on(facts.Published, "test", lambda _session, fact: told.append(fact))
    try:
        factories.save(organisations=(factories.organisation(name="Wrekin Skylarks"),))
    finally:
        happenings._listeners[facts.Published].pop("test")
    uuid = queries.entry_page(code).organisation["uuid"]  # type: ignore[union-attr]
    assert told == [facts.Published("organisation", uuid)]
    assert queries.entries_naming(reading(), "organisation", uuid) == [code]
    assert versions(code) == [1]


def test_nothing_that_is_faulty_is_saved_and_nothing_beside_it(site: Flask) -> None:
    with pytest.raises(Faulty):
        factories.save(factories.entry("good"), factories.entry("bad", types=("no.such",)))
    assert queries.current_codes() == []


def test_two_authorities_may_use_the_same_keys_and_neither_edits_the_others(site: Flask) -> None:
    ours = factories.save(factories.entry())["singing"]
    theirs = factories.save(factories.entry(name="Other"), authority=factories.NEXT_DOOR)["singing"]
    assert ours != theirs
    editor = Actor("person", "7", frozenset({Grant("directory-editor", factories.NEXT_DOOR)}))
    with pytest.raises(Refused):
        operations.save(editor, factories.HOME, operations.Listings(entries=(factories.entry(name="Mine now"),)))
    with pytest.raises(Refused):
        operations.retire(editor, ours)
    operations.retire(editor, theirs)
    assert queries.current_codes() == [ours]


def test_a_retired_entry_was_here(site: Flask) -> None:
    code = factories.save(factories.entry())["singing"]
    operations.retire(system("test"), code)
    assert queries.entry_page(code) is None
    assert queries.was_here(code)
    factories.save(factories.entry())
    assert queries.entry_page(code) is not None


SECRET = "9 Bittern Court"


def test_a_secret_address_is_in_no_version_and_can_only_be_seen_in_an_act(site: Flask) -> None:
    hidden = factories.site(
        privacy=Privacy.NEVER, texts=factories.words(name="Refuge", address_words="You are told when you ring.")
    )
    hidden = replace(hidden, address=replace(hidden.address, lines=(SECRET, "Hadley")))
    contact = Contact("Ann", "Worker", direct_line="07700 900321", privacy=Privacy.NEVER)
    code = factories.save(
        factories.entry(contacts=(contact,), practitioner_notes={"threshold": "Planted words"}), sites=(hidden,)
    )["singing"]
    documents = b" ".join(zlib.decompress(d) for d in reading().scalars(select(Version.document))).decode()
    for secret in (SECRET, "TF1 1LX", "07700 900321", "Planted words", "52.7", "TF1 1"):
        assert secret not in documents
    page = queries.entry_page(code)
    assert page is not None
    assert (page.sites[0]["address"], page.sites[0]["point"], page.entry["contacts"][0]["line"]) == (None, None, None)
    with pytest.raises(Unguarded):
        reading().scalars(select(SealedAddress)).all()
    editor = Actor("person", "7", frozenset({Grant("directory-editor", factories.HOME)}))
    with acts.looking(
        editor, Permission.ADDRESS_SEE, Subject("site", page.sites[0]["uuid"], factories.HOME), "a family asked"
    ):
        assert reading().scalars(select(SealedAddress)).one().lines == [SECRET, "Hadley"]


def test_sealing_a_site_silences_its_name_and_its_directions(site: Flask) -> None:
    told = {
        "name": "4 Linnet Yard",
        "stop": "Get off at Linnet Yard",
        "landmark": "Opposite the mill",
        "bell": "Top bell",
    }
    open_one = factories.site(texts=factories.words(**told, address_words="You are told when you ring."))
    code = factories.save(factories.entry(), sites=(open_one,))["singing"]
    [before] = queries.published([code])
    assert before["sites"][0]["texts"].keys() == {*told, "address_words"}
    operations.set_privacy(system("test"), before["sites"][0]["uuid"], Privacy.NEVER)
    [after] = queries.published([code])
    assert after["sites"][0]["texts"].keys() == {"address_words"}
    assert not any(words in json.dumps(after, default=str) for words in told.values())


def test_sealing_closes_every_version_past_and_present_without_editing_one(site: Flask) -> None:
    code = factories.save(factories.entry())["singing"]
    page = queries.entry_page(code)
    assert page is not None
    uuid = page.sites[0]["uuid"]
    before = dict(reading().execute(select(Version.number, Version.digest).where(Version.of == uuid)).all())
    operations.set_privacy(system("test"), uuid, Privacy.AFTER_REFERRAL)
    assert reading().scalars(select(Address)).all() == []
    after = dict(reading().execute(select(Version.number, Version.digest).where(Version.of == uuid)).all())
    assert before.items() <= after.items()
    everything = json.dumps(list(queries.published([code])), default=str)
    assert "Linnet Yard" not in everything
    assert "TF1 1LX" not in everything
    operations.set_privacy(system("test"), uuid, Privacy.PUBLIC)
    page = queries.entry_page(code)
    assert page is not None
    assert page.sites[0]["address"]["lines"][1] == "4 Linnet Yard"


def test_sealing_tells_search_even_when_no_document_changes(site: Flask) -> None:
    factories.save(factories.entry())
    uuid = reading().scalar(select(Version.of).where(Version.kind == "site"))
    assert uuid is not None
    reading().execute(text("SELECT 1"))
    told: list[object] = []
    happenings.on(facts.Published, "test", lambda _session, fact: told.append(fact))
    try:
        factories.save(sites=(factories.site(lat=52.71),))
    finally:
        happenings._listeners[facts.Published].pop("test")
    assert facts.Published("site", uuid) in told
    assert versions(uuid) == [1]


def test_the_a_to_z_is_sorted_as_people_look(site: Flask) -> None:
    named = ["The Apple Club", "Zebra", "apricot", "Éclair", "1st Cubs"]
    factories.save(*(factories.entry(str(n), name) for n, name in enumerate(named)))
    assert queries.letters() == {"A": 2, "Z": 1, "E": 1, "0": 1}
    assert [e.entry["texts"]["name"]["en"]["words"] for e in queries.letter("A")] == ["The Apple Club", "apricot"]


def test_vocabularies_are_published_once_and_again_only_when_they_change(site: Flask) -> None:
    from directory import vocabulary_files

    terms = vocabulary_files.read("service-types")
    assert len([t for t in terms if t.parent]) == 92
    assert len([t for t in vocabulary_files.read("needs") if t.parent]) == 20
    assert operations.load_vocabulary(system("test"), factories.HOME, "service-types", terms) == 0
    changed = [
        replace(t, texts={"name": factories.words(name="Nurseries")["name"]}) if t.code == "cc.nursery" else t
        for t in terms
    ]
    assert operations.load_vocabulary(system("test"), factories.HOME, "service-types", changed) == 1
    assert queries.vocabulary("service-types").words("cc.nursery") == "Nurseries"


def test_a_site_may_have_no_address(site: Flask) -> None:
    code = factories.save(factories.entry(), sites=(factories.site(address=None),))["singing"]
    page = queries.entry_page(code)
    assert page is not None
    assert page.sites[0]["address"] is None


def test_two_new_entries_of_one_change_never_get_one_code(small_site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = iter("BBBBBBBBBBBBCCCCCC")
    monkeypatch.setattr("directory.operations.listings.secrets.choice", lambda _alphabet: next(letters))
    with clock.freeze(MOMENT), small_site.app_context():
        saved = factories.save(factories.entry("one", "One"), factories.entry("two", "Two"))
    assert saved == {"one": "BBBBBB", "two": "CCCCCC"}
