"""Writing, sending, deciding, going back: nothing is lost, nothing is public before its time, nobody overwrites another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.models import Agency
from directory import operations, queries
from directory.models import Change, Entry
from directory.operations import Conflicts, Faulty, NotListed, NotOpen
from directory.queries import changes, owners
from directory.shapes import AddressLines, Capacity, Contact, Cost, Phone, Privacy, Text
from directory.work import KEPT, Patch
from foundation import clock, db
from foundation.acts import Actor, Grant, Refused, system
from foundation.db import reading
from foundation.post import Letter
from tests import factories
from tests.factories import HOME
from tests.people import person
from tests.site import MOMENT

OTHER_PHONE = (Phone("01632 960199"),)


class Stage:
    """A small site with one entry, its agency's editor, and the desk."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.code = factories.save(factories.entry())["singing"]
        self.agency = owners.subject_of_entry(self.code).agency  # type: ignore[union-attr]
        self.editor = person(app, "agency-editor", agency=self.agency, email="ed@larks.example.org", name="Ed Lark")
        self.desk = person(app, "directory-editor", email="desk@council.example.org", name="Di Rector")

    def trust(self, how: str = "direct", **more: object) -> None:
        with db.changing() as session:
            agency = session.scalars(select(Agency).where(Agency.uuid == self.agency)).one()
            agency.trust = how
            for name, value in more.items():
                setattr(agency, name, value)
        self.anew()

    def anew(self) -> None:
        """As the next request would see it."""
        db.open_scope(self.app.extensions["waymark.database"])

    def write(self, patch: Patch, who: Actor | None = None) -> str:
        uuid = operations.begin(who or self.editor, self.code)
        operations.save_step(who or self.editor, uuid, "step", patch)
        self.anew()
        return uuid

    def shown(self) -> dict[str, object]:
        self.anew()
        page = queries.entry_page(self.code)
        assert page is not None
        return page.entry

    def state(self, uuid: str) -> str:
        self.anew()
        return changes.change(uuid).row.state  # type: ignore[union-attr]

    def phone(self) -> str:
        return self.shown()["phones"][0]["number"]  # type: ignore[index]


@pytest.fixture
def stage(small_site: Flask) -> Iterator[Stage]:
    with clock.freeze(MOMENT), small_site.app_context():
        yield Stage(small_site)
        db.close_scope()


def name(words: str) -> Patch:
    return Patch(texts={"name": {"en": Text(words)}})


def test_what_is_saved_is_there_after_a_crash_and_nothing_of_it_is_public(stage: Stage) -> None:
    uuid = stage.write(Patch(entry={"phones": OTHER_PHONE}))
    kept = changes.change(uuid)
    assert kept is not None
    assert kept.working.entry.phones == OTHER_PHONE
    assert set(kept.steps) == {"step"}
    assert stage.phone() == "01632 960123"


def test_beginning_again_goes_on_with_what_was_begun(stage: Stage) -> None:
    uuid = stage.write(name("Singing for All"))
    assert operations.begin(stage.editor, stage.code) == uuid


def test_two_steps_from_two_screens_do_not_undo_each_other(stage: Stage) -> None:
    uuid = stage.write(name("Singing for All"))
    operations.save_step(stage.editor, uuid, "phones", Patch(entry={"phones": OTHER_PHONE}))
    stage.anew()
    work = changes.change(uuid).working  # type: ignore[union-attr]
    assert (work.entry.texts["name"]["en"].words, work.entry.phones) == ("Singing for All", OTHER_PHONE)


def test_a_trusted_agency_publishes_at_once_and_vouches_for_it(stage: Stage) -> None:
    stage.trust()
    sent = operations.send(stage.editor, stage.write(Patch(entry={"phones": OTHER_PHONE})))
    assert (sent.state, sent.code) == ("published", stage.code)
    assert stage.phone() == "01632 960199"
    assert stage.shown()["assurance"] == {"on": "2026-11-24", "by": "agency"}


def test_the_change_of_another_agency_waits_and_the_desk_publishes_it(stage: Stage) -> None:
    uuid = stage.write(Patch(entry={"phones": OTHER_PHONE}))
    assert operations.send(stage.editor, uuid).state == "waiting"
    stage.anew()
    assert [row.uuid for row in changes.waiting(HOME)] == [uuid]
    assert stage.phone() == "01632 960123"
    assert operations.rule(stage.desk, uuid, frozenset({"phones"})) == "published"
    assert stage.phone() == "01632 960199"
    letter = reading().scalars(select(Letter).where(Letter.to == "ed@larks.example.org")).one()
    assert "Singing for Babies" in letter.text


