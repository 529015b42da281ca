"""The words of the directory, for those who keep them: each change is looked at first, with what it touches."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from accounts import queries as accounts
from desk import wording
from desk.views.whose import desk, ours, seen
from directory import operations, queries
from directory.operations import Worded, WordsRefused
from directory.queries import words
from directory.queries.vocabularies import Vocabulary
from directory.wording import GROUPED, NAMES, OPEN, SENSITIVE, fields
from foundation.acts import Subject
from foundation.permissions import Permission
from foundation.words import gettext as _
from web.door import Door, actor
from web.forms import clean

blueprint = Blueprint("desk_words", __name__)
door = Door(blueprint, readers="staff")
EDIT = Permission.VOCABULARY_EDIT
Answer = str | Response | tuple[str, int]


def _whose(vocabulary: str, **_values: object) -> Subject | None:
    return words.subject_of_words(vocabulary)


@door.page("/desk/words", EDIT, subject=desk)
def lists() -> str:
    """Every list of words that this desk keeps."""
    mine = [one for name in NAMES if (one := words.kept(name)) and one.owner == ours()]
    other = words.kept("service-types")
    keeper = accounts.authority(other.owner) if other else None
    return render_template("desk/words.html", lists=mine, title=wording.title, keeper=keeper.name if keeper else "")


@door.page("/desk/words/<vocabulary>", EDIT, subject=_whose)
def terms(vocabulary: str) -> str:
    """The terms of one list, with how many bear each."""
    known = queries.vocabulary(vocabulary)
    groups = [(one, known.under(one.code)) for one in known.under("")]
    return render_template(
        "desk/words_list.html",
        known=known,
        title=wording.title(vocabulary),
        groups=groups,
        counts=words.counts(vocabulary),
        can_add=vocabulary in OPEN,
        told=_told(),
    )


@door.page("/desk/words/<vocabulary>/<code>", EDIT, subject=_whose)
def term(vocabulary: str, code: str) -> str:
    """One term: its words in every language, where it stands."""
    _of(vocabulary, code)
    return _form(vocabulary, code)


@door.page("/desk/words/<vocabulary>/<code>", EDIT, subject=_whose, methods=["POST"])
def edit(vocabulary: str, code: str) -> Answer:
    """First what it touches, then done."""
    known, to = _of(vocabulary, code), _typed(vocabulary)
    if request.form.get("do") != "save":
        return _look(known, code, to)
    return _done(vocabulary, code, lambda: operations.edit_term(actor(), vocabulary, code, to, seen=seen()), "worded")


@door.page("/desk/words-add/<vocabulary>", EDIT, subject=_whose)
def new(vocabulary: str) -> str:
    """A term that is not there yet."""
    if vocabulary not in OPEN:
        abort(404)
    return _form(vocabulary, "")


@door.page("/desk/words-add/<vocabulary>", EDIT, subject=_whose, methods=["POST"])
def add(vocabulary: str) -> Answer:
    """Add it."""
    to, code = _typed(vocabulary), clean(request.form.get("code", ""))
    return _done(vocabulary, "", lambda: operations.add_term(actor(), vocabulary, code, to, seen=seen()), "added")


@door.page("/desk/words/<vocabulary>/<code>/end", EDIT, subject=_whose, methods=["POST"])
def end(vocabulary: str, code: str) -> Answer:
    """First what bears it, then it goes."""
    known, instead = _of(vocabulary, code), request.form.get("instead", "")
    if request.form.get("do") != "save":
        return render_template(
            "desk/words_end.html",
            known=known,
            term=known.terms[code],
            instead=instead,
            other=known.terms.get(instead),
            touched=wording.touched(known, code),
        )
    return _done(
        vocabulary, code, lambda: operations.end_term(actor(), vocabulary, code, instead, seen=seen()), "ended"
    )


@door.page("/desk/words-history/<vocabulary>", EDIT, subject=_whose)
def history(vocabulary: str) -> str:
    """Every version of a list."""
    rows = [(one, person.name if (person := accounts.person(one.by)) else "") for one in words.versions(vocabulary)]
    return render_template(
        "desk/words_history.html", known=queries.vocabulary(vocabulary), rows=rows, title=wording.title
    )


@door.page("/desk/words-history/<vocabulary>/<int:number>", EDIT, subject=_whose)
def version(vocabulary: str, number: int) -> str:
    """A former version beside today's."""
    then, now = words.as_it_was(vocabulary, number), queries.vocabulary(vocabulary)
    if then is None:
        abort(404)
    changed = [
        (old.words() or code, board)
        for code, old in then.terms.items()
        if now.terms.get(code) != old
        for board in wording.boards(now, now.terms.get(code), _worded(then, code))
    ]
    return render_template("desk/words_version.html", known=now, number=number, changed=changed, title=wording.title)


