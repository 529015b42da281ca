"""The program's sentences: python -m tools.strings [--check].

Gathers them from Python and templates into messages.pot, brings every catalogue up to date, and says what is wrong: a sentence
without translation, a placeholder or tag that was lost, a plural form too few. --check changes nothing; CI runs it.
"""

from __future__ import annotations

import io
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from foundation import words
from foundation.words import Language

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "translations"
TEMPLATE = FOLDER / "messages.pot"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "later": None,
}
SAMPLE = (0, 1, 2, 3, 5, 11, 12, 21, 22, 25, 100, 101, 102, 111)
_PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|%%|<[^>]+>")


def gathered() -> Catalog:
    """Every sentence that stands in the program now."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    catalogue = Catalog(project="Waymark", charset="utf-8", header_comment="# The program's own sentences.")
    found = extract_from_dir(ROOT, methods, options, KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=False)
    for _file, _line, message, comments, context in found:
        catalogue.add(message, auto_comments=comments, context=context)
    return catalogue


def written(catalogue: Catalog) -> str:
    """A catalogue as a file: sorted, without dates or line numbers, so that a difference is always a difference of words."""
    out = io.BytesIO()
    write_po(out, catalogue, no_location=True, sort_output=True, ignore_obsolete=True, width=110)
    text = out.getvalue().decode()
    return re.sub(
        r'^"(Project-Id-Version|Language-Team|POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Report-Msgid-Bugs-To):[^\n]*\n',
        "",
        text,
        flags=re.M,
    )


def path_of(language: Language) -> Path:
    """Where its catalogue is."""
    return FOLDER / language.catalogue / "LC_MESSAGES" / "messages.po"


def translated() -> list[Language]:
    """The languages that have catalogues: English is the source, the made-up ones need none."""
    return [one for one in words.languages() if not one.pseudo and one.tag != words.SOURCE]


def catalogue_of(language: Language, template: Catalog) -> Catalog:
    """Its catalogue, brought to the sentences of now. A changed sentence loses its translation rather than keep a wrong one."""
    path = path_of(language)
    if path.exists():
        with path.open("rb") as file:
            old = read_po(file, locale=language.babel)
    else:
        old = Catalog(locale=language.babel)
    new = Catalog(locale=language.babel, project="Waymark", charset="utf-8", header_comment=_header(language))
    new._num_plurals, new._plural_expr = _plurals(language)
    for message in template:
        if message.id:
            kept = old.get(message.id, message.context)
            same = kept is not None and not kept.fuzzy and kept.pluralizable == message.pluralizable
            new.add(
                message.id,
                kept.string if kept and same else None,
                auto_comments=message.auto_comments,
                context=message.context,
            )
    return new


def _header(language: Language) -> str:
    state = "checked by a speaker" if language.checked else "made by a machine; NOT YET CHECKED BY A SPEAKER"
    return f"# Waymark in {language.autonym} ({language.tag}): {state}."


def _plurals(language: Language) -> tuple[int, str]:
    count, expression = re.fullmatch(r"nplurals=(\d+); *(?:plural=)?(.+?);?", language.plural).groups()  # type: ignore[union-attr]
    return int(count), expression.strip()


def complaints(language: Language, catalogue: Catalog) -> Iterator[str]:
    """What is wrong in one catalogue."""
    for message in catalogue:
        if message.id:
            forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
            wanted = catalogue.num_plurals if message.pluralizable else 1
            said = message.id[0] if message.pluralizable else message.id
            if len(forms) != wanted or not all(forms):
                yield f"{language.tag}: not translated: {said!r}"
            else:
                yield from _lost(language, message, list(forms))


def _lost(language: Language, message: Message, forms: list[str]) -> Iterator[str]:
    """Placeholders and tags must be the same in every form; a form for one or two things may leave the figure out."""
    sources = message.id if message.pluralizable else (message.id,)
    wanted = Counter(_PLACEHOLDERS.findall(sources[-1]))
    for form in forms:
        have = Counter(_PLACEHOLDERS.findall(form))
        optional = {"%(num)d", "%(num)s"} if message.pluralizable else set()
        if any(have[p] != n and not (p in optional and have[p] == 0) for p, n in wanted.items()) or have - wanted:
            yield f"{language.tag}: placeholders of {sources[0]!r} differ in {form!r}"


def main(arguments: list[str]) -> int:
    """Bring up to date, or only check; 1 when something is wrong."""
    check = "--check" in arguments
    template = gathered()
    files = {TEMPLATE: written(template)}
    found: list[str] = []
    for language in translated():
        catalogue = catalogue_of(language, template)
        files[path_of(language)] = written(catalogue)
        found += complaints(language, catalogue)
    for path, text in files.items():
        stale = not path.exists() or path.read_text(encoding="utf-8") != text
        if stale and check:
            found.append(f"{path.relative_to(ROOT)} is stale: run ./run strings")
        elif stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    print("\n".join(found) if found else f"{len(template)} sentences, complete in every language.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
