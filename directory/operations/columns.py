"""The columns of a draft from what was said. Used inside the saving of listings."""

from __future__ import annotations

from dataclasses import asdict

from directory import shapes
from directory.models import Entry
from directory.plainly import plain
from places.finding import Found


def lies_in(place: Found) -> dict[str, str]:
    """The areas of a place, as an address keeps them."""
    areas = {**asdict(place.codes), "district_name": place.within}
    return {kind: code for kind, code in areas.items() if code}


def fill(row: Entry, said: shapes.Entry, organisation: str) -> None:
    """The columns of an entry's draft from what was said of it."""
    row.organisation, row.status, row.answerable = organisation, "active", said.answerable
    row.hidden_why, row.off_since, row.retired_words, row.retired_instead = "", None, "", ""
    row.url, row.email = said.url, said.email
    row.levels, row.audience, row.delivery = list(said.levels), list(said.audience), list(said.delivery)
    row.eligibility = plain(dict(asdict(said.eligibility).items()))
    row.referral = plain(asdict(said.referral))
    held = said.capacity
    row.places, row.weeks_wait = (held.places, held.weeks_wait) if held else (None, None)
    row.capacity_stated_on, row.capacity_good_until = (held.stated_on, held.good_until) if held else (None, None)
    sure = said.assurance
    row.assured_on, row.assured_by, row.assurer_email = (sure.on, sure.by, sure.email) if sure else (None, "", "")