def test_the_desk_takes_one_facet_asks_about_another_and_lets_a_third_lie(stage: Stage) -> None:
    both = Patch(entry={"phones": OTHER_PHONE, "email": "new@larks.example.org"}, texts=name("Sing").texts)
    uuid = stage.write(both)
    operations.send(stage.editor, uuid)
    state = operations.rule(stage.desk, uuid, frozenset({"texts.name.en"}), ask=frozenset({"phones"}), words="Whose?")
    assert state == "asked"
    shown = stage.shown()
    assert (shown["texts"]["name"]["en"]["words"], shown["phones"][0]["number"], shown["email"]) == (  # type: ignore[index]
        "Sing",
        "01632 960123",
        "",
    )
    back = changes.change(uuid)
    assert back is not None
    assert (back.working.entry.phones, back.working.entry.email) == (OTHER_PHONE, "")
    assert [(note.side, note.words) for note in back.notes] == [("desk", "Whose?")]
    operations.answer(stage.editor, uuid, "Ours, since May.")
    assert operations.send(stage.editor, uuid).state == "waiting"


def test_a_refusal_needs_words_and_they_reach_the_agency(stage: Stage) -> None:
    uuid = stage.write(name("The best"))
    operations.send(stage.editor, uuid)
    with pytest.raises(ValueError, match="words"):
        operations.refuse(stage.desk, uuid, " ")
    operations.refuse(stage.desk, uuid, "Please leave out praise.")
    assert stage.state(uuid) == "refused"
    assert "Please leave out praise." in reading().scalars(select(Letter.text)).one()
    with pytest.raises(NotOpen):
        operations.save_step(stage.editor, uuid, "step", name("again"))


def test_only_the_desk_of_its_own_authority_decides(stage: Stage) -> None:
    uuid = stage.write(name("Sing"))
    operations.send(stage.editor, uuid)
    stranger = Actor("person", "x", frozenset({Grant("directory-editor", factories.NEXT_DOOR)}))
    for who in (stage.editor, stranger):
        with pytest.raises(Refused):
            operations.rule(who, uuid, frozenset({"texts.name.en"}))


def test_another_agency_cannot_write_in_it(stage: Stage) -> None:
    uuid = stage.write(name("Sing"))
    thief = Actor("person", "y", frozenset({Grant("agency-manager", HOME, "another agency")}))
    for attempt in (
        lambda: operations.begin(thief, stage.code),
        lambda: operations.save_step(thief, uuid, "step", name("Stolen")),
        lambda: operations.send(thief, uuid),
        lambda: operations.confirm(thief, stage.code),
    ):
        with pytest.raises(Refused):
            attempt()


def test_two_people_who_change_different_facts_both_have_their_way(stage: Stage) -> None:
    stage.trust()
    mine = stage.write(name("Singing for All"))
    operations.send(stage.desk, stage.write(Patch(entry={"phones": OTHER_PHONE}), stage.desk))
    operations.send(stage.editor, mine)
    shown = stage.shown()
    assert shown["texts"]["name"]["en"]["words"] == "Singing for All"  # type: ignore[index]
    assert shown["phones"][0]["number"] == "01632 960199"  # type: ignore[index]


@pytest.mark.parametrize("keep", [True, False])
def test_two_people_who_change_the_same_fact_must_choose(stage: Stage, keep: bool) -> None:
    stage.trust()
    mine = stage.write(name("Mine"))
    operations.send(stage.desk, stage.write(name("Theirs"), stage.desk))
    with pytest.raises(Conflicts) as met:
        operations.send(stage.editor, mine)
    assert met.value.fields == ("texts.name.en",)
    operations.settle(stage.editor, mine, frozenset({"texts.name.en"} if keep else ()))
    operations.send(stage.editor, mine)
    assert stage.shown()["texts"]["name"]["en"]["words"] == ("Mine" if keep else "Theirs")  # type: ignore[index]


def test_a_new_service_of_an_agency_that_is_not_listed_waits_and_cannot_be_published(stage: Stage) -> None:
    stage.trust("direct", listed=False)
    uuid = operations.begin_new(stage.editor, HOME, stage.agency)
    operations.save_step(stage.editor, uuid, "what", Patch(entry={"types": ("cc.toddler",)}, texts=name("New").texts))
    assert operations.send(stage.editor, uuid).state == "waiting"
    with pytest.raises(NotListed):
        operations.rule(stage.desk, uuid, frozenset({"types", "texts.name.en"}))
    stage.trust("waits", listed=True)
    operations.rule(stage.desk, uuid, frozenset({"types", "texts.name.en"}))
    stage.anew()
    assert "New" in [row.name for row in changes.entries_of_agency(stage.agency)]


