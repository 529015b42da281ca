"""Words beside the original, one language at a time."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from directory.editing import answering, steps
from directory.editing.base import POSTED, context_of, keep, see, stopping, told, written
from directory.forms.translations import TranslationForm, originals
from directory.queries.changes import ChangeShown
from directory.work import Patch
from foundation import words
from foundation.words import Language
from foundation.words import gettext as _


@dataclass(frozen=True)
class LanguageRow:
    """How far a language is: texts there, texts behind the English, all texts."""

    language: Language
    there: int
    behind: int
    all: int


def languages(change: ChangeShown) -> str | Response:
    """Each language of the site, and how much of the entry can be read in it."""
    if request.method == "POST":
        keep(change, "translations", Patch())
        return answering.onward(change, steps.TRANSLATIONS)
    context = context_of(change)
    rows = []
    for one in words.offered():
        form = TranslationForm.into(context, one.tag)
        boxes = form.boxes()
        if boxes:
            there = sum(bool(box.data) for _original, box, _behind in boxes)
            rows.append(LanguageRow(one, there, sum(behind for *_more, behind in boxes), len(boxes)))
    return render_template(
        "directory/editing/languages.html", change=change.row, step=steps.TRANSLATIONS, rows=rows,
        told=told({"saved": _("Saved.")}), number=len(steps.ORDER), count=len(steps.ORDER),
    )  # fmt: skip


@written("/translations/<tag>", methods=POSTED)
def translation(change: ChangeShown, tag: str) -> str | Response:
    """Every text with the original beside its box."""
    known = {one.tag: one for one in words.offered()}
    if tag not in known or not originals(context_of(change), tag):
        abort(404)
    form = TranslationForm.into(context_of(change), tag)
    state = ""
    if request.method == "POST":
        state = "wrong" if not form.validate() else "stale" if answering.is_stale(form) else ""
        if not state:
            keep(change, "translations", form.patch())
            if stopping():
                return see("editing.tasks", uuid=change.row.uuid, done="saved")
            return see("editing.step", uuid=change.row.uuid, step="translations", done="saved")
    return render_template(
        "directory/editing/translation.html", change=change.row, into=known[tag], form=form, boxes=form.boxes(),
        spoken={one.tag: one for one in words.languages()}, faults=answering.faults_of(form, state), was=answering.was_of(form),
    )  # fmt: skip
