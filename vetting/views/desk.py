"""The vetting officer: agencies, their checks, decisions with reasons; the checklist and the agreement themselves."""

from __future__ import annotations

import re

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from accounts import operations as accounts_operations
from accounts import queries as accounts
from foundation import clock, words
from foundation.acts import Subject
from foundation.permissions import Permission
from foundation.words import gettext as _
from vetting import operations, queries
from web.door import Door, actor
from web.forms import clean

blueprint = Blueprint("vetting_desk", __name__)
door = Door(blueprint, readers="staff")
LONGEST = 2000
PER_PAGE = 50
Answer = str | Response | tuple[str, int]
Faults = list[tuple[str, str]]


def _ours() -> str:
    return min((one.authority for one in actor().grants if one.role == "vetting-officer"), default="")


def _desk(**_values: object) -> Subject:
    return Subject("authority", _ours(), _ours())


@door.page("/agencies", Permission.AGENCY_VET, subject=_desk)
def agencies() -> str:
    """Who asks to be listed, and all agencies with where each stands."""
    wanted = clean(request.args.get("q", ""))[:100].casefold()
    known = [one for one in accounts.agencies(_ours()) if wanted in one.name.casefold()]
    known.sort(key=lambda one: (one.vetted_on is not None, one.name.casefold()))
    pages = max(1, -(-len(known) // PER_PAGE))
    asked = request.args.get("page", "1")
    page = min(pages, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 and int(asked) else 1
    return render_template(
        "vetting/agencies.html",
        cases=queries.open_cases(_ours()) if page == 1 and not wanted else [],
        agencies=known[(page - 1) * PER_PAGE : page * PER_PAGE],
        total=len(known),
        wanted=request.args.get("q", "")[:100],
        page=page,
        pages=pages,
        page_url=lambda number: url_for("vetting_desk.agencies", q=wanted or None, page=number if number > 1 else None),
        today=clock.today(),
        told=_told(),
    )


def _told() -> str:
    return {
        "accepted": _("It is accepted. Its manager is asked in by letter, and accepts the agreement next."),
        "refused": _("It is refused, and told why."),
        "asked": _("Your question is on its way."),
        "saved": _("Saved."),
    }.get(request.args.get("done", ""), "")


@door.page("/agencies/<uuid>", Permission.AGENCY_VET, subject=queries.subject_of_agency)
def agency(uuid: str) -> Answer:
    """One agency: checks, agreement, how far it is trusted."""
    return render_template(
        "vetting/agency.html",
        agency=accounts.agency(uuid),
        cases=queries.cases_of(uuid),
        accepted=queries.acceptances(uuid),
        told=_told(),
    )


@door.page("/agencies/<uuid>/trust", Permission.AGENCY_TRUST, subject=queries.subject_of_agency, methods=["POST"])
def trust(uuid: str) -> Answer:
    """Whether its changes wait for the desk."""
    how = request.form.get("trust", "")
    if how not in ("direct", "waits"):
        abort(400)
    operations.trust(actor(), uuid, how)
    return redirect(url_for("vetting_desk.agency", uuid=uuid, done="saved"), 303)


@door.page("/agencies/<uuid>/vet", Permission.AGENCY_VET, subject=queries.subject_of_agency, methods=["POST"])
def begin(uuid: str) -> Response:
    """Begin to check an agency that is here already."""
    return redirect(url_for("vetting_desk.case", uuid=operations.begin(actor(), uuid)), 303)


@door.page("/vetting/<uuid>", Permission.AGENCY_VET, subject=queries.subject_of_case)
def case(uuid: str) -> Answer:
    """One case: what the agency said, the checklist, the decision."""
    return _page(uuid)


@door.page("/vetting/<uuid>", Permission.AGENCY_VET, subject=queries.subject_of_case, methods=["POST"])
def work_on(uuid: str) -> Answer:
    """The answers are kept whatever comes next; then the decision, if one was made."""
    found = queries.case(uuid)
    answers = {
        item.code: (request.form.get(f"a:{item.code}", ""), clean(request.form.get(f"s:{item.code}", ""))[:LONGEST])
        for item in (found.items if found else ())
    }
    decision, reasons = request.form.get("do", ""), clean(request.form.get("reasons", ""))
    try:
        operations.check(actor(), uuid, {code: said for code, said in answers.items() if said[0]})
        if decision == "save":
            return redirect(url_for("vetting_desk.case", uuid=uuid, done="saved"), 303)
        if not reasons or len(reasons) > LONGEST:
            return _page(uuid, [("reasons", _("Write your reasons, in a few sentences"))], reasons), 400
        agency_uuid = operations.decide(actor(), uuid, decision, reasons)
    except operations.NotComplete as lacking:
        return _page(
            uuid, [(f"a-{code}", _("This is needed before you can accept")) for code in lacking.missing], reasons
        ), 409
    except operations.AlreadyDecided:
        return _page(uuid, [("reasons", _("Somebody else decided on this meanwhile."))], reasons), 409
    except ValueError:
        abort(400)
    if decision == "accepted":
        _ask_in(uuid, agency_uuid)
    return redirect(url_for("vetting_desk.agencies", done=decision), 303)


def _ask_in(uuid: str, agency_uuid: str) -> None:
    """The contact becomes the agency's manager, by a letter; not when the agency has people already."""
    found = queries.case(uuid)
    if found is None or not found.contact_email or accounts.people_of(agency_uuid):
        return
    accounts_operations.invite(
        actor(), found.authority, agency_uuid, "agency-manager",
        email=found.contact_email, name=found.contact_name, language=found.language,
    )  # fmt: skip


def _page(uuid: str, faults: Faults | None = None, reasons: str = "") -> str:
    found = queries.case(uuid)
    if found is None:
        abort(404)
    return render_template("vetting/case.html", case=found, faults=faults or [], reasons=reasons, told=_told())


@door.page("/vetting/agreement", Permission.AGREEMENT_KEEP, subject=_desk)
def agreement() -> str:
    """The agreement and the checklist as this authority has them."""
    return _settings_page()


@door.page("/vetting/agreement", Permission.AGREEMENT_KEEP, subject=_desk, methods=["POST"])
def write_agreement() -> Answer:
    """A new version, which agencies accept when theirs is reviewed."""
    typed = {one.tag: clean(request.form.get(f"words-{one.tag}", "")) for one in words.offered()}
    months = request.form.get("months", "").strip()
    faults: Faults = []
    if not typed["en"] or max(map(len, typed.values())) > 10_000:
        faults.append(("words-en", _("Write the agreement in English")))
    if not re.fullmatch(r"[1-9]\d?", months) or int(months) > 60:
        faults.append(("months", _("Write a number of months, 1 to 60")))
    if faults:
        return _settings_page(faults, typed, months), 400
    operations.write_agreement(actor(), _ours(), typed, int(months))
    return redirect(url_for("vetting_desk.agencies", done="saved"), 303)


@door.page("/vetting/checklist", Permission.AGREEMENT_KEEP, subject=_desk, methods=["POST"])
def write_checklist() -> Answer:
    """One item a line; a line that begins with an asterisk is needed. Lines that stay keep their answers."""
    known = {item.words.get("en", ""): item for item in queries.checklist(_ours())}
    made: dict[str, tuple[dict[str, str], bool]] = {}
    for line in clean(request.form.get("items", ""))[: LONGEST * 5].split("\n"):
        said = line.lstrip("* ").strip()
        if said:
            old = known.get(said)
            code = old.code if old else re.sub(r"[^a-z0-9]+", "-", said.lower())[:30].strip("-") or f"item-{len(made)}"
            made[code] = (old.words if old else {"en": said}, line.lstrip().startswith("*"))
    if not made:
        return _settings_page([("items", _("Write at least one thing to check"))]), 400
    operations.write_checklist(actor(), _ours(), made)
    return redirect(url_for("vetting_desk.agencies", done="saved"), 303)


def _settings_page(faults: Faults | None = None, typed: dict[str, str] | None = None, months: str = "") -> str:
    now = queries.agreement(_ours())
    return render_template(
        "vetting/settings.html", agreement=now, typed=typed or now.words, months=months or now.months,
        items=queries.checklist(_ours()), spoken=words.offered(), faults=faults or [],
    )  # fmt: skip