def test_an_agreement_that_lapsed_long_ago_stops_publishing(stage: Stage) -> None:
    stage.trust("direct", agreed_until=MOMENT.date() - timedelta(days=31))
    assert operations.send(stage.editor, stage.write(name("Sing"))).state == "waiting"
    stage.trust("direct", agreed_until=MOMENT.date() - timedelta(days=30))
    assert operations.send(stage.editor, stage.write(name("Hum"), stage.desk)).state == "published"


def test_a_new_service_may_begin_as_a_copy_of_one_of_the_same_agency_only(stage: Stage) -> None:
    uuid = operations.begin_new(stage.editor, HOME, stage.agency, stage.code)
    work = changes.change(uuid).working  # type: ignore[union-attr]
    assert ("name" in work.entry.texts, work.entry.phones[0].number) == (False, "01632 960123")
    elsewhere = factories.organisation("wrens", "Wrens")
    theirs = factories.save(factories.entry("wren", organisation="wrens", sites=()), organisations=(elsewhere,))["wren"]
    with pytest.raises(LookupError):
        operations.begin_new(stage.editor, HOME, stage.agency, theirs)


def test_what_cannot_stand_is_told_before_it_is_sent(stage: Stage) -> None:
    uuid = stage.write(Patch(entry={"types": ()}))
    with pytest.raises(Faulty):
        operations.send(stage.editor, uuid)
    assert stage.state(uuid) == "draft"


def test_an_undone_change_takes_back_only_its_own_facts(stage: Stage) -> None:
    stage.trust()
    first = stage.write(Patch(entry={"phones": OTHER_PHONE}))
    operations.send(stage.editor, first)
    operations.send(stage.desk, stage.write(name("Sing"), stage.desk))
    assert operations.undo(stage.editor, first).state == "published"
    assert (stage.phone(), stage.shown()["texts"]["name"]["en"]["words"]) == ("01632 960123", "Sing")  # type: ignore[index]
    with clock.freeze(MOMENT + timedelta(days=31)), pytest.raises(operations.restoring.TooLate):  # type: ignore[attr-defined]
        operations.undo(stage.editor, first)


def test_any_version_can_be_restored_by_the_desk(stage: Stage) -> None:
    stage.trust()
    before = stage.shown()
    operations.send(
        stage.editor,
        stage.write(Patch(entry={"phones": (), "schedules": (), "costs": (Cost(None, "ask"),)}, texts=name("X").texts)),
    )
    operations.restore(stage.desk, stage.code, 1)
    after = stage.shown()
    assert {k: v for k, v in after.items() if k != "assurance"} == {k: v for k, v in before.items() if k != "assurance"}
    assert [row.number for row in changes.history(stage.code)] == [3, 2, 1]
    with pytest.raises(LookupError):
        operations.restore(stage.desk, stage.code, 99)
    with pytest.raises(Refused):
        operations.restore(stage.editor, stage.code, 1)


def test_confirming_counts_once_a_day_and_brings_a_stale_entry_back(stage: Stage) -> None:
    assert operations.confirm(stage.editor, stage.code)
    assert not operations.confirm(stage.editor, stage.code)
    assert stage.shown()["assurance"] == {"on": "2026-11-24", "by": "agency"}
    operations.hide(system("upkeep"), stage.code, "stale")
    stage.anew()
    assert queries.entry_page(stage.code) is None
    assert operations.confirm(stage.editor, stage.code)
    assert stage.shown()["code"] == stage.code


def test_what_the_desk_hid_stays_hidden_whatever_is_confirmed_or_published(stage: Stage) -> None:
    stage.trust()
    operations.hide(stage.desk, stage.code, "desk")
    operations.confirm(stage.editor, stage.code)
    operations.send(stage.editor, stage.write(name("Sing")))
    stage.anew()
    assert queries.entry_page(stage.code) is None
    operations.show_again(stage.desk, stage.code)
    assert stage.shown()["texts"]["name"]["en"]["words"] == "Sing"  # type: ignore[index]


