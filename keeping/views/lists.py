"""A family's own list: in a link, or in a cookie that they asked for and can take back. No account, no script."""

from __future__ import annotations

from pathlib import Path

from flask import g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory import codes, queries, telling
from foundation import clock, words
from foundation.words import gettext as _
from foundation.words import ngettext
from keeping import braille, linking, rules, showing
from keeping.rules import Asked
from keeping.views.rooms import door, file
from web import cookies
from web.cookies import Cookie, declare

KEPT = declare(
    Cookie(
        "list",
        lambda: _("The codes of the services on your list, if you ask for it. They stay for 90 days."),
        "keeping.mine",
        lambda: _("Your list"),
    )
)
STYLE = Path(__file__).parents[1] / "offline.css"  # of the page that opens without a network
NAMED = "names"  # the parameter of an address that shows names which a glance at the screen must not tell
Answer = str | Response | tuple[str, int]


@door.public("/list")
def mine() -> Answer:
    """The list of the link; without one, the list that this device keeps."""
    if "c" in request.args:
        return _page(rules.read(request.args["c"]), on_device=False)
    g.personal = True
    asked = rules.read(request.cookies.get(KEPT, ""))
    answer = make_response(_page(asked, on_device=KEPT in request.cookies))
    if asked.unread:
        _set(answer, asked.codes)
    return answer


def _page(asked: Asked, *, on_device: bool, fault: str = "", typed: str = "") -> str:
    named = NAMED in request.args
    kept = showing.shown_list(asked, names=named)
    return render_template(
        "keeping/list.html",
        kept=kept,
        on_device=on_device,
        named=named,
        title=_titled(len(kept.items)),
        fault=fault,
        typed=typed[:40],
        most=rules.MOST,
        beside=[("en", _("Yes")), ("none", _("No"))] if words.language() != words.SOURCE else [],
        sizes=[("normal", _("Ordinary letters")), ("large", _("Large letters"))],
        braille=braille.is_here(),
    )


def _titled(count: int) -> str:
    """How many stand on it, so that two windows of a browser are told apart; never which."""
    return ngettext("Your list: %(num)s service", "Your list: %(num)s services", count) % {"num": telling.number(count)}


@door.public("/list/add", methods=["POST"], no_session=True)
def add() -> Answer:
    """One service more: on the list of the link that the form came with, else on the one that this device keeps."""
    typed, (asked, on_device) = request.form.get("code", ""), _sent()
    code = codes.clean(typed)
    fault = ""
    if code is None:
        fault = _("A code has six letters, and no vowels.")
    elif queries.entry_page(code) is None:
        fault = _("There is no service with this code. Check the letters.")
    elif len(asked.codes) >= rules.MOST and code not in asked.codes:
        fault = _("A list holds 30 services. Take one off first.")
    if fault or code is None:
        return _page(asked, on_device=on_device, fault=fault, typed=typed), 400
    return _to(rules.put(asked.codes, code), on_device=on_device)


@door.public("/list/take-off", methods=["POST"], no_session=True)
def take_off() -> Response:
    """One service less."""
    asked, on_device = _sent()
    return _to(rules.take_off(asked.codes, codes.clean(request.form.get("code", "")) or ""), on_device=on_device)


@door.public("/list/remember", methods=["POST"], no_session=True)
def remember() -> Response:
    """This device keeps the list: its codes, and nothing else."""
    return _to(rules.read(request.form.get("c", "")).codes, on_device=True)


@door.public("/list/clear", methods=["POST"], no_session=True)
def clear() -> Response:
    """Nothing is on the list, and this device keeps none: one press."""
    return _to((), on_device=True)


def _sent() -> tuple[Asked, bool]:
    """The list that a form is about, and whether it is the device's own."""
    if "c" in request.form:
        return rules.read(request.form["c"]), False
    return rules.read(request.cookies.get(KEPT, "")), KEPT in request.cookies


def _to(listed: tuple[str, ...], *, on_device: bool) -> Response:
    """To the list as it is now."""
    if not on_device:
        return redirect(url_for("keeping.mine", c=rules.written(listed)), 303)
    answer = redirect(url_for("keeping.mine"), 303)
    _set(answer, listed)
    return answer


def _set(answer: Response, listed: tuple[str, ...]) -> None:
    """The device keeps these codes; for none it keeps nothing."""
    if listed:
        cookies.keep(answer, KEPT, rules.written(listed), cookies.DAYS_90)
    else:
        cookies.forget(answer, KEPT)


@door.public("/list/print")
def printed() -> str:
    """The list on paper: the reader's language, English beside it, ordinary or large letters."""
    asked = rules.read(request.args.get("c", ""))
    kept = showing.shown_list(asked, names=NAMED in request.args)
    address = linking.whole(asked.codes)
    return render_template(
        "keeping/printed.html",
        kept=kept,
        sheets=showing.on_paper(kept, words.language(), beside=request.args.get("with") != "none"),
        large=request.args.get("size") == "large",
        address=address,
        picture=linking.picture(address),
        most=rules.MOST,
    )


@door.public("/list/keep")
def offline() -> Response:
    """The list as one file that opens without a network."""
    asked = rules.read(request.args.get("c", ""))
    kept = showing.shown_list(asked, names=NAMED in request.args)
    page = render_template(
        "keeping/offline.html",
        kept=kept,
        sheets=showing.on_paper(kept, words.language(), beside=True),
        address=linking.whole(asked.codes),
        kept_on=telling.day_and_month(clock.today()),
        style=STYLE.read_text("utf-8"),
    )
    return file(page, "text/html; charset=utf-8", "list.html")
