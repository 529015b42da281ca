"""What people searched for: what nothing good was found for first. Fewer than five searches are never shown."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, render_template, request

from desk.views.whose import desk, ours
from directory import telling
from foundation.permissions import Permission
from foundation.words import language_of, languages
from search import queries
from web.door import Door

blueprint = Blueprint("desk_searched", __name__)
door = Door(blueprint, readers="staff")


@door.page("/desk/searched", Permission.VOCABULARY_EDIT, subject=desk)
def words() -> str:
    """A month's searches, or all that are kept."""
    months, asked = queries.asked_months(ours()), request.args.get("month", "")
    month = asked if asked in months else ""
    return render_template(
        "desk/searched.html",
        without=queries.asked(ours(), without=True, month=month),
        asked=queries.asked(ours(), month=month),
        month=month,
        months=[(one, telling.month(date.fromisoformat(f"{one}-01"))) for one in months],
        keeps=queries.keeper_is(ours()),
        spoken={one.tag: language_of(one.tag) for one in languages()},
    )
