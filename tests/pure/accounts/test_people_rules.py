"""Own paths, passwords, codes, letters: what needs no database."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from accounts import letters, rules
from accounts.security import codes, passwords, sessions
from accounts.views.signing_in import masked


@pytest.mark.parametrize("path", ["/en/account", "/ar/services?q=a%20b", "/"])
def test_a_path_of_ours_is_one(path: str) -> None:
    assert rules.own_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        *("//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "en/account", ""),
        *("/\n/evil.example", "/\t/evil.example", "\\/evil.example", "/" + "a" * 3000, "/en\x00"),
    ],
)
def test_no_other_site_is_a_path_of_ours(path: str) -> None:
    assert rules.own_path(path) == ""


@given(st.text())
def test_an_own_path_never_leaves_the_site(said: str) -> None:
    own = rules.own_path(said)
    assert own in ("", said)
    assert not own.startswith(("//", "/\\"))


def test_codes_by_email_are_for_agency_roles_only() -> None:
    assert rules.codes_by_email_suffice(["agency-editor", "agency-manager"])
    assert not rules.codes_by_email_suffice(["agency-editor", "directory-editor"])


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "short"),
        ("x" * 1001, "long"),
        ("Password1234!", "common"),
        ("aaaaaaaaaaaaaa", "common"),
        ("123456789012", "common"),
        ("abcdefghijklm", "common"),
        ("IDA@example.org", "own"),
        ("three slow herons", ""),
        ("три цапли идут", ""),
        ("   spaces    too   ", ""),
        ("صبر جميل والله", ""),
    ],
)
def test_a_password_is_refused_for_what_makes_it_weak_and_for_nothing_else(password: str, why: str) -> None:
    assert passwords.unfit(password, "ida@example.org", "Ida Wren") == why


def test_a_password_matches_however_its_letters_are_composed_and_whole() -> None:
    stored = passwords.hashed("caf\u00e9 au lait, deux")
    assert passwords.matches(stored, "cafe\u0301 au lait, deux")
    assert not passwords.matches(stored, "cafe au lait, deux")
    assert not passwords.matches(None, "caf\u00e9 au lait, deux")
    assert not passwords.matches(stored, "x" * 2_000_000)
    assert not passwords.matches("not a hash", "x")


@given(st.text(alphabet=string.digits, min_size=6, max_size=6), st.sampled_from([" ", "-", "\u00a0", "  "]))
def test_codes_are_taken_with_spaces_and_in_the_figures_of_any_script(code: str, gap: str) -> None:
    arabic = code.translate(str.maketrans(string.digits, "٠١٢٣٤٥٦٧٨٩"))
    assert codes.bare(f" {code[:3]}{gap}{code[3:]} ") == codes.bare(arabic) == code


def test_an_address_is_masked_but_known_again() -> None:
    assert masked("gwen@nhs.example") == "g•••@nhs.example"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("<script>alert(1)</script>\u202e", ""),
        ("", ""),
    ],
)
def test_a_device_is_told_by_names_that_its_owner_knows(agent: str, words: str) -> None:
    assert sessions.device_words(agent) == words


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_N1_a_letter_is_whole_as_text_and_plain_as_html(language: str, direction: str) -> None:
    """N1, N4: language and direction twice, a title, one h1, one column, 16 px, one action with its address in full."""
    subject, text, page = letters.compose(
        language, "A subject", "Hello,", ["One <b>.", "Two."], action=("Open it", "https://w.example/en/x?a=1&b=2"),
        expiry="Until Friday.",
    )  # fmt: skip
    assert (
        text.replace("\u200f", "")
        == "Hello,\n\nOne <b>.\n\nTwo.\n\nOpen it:\nhttps://w.example/en/x?a=1&b=2\n\nUntil Friday.\n"
    )
    tree = html.fromstring(page)
    wrapper = tree.cssselect("body > div")[0]
    assert [(one.get("lang"), one.get("dir")) for one in (tree, wrapper)] == [(language, direction)] * 2 or (
        language == "en" and tree.get("lang") == wrapper.get("lang") == "en-GB"
    )
    assert tree.findtext(".//title") == subject == tree.cssselect("h1")[0].text_content()
    assert [(a.text_content(), a.get("href")) for a in tree.cssselect("a")] == [
        ("Open it", "https://w.example/en/x?a=1&b=2")
    ]
    assert "16px" in tree.cssselect("body")[0].get("style")
    assert not tree.cssselect("img,table,script,link")
    assert "One &lt;b&gt;." in page


def test_N2_a_letter_in_a_machines_words_has_english_below() -> None:
    """N2."""
    from foundation import words

    def write() -> letters.Words:
        return letters.Words(f"in {words.language()}", paragraphs=(f"said in {words.language()}",))

    tag = next(one.tag for one in words.languages() if not one.checked and not one.pseudo and one.tag != "en")
    subject, text, page = letters.written(tag, write)
    assert subject == f"in {tag}"
    assert text.index(f"said in {tag}") < text.index("said in en")
    tree = html.fromstring(page)
    assert [h.text_content() for h in tree.cssselect("h1,h2")] == [f"in {tag}", "in en"]
    assert letters.written("en", write)[1].count("said in") == 1


@pytest.mark.parametrize("language", ["ar", "ur"])
def test_plain_text_runs_from_right_to_left_line_by_line(language: str) -> None:
    said = letters.Words(
        subject="x", greeting="PDF", paragraphs=["Larkfield\nx"], action=("y", "https://example.org/a"), sender="z"
    )
    _subject, text, _html = letters.written(language, lambda: said)
    own, english = text.split("\n----\n")
    lines = [line for line in own.split("\n") if line]
    assert [line[0] for line in lines if not line.startswith("https")] == ["\u200f"] * 5
    assert "\nhttps://example.org/a\n" in own, "an address is followed as it stands"
    assert "\u200f" not in english
    assert "\u200f" not in letters.written("pl", lambda: said)[1]
