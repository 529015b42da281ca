"""./run strings --check: whatever spoils a catalogue is told by file and line, and fails the build."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from foundation import words
from tools import completeness, strings

PL = Path("pl/LC_MESSAGES/messages.po")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of all translations, which the tool takes for the real ones."""
    shutil.copytree(strings.FOLDER, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.mo"))
    for module in (strings, words, completeness):
        monkeypatch.setattr(module, "FOLDER", tmp_path)
    monkeypatch.setattr(strings, "TEMPLATE", tmp_path / "messages.pot")
    monkeypatch.setattr(strings, "READERS", tmp_path / "readers.txt")
    return tmp_path


def checked(capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """The exit status, and what was said of catalogues."""
    status = strings.main(["--check"])
    return status, [line for line in capsys.readouterr().out.splitlines() if ".po" in line]


def test_nothing_is_wrong_with_what_is_kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(capsys) == (0, [])


@pytest.mark.parametrize(
    ("found", "instead", "said"),
    [
        (r"%\(date\)s", "%(data)s", "placeholders of"),
        (r'msgstr\[2\] "[^"\n]+"\n', "", "not translated"),
        (r'(msgstr\[2\] "[^"\n]+"\n)', r'\1msgstr[3] "za dużo"\n', "there are forms 0 to 2"),
        (r"nplurals=3", "nplurals=2", "the header must say: Plural-Forms: nplurals=3"),
        (r'msgstr "(Otwarte[^"\n]*)"', r'msgstr "\1', "this line is no part of a catalogue"),
        (r'msgid "Home"\nmsgstr "[^"]+"', 'msgid "Home"\nmsgstr ""', "not translated: 'Home'"),
    ],
)
def test_a_fault_is_told_by_file_and_line(
    folder: Path, capsys: pytest.CaptureFixture[str], found: str, instead: str, said: str
) -> None:
    path = folder / PL
    before = path.read_text(encoding="utf-8")
    at = re.search(r'msgid "[^"\n]*%\(date\)s.*\nmsgstr ".*' if "date" in found else found, before)
    assert at is not None
    place = at.start() + at.group(0).index("msgstr") if "date" in found else at.start()
    path.write_text(before[:place] + re.sub(found, instead, before[place:], count=1), encoding="utf-8")
    status, lines = checked(capsys)
    assert status == 1
    assert any(re.search(rf"messages\.po:\d+: .*{re.escape(said)}", line) for line in lines), lines


def test_a_sentence_that_the_program_says_no_longer_makes_a_catalogue_stale(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (folder / PL).open("a", encoding="utf-8") as file:
        file.write('\nmsgid "Never said"\nmsgstr "Nigdy"\n')
    status, lines = checked(capsys)
    assert status == 1
    assert any("stale: run ./run strings" in line for line in lines)


def test_the_table_tells_how_complete_each_language_is_and_who_has_checked_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert strings.main(["--check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for one in words.offered():
        row = next(line for line in lines if line.startswith(f"{one.tag} "))
        assert one.autonym in row
        assert ("not yet" in row) is (not one.checked)


def test_a_sentence_is_for_the_widest_circle_of_its_readers() -> None:
    readers = {str(one.id): strings.readers_of(one) for one in strings.gathered() if one.id}
    assert readers["What do you need help with?"] == "families"
    assert readers["Go on with the change"] == "agencies"
    assert readers["Opened a record, with a reason"] == "families", "a family reads who looked, and how"
    assert readers["The trail is whole."] == "staff"
