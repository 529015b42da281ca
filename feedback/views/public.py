"""Telling us, following it, and whether somebody found what they needed. No account, no cookie, no puzzle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from flask import Blueprint, Flask, abort, current_app, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import Field

from accounts import queries as accounts
from directory import codes, discretion, telling
from directory import operations as directory
from directory import queries as directory_queries
from directory.addresses import entry_address
from directory.operations import Faulty
from directory.queries import changes
from directory.work import NOTHING
from feedback import forms, naming, operations, queries, rules
from feedback.counting import ROBOT, Tally
from foundation import words
from foundation.acts import reader
from foundation.words import gettext as _
from web import limits
from web.door import Door

blueprint = Blueprint("feedback", __name__)
door = Door(blueprint)
HOUR = timedelta(hours=1)
Answer = str | Response | tuple[str, int]


@door.public("/tell-us")
def tell_us() -> str:
    """Where to begin: an entry's own page leads further; here one follows a code, or names a missing service."""
    return render_template("feedback/tell_us.html", code=request.args.get("c", "")[:20], fault="")


@door.public("/tell-us/wrong/<code>")
def wrong(code: str) -> Answer:
    """Something is wrong with this entry."""
    return _wrong_page(_entry(code), forms.WrongForm(None))


@door.public("/tell-us/wrong/<code>", no_session=True, methods=["POST"])
def send_wrong(code: str) -> Answer:
    """Kept, with a change made ready where the reader gave the right value."""
    page, form = _entry(code), forms.WrongForm()
    sound = form.validate()
    if suspicion := form.suspicion() if sound else "":
        return _wrong_page(page, form, suspicion), 400
    if not sound:
        return _wrong_page(page, form), 400
    if not limits.allow("feedback.tell", most=20, per=HOUR):
        return _wrong_page(page, form, _too_often()), 429
    return redirect(url_for("feedback.followed", code=_kept(page, form), new=1), 303)


def _kept(page: directory_queries.EntryPage, form: forms.WrongForm) -> str:
    what, value, said = form.what.data, form.value.data or "", form.words.data or ""
    change = _made_ready(page.entry["code"], what, value, said)
    told = "\n".join(part for part in (value, said) if part)
    new = operations.NewReport(
        page.entry["authority"], what, told, words.language(), entry=page.entry["code"], change=change
    )
    return operations.tell(reader(), new)


def _made_ready(code: str, what: str, value: str, said: str) -> str:
    """The change that waits for a decision because of it; "" when a person must first find out what is right."""
    if what == "closed":
        return directory.propose(reader(), code, NOTHING, words=said, kind="retire", origin="reader")
    working = changes.working(code)
    patch = rules.suggested(working.entry, what, value) if working else None
    if patch is None:
        return ""
    try:
        return directory.propose(reader(), code, patch, words=said, origin="reader")
    except (Faulty, ValueError):
        return ""


def _wrong_page(page: directory_queries.EntryPage, form: forms.WrongForm, suspicion: str = "") -> str:
    faults = [("what", suspicion)] if suspicion else form.faults()
    return render_template(
        "feedback/wrong.html",
        entry=page.entry,
        name=telling.say(page.entry["texts"], "name"),
        form=form,
        options=forms.options(),
        faults=faults,
        opened=forms.opened(),
    )


@door.public("/tell-us/missing")
def missing() -> str:
    """A service is not in the directory."""
    return _missing_page(forms.MissingForm(None))


@door.public("/tell-us/missing", no_session=True, methods=["POST"])
def send_missing() -> Answer:
    """Kept for the desk."""
    form = forms.MissingForm()
    return _told_or_again(form, rules.MISSING, _missing_page, (form.name, form.words, form.reach))


def _missing_page(form: forms.HumanForm, faults: Sequence[tuple[str, str]] = ()) -> str:
    return render_template("feedback/missing.html", form=form, faults=faults, opened=forms.opened())


@door.public("/tell-us/site")
def site() -> str:
    """Something about this site itself."""
    return _site_page(forms.SiteForm(None))


@door.public("/tell-us/site", no_session=True, methods=["POST"])
def send_site() -> Answer:
    """Kept for the desk."""
    form = forms.SiteForm()
    return _told_or_again(form, rules.SITE, _site_page, (form.words, form.uses))


def _site_page(form: forms.HumanForm, faults: Sequence[tuple[str, str]] = ()) -> str:
    return render_template("feedback/site.html", form=form, faults=faults, opened=forms.opened())


