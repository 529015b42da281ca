"""Somebody who speaks a language, as one value: what fits what is asked."""

from __future__ import annotations

from datetime import datetime

import pytest

from search import speaking

TUESDAY = datetime(2026, 11, 24, 10, 30)
ALWAYS, ON_TUESDAYS, BY_PHONE = "pl - - -", "pl tue 0900-1200 -", "pl - - phone"
EVERYONE = (ALWAYS, ON_TUESDAYS, BY_PHONE, "ur tue 0900-1200 phone")


def test_one_value_holds_language_day_hours_and_channel() -> None:
    said = {"language": "pl", "how": "spoken", "day": "tue", "starts": "09:00", "ends": "12:30", "channel": "phone"}
    assert speaking.coded(said) == "pl tue 0900-1230 phone"
    assert speaking.coded(
        {"language": "ur", "how": "written", "day": "", "starts": None, "ends": None, "channel": ""}
    ) == ("ur - - -")


@pytest.mark.parametrize(
    ("asked", "fit"),
    [
        ({}, {ALWAYS, ON_TUESDAYS, BY_PHONE}),
        ({"days": ["tue"]}, {ALWAYS, ON_TUESDAYS, BY_PHONE}),
        ({"days": ["wed", "thu"]}, {ALWAYS, BY_PHONE}),
        ({"delivery": ["in-person"]}, {ALWAYS, ON_TUESDAYS}),
        ({"delivery": ["home"]}, {ALWAYS, ON_TUESDAYS}),
        ({"delivery": ["phone"], "days": ["wed"]}, {ALWAYS, BY_PHONE}),
        ({"moment": TUESDAY}, {ALWAYS, ON_TUESDAYS, BY_PHONE}),
        ({"moment": TUESDAY.replace(hour=12)}, {ALWAYS, BY_PHONE}),
        ({"moment": TUESDAY.replace(day=25)}, {ALWAYS, BY_PHONE}),
    ],
)
def test_what_is_not_said_fits_whatever_is_asked(asked: dict[str, object], fit: set[str]) -> None:
    assert set(speaking.there(EVERYONE, ["pl"], **asked)) == fit  # type: ignore[arg-type]
