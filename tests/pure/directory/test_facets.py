"""Work taken apart, merged and put together again; kept as JSON and read back; told in words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory import comparing, facets, notation, staleness
from directory.shapes import Capacity, Contact, Cost, Entry, Phone, Privacy, Schedule, SiteUse, Text
from directory.staleness import Periods, Stage
from directory.work import Patch, Working, apply
from foundation import words
from tests import factories

SAID = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)
TEXTS = st.dictionaries(
    st.sampled_from(["name", "summary", "who_for"]),
    st.dictionaries(st.sampled_from(["en", "ar", "pl"]), st.builds(Text, SAID.filter(bool)), min_size=1),
)
ENTRIES = st.builds(
    Entry,
    key=st.just("one"),
    organisation=st.just("larks"),
    texts=TEXTS,
    types=st.lists(st.sampled_from(["cc.toddler", "cc.nursery"]), max_size=2).map(tuple),
    phones=st.lists(st.builds(Phone, SAID), max_size=2).map(tuple),
    schedules=st.lists(
        st.builds(Schedule, st.just(("tue",)), st.none() | st.times(), valid_from=st.none() | st.dates()),
        max_size=2,
    ).map(tuple),
    costs=st.lists(st.builds(Cost, st.none() | st.decimals(0, 99, places=2)), max_size=2).map(tuple),
    access=st.dictionaries(st.sampled_from(["hoist", "loop"]), st.none() | st.booleans()),
    capacity=st.none() | st.builds(Capacity, st.just("yes"), st.dates(), st.dates(), st.none() | st.integers(0, 99)),
    contacts=st.lists(st.builds(Contact, SAID, privacy=st.sampled_from(Privacy)), max_size=2).map(tuple),
    sites=st.sampled_from([(), (SiteUse("hall"),)]),
)  # fmt: skip
WORKS = ENTRIES.map(lambda e: Working(e, {"hall": factories.site()} if e.sites else {}, factories.organisation()))


@given(WORKS)
def test_a_draft_survives_being_kept(work: Working) -> None:
    assert notation.working(json.loads(json.dumps(notation.plain(work)))) == work


@given(WORKS)
def test_what_is_taken_apart_can_be_put_together(work: Working) -> None:
    assert facets.put_together(facets.taken_apart(work), work) == work


@given(WORKS, WORKS)
def test_who_changes_nothing_gets_what_others_published(base: Working, theirs: Working) -> None:
    met = facets.merged(base, base, theirs)
    assert (met.working, met.conflicts) == (theirs, ())


@given(WORKS, WORKS)
def test_who_alone_changes_something_keeps_all_of_it(base: Working, mine: Working) -> None:
    met = facets.merged(base, mine, base)
    assert (met.working, met.conflicts) == (mine, ())


@given(WORKS, WORKS, WORKS)
def test_nothing_is_lost_when_two_change_the_same_entry(base: Working, mine: Working, theirs: Working) -> None:
    first, own, other = (facets.taken_apart(work) for work in (base, mine, theirs))
    met = facets.merged(base, mine, theirs)
    made = facets.taken_apart(met.working)
    for name in facets.changed(first, other):
        if not name.startswith("site."):  # a place that nobody uses any more goes with its use
            assert made.get(name, facets.MISSING) == other.get(name, facets.MISSING)
    for name in facets.changed(first, own):
        if name not in met.conflicts and not name.startswith("site."):
            assert made.get(name, facets.MISSING) == own.get(name, facets.MISSING)


def test_a_step_may_not_set_what_is_not_its_own() -> None:
    work = Working(factories.entry())
    for name in ("key", "organisation", "assurance"):
        with pytest.raises(ValueError, match=name):
            apply(work, Patch(entry={name: "x"}))


def test_a_place_that_is_no_longer_used_leaves_the_work() -> None:
    work = Working(factories.entry(), {"hall": factories.site()})
    assert apply(work, Patch(entry={"sites": ()})).sites == {}


def test_differences_are_told_in_words() -> None:
    before = Working(factories.entry(), {"hall": factories.site()})
    after = apply(
        before,
        Patch(
            entry={
                "phones": (Phone("07700 900142"),),
                "schedules": (Schedule(("tue",), time(10), time(12)),),
                "costs": (Cost(Decimal(0)),),
                "access": {"hoist": None},
            },
            texts={"name": {"en": Text("Sing"), "pl": Text("Śpiewanie")}},
        ),
    )
    with words.speaking("en"):
        told = {one.field: one for one in comparing.differences(before, after)}
    assert told["phones"].after == ["\u206607700\u00a0900142\u2069"]
    assert "Tuesday: 10am to 11:30am" in told["schedules"].before
    assert told["costs"].after == ["Free"]
    assert (told["access.hoist"].before, told["access.hoist"].after) == ([], ["not known"])
    assert (told["texts.name.pl"].label, told["texts.name.pl"].before) == ("Name, in Polish", [])


def test_a_secret_address_is_never_told() -> None:
    before = Working(factories.entry(), {"hall": factories.site()})
    sealed = replace(factories.site(), privacy=Privacy.NEVER, address=None)
    after = apply(before, Patch(sites={"hall": sealed}))
    told = [one for one in comparing.differences(before, after) if one.field == "site.hall.address"]
    assert [one.secret for one in told] == [True]


def test_accepting_the_places_accepts_what_a_new_place_is() -> None:
    before = Working(factories.entry(sites=()))
    new = replace(factories.site(), key="new.1")
    after = apply(before, Patch(entry={"sites": (SiteUse("new.1"),)}, sites={"new.1": new}))
    assert [one.field for one in comparing.differences(before, after)] == ["sites"]
    taken = comparing.with_its_places({"sites"}, before, after)
    chosen = facets.picked(facets.taken_apart(before), facets.taken_apart(after), taken)
    assert facets.put_together(chosen, facets.all_like(after, before)).sites == {"new.1": new}


def test_translations_of_changed_english_are_counted() -> None:
    before = facets.taken_apart(Working(Entry("k", "o", factories.words(name="A", name_pl="B", name_ar="C"), ())))
    after = {**before, "texts.name.en": Text("D"), "texts.name.pl": Text("E")}
    assert comparing.texts_behind(before, after) == 1


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-10, 3000))
def test_the_clock_goes_through_every_stage_in_order(on: date, days: int) -> None:
    day = date.fromordinal(on.toordinal() + days)
    now, later = (
        staleness.standing(on, day, Periods()),
        staleness.standing(on, date.fromordinal(day.toordinal() + 1), Periods()),
    )
    order = list(Stage)
    assert 0 <= order.index(later.stage) - order.index(now.stage) <= 1
    assert now.since <= max(day, now.since)
    assert (now.next is None) == (now.stage is Stage.HIDDEN)
    assert now.next_on is None or now.next_on > day


@pytest.mark.parametrize("said", [{"due": 0}, {"due": 200}, {"hidden": 10}, {"sometime": 3}])
def test_periods_that_make_no_sense_are_refused(said: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="period"):
        Periods.of(said)