@door.page("/desk/words-history/<vocabulary>/<int:number>", EDIT, subject=_whose, methods=["POST"])
def restore(vocabulary: str, number: int) -> Answer:
    """Go back to it."""
    try:
        operations.restore_words(actor(), vocabulary, number, seen=seen())
    except LookupError:
        abort(404)
    except operations.Newer:
        return redirect(url_for("desk_words.version", vocabulary=vocabulary, number=number), 303)
    return redirect(url_for("desk_words.terms", vocabulary=vocabulary, done="restored"), 303)


def _of(vocabulary: str, code: str) -> Vocabulary:
    known = queries.vocabulary(vocabulary)
    if code not in known.terms:
        abort(404)
    return known


def _typed(vocabulary: str) -> Worded:
    needs = queries.vocabulary("needs")
    said = {
        field: {one.tag: clean(request.form.get(f"{field}-{one.tag}", "")) for one in wording.languages(vocabulary)}
        for field in fields(vocabulary)
    }
    asked = [code for code in request.form.getlist("dimensions") if code in needs.terms and needs.terms[code].parent]
    return Worded(said, request.form.get("parent", ""), tuple(dict.fromkeys(asked)), "sensitive" in request.form)


def _worded(known: Vocabulary, code: str) -> Worded:
    one = known.terms[code]
    said = {
        field: {spoken.tag: wording.said(one, field, spoken.tag) for spoken in wording.languages(known.name)}
        for field in fields(known.name)
    }
    return Worded(said, one.parent, tuple(one.facts.get("dimensions", ())), bool(one.facts.get("sensitive")))


def _form(vocabulary: str, code: str, typed: Worded | None = None, faults: dict[str, str] | None = None) -> str:
    known = queries.vocabulary(vocabulary)
    needs = queries.vocabulary("needs")
    empty = Worded({field: {} for field in fields(vocabulary)})
    return render_template(
        "desk/words_term.html",
        known=known,
        term=known.terms.get(code),
        code=code or clean(request.form.get("code", "")),
        to=typed or (_worded(known, code) if code else empty),
        fields=[(field, wording.field_label(field)) for field in fields(vocabulary)],
        languages=wording.languages(vocabulary),
        mark=wording.mark,
        groups=[(one.code, one.words()) for one in known.under("")] if vocabulary in GROUPED else [],
        needs=[(one.code, one.words()) for one in needs.terms.values() if one.parent],
        others=[
            (one.code, one.words()) for one in known.terms.values() if one.code != code and _borne(known, one.parent)
        ],
        can_be_sensitive=vocabulary in SENSITIVE,
        can_end=vocabulary in OPEN and not known.under(code) if code else False,
        wrong=faults or {},
        faults=[(name, said) for name, said in (faults or {}).items()],
        title=wording.title(vocabulary),
    )


def _borne(known: Vocabulary, parent: str) -> bool:
    return bool(parent) or known.name not in GROUPED


def _look(known: Vocabulary, code: str, to: Worded) -> Answer:
    return render_template(
        "desk/words_look.html",
        known=known,
        term=known.terms[code],
        boards=wording.boards(known, known.terms[code], to),
        touched=wording.touched(known, code, to),
        typed=[(name, value) for name, value in request.form.items(multi=True) if name not in ("csrf_token", "do")],
    )


def _done(vocabulary: str, code: str, act: Callable[[], None], done: str) -> Answer:
    try:
        act()
    except WordsRefused as refused:
        faults = {name.replace(".", "-"): wording.sentence(wrong) for name, wrong in refused.faults.items()}
        return _form(vocabulary, code, _typed(vocabulary) if done != "ended" else None, faults), 400
    except operations.Newer:
        said = _("Somebody else changed this list meanwhile. Look again, and send it once more.")
        return _form(vocabulary, code, _typed(vocabulary) if done != "ended" else None, {"name-en": said}), 409
    return redirect(url_for("desk_words.terms", vocabulary=vocabulary, done=done), 303)


def _told() -> str:
    return {
        "worded": _("The words are changed."),
        "added": _("The term is added."),
        "ended": _("The term is gone. What bore it says the other one within minutes."),
        "restored": _("The former words are back."),
    }.get(request.args.get("done", ""), "")
