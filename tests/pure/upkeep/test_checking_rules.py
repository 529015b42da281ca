"""What a look at a website means, after the looks before it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upkeep.checking.titles import LONGEST, title_in
from upkeep.rules import websites
from upkeep.rules.websites import Known, Look, judged

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)
NEW = Known("larks.example")
GOOD = Look("answered", "www.larks.example", "Wrekin Larks | Home")
FOUND = st.builds(
    Look,
    st.sampled_from(["answered", "gone", "failing", "certificate", "robots", "refused", "address"]),
    st.sampled_from(["larks.example", "www.larks.example", "casino.example"]),
    st.sampled_from(["", "Home", "Wrekin Larks", "Best casino bonus"]),
)


def after(*looks: Look, known: Known = NEW) -> Known:
    for number, look in enumerate(looks):
        known = judged(known, look, NOON + number * DAY)
    return known


def test_the_first_good_look_is_what_later_ones_are_compared_with() -> None:
    known = after(GOOD)
    assert (known.outcome, known.host, known.title) == ("answered", "www.larks.example", "Wrekin Larks | Home")


def test_another_host_is_suspected_until_it_is_as_before() -> None:
    away = Look("answered", "casino.example", "Wrekin Larks")
    assert after(GOOD, away, away).outcome == "moved"
    assert after(GOOD, away, GOOD).outcome == "answered"
    assert after(away).outcome == "moved", "at the first look its own address is what we know"


def test_a_title_without_one_word_of_the_known_one_is_suspected() -> None:
    assert after(GOOD, Look("answered", "larks.example", "Best casino bonus")).outcome == "retitled"
    assert after(GOOD, Look("answered", "larks.example", "Larks of the Wrekin, news")).outcome == "answered"
    assert after(GOOD, Look("answered", "larks.example", "Welcome")).outcome == "answered", "it says nothing"
    assert after(Look("answered", "larks.example", "This domain is for sale")).outcome == "retitled"


def test_what_the_desk_said_is_right_is_not_suspected_again() -> None:
    said = Known("larks.example", "casino.example", "This domain is for sale", "answered", NOON)
    assert judged(said, Look("answered", "casino.example", "This domain is for sale"), NOON).outcome == "answered"


@pytest.mark.parametrize(
    ("known", "now", "same"),
    [
        ("larks.example", "www.larks.example", True),
        ("www.larks.example", "larks.example", True),
        ("larks.example", "shop.larks.example", True),
        ("larks.pages.example", "pages.example", False),
        ("larks.example", "badlarks.example", False),
    ],
)
def test_a_host_belongs_to_the_one_above_it_not_the_other_way(known: str, now: str, same: bool) -> None:
    assert websites.same_site(known, now) == same


def test_what_does_not_answer_is_told_after_three_tries_over_three_days() -> None:
    silent = Look("failing")
    told = [websites.is_to_tell(after(GOOD, *[silent] * tries), NOON + tries * DAY) for tries in range(1, 6)]
    assert told == [False, False, False, True, True]
    at_once = after(GOOD, silent)
    for _try in range(9):
        at_once = judged(at_once, silent, NOON + DAY)
    assert not websites.is_to_tell(at_once, NOON + DAY), "many tries in one hour are no proof"
    assert not websites.is_to_tell(after(GOOD, silent, silent, GOOD, silent, silent), NOON + 6 * DAY)


@given(st.lists(FOUND, max_size=12))
def test_no_history_ends_in_an_unknown_state(looks: list[Look]) -> None:
    known = after(*looks)
    assert known.outcome in ("", *websites.OUTCOMES)
    assert known.tries <= len(looks)
    assert known.host in ("", "larks.example", "www.larks.example"), "a suspected host is never learned by itself"
    assert (known.since is None) == (known.outcome == "")


@given(st.lists(FOUND, max_size=12))
def test_what_robots_forbid_is_never_told_as_dead(looks: list[Look]) -> None:
    assert not websites.is_to_tell(after(*looks, Look("robots")), NOON + 99 * DAY)


@given(st.text(), st.sampled_from(websites.OUTCOMES))
def test_every_website_is_looked_at_about_once_a_week(url: str, outcome: str) -> None:
    assert NOON <= websites.first_look(url, NOON) < NOON + 7 * DAY
    wait = websites.next_look(url, outcome, NOON) - NOON
    assert DAY <= wait <= 7.5 * DAY
    assert wait == websites.next_look(url, outcome, NOON) - NOON


def test_looks_are_spread_over_the_week() -> None:
    days = [(websites.first_look(f"https://larks{n}.example/", NOON) - NOON).days for n in range(700)]
    assert min(days.count(day) for day in range(7)) > 60


@given(
    st.binary(max_size=3000),
    st.sampled_from(["", "utf-8", "iso-8859-1", "punycode", "unicode_escape", "x\x00y", "hex"]),
)
def test_whatever_a_page_holds_its_title_is_one_short_line(page: bytes, charset: str) -> None:
    title = title_in(b"<TITLE lang=en>" + page, charset) + title_in(page, charset)
    assert len(title) <= 2 * LONGEST
    assert title.isprintable()


def test_a_title_is_read() -> None:
    assert title_in(b"<html><Title>\n Wrekin &amp; Larks\n</title>", "") == "Wrekin & Larks"
    assert title_in("<title>Łąka</title>".encode("iso-8859-2"), "iso-8859-2") == "Łąka"
    assert title_in(b"<title" * 10000, "") == ""
    assert title_in("İ<title>Larks</title>".encode(), "") == "Larks"
