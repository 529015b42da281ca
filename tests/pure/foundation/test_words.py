"""The language of the moment, with or without a request."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from babel import Locale
from babel.messages.plurals import get_plural

from foundation import words
from foundation.words import gettext, language, later, ngettext, npgettext, offered, pgettext, speaking, teach

LABEL = later("Hello")
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {plural}\\n"\n\n'
THINGS = 'msgid "%(num)s thing"\nmsgid_plural "%(num)s things"\n'
ARABIC = ("ما من شيء", "شيء", "شيئان", "%(num)s أشياء", "%(num)s شيئا", "%(num)s شيء")
POLISH = ("%(num)s rzecz", "%(num)s rzeczy", "%(num)s rzeczy (wiele)")
SAMPLES = (0, 1, 2, 3, 5, 11, 12, 21, 22, 25, 100, 101, 102, 111)


def write_po(folder: Path, tag: str, hello: str, forms: tuple[str, ...]) -> Path:
    plural = words.language_of(tag).plural
    body = f'msgid "Hello"\nmsgstr "{hello}"\n\nmsgctxt "month"\nmsgid "May"\nmsgstr "{hello} (5)"\n\n'
    body += THINGS + "".join(f'msgstr[{n}] "{form}"\n' for n, form in enumerate(forms))
    po = folder / tag / "LC_MESSAGES" / "messages.po"
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_text(HEADER.format(plural=plural) + body, encoding="utf-8")
    return po


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    shutil.copy(words.FOLDER / "locales.toml", tmp_path)
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    write_po(tmp_path, "ar", "مرحبا", ARABIC)
    write_po(tmp_path, "pl", "Cześć", POLISH)
    yield tmp_path
    words.fall_silent()


def test_each_language_has_its_words_and_english_needs_none() -> None:
    assert gettext("Hello") == "Hello"
    with speaking("ar"):
        assert (gettext("Hello"), language(), str(words.locale())) == ("مرحبا", "ar", "ar")
        with speaking("pl"):
            assert (gettext("Hello"), pgettext("month", "May")) == ("Cześć", "Cześć (5)")
        assert gettext("Never translated") == "Never translated"
    assert (language(), str(words.locale())) == ("en", "en_GB")


def test_a_label_made_at_import_is_translated_when_read() -> None:
    with speaking("ar"):
        assert str(LABEL) == "مرحبا"
    with speaking("pl"):
        assert str(LABEL) == "Cześć", "not the first reader's language"


@pytest.mark.parametrize(("tag", "forms"), [("ar", ARABIC), ("pl", POLISH)])
def test_counts_take_the_form_that_cldr_says(tag: str, forms: tuple[str, ...]) -> None:
    """Babel's own table orders Arabic's last two forms the other way round."""
    order = {"ar": ("zero", "one", "two", "few", "many", "other"), "pl": ("one", "few", "many")}[tag]
    rule = Locale.parse(tag).plural_form
    with speaking(tag):
        for n in SAMPLES:
            assert ngettext("%(num)s thing", "%(num)s things", n) == forms[order.index(rule(n))], n


def test_english_counts_without_a_catalogue() -> None:
    assert ngettext("one", "many", 1) == npgettext("x", "one", "many", 1) == "one"
    assert ngettext("one", "many", 0) == npgettext("x", "one", "many", 2) == "many"


def test_a_compiled_catalogue_is_used_unless_its_source_is_newer(folder: Path) -> None:
    po = folder / "pl" / "LC_MESSAGES" / "messages.po"
    mo = po.with_suffix(".mo")
    write_po(folder, "pl", "Compiled", POLISH)
    mo.write_bytes(words.compiled(po, words.language_of("pl")))
    write_po(folder, "pl", "Newer", POLISH)
    for moment, expected in ((1, "Compiled"), (3, "Newer")):
        os.utime(mo, (2, 2))
        os.utime(po, (moment, moment))
        words._spoken.cache_clear()
        with speaking("pl"):
            assert gettext("Hello") == expected


def test_templates_speak_and_escape_what_they_are_given() -> None:
    letter = teach(jinja2.Environment(autoescape=True)).from_string(
        "{{ _('Hello') }}, {{ name }}. {% trans num=2 %}{{ num }} thing{% pluralize %}{{ num }} things{% endtrans %}"
    )
    with speaking("pl"):
        assert letter.render(name="<b>") == "Cześć, &lt;b&gt;. 2 rzeczy"
    assert letter.render(name="A") == "Hello, A. 2 things"


def test_threads_do_not_hear_one_another() -> None:
    heard: dict[str, str] = {}

    def say(tag: str) -> None:
        with speaking(tag):
            heard[tag] = str(LABEL)

    threads = [threading.Thread(target=say, args=(tag,)) for tag in ("ar", "pl", "en")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == {"ar": "مرحبا", "pl": "Cześć", "en": "Hello"}


def test_the_web_sets_it_and_must_set_it_back() -> None:
    words.speak("ar")
    assert language() == "ar"
    words.fall_silent()
    assert language() == "en"


@pytest.mark.parametrize("tag", ["xx", "", "../en"])
def test_an_unknown_language_is_refused(tag: str) -> None:
    with pytest.raises(KeyError), speaking(tag):
        pass
    with pytest.raises(KeyError):
        words.speak(tag)


def test_made_up_languages_are_offered_only_when_asked_for() -> None:
    assert not [one.tag for one in offered() if one.pseudo]
    assert [one.tag for one in offered(pseudo=True)] == [*(one.tag for one in offered()), "en-XA", "ar-XB"]


def test_the_list_agrees_with_what_babel_knows() -> None:
    for one in offered():
        locale = Locale.parse(one.babel)
        assert locale.text_direction == ("rtl" if one.direction == "rtl" else "ltr")
        assert locale.get_language_name(one.tag) == one.autonym
    assert words.language_of("ar").plural != str(get_plural("ar")), "Babel's order for Arabic is not CLDR's"
