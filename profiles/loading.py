"""A profile from its .toml: unknown keys and wrong types are refused with a sentence that says where."""

from __future__ import annotations

import re
import tomllib
from dataclasses import MISSING, Field, fields, is_dataclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from profiles.contradictions import contradictions
from profiles.schema import Profile

FOLDER = Path(__file__).resolve().parent
_KINDS = {bool: "true or false", int: "a whole number", str: "words in quotes"}


class BadProfile(ValueError):
    """A profile that cannot be used; the sentence says where and why. The site does not start with it."""


def names(folder: Path = FOLDER) -> list[str]:
    """The profiles there are."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def load(name: str, folder: Path = FOLDER) -> Profile:
    """The profile of this name. BadProfile when there is none or it says something it may not."""
    if not re.fullmatch(r"[a-z0-9-]+", name) or name not in names(folder):
        raise BadProfile(f"There is no profile {name!r}. The profiles are: {', '.join(names(folder))}.")
    with (folder / f"{name}.toml").open("rb") as file:
        try:
            table = tomllib.load(file)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadProfile(f"{name}.toml cannot be read: {error}.") from error
    try:
        profile: Profile = _made(Profile, table, "")
        for fault in contradictions(profile):
            raise BadProfile(fault)
    except BadProfile as error:
        raise BadProfile(f"{name}.toml: {error}") from error
    return profile


def _made(kind: type[Any], table: Any, where: str) -> Any:
    """One dataclass of the schema from a table of the file."""
    if not isinstance(table, dict):
        raise BadProfile(f"{where} must be a table, not {table!r}.")
    known = {one.name: one for one in fields(kind)}
    if unknown := sorted(table.keys() - known.keys()):
        raise BadProfile(f"{_at(where, unknown[0])} is not a choice. The choices here are: {', '.join(sorted(known))}.")
    if missing := [name for name, one in known.items() if _needed(one) and name not in table]:
        raise BadProfile(f"{_at(where, missing[0])} must be stated.")
    hints = get_type_hints(kind)
    made = {name: _value(hints[name], value, _at(where, name)) for name, value in table.items()}
    for name, value in made.items():
        _within(known[name], value, _at(where, name))
    return kind(**{name: _with_the_rest(known[name], value) for name, value in made.items()})


def _at(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _needed(one: Field[Any]) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _within(one: Field[Any], value: Any, where: str) -> None:
    """Numbers between the least and the most that make sense; of a table each number, and no key that it may not have."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in (one.metadata["keys"] or value):
                raise BadProfile(
                    f"{where}.{key} is not a choice. The choices here are: {', '.join(one.metadata['keys'])}."
                )
            _within(one, inner, f"{where}.{key}")
    elif type(value) is int:
        least, most = one.metadata["least"], one.metadata["most"]
        if least is not None and value < least:
            raise BadProfile(f"{where} must be {least} or more, not {value}.")
        if most is not None and value > most:
            raise BadProfile(f"{where} must be {most} or less, not {value}.")


def _with_the_rest(one: Field[Any], value: Any) -> Any:
    """A table of a file names only its differences: what it leaves out stays as declared."""
    if isinstance(value, dict) and one.default_factory is not MISSING:
        return {**one.default_factory(), **value}
    return value


def _value(hint: Any, value: Any, where: str) -> Any:
    """One value of the file as the type that the schema declares."""
    if is_dataclass(hint):
        return _made(hint, value, where)  # type: ignore[arg-type]  # a class, not an instance: it came from a type hint
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Literal:
        return _one_of(parts, value, where)
    if origin is tuple:
        return _list(parts[0], value, where)
    if origin is dict:
        return _table(parts[1], value, where)
    if type(value) is not hint:  # exactly: in Python true is also a whole number
        raise BadProfile(f"{where} must be {_KINDS[hint]}, not {value!r}.")
    return value


def _one_of(allowed: tuple[Any, ...], value: Any, where: str) -> Any:
    if value not in allowed:
        raise BadProfile(f"{where} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def _list(hint: Any, value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise BadProfile(f"{where} must be a list, not {value!r}.")
    return tuple(_value(hint, one, f"{where}[{number}]") for number, one in enumerate(value, start=1))


def _table(hint: Any, value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadProfile(f"{where} must be a table, not {value!r}.")
    return {key: _value(hint, one, f"{where}.{key}") for key, one in value.items()}
