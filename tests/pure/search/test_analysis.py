"""Words become terms in every script."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import LONGEST_WORD, STEMMERS, Words, asked, fold, stem, terms, words

LANGUAGES = st.sampled_from(
    ["", "en", "ar", "pl", "ur", "tr", "zh", "cy", "pa", "bn", "gu", "ta", "so", "uk", "en-GB", "xx"]
)


@pytest.mark.parametrize(
    ("language", "written", "typed"),
    [
        ("en", "Parenting classes for parents", "parent class"),
        ("en", "Café", "cafe"),
        ("en", "Children’s centre", "childrens centre"),
        ("pl", "żłobków", "zlobkow"),
        ("pl", "Przedszkola", "przedszkole"),
        ("pl", "Łódź", "lodz"),
        ("ar", "خدمات الأطفال المُعاقين", "الاطفال المعاقين"),
        ("ar", "مـــدرسة", "مدرسه"),
        ("ar", "رقم ١٢", "12"),
        ("ur", "بچّوں کی", "بچوں كي"),
        ("tr", "IŞIK İzmir", "ışık izmir"),
        ("zh", "儿童言语治疗服务", "言语"),
        ("ro", "grădinițe", "grădiniță"),
        ("ro", "școală și", "şcoală"),
        ("pa", "ਬੱਚਿਆਂ ਦੀ", "ਬਚੇ"),
        ("pa", "ਮੁੰਡਾ", "ਮੁਂਡਾ"),
        ("bn", "বাচ্চাদের পড়া", "বাচ্চা"),
        ("bn", "পড়া", "পডা"),
        ("gu", "બાળકોને", "બાળકો"),
        ("ta", "குழந்தைக்கு", "குழந்தை"),
        ("so", "carruurta", "carruur"),
        ("uk", "сім’ї", "сім'я"),
        ("uk", "школи", "школу"),
        ("ur", "ماں", "مان"),
        ("fa", "می\u200cخواهم", "میخواهم"),
        ("bn", "স্বাস্থ্\u200dয", "স্বাস্থ্য"),
        ("de", "Straße", "strasse"),
        ("en", "ＦＵＬＬ ﬁt", "full fit"),
    ],
)
def test_what_is_typed_finds_what_is_written(language: str, written: str, typed: str) -> None:
    kept = {form for term in terms(written, language) for form in term.forms}
    wanted = asked(typed, language).wanted
    assert wanted
    for word in wanted:
        assert kept & set(word.forms), word


def test_marks_of_other_scripts_stay_with_their_letters() -> None:
    assert words("ਬਚਿਆਂ ਦੀ ਸਿਹਤ", "pa") == ["ਬਚਿਆਂ", "ਦੀ", "ਸਿਹਤ"]
    assert words("শিশুদের স্বাস্থ্য", "bn") == ["শিশুদের", "স্বাস্থ্য"]


def test_letters_heaped_with_marks_are_a_word_of_bounded_length() -> None:
    storm = "e" + "\u0301\u0316" * 5000 + " ক" + "\u09bc" * 5000 + " ء" + "\u064b" * 5000
    assert all(len(word) <= LONGEST_WORD for word in words(storm, "bn"))


def test_scripts_without_spaces_come_in_pairs_beside_others() -> None:
    assert words("ABC治疗服务", "zh") == ["abc", "治疗", "疗服", "服务"]


def test_little_words_are_left_out_unless_there_are_no_others() -> None:
    assert [word.typed for word in asked("help for the baby", "en").wanted] == ["help", "baby"]
    assert [word.typed for word in asked("for the", "en").wanted] == ["for", "the"]
    assert [word.typed for word in asked("zajęcia dla dzieci", "pl").wanted] == ["zajecia", "dzieci"]


def test_quotes_make_a_phrase_of_exact_words() -> None:
    question = asked("“Debt advice” for babies", "en")
    assert question.phrases == (("debt", "advice"),)
    assert [word.typed for word in question.wanted] == ["babies"]
    assert asked('"debt"', "en").wanted[0].typed == "debt"
    assert asked('"', "en") == Words()
    assert not asked('"" !', "en")


@given(st.text(max_size=400), LANGUAGES)
def test_any_text_becomes_clean_terms(text: str, language: str) -> None:
    for term in terms(text, language):
        assert term.forms[0] == term.plain
        for form in term.forms:
            assert 0 < len(form) <= LONGEST_WORD
            assert not form.isspace()
            assert not set(form) & set(" /.|'\\")


@given(st.text(max_size=400), LANGUAGES)
def test_any_question_is_understood_as_its_text_was(text: str, language: str) -> None:
    kept = {form for term in terms(text, language) for form in term.forms}
    for word in asked(text, language).wanted:
        assert kept & set(word.forms)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_folding_is_settled(text: str) -> None:
    assert fold(fold(text).casefold()) == fold(fold(fold(text).casefold()))


def test_every_stemmer_named_is_there() -> None:
    for language in STEMMERS:
        assert terms("abc", language)


def test_threads_do_not_mix_their_words() -> None:
    """A stemmer holds the word it works on, so two at once would mix them."""
    written = [f"national{'is' * (n % 7)}ations{n}es" for n in range(400)]
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append([stem(word, "fr") for word in written])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stem.cache_clear()
    assert found == [[stem(word, "fr") for word in written]] * 4


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("01952 496 000", "01952496000"),
        ("+44 (0)1952 496000", "01952496000"),
        ("496-000", "496000"),
        ("٠١٩٥٢ ٤٩٦٠٠٠", "01952496000"),
    ],
)
def test_a_telephone_number_is_one_word_however_it_is_typed(typed: str, word: str) -> None:
    assert [one.typed for one in asked(f"ring {typed}", "en").wanted] == ["ring", word]


@pytest.mark.parametrize("text", ["5 11 year olds", "2026 2027 term", "24 7 helpline", "tf1 1lx"])
def test_ages_years_and_postcodes_are_not_drawn_together(text: str) -> None:
    assert [one.typed for one in asked(text, "en").wanted] == text.split()
