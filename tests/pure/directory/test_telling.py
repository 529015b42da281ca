"""Facts as sentences, in English, Arabic and Polish."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from directory import hours, rules, telling
from directory.staleness import Periods
from foundation import words

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("opens", "closes", "said"),
    [
        ("09:00", "17:00", "9am to 5pm"),
        ("09:30", "12:00", "9:30am to noon"),
        ("20:00", "00:00", "8pm to midnight"),
        ("00:00", "00:00", "all day and night"),
        ("10:00", "", "from 10am"),
    ],
)
def test_times_as_they_are_written_on_a_door(opens: str, closes: str, said: str) -> None:
    assert telling.span(opens, closes) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (5, 11, "Aged 5 to 11"),
        (None, 4, "Under 5 years"),
        (16, None, "Aged 16 and over"),
        (None, None, ""),
        (0, None, ""),
        (7, 7, "Aged 7"),
        (0, 0, "Under 1 year"),
    ],
)
def test_ages(low: int | None, high: int | None, said: str) -> None:
    assert telling.ages({"min_age": low, "max_age": high}) == said


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (hours.State(None), ""),
        (hours.State(True), "Open all day and night"),
        (hours.State(True, datetime(2026, 11, 23, 15)), "Open until 3pm"),
        (hours.State(False, next=datetime(2026, 11, 23, 18)), "Closed now, opens today at 6pm"),
        (hours.State(False, next=datetime(2026, 11, 24, 9)), "Closed now, opens tomorrow at 9am"),
        (hours.State(False, next=datetime(2026, 11, 27, 9)), "Closed now, opens on Friday at 9am"),
        (hours.State(False, next=datetime(2026, 12, 4, 9)), "Closed now, opens on 4 December 2026"),
        (hours.State(False), "Closed now"),
    ],
)
def test_what_a_parent_needs_now(state: hours.State, said: str) -> None:
    assert telling.open_now(state, datetime(2026, 11, 23, 12)) == said


def test_money() -> None:
    assert telling.money(Decimal("3.00"), "GBP") == "£3"
    assert telling.money(Decimal("3.50"), "GBP") == "£3.50"


def test_digits_are_latin_in_every_language() -> None:
    for tag in ("ar", "pl", "en"):
        with words.speaking(tag):
            said = f"{telling.clock_time(datetime(2026, 1, 1, 9, 30).time())} {telling.day_and_month(TODAY)} {telling.number(1220)}"
            assert {c for c in said if c.isdigit()} <= set("0123456789")


def test_a_field_says_whose_language_it_is_in_and_whether_its_english_has_changed() -> None:
    texts = {
        "summary": {
            "en": {"words": "New words", "maker": "agency"},
            "ar": {"words": "كلمات", "maker": "machine", "source": rules.source_of("Old words")},
        }
    }
    with words.speaking("ar"):
        said = telling.say(texts, "summary")
        assert (said.html, said.direction, said.foreign, said.machine, said.behind) == ("ar", "rtl", False, True, True)
    with words.speaking("pl"):
        said = telling.say(texts, "summary")
        assert (said.words, said.html, said.foreign) == ("New words", "en-GB", True)


def test_words_of_an_entry_are_escaped() -> None:
    texts = {"name": {"en": {"words": "<script>alert(1)</script>", "maker": "agency"}}}
    for tag in ("en", "ar"):
        with words.speaking(tag):
            assert "<script" not in telling.say(texts, "name").__html__()


STAGES = [("2026-11-01", "fresh", ""), ("2026-05-20", "ageing", ""), ("2026-03-01", "stale", "1 March 2026")]


@pytest.mark.parametrize(("on", "state", "since"), STAGES)
def test_how_fresh_an_entry_is(on: str, state: str, since: str) -> None:
    found = telling.checked({"assurance": {"on": on, "by": "agency"}}, TODAY)
    assert (found.state, found.warning) == (state, since and f"Nobody has confirmed this since {since}.")


def test_an_authority_s_own_days_decide_when_a_page_warns() -> None:
    entry = {"assurance": {"on": "2026-11-01", "by": "agency"}}
    soon = Periods(due=5, overdue=6, late=7, marked=8, lowered=9, hidden=10)
    assert telling.checked(entry, TODAY, soon).lowered
    assert not telling.checked(entry, TODAY).lowered


def test_places_that_were_told_long_ago_are_not_known() -> None:
    held = {"places": "waiting-list", "weeks_wait": 6, "stated_on": "2026-10-01", "good_until": "2026-11-22"}
    assert telling.capacity({"capacity": held}, TODAY) == ""
    assert telling.capacity({"capacity": {**held, "good_until": "2026-11-23"}}, TODAY) == (
        "There is a waiting list of about 6 weeks (told on 1 October 2026)."
    )


def test_a_day_has_the_name_of_its_language_whichever_was_read_before() -> None:
    """Babel keeps what it resolved for one language in what others inherit: Urdu first, and then the others."""
    named = {}
    for tag in ("ur", "cy", "ar", "pl", "en"):
        with words.speaking(tag):
            named[tag] = telling.day_name("tue")
    assert named == {"ur": "منگل", "cy": "Dydd Mawrth", "ar": "الثلاثاء", "pl": "wtorek", "en": "Tuesday"}


def test_who_speaks_a_language_is_said_with_day_hours_and_channel() -> None:
    offered = {"language": "pl", "how": "spoken", "day": "tue", "starts": "09:00", "ends": "12:00", "channel": "phone"}
    assert telling.offered(offered) == "on the phone, Tuesday, 9am to noon"
    assert telling.spoken(offered) == '<bdi lang="pl" dir="ltr">polski</bdi> (on the phone, Tuesday, 9am to noon)'
    assert telling.spoken({**offered, "day": "", "channel": ""}) == '<bdi lang="pl" dir="ltr">polski</bdi>'


@pytest.mark.parametrize("tag", ["bfi", "makaton", "en-simple"])
def test_signs_and_easy_read_are_named_in_the_readers_language(tag: str) -> None:
    with words.speaking("ar"):
        named = telling.tongue(tag)
    assert (named.tag, named.direction, named.name) == ("ar", "rtl", "")
    assert any("\u0600" <= one <= "\u06ff" for one in named.autonym)


def test_what_is_marked_for_a_page_is_isolated_in_plain_text() -> None:
    cost = {"amount": Decimal("2.50"), "currency": "GBP", "option": "tea & <cake>"}
    with words.speaking("ar"):
        assert telling.isolated(telling.price(cost)) == "\u2066£2.50\u2069 (\u2068tea & <cake>\u2069)"
    assert telling.isolated("plain & <b>") == "plain & <b>"


@pytest.mark.parametrize(("second", "said"), [("Abertawe", "Caer ac Abertawe"), ("Bangor", "Caer a Bangor")])
def test_welsh_hears_what_follows_its_and(second: str, said: str) -> None:
    with words.speaking("cy"):
        assert telling.joined(["Caer", second]) == said
