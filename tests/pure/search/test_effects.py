"""What a change of a need does to real questions."""

from __future__ import annotations

from dataclasses import replace

from search.effects import MOST, Change, changed, effects, real_questions, shared, sought
from search.thesaurus import Said, Saying, Thesaurus


def saying(code: str, types: str, *phrases: str, **more: Said) -> Saying:
    return Saying(code, tuple(types.split()), said={"en": Said(phrases[0], phrases[1:]), **more})


SLEEP = saying("sleep", "h.sleep", "sleep of babies", "baby wont sleep", "never sleeps")
DEBT = saying("debt", "m.debt", "debt advice", "in debt", "owe money", pl=Said("długi", ("mam długi",)))
RENT = saying("rent", "m.debt m.housing", "rent arrears", "cannot pay rent")
KNOWN = Thesaurus([DEBT, RENT, SLEEP])


def of(to: Saying | None, code: str, *questions: str) -> dict[str, Change]:
    found = effects(KNOWN, changed(KNOWN, code, to), [(one, "en") for one in questions], code)
    return {one.words: one.change for one in found}


def test_a_new_phrase_is_heard_and_what_is_heard_as_before_is_not_told() -> None:
    to = replace(SLEEP, said={"en": Said("sleep of babies", (*SLEEP.said["en"].phrases, "up all night"))})
    assert of(to, "sleep", "up all night", "never sleeps", "owe money") == {"up all night": Change.NEW}


def test_a_phrase_that_goes_is_heard_no_longer() -> None:
    to = replace(DEBT, said={"en": Said("debt advice", ("in debt",))})
    assert of(to, "debt", "owe money", "in debt") == {"owe money": Change.GONE}


def test_a_need_that_ends_is_heard_no_longer() -> None:
    assert of(None, "sleep", "never sleeps", "in debt") == {"never sleeps": Change.GONE}


def test_another_type_leads_elsewhere() -> None:
    assert of(replace(SLEEP, types=("h.gp",)), "sleep", "never sleeps") == {"never sleeps": Change.LEADS}


def test_a_need_that_takes_anothers_phrase_changes_what_is_heard() -> None:
    to = replace(RENT, said={"en": Said("rent arrears", ("cannot pay rent", "owe money"))})
    assert of(to, "rent", "owe money") == {"owe money": Change.NEW}
    assert [(phrase, one.code) for phrase, one in shared(KNOWN, "rent", to)] == [("owe money", "debt")]
    assert shared(KNOWN, "rent", RENT) == []


def test_a_need_that_is_new_is_heard_beside_the_others() -> None:
    new = saying("cot", "h.cot", "safe sleep", "cot death")
    after = changed(KNOWN, "cot", new)
    assert [one.code for one in after.sayings] == ["cot", "debt", "rent", "sleep"]
    assert [one.change for one in effects(KNOWN, after, [("cot death", "en")], "cot")] == [Change.NEW]


def test_questions_are_what_was_asked_then_its_own_then_those_of_needs_near_it() -> None:
    asked = [("help with bailiffs", "en"), ("In  debt", "en")]
    found = real_questions(KNOWN, "debt", None, [*asked, ("in debt", "en")])
    assert found[:2] == [("help with bailiffs", "en"), ("In  debt", "en")]
    assert ("mam długi", "pl") in found
    assert ("cannot pay rent", "en") in found
    assert ("never sleeps", "en") not in found


def test_there_are_never_more_than_two_hundred() -> None:
    asked = [(f"question {'x' * number}", "en") for number in range(300)]
    big = saying("big", "m.debt", "big", *(f"phrase {'y' * number}" for number in range(300)))
    found = real_questions(KNOWN, "big", big, asked)
    assert len(found) == MOST
    assert found[100] == ("phrase ", "en"), "half of them at most are what was searched for"


def test_what_is_sought_is_what_was_heard() -> None:
    (one, *_rest) = sought(KNOWN.heard("in debt", "en"))
    assert (one.saying, one.types) == ("debt", ("m.debt",))
