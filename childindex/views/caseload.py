"""The children that one works with, and what is new since one looked."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from childindex import operations
from childindex.forms import ReasonForm
from childindex.queries import caseload, central
from childindex.views.finding import index, reason_page, why_of
from foundation import acts
from foundation.acts import Refused, Subject
from foundation.permissions import Permission
from foundation.words import gettext as _
from foundation.words import ngettext
from web.door import Door, actor

blueprint = Blueprint("caseload", __name__)
door = Door(blueprint, load=index, readers="staff")
SEE = Permission.CASELOAD_SEE
Answer = str | Response | tuple[str, int]


def _whose(**_values: object) -> Subject:
    return index()


@door.page("/caseload", SEE)
def mine() -> str:
    """My list."""
    asked = request.args.get("page", "1")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    with acts.looking(actor(), SEE, index()):
        held, offers = caseload.caseload(actor(), page), caseload.offers(actor())
        questions = [one for one in central.my_questions(actor().id) if one.answered_at is None]
    return render_template(
        "childindex/caseload.html",
        held=held,
        offers=offers,
        questions=questions,
        page_url=lambda number: url_for("caseload.mine", page=number if number > 1 else None),
        told=_told(),
        faults=[],
    )


def _told() -> str:
    return {
        "asked": _("The central team has your question. You are told when they answer."),
        "added": _(
            "Thank you. New records are looked at before they can be found: by the next working day, as a rule. "
            "If you do not find the child then, ring the central team."
        ),
        "declined": _("You said no, and they are told why."),
        "saved": _("Saved."),
    }.get(request.args.get("done", ""), "")


@blueprint.app_template_filter("news_words")
def news_words(news: Mapping[tuple[str, str], int]) -> str:
    """What is new, in one sentence that a screen reader reads in one breath."""
    said = [_news(kind, what, count) for (kind, what), count in sorted(news.items())]
    return ", ".join(one for one in said if one)


def _news(kind: str, what: str, count: int) -> str:
    counts = {"num": count}
    if (kind, what) == ("involvement", "added"):
        return ngettext("%(num)d new involvement", "%(num)d new involvements", count) % counts
    if (kind, what) == ("involvement", "ended"):
        return ngettext("%(num)d involvement ended", "%(num)d involvements ended", count) % counts
    if kind == "lead":
        return _("the lead changed")
    if kind in ("need", "concern", "strength"):
        return ngettext("%(num)d new need or strength", "%(num)d new needs or strengths", count) % counts
    return ngettext("%(num)d fact changed", "%(num)d facts changed", count) % counts


@door.page("/caseload/<child>/open", Permission.CHILD_OPEN, fresh=True, methods=["GET", "POST"])
def reason(child: str) -> Answer:
    """Why I open the record of a child on my list."""
    with acts.looking(actor(), SEE, index()):
        stub = caseload.case_of(actor(), child)
    if stub is None:
        abort(404)
    form = ReasonForm()
    if request.method == "GET" or not form.validate():
        page = reason_page(form, stub)
        return page if request.method == "GET" else (page, 400)
    try:
        operations.open_own(actor(), child, why_of(form, "involved"))
    except (LookupError, Refused):
        abort(404)
    return redirect(url_for("record.show", child=child), 303)


@door.page("/central/mine", SEE)
def questions() -> str:
    """What I asked the central team, and what they said."""
    with acts.looking(actor(), SEE, index()):
        asked = central.my_questions(actor().id)
    return render_template("childindex/my_questions.html", questions=asked, told="", faults=[])
