"""When something is wrong: one page, plain words, the reader's language, the right status, and a way on."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from foundation.words import gettext as _


@dataclass(frozen=True)
class Trouble:
    """What happened and what one can do, in the reader's words."""

    title: str
    lead: str


def _known() -> dict[int, Trouble]:
    return {
        400: Trouble(
            _("We could not read that address"),
            _("Part of it is not written in a way we understand. Nothing is lost: start again below."),
        ),
        403: Trouble(_("You cannot open this page"), _("It is only for people who have been given access to it.")),
        404: Trouble(
            _("This path ends here"), _("We cannot find that page. It may have moved, or the address may be mistyped.")
        ),
        405: Trouble(_("That cannot be done here"), _("The page was asked for something that it does not do.")),
        410: Trouble(_("This service is no longer listed"), _("It was here once. You can look for another one below.")),
        413: Trouble(_("That was too long"), _("Please send less text, or a smaller file.")),
        414: Trouble(_("That was too long"), _("Please ask with fewer words.")),
        429: Trouble(
            _("Please wait a minute"), _("Too many requests came from your connection. Wait a minute, then try again.")
        ),
        500: Trouble(_("Something went wrong here"), _("It is our fault, not yours. Try again in a few minutes.")),
        503: Trouble(_("This site is being looked after"), _("It will be back soon. Try again in a few minutes.")),
    }


EXPIRED = 440  # our own key: a form that was open too long; sent as 400


def trouble(status: int) -> Trouble:
    """The words for a status; one without words of its own gets those of 500 (server) or 400 (reader)."""
    if status == EXPIRED:
        return Trouble(_("This page was open for too long"), _("Go back, open the page again and send it once more."))
    known = _known()
    return known.get(status) or known[500 if status >= 500 else 400]


def answer_errors(app: Flask) -> None:
    """Every error of this app becomes that page."""

    @app.errorhandler(CSRFError)
    def expired(_error: CSRFError) -> tuple[str, int]:
        return _page(EXPIRED, 400)

    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> object:
        if error.response is not None or (error.code or 500) < 400:
            return error.response or error.get_response()
        page = make_response(_page(error.code or 500, error.code or 500))
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            page.headers["Allow"] = ", ".join(sorted(error.valid_methods))
        return page

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> tuple[str, int]:
        app.logger.error("%s %r failed", request.method, request.path, exc_info=error)
        if app.testing and app.config.get("PROPAGATE_EXCEPTIONS"):
            raise error
        return _page(500, 500)


def _page(key: int, status: int) -> tuple[str, int]:
    return render_template("web/trouble.html", trouble=trouble(key), status=status), status
