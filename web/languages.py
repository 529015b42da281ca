"""The language of a page stands in its path; this file hands it to foundation/words, and Flask-Babel follows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, redirect, request, url_for
from flask_babel import Babel
from werkzeug.routing import BaseConverter, ValidationError
from werkzeug.wrappers import Response

from foundation import words
from foundation.settings import Settings
from web import door, quiet

ENGLISH = "en"
KEPT = "language"  # the cookie of who asked the site to begin in a language; nothing but / reads it


def wished(tags: tuple[str, ...]) -> str:
    """The reader's first wish that we have. (Werkzeug's best_match answers "en" to "ar-EG, en;q=0.5".)"""
    ours = {tag.lower(): tag for tag in tags}
    for wish in request.accept_languages.values():
        for asked in (wish.lower(), wish.lower().split("-")[0]):
            if asked in ours:
                return ours[asked]
    return ENGLISH


def here() -> tuple[words.Language, ...]:
    """The languages that this very page can be read in: pages of agencies and staff are not in every one."""
    pseudo, readers = current_app.config["WAYMARK"].pseudo, _readers()
    return tuple(one for one in words.offered(pseudo=pseudo) if one.speaks_to(readers))


def _readers() -> str:
    view = current_app.view_functions.get(request.endpoint or "")
    return str(getattr(view, door.READERS, words.READERS[0]))


def _in_a_language_that_reaches() -> Response | None:
    """A page asked for in a language that has no words for its readers is read in English."""
    if request.method != "GET" or words.language_of(words.language()).speaks_to(_readers()):
        return None
    return redirect(same_page(ENGLISH))


def tags_of(settings: Settings) -> tuple[str, ...]:
    """The languages that this site speaks, in the order in which they are offered."""
    return tuple(language.tag for language in words.offered(pseudo=settings.pseudo))


def speak_from_path(app: Flask, settings: Settings) -> None:
    """Every page lives under /<lang:lang>/; url_for fills in the reader's language; an unknown one is no page."""
    tags = tags_of(settings)
    words.teach(app.jinja_env)
    Babel(app, configure_jinja=False, locale_selector=words.locale)

    class LanguageTag(BaseConverter):
        regex = f"(?:{'|'.join(tags)})"  # no looser: "/BCD-FGH" is a code, and must not get a slash as a language would
        part_isolating = True

        def to_python(self, value: str) -> str:
            if value not in tags:
                raise ValidationError
            return value

    app.url_map.converters["lang"] = LanguageTag

    @app.url_value_preprocessor
    def hear(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        first = request.path.split("/")[1]
        if values is not None and "lang" in values:
            words.speak(values.pop("lang"))
        else:  # an unknown page, /healthz: also where a 404 finds its language
            words.speak(first if first in tags else wished(tags))

    app.before_request(_in_a_language_that_reaches)

    @app.teardown_request
    def fall_silent(_error: BaseException | None) -> None:
        words.fall_silent()  # threads are used again: a letter sent later must not speak this reader's language

    @app.url_defaults
    def fill_in(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = words.language()

    def front_door() -> Response:
        """302 and Vary, so that no cache decides for the next reader."""
        kept = request.cookies.get(KEPT, "")
        answer = redirect(url_for("search.home", lang=kept if kept in tags else wished(tags)))
        answer.vary.update(("Accept-Language", "Cookie"))
        return answer

    door.public_on(app, "/", front_door, endpoint="front_door")


def same_page(tag: str) -> str:
    """This very page, its question and its page number, in another language. Errors lead to the home page."""
    kept = request.environ  # once a page, not once a language: the address differs in its first part only
    if "waymark.own_page" not in kept:
        kept["waymark.own_page"] = _own_page().removeprefix(f"/{ENGLISH}")
    return f"/{tag}{kept['waymark.own_page']}"


def _own_page() -> str:
    """This page's address in English."""
    if request.endpoint is None or not current_app.url_map.is_endpoint_expecting(request.endpoint, "lang"):
        return url_for("search.home", lang=ENGLISH)
    there = url_for(request.endpoint, **dict(request.view_args or {}), lang=ENGLISH)
    return with_question(there, request.args.items(multi=True))


def with_question(address: str, asked: Iterable[tuple[str, str]]) -> str:
    """An address with parameters behind it, whatever their names: url_for has names of its own, and readers may use them.

    An opaque one stays opaque (web/quiet.py)."""
    question = urlencode(list(asked), errors="replace")
    if not question:
        return address
    plainly = quiet.plain(address)
    whole = f"{plainly}?{question}"
    return whole if plainly == address else quiet.hidden(whole)
