"""A row as an export writes it, read back: whatever an entry says, nothing changes; and each changed cell changes its fact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as some

from directory.exporting.cells import HEADINGS, Told, cells, english_names
from directory.exporting.guarding import begins_a_formula, harmless, unmarked
from directory.importing import load_mapping
from directory.importing.returning import Returned, Today, returned
from directory.importing.rows import Reader
from directory.importing.sheet import cleaned
from directory.importing.table import Row
from directory.queries.vocabularies import TermShown, Vocabulary
from directory.shapes import (
    AddressLines,
    Cost,
    Eligibility,
    Entry,
    LanguageOffered,
    Phone,
    Privacy,
    Schedule,
    Site,
    SiteUse,
    Text,
)

WORDS = some.text(min_size=1, max_size=60).filter(lambda said: bool(cleaned(said)))
ENGLISH = WORDS.map(lambda said: {"en": Text(said)})
TIMES = some.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))
SCHEDULES = some.builds(
    Schedule,
    days=some.lists(some.sampled_from(["mon", "tue", "sun"]), unique=True).map(tuple),
    opens=some.none() | TIMES,
    closes=some.none() | TIMES,
    weeks=some.sampled_from(["any", "term"]),
    every=some.integers(1, 2),
    note=some.sampled_from(["", "Ring first"]),
)
ENTRIES = some.builds(
    Entry,
    key=some.just("larks"),
    organisation=some.just("owls"),
    texts=some.fixed_dictionaries({"name": ENGLISH}, optional={"summary": ENGLISH, "hours_words": ENGLISH}),
    types=some.just(("c.library",)),
    audience=some.lists(some.sampled_from(["child", "carer"]), unique=True).map(tuple),
    sites=some.just((SiteUse("hall"),)),
    url=some.sampled_from(["", "https://larks.example.org", "not an address"]),
    email=some.sampled_from(["", "a@larks.example.org", "nobody"]),
    phones=some.lists(some.builds(Phone, number=some.sampled_from(["+44 1632 960123", "01632 960124", "ask Jo"]))).map(
        tuple
    ),
    schedules=some.lists(SCHEDULES, max_size=4).map(tuple),
    costs=some.lists(some.builds(Cost, amount=some.none() | some.decimals(0, 99, places=2)), max_size=2).map(tuple),
    eligibility=some.builds(Eligibility, min_age=some.none() | some.integers(0, 9), max_age=some.none()),
    languages=some.lists(some.sampled_from(["pl", "ar"]), unique=True).map(lambda t: tuple(map(LanguageOffered, t))),
)
SITES = some.builds(
    Site,
    key=some.just("hall"),
    organisation=some.just("owls"),
    texts=some.fixed_dictionaries({"name": ENGLISH}),
    address=some.none()
    | some.builds(AddressLines, some.lists(WORDS, max_size=4).map(tuple), some.sampled_from(["TF1 3AB", "none", ""])),
    privacy=some.sampled_from(Privacy),
)
NAMES = {"service-types": {"c.library": "c.library"}, "needs": {}, "languages": {"pl": "pl", "ar": "ar"}}


def mapping():  # type: ignore[no-untyped-def]
    """The shipped one, with codes as the names of its terms."""
    shipped = load_mapping("waymark")
    words = {"types": "c.library", "languages": "pl ar"}
    lists = [
        replace(one, values={code: (code,) for code in words.get(one.field, "").split()}) if one.vocabulary else one
        for one in shipped.codes
    ]
    return replace(shipped, codes=tuple(lists))


def told(entry: Entry, site: Site) -> Told:
    return Told("BCDFGH", "active", entry, (site,), "Owls", NAMES)


def come_back(entry: Entry, site: Site, **changed: str) -> Returned:
    """The row as a CSV carries it, with some cells changed by hand."""
    row = {heading: harmless(cell) for heading, cell in cells(told(entry, site)).items()} | changed
    typed = {heading: unmarked(cleaned(cell)) for heading, cell in row.items()}
    said, _remarks = Reader(mapping()).read(Row(2, typed, typed))
    assert said is not None
    return returned(said, mapping(), Today(told(entry, site), False, "new"))


@settings(max_examples=150)
@given(ENTRIES, SITES)
def test_a_row_that_nobody_touched_changes_nothing(entry: Entry, site: Site) -> None:
    new = come_back(entry, site)
    assert not new.changed
    assert new.remarks == []


@settings(max_examples=100)
@given(ENTRIES, SITES)
def test_a_changed_cell_changes_its_fact_and_no_other(entry: Entry, site: Site) -> None:
    new = come_back(entry, site, **{"Who it is for": "Everybody under five"})
    assert new.site is None
    assert new.entry == replace(entry, texts={**entry.texts, "who_for": {"en": Text("Everybody under five")}})


@given(SITES)
def test_an_address_that_may_not_be_shown_is_in_no_cell(site: Site) -> None:
    row = cells(told(Entry("larks", "owls", {}, ("c.library",), sites=(SiteUse("hall"),)), site))
    where = [row[heading] for heading in ("Address line 1", "Address line 2", "Address line 3", "Postcode")]
    assert site.privacy is Privacy.PUBLIC or where == [""] * 4


@given(some.text())
def test_what_could_be_a_formula_is_marked_as_text(said: str) -> None:
    marked = harmless(said)
    assert not begins_a_formula(marked)
    plain = said.lstrip("\t\r\n")
    assert marked in (plain, f"'{plain}")


def test_two_terms_of_one_name_are_told_by_their_codes() -> None:
    name = {"name": {"en": {"words": "Reading"}}}
    known = Vocabulary("languages", 1, {"a": TermShown("a", "", {}, name), "b": TermShown("b", "", {}, name)})
    assert english_names(known) == {"a": "a", "b": "b"}


def test_hours_that_a_column_a_day_cannot_tell_stand_beside_them() -> None:
    term = Schedule(("mon",), time(9), time(10), weeks="term", valid_from=date(2026, 9, 1), note="ring first")
    entry = Entry("larks", "owls", {}, (), schedules=(term,), costs=(Cost(Decimal("2")), Cost(Decimal("3"))))
    row = cells(Told("BCDFGH", "hidden", entry, (), "Owls", NAMES))
    assert (row["Monday"], row["Cost in pounds"], row["State"]) == ("", "", "Hidden")
    assert row["Other hours"] == "Monday 09:00-10:00 in term from 2026-09-01 ring first"
    assert tuple(row) == HEADINGS
