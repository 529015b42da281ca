"""Which translations are behind their English, and which a machine made and nobody has read; where their keepers are told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from directory.editing.mine import translation_words
from directory.queries.translations import NOTHING, TranslationState, translation_states
from directory.rules import source_of
from directory.shapes import Maker, Text
from foundation import clock
from tests import factories
from tests.site import MOMENT

DEBT = "Help with debts"
SAID = {
    "en": Text(DEBT),
    "pl": Text("Pomoc w długach", Maker.VOLUNTEER, "Ewa", source=source_of(DEBT)),
    "ur": Text("قرض میں مدد", Maker.MACHINE, source=source_of("Debt advice")),
    "ar": Text("مساعدة", Maker.MACHINE, "Layla", source=source_of("Debt advice")),
}


@pytest.fixture
def site(small_site: Flask) -> Iterator[Flask]:
    with clock.freeze(MOMENT), small_site.app_context():
        yield small_site


def test_behind_and_unchecked_are_told_by_language(site: Flask) -> None:
    texts = {**factories.words(name="Debt table"), "summary": SAID}
    codes = factories.save(factories.entry("debt", texts=texts), factories.entry("plain"))
    states = translation_states(list(codes.values()))
    assert states == {codes["debt"]: TranslationState(behind=("ar", "ur"), unchecked=("ur",))}
    assert states.get(codes["plain"], NOTHING) == NOTHING


def test_nothing_asked_is_nothing_told(site: Flask) -> None:
    assert translation_states([]) == {}


def test_an_agency_is_told_in_words_with_each_language_by_its_own_name(site: Flask) -> None:
    late, unread = translation_words(TranslationState(("ar", "pl"), ("ur",)))
    assert '<bdi lang="ar" dir="rtl">العربية</bdi>' in late
    assert '<bdi lang="pl" dir="ltr">polski</bdi>' in late
    assert "machine" in unread
    assert '<bdi lang="ur" dir="rtl">اردو</bdi>' in unread
    assert translation_words(NOTHING) == []
