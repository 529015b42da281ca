"""The program's sentences: python -m tools.strings [--check].

Gathers them from Python and templates into messages.pot, brings every catalogue up to date, and says what is wrong, by file and
line: a sentence without translation, a placeholder or tag that was lost, a plural form too few or too many. Then how complete
each language is, and who has checked it. --check changes nothing; CI runs it.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from foundation import words
from foundation.words import Language
from tools import completeness

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "translations"
TEMPLATE = FOLDER / "messages.pot"
READERS = FOLDER / "readers.txt"
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
    for file, line, message, comments, context in found:
        catalogue.add(message, locations=[(file, line)], auto_comments=comments, context=context)
    return catalogue


def readers_of(message: Message) -> str:
    """The widest circle of those who read it, by the files where it stands (translations/readers.txt)."""
    return min((_readers_of_file(file) for file, _line in message.locations), key=words.READERS.index)


@cache
def _readers_of_file(file: str) -> str:
    circle, found = words.READERS[0], words.READERS[0]
    for line in READERS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            circle = line.strip("[]")
        elif line and not line.startswith("#") and fnmatch(file, line):
            found = circle
    return found


def needed(language: Language, template: Catalog) -> list[Message]:
    """The sentences that this language has to say."""
    return [one for one in template if one.id and language.speaks_to(readers_of(one))]


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


def _name(path: Path) -> str:
    return os.path.relpath(path, ROOT)


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
    for message in needed(language, template):
        kept = old.get(message.id, message.context)
        same = kept is not None and not kept.fuzzy and kept.pluralizable == message.pluralizable
        new.add(
            message.id,
            kept.string if kept and same else None,
            auto_comments=message.auto_comments,
            context=message.context,
            lineno=kept.lineno if kept else None,
        )
    return new


def _header(language: Language) -> str:
    state = "made by a machine; NOT YET CHECKED BY A SPEAKER"
    if language.checked_by:
        state = f"checked by {language.checked_by} on {language.checked_on}"
    return f"# Waymark in {language.autonym} ({language.tag}): {state}."


def _plurals(language: Language) -> tuple[int, str]:
    count, expression = re.fullmatch(r"nplurals=(\d+); *(?:plural=)?(.+?);?", language.plural).groups()  # type: ignore[union-attr]
    return int(count), expression.strip()


def complaints(language: Language, catalogue: Catalog) -> Iterator[str]:
    """What is wrong in one catalogue, by file and line. Forms are counted by locales.toml, whatever a header says."""
    count, _expression = _plurals(language)
    for message in catalogue:
        if message.id:
            where = f"{_name(path_of(language))}:{message.lineno or 1}"
            forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
            wanted = count if message.pluralizable else 1
            said = message.id[0] if message.pluralizable else message.id
            if len(forms) != wanted or not all(forms):
                yield f"{where}: not translated: {said!r}"
            else:
                yield from (f"{where}: {lost}" for lost in _lost(message, list(forms)))


def _lost(message: Message, forms: list[str]) -> Iterator[str]:
    """Placeholders and tags must be the same in every form; a form for one or two things may leave the figure out."""
    sources = message.id if message.pluralizable else (message.id,)
    wanted = Counter(_PLACEHOLDERS.findall(sources[-1]))
    for form in forms:
        if (form[:1].isspace(), form[-1:].isspace()) != (sources[0][:1].isspace(), sources[0][-1:].isspace()):
            yield f"space before or behind {sources[0]!r} is lost in {form!r}"
        have = Counter(_PLACEHOLDERS.findall(form))
        optional = {"%(num)d", "%(num)s"} if message.pluralizable else set()
        if any(have[p] != n and not (p in optional and have[p] == 0) for p, n in wanted.items()) or have - wanted:
            yield f"placeholders of {sources[0]!r} differ in {form!r}"


def _spoilt(language: Language, path: Path) -> list[str]:
    """What a reader of catalogues would pass over in silence: a line that is none, a header with other plural forms."""
    if not path.exists():
        return []
    text, name = path.read_text(encoding="utf-8"), _name(path)
    found = [
        f"{name}:{number}: this line is no part of a catalogue: {line[:60]!r}"
        for number, line in enumerate(text.splitlines(), 1)
        if not re.fullmatch(r'#.*|(?:msgctxt |msgid |msgid_plural |msgstr(?:\[\d\])? )?"(?:[^"\\]|\\.)*"|', line)
    ]
    count, expression = _plurals(language)
    found += [
        f"{name}:{number}: form {form[1]}, but there are forms 0 to {count - 1}"
        for number, line in enumerate(text.splitlines(), 1)
        if (form := re.match(r"msgstr\[(\d+)\]", line)) and int(form[1]) >= count
    ]
    header = re.search(r"Plural-Forms: nplurals=(\d+); plural=(.+?);?\\n", text.replace('"\n"', ""))
    if header is None or int(header[1]) != count or _bare(header[2]) != _bare(expression):
        found.append(f"{name}:1: the header must say: Plural-Forms: {language.plural}")
    return found


def _bare(expression: str) -> str:
    return re.sub(r"^\((.*)\)$", r"\1", expression.replace(" ", ""))


def main(arguments: list[str]) -> int:
    """Bring up to date, or only check; 1 when something is wrong."""
    check = "--check" in arguments
    template = gathered()
    files = {TEMPLATE: written(template)}
    found: list[str] = []
    rows: list[completeness.Row] = []
    for language in translated():
        found += _spoilt(language, path_of(language))
        catalogue = catalogue_of(language, template)
        files[path_of(language)] = written(catalogue)
        wrong = list(complaints(language, catalogue))
        found += wrong
        said = len(needed(language, template))
        rows.append(completeness.Row(language, said - len(wrong), said, len([one for one in template if one.id])))
    for path, text in files.items():
        stale = not path.exists() or path.read_text(encoding="utf-8") != text
        if stale and check:
            found.append(f"{_name(path)}:1: stale: run ./run strings")
        elif stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    print(completeness.table(rows))
    print("\n".join(found) if found else f"{len(template)} sentences, complete in every language that needs them.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
