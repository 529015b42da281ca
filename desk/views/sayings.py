"""What people say, for those who keep it: each change is looked at first, with what it does to real questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from accounts import queries as accounts
from desk import saying_wording as wording
from desk.views.whose import desk, ours, seen
from directory import queries as directory
from foundation.acts import Subject
from foundation.db import reading
from foundation.permissions import Permission
from foundation.words import gettext as _
from search import asking, effects, operations, queries, rules
from search.analysis import fold
from search.effects import Change
from search.queries import Version
from search.saying_files import parted
from search.thesaurus import Said, Saying
from search.trying import tried
from web.door import Door, actor
from web.forms import clean

blueprint = Blueprint("desk_sayings", __name__)
door = Door(blueprint, readers="staff")
EDIT = Permission.VOCABULARY_EDIT
A_PAGE = 50
MOST_SHOWN = 30  # questions whose services are counted before and after; the others are only counted themselves
NOTHING = Saying("", ())
Answer = str | Response | tuple[str, int]


def _kept(**_values: object) -> Subject | None:
    keeper = queries.keeper(reading())
    return Subject("sayings", "all", keeper) if keeper else None


@door.page("/desk/sayings", EDIT, subject=desk)
def needs() -> str:
    """Every need as people say it, filtered by words and by type of service."""
    keeper, said, type_ = queries.keeper(reading()), clean(request.args.get("words", "")), request.args.get("type", "")
    every = queries.in_force(reading()) if keeper == ours() else []
    found = [one for one in every if _is_like(one.saying, fold(said)) and type_ in ("", *one.saying.types)]
    page, pages = _page(len(found))
    return render_template(
        "desk/sayings.html",
        keeper=accounts.authority(keeper) if keeper != ours() else None,
        shown=sorted(found, key=lambda one: fold(wording.name(one.saying)))[(page - 1) * A_PAGE : page * A_PAGE],
        total=len(found),
        often=Counter(wording.name(one.saying) for one in every),
        page=page,
        pages=pages,
        page_url=lambda number: url_for("desk_sayings.needs", **_given(), words=said, type=type_, page=number),
        given=_given(),
        words=said,
        type=type_,
        types=_terms("service-types"),
        type_name=directory.vocabulary("service-types").words,
        phrases=lambda one: _phrases(one.saying),
        called=wording.name,
        told=_told(),
    )


@door.page("/desk/sayings/<code>", EDIT, subject=_kept)
def need(code: str) -> str:
    """One need: what it is called, what people say, where it leads; words that people searched for may be given."""
    return _form(_of(code), _and_given(_of(code).saying))


@door.page("/desk/sayings/<code>", EDIT, subject=_kept, methods=["POST"])
def edit(code: str) -> Answer:
    """First what it does, then done."""
    return _change(_of(code), _typed(code, _of(code).saying), "worded")


@door.page("/desk/sayings-add", EDIT, subject=_kept)
def new() -> str:
    """A need that is not there yet."""
    return _form(None, _and_given(NOTHING))


@door.page("/desk/sayings-add", EDIT, subject=_kept, methods=["POST"])
def add() -> Answer:
    """First what it does, then added."""
    to = _typed(clean(request.form.get("code", "")), NOTHING)
    if queries.newest(to.code):
        return _form(None, to, {"code": wording.sentence(rules.Wrong.TAKEN)}), 400
    return _change(None, to, "added")


@door.page("/desk/sayings/<code>/end", EDIT, subject=_kept, methods=["POST"])
def end(code: str) -> Answer:
    """First what it does, then it is heard no longer."""
    had = _of(code)
    if request.form.get("do") != "save":
        return _look(had, code, None)
    return _done(had, had.saying, lambda: operations.end_saying(actor(), code, seen=seen()), "ended")


@door.page("/desk/sayings/<code>/history", EDIT, subject=_kept)
def history(code: str) -> str:
    """Every version of a need."""
    rows = [(one, person.name if (person := accounts.person(one.by)) else "") for one in queries.versions(code)]
    return render_template("desk/sayings_history.html", had=_of(code), rows=rows, called=wording.name)


@door.page("/desk/sayings/<code>/history/<int:number>", EDIT, subject=_kept)
def version(code: str, number: int) -> str:
    """A former version beside today's."""
    had, then = _of(code), next((one for one in queries.versions(code) if one.number == number), None)
    if then is None:
        abort(404)
    boards = wording.boards(None if had.ended else had.saying, then.saying)
    return render_template("desk/sayings_version.html", had=had, number=number, boards=boards, called=wording.name)


@door.page("/desk/sayings/<code>/history/<int:number>", EDIT, subject=_kept, methods=["POST"])
def restore(code: str, number: int) -> Answer:
    """Go back to it."""
    had = _of(code)
    if number not in {one.number for one in queries.versions(code)}:
        abort(404)
    return _done(had, had.saying, lambda: operations.restore_saying(actor(), code, number, seen=seen()), "restored")


def _given() -> dict[str, str]:
    """Words that people searched for, and their language, on their way to a need."""
    said, tag = clean(request.args.get("said", ""))[: rules.LONGEST_PHRASE], request.args.get("language", "")
    if not said:
        return {}
    return {"said": said, "language": tag if tag in {one.tag for one in wording.languages(None)} else "en"}


def _and_given(saying: Saying) -> Saying:
    """A need with the words that are on their way to it among its phrases."""
    given = _given()
    if not given:
        return saying
    had = saying.said.get(given["language"], Said(""))
    more = replace(had, phrases=tuple(dict.fromkeys((*had.phrases, given["said"]))), checked_by="")
    return replace(saying, said={**saying.said, given["language"]: more})


