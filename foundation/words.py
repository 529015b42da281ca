"""Words in the language of the moment, with or without a request.

The language is a context variable: a page sets it from its path, a letter from its reader. Catalogues are read when
first needed and kept for the life of the process.
"""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import jinja2
from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import LazyProxy, NullTranslations, Translations

from foundation import pseudo

FOLDER = Path(__file__).resolve().parent.parent / "translations"
READERS = ("families", "agencies", "staff")  # how far a language reaches, from the widest circle to the smallest
SOURCE = "en"  # the language the program's own sentences are written in
_language: ContextVar[str] = ContextVar("language", default=SOURCE)


@dataclass(frozen=True)
class Language:
    """One language of the site; translations/locales.toml explains each field."""

    tag: str
    html: str
    babel: str
    autonym: str
    direction: str
    plural: str
    reaches: str = "families"
    checked_by: str = ""
    checked_on: date | None = None
    pseudo: bool = False

    @property
    def checked(self) -> bool:
        """Whether a named speaker has read its words. English is what they were written in; a made-up one has no speakers."""
        return bool(self.checked_by) or self.pseudo or self.tag == SOURCE

    def speaks_to(self, readers: str) -> bool:
        """Whether it has the words of pages for these readers."""
        return READERS.index(readers) <= READERS.index(self.reaches)

    @property
    def catalogue(self) -> str:
        """The name of its folder under translations/."""
        return self.tag.replace("-", "_")


@lru_cache(maxsize=8)
def _list_in(folder: Path) -> tuple[Language, ...]:
    with (folder / "locales.toml").open("rb") as file:
        return tuple(Language(**row) for row in tomllib.load(file)["language"])


def languages() -> tuple[Language, ...]:
    """Every language of the list, in the order shown, the made-up ones too."""
    return _list_in(FOLDER)


def offered(*, pseudo: bool = False) -> tuple[Language, ...]:
    """The languages a reader may choose; the made-up ones only when asked for."""
    return tuple(one for one in languages() if pseudo or not one.pseudo)


@lru_cache(maxsize=8)
def _tagged(folder: Path) -> dict[str, Language]:
    return {one.tag: one for one in _list_in(folder)}


def language_of(tag: str) -> Language:
    """The language with this tag; KeyError when the site has none."""
    found = _tagged(FOLDER).get(tag)
    if found is None:
        raise KeyError(f"There is no language {tag!r} in locales.toml.")
    return found


def language() -> str:
    """The tag of the language of the moment."""
    return _language.get()


def speak(tag: str) -> None:
    """From now on, this language: for the web, which sets it for each request and sets it back afterwards."""
    _language.set(language_of(tag).tag)


def fall_silent() -> None:
    """Back to English: threads are used again, and a later letter must not speak the last reader's language."""
    _language.set(SOURCE)


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """In a job, a command, a letter: everything inside is said in this language."""
    token = _language.set(language_of(tag).tag)
    try:
        yield
    finally:
        _language.reset(token)


def locale() -> Locale:
    """How dates, numbers and lists are written in the language of the moment."""
    return _locale(language_of(language()).babel)


@lru_cache(maxsize=64)
def _locale(name: str) -> Locale:
    return Locale.parse(name)


@lru_cache(maxsize=64)
def _spoken(folder: Path, tag: str) -> NullTranslations:
    """What is asked for every sentence, so by its tag: a page has five hundred."""
    spoken = _tagged(folder)[tag]
    return pseudo.Disguise(tag) if spoken.pseudo else _catalogue(folder, spoken)


def _catalogue(folder: Path, of: Language) -> NullTranslations:
    """A catalogue, from the compiled file when it is newer, else compiled here, so that none need be kept."""
    po, mo = (folder / of.catalogue / "LC_MESSAGES" / f"messages.{kind}" for kind in ("po", "mo"))
    if mo.exists() and not (po.exists() and po.stat().st_mtime > mo.stat().st_mtime):
        with mo.open("rb") as file:
            return Translations(file)
    if po.exists():
        return Translations(io.BytesIO(compiled(po, of)))
    return NullTranslations()


def compile_all() -> None:
    """Each catalogue as the file that is read fastest, where it is older than its source: for who starts the site."""
    for one in languages():
        po = FOLDER / one.catalogue / "LC_MESSAGES" / "messages.po"
        mo = po.with_suffix(".mo")
        if po.exists() and not (mo.exists() and mo.stat().st_mtime > po.stat().st_mtime):
            mo.write_bytes(compiled(po, one))


def compiled(po: Path, of: Language) -> bytes:
    """A .po file as the bytes of a .mo file; sentences marked fuzzy stay English."""
    with po.open("rb") as file:
        catalogue = read_po(file, locale=of.babel)  # without a locale the plural forms of the header are dropped
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def _words() -> NullTranslations:
    return _spoken(FOLDER, language())


def as_data(said: str) -> str:
    """Words that are data and have no translation: plain in a language that people speak, disguised in one made up."""
    spoken = language_of(language())
    return pseudo.disguised(spoken.tag, said) if spoken.pseudo else said


def gettext(message: str) -> str:
    """This sentence in the language of the moment, or in English when it has no translation."""
    return str(_words().ugettext(message))


def ngettext(one: str, many: str, n: int) -> str:
    """The form of the sentence for this count."""
    return str(_words().ungettext(one, many, n))


def pgettext(context: str, message: str) -> str:
    """This sentence where its context decides the translation."""
    return str(_words().upgettext(context, message))


def npgettext(context: str, one: str, many: str, n: int) -> str:
    """The form for this count where the context decides the translation."""
    return str(_words().unpgettext(context, one, many, n))


def later(message: str) -> LazyProxy:
    """For labels made at import: translated each time they are read."""
    return LazyProxy(gettext, message, enable_cache=False)  # a cache would keep the first reader's language


def teach(environment: jinja2.Environment) -> jinja2.Environment:
    """Give templates the same words. Values put into a translated sentence are escaped."""
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # the extension above adds it
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    environment.policies["ext.i18n.trimmed"] = True
    return environment
