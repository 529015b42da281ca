"""Facts of an entry as sentences in the reader's language: what is said, not where. No page, no database. (pure)"""

from __future__ import annotations

from directory.telling.facts import (
    Checked,
    ages,
    ago,
    ask_for,
    audience,
    capacity,
    checked,
    delivery,
    how_to_refer,
    is_free,
    money,
    price,
    short_cost,
    who_may_refer,
)
from directory.telling.said import NOTHING, Said, say
from directory.telling.times import (
    clock_time,
    day_and_month,
    day_name,
    open_in_list,
    open_now,
    short_hours,
    span,
    week_line,
    week_title,
)
from directory.telling.tongues import Tongue, offered, tongue
from directory.telling.writing import capital, decimal, joined, listed, number, one_of, phone_link, phone_words

__all__ = [
    "NOTHING",
    "Checked",
    "Said",
    "Tongue",
    "ages",
    "ago",
    "ask_for",
    "audience",
    "capacity",
    "capital",
    "checked",
    "clock_time",
    "day_and_month",
    "day_name",
    "decimal",
    "delivery",
    "how_to_refer",
    "is_free",
    "joined",
    "listed",
    "money",
    "number",
    "offered",
    "one_of",
    "open_in_list",
    "open_now",
    "phone_link",
    "phone_words",
    "price",
    "say",
    "short_cost",
    "short_hours",
    "span",
    "tongue",
    "week_line",
    "week_title",
    "who_may_refer",
]
