"""A mapping from its TOML file. Every key is checked, so that a slip is a sentence and not a column left out. (pure)"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from collections.abc import Mapping as Dict
from pathlib import Path
from typing import Any

from directory.importing.mapping import (
    CODED,
    FIELDS,
    FORMATS,
    TEXTS,
    CodeList,
    Condition,
    DayColumns,
    DayRow,
    Identity,
    Layout,
    Mapping,
)  # fmt: skip
from directory.importing.problems import MappingRefused
from directory.rules import DAYS
from foundation.words import gettext as _

LONGEST_NAME = 64  # of an attribute
FOLDER = Path(__file__).parent.parent / "mappings"


def load_mapping(named: str) -> Mapping:
    """The mapping of this name among those that come with Waymark, or in this file. Raises MappingRefused."""
    shipped = FOLDER / f"{named}.toml"
    path = shipped if re.fullmatch(r"[a-z0-9-]+", named) and shipped.is_file() else Path(named)
    try:
        return parse(path.read_text(encoding="utf-8"))
    except OSError:
        have = ", ".join(sorted(p.stem for p in FOLDER.glob("*.toml")))
        sentence = _("There is no mapping “%(name)s”. Name a file, or one of these: %(have)s.")
        raise MappingRefused(sentence % {"name": named, "have": have}) from None
    except UnicodeDecodeError:
        raise MappingRefused(_("The mapping is not written in UTF-8.")) from None


def shipped() -> list[Mapping]:
    """The mappings that come with Waymark."""
    return [load_mapping(path.stem) for path in sorted(FOLDER.glob("*.toml"))]


def parse(text: str) -> Mapping:
    """A mapping from TOML. Raises MappingRefused, naming the key."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingRefused(_("The mapping is not TOML: %(why)s.") % {"why": error}) from None
    return _mapping(_Part("", said))


def _mapping(top: _Part) -> Mapping:
    organisation = top.part("organisation")
    made = Mapping(
        name=top.text("name", lambda v: bool(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", v))),
        title=top.text("title"),
        layout=_layout(top.part("file")),
        identity=_identity(top.part("identity")),
        organisation=organisation.text("name"),
        organisation_kind=organisation.text("kind", lambda v: v in ("statutory", "voluntary")),
        fields=top.texts("columns", FIELDS),
        address=top.several("address"),
        constants=top.lists("constants", CODED),
        texts=top.texts("texts", TEXTS),
        codes=tuple(map(_codes, top.parts("codes"))),
        hours=tuple(map(_hours, top.parts("hours"))),
        closed=tuple(map(_condition, top.parts("closed"))),
        leave_out=tuple(map(_condition, top.parts("leave_out"))),
        attributes=top.texts("attributes"),
    )
    organisation.done()
    top.done()
    if long := [name for name in made.attributes or {} if len(name) > LONGEST_NAME]:
        raise MappingRefused(_("The attribute's name “%(name)s” is too long.") % {"name": long[0]})
    if "name" not in made.fields:
        raise MappingRefused(_("The mapping does not say which column is the name."))
    return made


def _layout(part: _Part) -> Layout:
    plain = Layout()
    made = Layout(
        formats=part.several("formats", FORMATS) or plain.formats,
        encodings=part.several("encodings", ("utf-8-sig", "utf-8", "cp1252", "utf-16", "iso-8859-1"))
        or plain.encodings,
        delimiter=part.text("delimiter", lambda v: v in (",", ";", "\t", "|"), plain.delimiter),
        header=part.number("header", plain.header),
        sheet=part.text("sheet", default=""),
        empty=frozenset(v.lower() for v in part.several("empty")),
        dates=part.several("dates") or plain.dates,
    )
    part.done()
    return made


def _identity(part: _Part) -> Identity:
    made = Identity(
        part.several("key"),
        part.flag("several_rows", False),
        part.flag("same_name_and_postcode", True),
        part.text("code", default=""),
    )
    part.done()
    if not made.key:
        raise MappingRefused(_("The mapping does not say which columns are the key of a row."))
    return made


def _codes(part: _Part) -> CodeList:
    values = {value.lower(): codes for value, codes in (part.lists("values") or {}).items()}
    made = CodeList(
        part.text("column"),
        part.text("field", lambda v: v in CODED),
        values,
        part.text("separator", default=""),
        part.text("vocabulary", lambda v: v in ("service-types", "needs", "languages"), default=""),
    )
    part.done()
    return made


def _hours(part: _Part) -> DayColumns | DayRow:
    made: DayColumns | DayRow
    if part.text("form", lambda v: v in ("times", "words", "row")) == "row":
        made = DayRow(part.text("day"), part.text("opens"), part.text("closes"))
    else:
        words = part.texts("words") if part.said["form"] == "words" else None
        plain = None if words is None else {value.lower(): said for value, said in words.items()}
        made = DayColumns(part.texts("columns", DAYS), part.text("note", default=""), plain)
    part.done()
    return made


def _condition(part: _Part) -> Condition:
    values = frozenset(value.lower() for value in part.several("values"))
    made = Condition(part.text("column"), part.text("reason"), values)
    part.done()
    return made


class _Part:
    """One table of the TOML, which notices what nobody asked for."""

    def __init__(self, name: str, said: Any) -> None:
        self.name, self.asked = name, set[str]()
        self.said: Dict[str, Any] = said if isinstance(said, dict) else self._refuse("")

    def _refuse(self, key: str) -> Any:
        raise MappingRefused(_("The mapping's “%(key)s” cannot be used.") % {"key": f"{self.name}.{key}".strip(".")})

    def _take(self, key: str, kind: type, default: Any = None) -> Any:
        self.asked.add(key)
        value = self.said.get(key, default)
        return value if isinstance(value, kind) else self._refuse(key)

    def text(self, key: str, allowed: Callable[[str], bool] = bool, default: str | None = None) -> str:
        value: str = self._take(key, str, default)
        return value if value == default or allowed(value) else self._refuse(key)

    def number(self, key: str, default: int) -> int:
        value: int = self._take(key, int, default)
        return value if 1 <= value <= 1000 else self._refuse(key)

    def flag(self, key: str, default: bool) -> bool:
        return bool(self._take(key, bool, default))

    def several(self, key: str, allowed: tuple[str, ...] = ()) -> tuple[str, ...]:
        values = self._take(key, list, [])
        fine = all(isinstance(v, str) and (not allowed or v in allowed) for v in values)
        return tuple(values) if fine else self._refuse(key)

    def part(self, key: str) -> _Part:
        return _Part(key, self._take(key, dict, {}))

    def parts(self, key: str) -> list[_Part]:
        return [_Part(f"{key} {number}", one) for number, one in enumerate(self._take(key, list, []), 1)]

    def texts(self, key: str, allowed: tuple[str, ...] = ()) -> dict[str, str]:
        part = self.part(key)
        return {
            name: part.text(name, default=None)
            for name in part.said
            if not allowed or name in allowed or self._refuse(f"{key}.{name}")
        }

    def lists(self, key: str, allowed: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
        part = self.part(key)
        return {
            name: part.several(name)
            for name in part.said
            if not allowed or name in allowed or self._refuse(f"{key}.{name}")
        }

    def done(self) -> None:
        """Raises MappingRefused for a key that nobody asked for."""
        for key in self.said.keys() - self.asked:
            raise MappingRefused(
                _("The mapping says “%(key)s”, which means nothing here.") % {"key": f"{self.name}.{key}".strip(".")}
            )
