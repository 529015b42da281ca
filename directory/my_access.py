"""My access: what a reader needs to get in, kept in their own browser only; every list and page then says what fits."""

from __future__ import annotations

from flask import Blueprint, after_this_request, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory import fitting, queries, telling
from directory.documents import Document
from foundation.words import gettext as _
from web import cookies
from web.cookies import Cookie, declare
from web.door import Door

blueprint = Blueprint("my_access", __name__)
door = Door(blueprint)
KEPT = declare(
    Cookie(
        "access",
        lambda: _("What you need to get in and take part. It stays for 90 days."),
        "my_access.mine",
        lambda: _("What you need"),
    )
)


def wanted() -> tuple[str, ...]:
    """The codes that this reader keeps. A page that asks is theirs alone, and no cache gives it to another."""
    after_this_request(_for_this_reader)
    found = fitting.read(request.cookies.get(KEPT, ""), queries.vocabulary("access").terms)
    g.personal = g.get("personal", False) or bool(found)
    return found


def _for_this_reader(answer: Response) -> Response:
    answer.vary.add("Cookie")
    return answer


def sentences(codes: tuple[str, ...], entry: Document, sites: list[Document]) -> list[tuple[str, str]]:
    """What fits, what does not and what nobody has asked yet, each as (mark, sentence); nothing for who needs nothing."""
    found, access = fitting.fit(codes, entry, sites), queries.vocabulary("access")

    def listed(some: tuple[str, ...]) -> dict[str, str]:
        return {"what": telling.listed(access.words(code) for code in some)}

    said = []
    if found.has:
        said.append(("yes", _("Fits what you need: %(what)s.") % listed(found.has)))
    if found.lacks:
        said.append(("no", _("Does not fit: %(what)s.") % listed(found.lacks)))
    if found.unknown:
        said.append(("unk", _("Nobody has told us yet: %(what)s. Ring and ask.") % listed(found.unknown)))
    return said


def note_unknown(codes: tuple[str, ...], entry: Document, sites: list[Document]) -> None:
    """What this reader needed to know of an entry and could not: counted without them, and asked of the agency."""
    if unknown := fitting.fit(codes, entry, sites).unknown:
        g.asked_in_vain = {"type": entry["types"], "access": unknown}


@door.public("/my-access")
def mine() -> str:
    """What I need, as far as my browser keeps it."""
    g.personal = True
    access = queries.vocabulary("access")
    options = [(code, access.words(code)) for code in access.terms]
    return render_template("directory/my_access.html", options=options, wanted=wanted())


@door.public("/my-access", methods=["POST"], no_session=True)
def keep() -> Response:
    """The browser keeps it. What the vocabulary does not have is left out."""
    known = queries.vocabulary("access").terms
    chosen = fitting.read(".".join(request.form.getlist("access")[:50])[: fitting.LONGEST], known)
    if not chosen:
        return forget()
    there = redirect(url_for("my_access.mine"), 303)
    return cookies.keep(there, KEPT, fitting.written(chosen), cookies.DAYS_90)


@door.public("/my-access/forget", methods=["POST"], no_session=True)
def forget() -> Response:
    """The browser keeps nothing of it any longer."""
    return cookies.forget(redirect(url_for("my_access.mine"), 303), KEPT)
