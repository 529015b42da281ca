"""What families see of the directory: an entry, the A to Z, an organisation; and codes that lead to an entry."""

from __future__ import annotations

import re
from urllib.parse import quote

from flask import Blueprint, abort, current_app, make_response, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.routing import BaseConverter, ValidationError
from werkzeug.wrappers import Response

from accounts import queries as accounts
from directory import calendar_file, codes, discretion, queries, ringing, telling
from directory.addresses import end_of_address, entry_address
from directory.sheets import shown, vocabularies
from directory.showing import entry_or_gone, entry_page
from foundation import clock
from foundation import words as languages
from foundation.words import gettext as _
from foundation.words import ngettext
from web import frame, quiet
from web.door import Door
from web.languages import tags_of, wished

blueprint = Blueprint("directory", __name__)
short = Blueprint("directory_short", __name__)
door, short_door = Door(blueprint), Door(short)
# Where an entry says what practitioners only may read, on a site that serves them: the link is the same for every reader.
REFERRING = "shortlists.referring"


class CodeConverter(BaseConverter):
    """A code in an address: six letters that no page's name could be, in any case, with spaces or hyphens between."""

    regex = f"[{codes.ALPHABET}{codes.ALPHABET.lower()}{codes.BETWEEN}]{{6,13}}"
    part_isolating = True

    def to_python(self, value: str) -> str:
        code = codes.clean(value)
        if code is None:
            raise ValidationError
        return code


@short.record_once
def know_codes(state: BlueprintSetupState) -> None:
    """Before its pages are added."""
    state.app.url_map.converters["code"] = CodeConverter


@door.public("/services/<code>/<name>")
def entry(code: str, name: str) -> str | Response:
    """The page of an entry; under an old name it leads to the present one."""
    page = entry_or_gone(code)
    called = telling.say(page.entry["texts"], "name").words
    if (code, name) != (page.entry["code"], end_of_address(called, page.entry["types"])):
        return redirect(_address(page), 301)
    return entry_page(page)


def _address(page: queries.EntryPage) -> str:
    return entry_address(page.entry["code"], telling.say(page.entry["texts"], "name").words, page.entry["types"])


@door.public("/ringing/<code>")
def what_to_say(code: str) -> str:
    """What to say when you ring, in the reader's language and in English."""
    page = entry_or_gone(code)
    made = shown(page)
    return render_template("directory/ringing.html", shown=made, entry=page.entry, lines=ringing.lines(made))


@door.public("/calendar/<code>.ics")
def calendar(code: str) -> Response:
    """Its opening times, for the calendar of a phone."""
    page = entry_or_gone(code)
    neutral = discretion.about(page.entry)
    by_code = url_for("directory.entry_by_code", code=page.entry["code"])
    there = quiet.plain(by_code if neutral else _address(page))
    whole = current_app.config["WAYMARK"].base_url + there
    answer = make_response(calendar_file.written(shown(page), whole, neutral=neutral))
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="{page.entry["code"]}.ics"'
    answer.content_language.add(languages.language_of(languages.language()).html)
    return answer


@door.public("/services/<code>")
def entry_by_code(code: str) -> Response:
    """The code alone leads to the page."""
    return redirect(_address(entry_or_gone(code)))


@short_door.public("/<code:code>")
def short_entry(code: str) -> Response:
    """A code after the name of the site, as on a poster: on to the reader's language."""
    return _in_own_language("directory.entry_by_code", code)


@short_door.public("/t/<code:code>")
def short_text(code: str) -> Response:
    """The same with a t before it leads to the page of fewest bytes."""
    return _in_own_language("keeping.text", code)


def _in_own_language(page: str, code: str) -> Response:
    answer = redirect(url_for(page, code=code, lang=wished(tags_of(current_app.config["WAYMARK"]))))
    answer.vary.add("Accept-Language")
    return answer


