"""Import: single values, hours in two forms, names compared, what two files say of one entry."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.importing import declared, hours, merging, values
from directory.importing.gathering import gathered
from directory.importing.matching import compared, own_key
from directory.importing.problems import MappingRefused, Why
from directory.importing.rows import Reader, Said
from directory.importing.table import Row
from directory.shapes import Attribute, Phone, Text


def test_names_are_compared_by_letters_and_digits_of_any_script() -> None:
    assert compared("St. John's  Library\u200b (No. 2)") == compared("ST JOHNS LIBRARY no 2")
    assert compared("Café") != compared("CafÃ©")
    assert compared("Café") != compared("Caf")
    assert compared("مكتبة") != compared("Книги") != ""
    assert own_key(["", " - "]) == ""


def test_times_are_read_and_nothing_is_guessed() -> None:
    assert hours.times("09:00-12:00,13:00-17:00") == [(time(9), time(12)), (time(13), time(17))]
    assert hours.times("9.30 to 5") is None
    for wrong in ("1:00-18:00", "00:00", "17:00-09:00", "13:00-14:00,09:00-10:00", "25:00-26:00", "AM & PM", ""):
        assert hours.times(wrong) is None, wrong


def test_days_with_the_same_hours_are_told_together() -> None:
    made = hours.schedules({"mon": [(time(9), time(17))], "fri": [(time(9), time(17)), (time(18), time(20))]})
    assert [(s.days, s.opens) for s in made] == [(("mon", "fri"), time(9)), (("fri",), time(18))]
    told = {
        "mon": "mornings",
        "tue": "mornings",
        "wed": "mornings",
        "fri": "mornings",
        "sat": "closed",
        "sun": "closed",
    }
    assert hours.in_words(told) == "Monday to Wednesday: mornings. Friday: mornings. Saturday and Sunday: closed."


@pytest.mark.parametrize(
    ("check", "right", "is_read_as"),
    [
        (values.postcode, "tf11lx", "TF1 1LX"),
        (values.postcode, "CH1 1 RL", "CH1 1RL"),
        (values.email, "mailto:a@b.uk", "a@b.uk"),
        (values.email, "The Library <a@b.uk>", "a@b.uk"),
        (values.url, "www.example.org/x", "https://www.example.org/x"),
        (values.phone, "+44 1632 960123", "+44 1632 960123"),
        (values.money, "£2.5", Decimal("2.50")),
        (values.money, "Free", Decimal("0.00")),
    ],
)
def test_a_value_in_a_form_that_people_use_is_understood(check: object, right: str, is_read_as: object) -> None:
    assert check(right) == is_read_as  # type: ignore[operator]


def test_a_value_that_is_something_else_is_not_used() -> None:
    assert [values.postcode(v) for v in ("[Unknown]", "TF1", "TF1 1LX and more", "=1+1")] == [None] * 4
    assert [values.email(v) for v in ("a@b", "a@b.uk, c@d.uk", "none", "=cmd@b.uk x")] == [None] * 4
    assert [values.url(v) for v in ("javascript:alert(1)", "https://[", "http://a b.uk", "ftp://a.uk")] == [None] * 4
    assert values.day("45000", ("%d/%m/%Y",)) is None
    assert values.day("01/02/2026", ("%d/%m/%Y",)) == date(2026, 2, 1)
    assert values.garbled("CafÃ©")
    assert not values.garbled("Café")


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_value_makes_a_check_fall_over(text: str) -> None:
    for check in (
        values.postcode,
        values.email,
        values.url,
        values.phone,
        values.money,
        hours.times,
        hours.day_of,
        hours.clock,
    ):
        check(text)
    values.garbled(text)
    assert compared(text) == compared(compared(text)) or not text.isascii()


MAPPING = declared.parse("""
name = "first"
title = "First"
address = ["Street", "Town"]
[identity]
key = ["Name", "Postcode"]
[organisation]
name = "Council"
kind = "statutory"
[columns]
name = "Name"
postcode = "Postcode"
email = "E-mail"
min_age = "From age"
max_age = "To age"
[constants]
audience = ["parent"]
[[codes]]
column = "Kind"
field = "types"
separator = ";"
values = { "Library" = ["c.library"], "Group" = ["cc.toddler"] }
[[hours]]
form = "times"
columns = { mon = "Monday" }
[[closed]]
column = "Closed"
reason = "it has closed"
[[leave_out]]
column = "Kind"
values = ["Prison"]
reason = "not for families"
[attributes]
"Reference" = "Ref"
""")


def row(**more: str) -> Row:
    plain = dict.fromkeys(MAPPING.columns(), "") | {
        "Name": "Larks",
        "Postcode": "TF1 1LX",
        "Council": "Wrekin",
        "Kind": "Library",
    }
    plain |= {name.replace("_", " "): value for name, value in more.items()}
    return Row(2, plain, plain)


def said(**more: str) -> Said:
    one, _remarks = Reader(MAPPING).read(row(**more))
    assert one is not None
    return one


def told(**more: str) -> list[Why]:
    return [remark.why for remark in Reader(MAPPING).read(row(**more))[1]]


def test_a_row_says_what_its_mapping_says() -> None:
    one = said(
        Street="1 High Street\n", Town="Oakengates,", Kind="library; GROUP", Monday="09:00-12:00", Ref="7", From_age="3"
    )
    assert (one.address, one.types, one.audience) == (
        ("1 High Street", "Oakengates"),
        ("c.library", "cc.toddler"),
        ("parent",),
    )
    assert (one.schedules[0].days, one.attributes, one.ages) == (("mon",), (Attribute("Reference", "7"),), (3, None))
    assert said(Closed="2019").closed == "it has closed"
    assert said(Kind="Prison").unwanted == "not for families"


def test_what_a_row_gets_wrong_is_told_and_the_rest_is_used() -> None:
    assert told(Postcode="nowhere") == [Why.NOT_A_POSTCODE]
    assert told(From_age="9", To_age="3") == [Why.UPSIDE_DOWN]
    assert told(From_age="four") == [Why.NOT_A_NUMBER]
    assert told(Monday="late") == [Why.HOURS_UNREADABLE]
    assert said(Monday="late").texts["hours_words"] == "Monday: late."
    assert told(Kind="Zoo") == [Why.NOT_IN_CODE_LIST, Why.TYPES_MISSING]
    assert told(Name="") == [Why.NAME_MISSING]
    assert told(Council="") == [Why.ORGANISATION_MISSING]
    assert told(Name="x" * 300) == [Why.TOO_LONG]
    assert said(Name="=1+1").name == "=1+1"


def test_the_open_one_of_two_keeps_the_key() -> None:
    kept, remarks = gathered(
        [said(Closed="2019"), replace(said(), line=3), replace(said(), line=9)], several_rows=False
    )
    assert [(one.key, bool(one.closed)) for one in kept] == [("larks|tf11lx/2", True), ("larks|tf11lx", False)]
    assert [(one.line, one.why) for one in remarks] == [(9, Why.TOLD_TWICE)]


def test_several_rows_are_one_service_when_the_mapping_says_so() -> None:
    kept, remarks = gathered([said(Monday="09:00-10:00"), said(Monday="11:00-12:00", E_mail=""), said(**{"E-mail": "a@b.uk"}),
                              said(**{"E-mail": "z@b.uk"})], several_rows=True)  # fmt: skip
    assert [len(one.schedules) for one in kept] == [2]
    assert (kept[0].email, [one.why for one in remarks]) == ("a@b.uk", [Why.ROWS_DISAGREE])


def source(own: bool, filled: frozenset[str] = frozenset(), others: frozenset[str] = frozenset()) -> merging.Source:
    return merging.Source(MAPPING, own, filled, others)


def test_a_second_file_fills_in_what_is_empty_and_keeps_what_the_first_said() -> None:
    first = merging.new_entry(said(Ref="7"), "key", "org", "site")
    entry, filled = merging.told_again(
        first, said(**{"E-mail": "a@b.uk", "Name": "LARKS", "Kind": "Group"}), source(False), ""
    )
    assert (entry.email, entry.types, entry.texts["name"]["en"].words) == ("a@b.uk", ("c.library",), "Larks")
    assert filled == {"email"}
    later, filled = merging.told_again(entry, said(), source(False, filled), "")
    assert (later.email, filled) == ("", frozenset())


def test_the_first_file_replaces_what_it_said_but_not_what_others_added() -> None:
    first = merging.new_entry(said(Monday="09:00-10:00"), "key", "org", "site")
    first = replace(
        first, email="other@b.uk", phones=(Phone("01632 960123"),), texts={**first.texts, "who_for": {"pl": Text("x")}}
    )
    entry, _filled = merging.told_again(first, said(), source(True, others=frozenset({"email"})), "site")
    assert (entry.email, entry.schedules, entry.phones, entry.texts["who_for"]) == (
        "other@b.uk",
        (),
        first.phones,
        {"pl": Text("x")},
    )
    entry, _filled = merging.told_again(first, said(), source(True), "site")
    assert entry.email == ""


def test_a_translation_of_words_that_changed_is_dropped_and_others_stay() -> None:
    first = merging.new_entry(said(), "key", "org", "")
    first = replace(first, texts={"name": {"en": Text("Larks"), "pl": Text("Skowronki")}})
    assert "pl" in merging.told_again(first, said(), source(True), "")[0].texts["name"]
    assert "pl" not in merging.told_again(first, said(Name="Owls"), source(True), "")[0].texts["name"]


REST = """[organisation]
name = "C"
kind = "statutory"
[identity]
key = ["N"]
[columns]
name = "N"
"""


@pytest.mark.parametrize(
    ("broken", "names"),
    [
        ("name = ", "TOML"),
        ('name = "Big Name"', "“name”"),
        ('name = "x"\ntitle = 3', "“title”"),
        (f'name = "x"\ntitle = "X"\n{REST}favourite = "Colour"', "columns.favourite"),
        (f'name = "x"\ntitle = "X"\ncolour = "red"\n{REST}', "“colour”"),
        (f'name = "x"\ntitle = "X"\n{REST}'.replace('["N"]', "[]"), "key of a row"),
    ],
)
def test_a_slip_in_a_mapping_is_a_sentence(broken: str, names: str) -> None:
    with pytest.raises(MappingRefused, match=names):
        declared.parse(broken)


def test_every_mapping_that_comes_with_waymark_can_be_read() -> None:
    names = sorted(path.stem for path in declared.FOLDER.glob("*.toml"))
    assert [declared.load_mapping(name).name for name in names] == names
    with pytest.raises(MappingRefused, match="libraries-uk"):
        declared.load_mapping("no-such")
