"""What waits, how the index is used and not used, and patterns that are worth a question."""

from __future__ import annotations

from flask import render_template

from access import queries as access
from oversight import rules, telling
from oversight.queries import unusual, waiting
from oversight.views.common import SEE, door, look, told
from web.door import actor


@door.page("/oversight", SEE)
def home() -> str:
    """What waits."""
    where = access.index_of(actor())
    with look() as names:
        held = waiting.waiting(where)
        used = waiting.use(where)
    return render_template(
        "oversight/home.html",
        names=names,
        waiting=held,
        used=used,
        last=waiting.last_verification(),
        told=told(),
        faults=[],
    )


@door.page("/oversight/unusual", SEE)
def unusual_work() -> str:
    """Patterns as questions to people, never a ranking of children."""
    where = access.index_of(actor())
    with look() as names:
        done = unusual.doings(where, names=names)
    asks = rules.questions(done, rules.Thresholds(), names=names)
    return render_template(
        "oversight/unusual.html",
        names=names,
        asks=[(one, telling.pattern(one.pattern, one.times)) for one in asks],
        people=waiting.person_names({one.person for one in asks}) if names else {},
        agencies=waiting.agency_names(),
        told="",
        faults=[],
    )