def _told_or_again(form: forms.HumanForm, what: str, page: Callable[..., str], boxes: Sequence[Field]) -> Answer:
    """Kept under a code; or the page once more, with what was typed and what is wrong. A robot reads of it at the first box."""
    if not form.validate():
        return page(form, form.faults()), 400
    if suspicion := form.suspicion():
        return page(form, [(boxes[0].name, suspicion)]), 400
    if not limits.allow("feedback.tell", most=20, per=HOUR):
        return page(form, [(boxes[0].name, _too_often())]), 429
    told = "\n".join(box.data for box in boxes if box.data)
    code = operations.tell(reader(), operations.NewReport(_ours(), what, told, words.language()))
    return redirect(url_for("feedback.followed", code=code, new=1), 303)


@door.public("/tell-us/follow")
def follow() -> Answer:
    """A code typed into the box."""
    code = codes.letters(request.args.get("c", ""))
    if len(code) == operations.CODE_LENGTH and queries.by_code(code):
        return redirect(url_for("feedback.followed", code=code))
    fault = _("We do not know this code. Check the letters.") if code else _("Write the eight letters of your code.")
    return render_template("feedback/tell_us.html", code=request.args.get("c", "")[:20], fault=fault), 404


@door.public("/tell-us/code/<code>")
def followed(code: str) -> Answer:
    """What became of what somebody told us. Their own words are not shown: a code may be seen by others."""
    if not limits.allow("feedback.follow", most=60, per=HOUR):
        abort(429)
    report = queries.by_code(codes.letters(code))
    if report is None:
        abort(404)
    if page := directory_queries.entry_page(report.entry) if report.entry else None:
        discretion.about(page.entry)
    answer = current_app.make_response(
        render_template("feedback/followed.html", report=report, new="new" in request.args, naming=naming)
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@door.public("/found", no_session=True, methods=["POST"])
def found() -> Answer:
    """Yes, partly, no: counted; then what was missing can be told."""
    said, about = request.form.get("found", ""), codes.clean(request.form.get("about", "")) or ""
    if said not in ("yes", "partly", "no"):
        abort(400)
    if not limits.allow("feedback.found", most=60, per=HOUR):
        abort(429)
    operations.found(reader(), _ours(), about, said)
    return redirect(url_for("feedback.missed", said=said, about=about or None), 303)


@door.public("/found")
def missed() -> Answer:
    """What was missing (optional)."""
    said = request.args.get("said", "")
    return _missed_page(said if said in ("yes", "partly", "no") else "", forms.MissedForm(None))


@door.public("/found/missing", no_session=True, methods=["POST"])
def send_missed() -> Answer:
    """Kept for the desk, which answers in public each month."""
    form, about = forms.MissedForm(), codes.clean(request.form.get("about", "")) or ""
    suspicion = form.suspicion() if form.validate() else str(form.words.errors[0])
    if suspicion:
        return _missed_page("no", form, suspicion), 400
    if not limits.allow("feedback.tell", most=20, per=HOUR):
        return _missed_page("no", form, _too_often()), 429
    if form.words.data:
        operations.missed(reader(), _ours(), about, form.words.data, words.language())
    return redirect(url_for("feedback.missed", said="kept"), 303)


def _missed_page(said: str, form: forms.MissedForm, fault: str = "") -> str:
    about = codes.clean(request.values.get("about", "")) or ""
    page = directory_queries.entry_page(about) if about else None
    back = _page_of(page) if page else ""
    return render_template(
        "feedback/missed.html", said=said, kept=request.args.get("said") == "kept", form=form, fault=fault, about=about,
        back=back, faults=[("words", fault)] if fault else [], opened=forms.opened(),
    )  # fmt: skip


def _page_of(page: directory_queries.EntryPage) -> str:
    discretion.about(page.entry)
    return entry_address(page.entry["code"], telling.say(page.entry["texts"], "name").words, page.entry["types"])


@door.public("/what-people-said")
def months() -> str:
    """Each month: how many found what they needed, and what the authority answers."""
    return render_template("feedback/months.html", months=queries.months(_ours()))


def _too_often() -> str:
    return _("Too much came from your connection. Wait an hour, then send it again, or ring us.")


def _ours() -> str:
    keeper = accounts.authority(current_app.config["WAYMARK"].authority)
    if keeper is None:
        abort(404)
    return keeper.slug


def _entry(typed: str) -> directory_queries.EntryPage:
    code = codes.clean(typed)
    page = directory_queries.entry_page(code) if code else None
    if page is None:
        abort(404)
    discretion.about(page.entry)
    return page


def count(app: Flask) -> None:
    """Count what is opened and asked for, after the page is made, so that no reader waits."""
    tally = app.extensions["waymark.tally"] = Tally()

    @app.after_request
    def look(response: Response) -> Response:
        if response.status_code == 200 and request.method == "GET" and not ROBOT.search(str(request.user_agent)):
            if request.endpoint == "directory.entry" and request.view_args:
                tally.seen(codes.clean(request.view_args["code"]) or "")
                tally.asked(g.get("asked_in_vain", {}))
            elif request.endpoint == "search.results":
                tally.asked(request.args.to_dict(flat=False))
            tally.write_if_due()
        return response