@door.public("/code")
def open_code() -> Response | tuple[str, int] | str:
    """A code typed into the box on the home page."""
    typed = request.args.get("c", "")
    code = codes.clean(typed)
    page = queries.entry_page(code) if code else None
    if page:
        return redirect(_address(page))
    error = ""
    if typed.strip():
        error = (
            _("There is no service with this code. Check the letters.")
            if code
            else _("A code has six letters, and no vowels.")
        )
    return render_template("directory/code.html", typed=typed[:40], error=error), 404 if error else 200


@door.public("/a-to-z")
def a_to_z() -> str:
    """Every letter, with how many services begin with it."""
    counts = queries.letters()
    return render_template("directory/a_to_z.html", counts=counts, total=sum(counts.values()))


@door.public("/a-to-z/<initial>")
def letter(initial: str) -> str | Response:
    """The services under one letter, fifty a page; a page that is not there leads to the first."""
    counts = queries.letters()
    if initial not in counts:
        if initial.upper() in counts and initial != initial.upper():
            return redirect(url_for("directory.letter", initial=initial.upper()), 301)
        abort(404)
    pages = -(-counts[initial] // queries.PER_PAGE)
    page = request.args.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    if not 1 <= number <= pages:
        number = 1
    title = ngettext("%(letter)s: %(num)s service", "%(letter)s: %(num)s services", counts[initial]) % {
        "letter": _letter_name(initial),
        "num": telling.number(counts[initial]),
    }
    return render_template(
        "directory/letter.html",
        initial=initial,
        title=title,
        counts=counts,
        page=number,
        pages=pages,
        entries=queries.letter(initial, number),
        words=vocabularies(),
        letter_pages=lambda n: url_for("directory.letter", initial=initial, page=n if n > 1 else None),
    )


@door.public("/organisations/<uuid>")
def organisation(uuid: str) -> str:
    """An organisation and everything it offers."""
    found = queries.organisation_page(uuid) if len(uuid) == 36 else None
    if found is None:
        abort(404)
    if found[1] and all(queries.sensitive(one.entry["types"]) for one in found[1]):
        frame.be_discreet()
    return render_template("directory/organisation.html", organisation=found[0], entries=found[1], words=vocabularies())


def _letter_name(initial: str) -> str:
    return {"0": _("Names that begin with a number"), "*": _("Names in other letters")}.get(initial, initial)


@blueprint.app_template_filter("bare_url")
def bare_url(url: str) -> str:
    """An address as one reads it out."""
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")


@blueprint.app_template_filter("phone_words")
def phone_words(number: str) -> str:
    """A number with spaces that do not break."""
    return telling.phone_words(number)


@blueprint.app_template_filter("phone_link")
def phone_link(number: str) -> str:
    """The number as a telephone dials it."""
    return quote(telling.phone_link(number), safe="+")


@blueprint.app_template_filter("number")
def figure(value: int) -> str:
    """A figure as the language groups it."""
    return telling.number(value)


for _filter in (telling.day, telling.moment, telling.month, telling.kind_of_change, telling.state_of_change):
    blueprint.add_app_template_filter(_filter)


@blueprint.app_context_processor
def helpers() -> dict[str, object]:
    """What templates of every room use to show names and entries."""
    return {
        "say": telling.say,
        "entry_address": entry_address,
        "owner_hours": _owner_hours(),
        "referring_page": REFERRING if REFERRING in current_app.view_functions else "",
    }


def _owner_hours() -> str:
    """When a person answers the telephone of the authority whose site this is."""
    keeper = accounts.authority(current_app.config["WAYMARK"].authority) if frame.owner() else None
    if keeper is None or not keeper.phone_opens:
        return ""
    schedule = {
        "days": keeper.phone_days,
        "opens": keeper.phone_opens,
        "closes": keeper.phone_closes,
        "weeks": "any",
        "every": 1,
        "valid_from": None,
        "valid_to": None,
        "closed": False,
        "note": "",
    }
    return _("%(hours)s. We can call an interpreter.") % {"hours": telling.short_hours([schedule], clock.today())}