def test_a_correction_of_an_ordinary_fact_is_public_at_once_and_of_a_phone_number_never(stage: Stage) -> None:
    stage.trust()
    link = Actor("link", "l1", frozenset({Grant("confirmer", HOME, stage.agency)}))
    assert operations.correct(link, stage.code, Patch(entry={"costs": (Cost(None, "Ask us"),)})).state == "published"
    assert operations.correct(link, stage.code, Patch(entry={"phones": OTHER_PHONE})).state == "waiting"
    assert stage.phone() == "01632 960123"
    other = Actor("link", "l2", frozenset({Grant("confirmer", HOME, "another agency")}))
    with pytest.raises(Refused):
        operations.correct(other, stage.code, Patch(entry={"costs": ()}))


def test_places_can_be_told_without_editing(stage: Stage) -> None:
    today = MOMENT.date()
    operations.set_capacity(stage.editor, stage.code, Capacity("waiting-list", today, today + timedelta(30), 6))
    assert stage.shown()["capacity"]["weeks_wait"] == 6  # type: ignore[index]


def test_a_secret_number_and_address_stand_in_no_draft_and_arrive_all_the_same(stage: Stage) -> None:
    stage.trust()
    contact = Contact("Kim", "worker", "", "01632 960777", Privacy.AFTER_REFERRAL)
    hall = factories.site(
        privacy=Privacy.NEVER,
        address=AddressLines(("9 Hidden Row",), "TF1 1LX"),
        texts=factories.words(address_words="Ring us."),
    )
    uuid = stage.write(Patch(entry={"contacts": (contact,)}, sites={"hall": hall}))
    row = reading().get(Change, uuid)
    assert row is not None
    assert not any(secret in str((row.work, row.base)) for secret in ("960777", "Hidden Row"))
    assert row.work["entry"]["contacts"][0]["direct_line"].startswith(KEPT)
    operations.send(stage.editor, uuid)
    again = stage.write(name("Sing"))
    operations.send(stage.editor, again)
    with db.changing() as session:
        from foundation.locks import Act, during

        with during(Act.CHANGE):
            from directory.models import SealedAddress, SealedDraft, SealedLine

            assert [line.number for line in session.scalars(select(SealedLine))] == ["01632 960777"]
            assert [one.lines for one in session.scalars(select(SealedAddress))] == [["9 Hidden Row"]]
            assert session.scalars(select(SealedDraft)).all() == []
    stage.anew()
    old = reading().scalars(select(Change)).all()
    assert not any("Linnet Yard" in str((one.base, one.work)) for one in old)


def test_a_mark_that_somebody_types_stands_for_nothing(stage: Stage) -> None:
    stage.trust()
    contact = Contact("Kim", "worker", "", f"{KEPT}11111111-2222-3333-4444-555555555555", Privacy.AFTER_REFERRAL)
    typed = factories.site(address=AddressLines((f"{KEPT}any", "4 Linnet Yard"), "TF1 1LX"))
    uuid = stage.write(Patch(entry={"contacts": (contact,)}, sites={"hall": typed}))
    work = changes.change(uuid).working  # type: ignore[union-attr]
    assert (work.entry.contacts[0].direct_line, work.sites["hall"].address) == ("", None)


def test_a_reader_only_suggests(stage: Stage) -> None:
    from foundation.acts import reader

    uuid = operations.propose(
        reader(), stage.code, Patch(entry={"phones": OTHER_PHONE}), words="It changed", origin="report:1"
    )
    stage.anew()
    shown = changes.change(uuid)
    assert shown is not None
    assert (shown.row.state, shown.row.kind, shown.notes[0].words) == ("waiting", "report", "It changed")
    before = stage.shown()["assurance"]
    operations.rule(stage.desk, uuid, frozenset({"phones"}))
    assert stage.phone() == "01632 960199"
    assert stage.shown()["assurance"] == before  # a reader's word vouches for nothing else


def test_a_retired_entry_says_where_to_go_instead(stage: Stage) -> None:
    operations.retire(stage.editor, stage.code, "The hall closed.", "BCDFGH")
    stage.anew()
    row = reading().scalars(select(Entry).where(Entry.code == stage.code)).one()
    assert (row.status, row.retired_words, row.retired_instead) == ("retired", "The hall closed.", "BCDFGH")


def test_a_place_of_another_organisation_cannot_be_changed(stage: Stage) -> None:
    stage.trust()
    factories.save(
        organisations=(factories.organisation("wrens", "Wrens"),), sites=(factories.site("nest", organisation="wrens"),)
    )
    nest = factories.site("nest", organisation="wrens", texts=factories.words(name="Taken over"))
    use = replace(factories.entry().sites[0], site="nest")
    uuid = stage.write(Patch(entry={"sites": (use,)}, sites={"nest": nest}))
    with pytest.raises(LookupError):
        operations.send(stage.editor, uuid)
