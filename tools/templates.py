"""Template lint: python -m tools.templates. House rules of templates that no bought linter knows."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "templates"
MOST_LINES = 120
ENTITIES = {"form": r"<(input|textarea)\b"}
_TABLE = re.compile(r"<table\b.*?</table>", re.S)
_HEAD = re.compile(r"<th\b(?![^>]*\bscope=)")
_COMMENT = re.compile(r"\{#.*?#\}", re.S)
_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.S)
_WORDS = re.compile(r">([^<>]*[A-Za-z]{3,}[^<>]*)<")
_ATTRIBUTE = re.compile(r'\b(title|alt|aria-label|placeholder)="([^"{]*[A-Za-z]{3,}[^"{]*)"')
_SCRIPT = re.compile(r"\son[a-z]+=|javascript:|<script(?![^>]*\bsrc=)", re.I)
_STYLE = re.compile(r"\sstyle=", re.I)
_JOINED = re.compile(r"_\([^)]*\)\s*[~+]\s*_\(")
# Words that stand in a template because they are never translated: attributions, names of things.
SAID_IN_ENGLISH = {"web/about_sources.html"}


def complaints(name: str, source: str) -> Iterator[str]:
    """What is wrong in one template, each with its line."""
    bare = _COMMENT.sub(lambda m: "\n" * m.group(0).count("\n"), source)
    if source.count("\n") > MOST_LINES:
        yield f"{name}: {source.count(chr(10))} lines; more than {MOST_LINES} is two templates"
    component = name.startswith("components/") or name in OWN_COMPONENTS
    if (
        name.startswith("components/")
        and not re.search(rf"macro {Path(name).stem}\(", bare)
        and "svg" not in bare
        and Path(name).stem not in PARTS
    ):
        yield f"{name}: a component holds a macro of its own name"
    for what, pattern in ENTITIES.items():
        if not component and re.search(pattern, re.sub(r'<input type="hidden"[^>]*>', "", bare)):
            yield f"{name}: a page never writes a raw {what} element; use the component"
    yield from _in_tables(name, bare)
    letter = name.startswith("letters/")  # mail programs read no sheet of styles
    for pattern, why in (
        (_SCRIPT, "script in the page"),
        (_STYLE, "a style attribute"),
        (_JOINED, "a sentence put together from pieces"),
    ):
        for match in pattern.finditer("" if letter and pattern is _STYLE else bare):
            yield f"{name}:{_line(bare, match.start())}: {why}"
    if name not in SAID_IN_ENGLISH:
        said = _CODE.sub(lambda m: "\n" * m.group(0).count("\n"), bare)
        for pattern in (_WORDS, _ATTRIBUTE):
            for match in pattern.finditer(said):
                words = match.group(match.lastindex or 1).strip()[:40]
                yield f"{name}:{_line(said, match.start())}: words that no translator sees: {words!r}"


OWN_COMPONENTS = {"directory/editing/fields.html"}  # what only one room's pages use
PARTS = {"said", "hours", "brand", "pictograms"}  # a component with more than one macro, or a drawing


def _in_tables(name: str, bare: str) -> Iterator[str]:
    for table in _TABLE.finditer(bare):
        if "<caption" not in table.group(0) or _HEAD.search(table.group(0)):
            yield f"{name}:{_line(bare, table.start())}: a table has a caption, and each of its headings a scope"


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def main() -> int:
    """Print every complaint; 1 when there is one."""
    found = [
        c
        for path in sorted(FOLDER.rglob("*.html"))
        for c in complaints(path.relative_to(FOLDER).as_posix(), path.read_text(encoding="utf-8"))
    ]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