def _page(total: int) -> tuple[int, int]:
    """Which page was asked for, and of how many."""
    pages, asked = max(1, -(-total // A_PAGE)), request.args.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    return min(max(1, number), pages), pages


def _of(code: str) -> Version:
    found = queries.newest(code)
    if found is None:
        abort(404)
    return found


def _typed(code: str, had: Saying) -> Saying:
    """What the form says. A language whose words are as they were keeps who checked them."""
    said = {}
    for one in wording.languages(had):
        name, phrases, latin = (clean(request.form.get(f"{part}-{one.tag}", "")) for part in ("name", "said", "latin"))
        new_ = Said(" ".join(name.split()), _parted(phrases), _parted(latin))
        old = had.said.get(one.tag)
        same = old and (old.name, old.phrases, old.latin) == (new_.name, new_.phrases, new_.latin)
        if new_ != Said(""):
            said[one.tag] = old if old and same else new_
    types = [value for place in range(1, rules.MOST_TYPES + 1) if (value := request.form.get(f"type-{place}", ""))]
    urgency = request.form.get("urgency", "")
    urgent = "" if urgency == wording.NOT_URGENT else urgency
    asked = request.form.getlist("needs")
    kept = [one for one in had.needs if one in asked]  # boxes have an order of their own, which changes nothing
    return Saying(code, _once(types), _once([*kept, *asked]), urgent, said)


def _parted(lines: str) -> tuple[str, ...]:
    return parted(lines.replace("\n", "|"))


def _once(codes: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


def _change(had: Version | None, to: Saying, done: str) -> Answer:
    """A look, unless it was looked at; what cannot stand is said before either."""
    types, asked = ({code for code, _words in _terms(name)} for name in ("service-types", "needs"))
    if found := rules.faults(to, types, asked):
        return _form(had, to, _faults(found)), 400
    if request.form.get("do") != "save":
        return _look(had, to.code, to)
    return _done(had, to, lambda: operations.write_saying(actor(), to, seen=seen()), done)


def _done(had: Version | None, to: Saying, act: Callable[[], Any], done: str) -> Answer:
    try:
        act()
    except operations.SayingRefused as refused:
        found = {name.rpartition(" ")[2]: wrong for name, wrong in refused.faults.items()}
        return _form(had, to, _faults(found)), 400
    except operations.Newer:
        said = _("Somebody else changed this need meanwhile. Look again, and send it once more.")
        return _form(had, to, {"name-en": said}), 409
    return redirect(url_for("desk_sayings.needs", done=done), 303)


def _faults(found: dict[str, rules.Wrong]) -> dict[str, str]:
    """Each fault at the id of its field."""
    fields = {"types": "type-1"}
    return {fields.get(name, name).replace(".", "-"): wording.sentence(wrong) for name, wrong in found.items()}


def _form(had: Version | None, to: Saying, faults: dict[str, str] | None = None) -> str:
    return render_template(
        "desk/sayings_need.html",
        had=had,
        to=to,
        tongues=wording.languages(to if had is None else had.saying),
        types=_terms("service-types"),
        needs=_terms("needs"),
        urgencies=wording.urgencies(),
        places=range(1, rules.MOST_TYPES + 1),
        wrong=faults or {},
        faults=list((faults or {}).items()),
        called=wording.name,
        said=lambda one: to.said.get(one.tag, Said("")),
    )


def _look(had: Version | None, code: str, to: Saying | None) -> Answer:
    """to None: it would end."""
    known = queries.thesaurus()
    asked = [(one.words, one.language) for one in queries.asked(ours())]
    questions = effects.real_questions(known, code, to, asked)
    found = effects.effects(known, effects.changed(known, code, to), questions, code)
    return render_template(
        "desk/sayings_look.html",
        had=had,
        to=to,
        code=code,
        boards=wording.boards(None if had is None or had.ended else had.saying, to),
        shared=effects.shared(known, code, to) if to else [],
        tried=tried(found[:MOST_SHOWN], asking.homes(ours())),
        counted=[(wording.change(change), count) for change, count in _counted(found)],
        questions=len(questions),
        change=wording.change,
        called=wording.name,
        typed=[(name, value) for name, value in request.form.items(multi=True) if name not in ("csrf_token", "do")],
    )


def _counted(found: list[effects.Effect]) -> list[tuple[Change, int]]:
    counts = Counter(one.change for one in found)
    return [(change, counts[change]) for change in Change if counts[change]]


def _terms(vocabulary: str) -> list[tuple[str, str]]:
    return [(one.code, one.words()) for one in directory.vocabulary(vocabulary).terms.values() if one.parent]


def _phrases(saying: Saying) -> list[tuple[wording.Spoken, int]]:
    """How many phrases it has in each language."""
    counts = {tag: len(said.phrases) + len(said.latin) for tag, said in saying.said.items()}
    return [(one, counts.get(one.tag, 0)) for one in wording.languages(saying)]


def _is_like(saying: Saying, words: str) -> bool:
    """Whether its code, or anything that is said for it, has words that begin with these folded ones."""
    texts = (text for said in saying.said.values() for text in (said.name, *said.phrases, *said.latin))
    return not words or words in saying.code or any(f" {words}" in f" {fold(text)}" for text in texts)


def _told() -> str:
    return {
        "worded": _("The need is changed. Searches hear it so from now on."),
        "added": _("The need is added. Searches hear it from now on."),
        "ended": _("The need is heard no longer."),
        "restored": _("The former words are back."),
    }.get(request.args.get("done", ""), "")
