"""G3, G5, G16, L8, L9: nothing is lost on a small screen, with large text or wide spacing, or from right to left."""

from __future__ import annotations

import pytest

from tests.browser.chrome import NARROW, WIDE, Chrome, Opened
from tests.browser.kinds import EVERY_LANGUAGE, FULL, KINDS, ONE_OF_EACH, OTHERS, SPOKEN

pytestmark = pytest.mark.browser
NAMES = [kind.name for kind in ONE_OF_EACH]
HARD = EVERY_LANGUAGE if FULL else ("ar", "en-XA")  # from right to left, and half as long again
MOST_SEEN = ["home", "results", "entry", "what to say when you ring"]

# What reaches past the edges of the window, apart from drawings; and text that is cut off by the box around it.
LOST = """
const shown = e => e.checkVisibility() && !e.matches('.vh, .vh *, .land, .land *, .lost *, .skip');
const say = e => e.tagName + '.' + (e.className.baseVal ?? e.className) + ' ' + e.textContent.trim().slice(0, 40);
const all = [...document.querySelectorAll('body *')].filter(shown);
const wide = document.documentElement.scrollWidth > innerWidth
  ? all.filter(e => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1) : [];
const cut = all.filter(e => !e.matches('.hero, input, select') && ['hidden', 'clip'].includes(getComputedStyle(e).overflowY)
  && (e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1));
const over = all.filter(e => e.matches('.btn, .chips a, .quick a, summary, label')
  && e.scrollWidth > e.clientWidth + 2 && getComputedStyle(e).display !== 'inline');
return [...wide.slice(0, 3).map(e => 'past the edge: ' + say(e)), ...cut.map(e => 'cut off: ' + say(e)),
  ...over.map(e => 'spills over: ' + say(e)),
  ...(document.documentElement.scrollWidth > innerWidth && !wide.length ? ['scrolls sideways'] : [])];
"""
SPACING = """
const sheet = new CSSStyleSheet();
sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-block-end: 2em !important }`);
document.adoptedStyleSheets = [sheet];
"""
UNFOLD = "for (const one of document.querySelectorAll('details')) one.open = true"


def lost(chrome: Chrome, how: str) -> list[str]:
    """What is lost on the page as it is shown now."""
    return [f"{how}: {what}" for what in chrome.run(LOST)]


@pytest.mark.parametrize("language", HARD)
@pytest.mark.parametrize("kind", NAMES)
def test_G3_nothing_is_lost_at_400_percent_with_large_text_or_wide_spacing(
    opened: Opened, kind: str, language: str
) -> None:
    chrome = opened(kind, language)
    chrome.run(UNFOLD)
    faults = lost(chrome, "wide")
    chrome.size(*NARROW, sharpness=4)
    faults += lost(chrome, "320 by 256")
    chrome.run(SPACING)
    faults += lost(chrome, "320, wide spacing")
    chrome.run("document.adoptedStyleSheets = []; document.documentElement.style.fontSize = '200%'")
    chrome.size(640, 512)
    faults += lost(chrome, "text at 200 %")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("kind", MOST_SEEN)
def test_G3_nothing_is_lost_on_a_phone_in_any_language(opened: Opened, kind: str, language: str) -> None:
    """Long words, tall marks, lines from right to left; and the same with letters two fifths larger."""
    chrome = opened(kind, language)
    chrome.run(UNFOLD)
    chrome.size(320, 640)
    faults = lost(chrome, "320")
    chrome.run("document.documentElement.style.fontSize = '140%'")
    assert not faults + lost(chrome, "text at 140 %")


# Letters for which no font of the page has a shape: each is drawn as the box of a character that nobody has.
BOXES = """
const canvas = document.createElement('canvas'), pen = canvas.getContext('2d', {willReadFrequently: true});
canvas.width = canvas.height = 48;
const draw = (letter, font) => {
  pen.clearRect(0, 0, 48, 48); pen.font = font; pen.fillText(letter, 12, 32);
  return pen.getImageData(0, 0, 48, 48).data.join();
};
const found = new Set(), seen = new Set();
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let text = walk.nextNode(); text; text = walk.nextNode()) {
  const font = '24px ' + getComputedStyle(text.parentElement).fontFamily;
  for (const letter of text.data) {
    if (!/[\\p{L}\\p{N}\\p{P}\\p{S}]/u.test(letter) || seen.has(letter + font)) continue;
    seen.add(letter + font);
    if (draw(letter, font) === draw('\\u{10FFFF}', font)) found.add(letter);
  }
}
return [...found];
"""


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("kind", ["home", "entry"])
def test_L13_every_letter_has_a_shape_in_the_readers_own_fonts(opened: Opened, kind: str, language: str) -> None:
    assert not opened(kind, language).run(BOXES)


def test_L13_a_letter_without_a_shape_would_be_found(opened: Opened) -> None:
    chrome = opened("home", "en")
    chrome.run("document.querySelector('h1').append('\\u{16100}\\u{10D4A}\\u{1E5D0}\\u{11BC0}')")
    assert chrome.run(BOXES), "letters of four scripts of 2024, which no machine has all of"


SMALL = """
const [scope, least] = arguments;
const target = e => e.closest('label') && e.matches('input[type=checkbox], input[type=radio]') ? e.closest('label') : e;
return [...document.querySelectorAll(scope)].filter(e => e.checkVisibility() && !e.matches('.skip, main'))
  .map(e => [e, target(e).getBoundingClientRect()]).filter(([e, r]) => r.height < least - .5 || r.width < least - .5)
  .map(([e, r]) => e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 30)
    + ' ' + Math.round(r.width) + 'x' + Math.round(r.height));
"""
MUST_BE_LARGE = "button, .go, .btn, summary, .chips a, .quick a, .pages a, .letters a, .nav a, .langs a, input, select"
# A link within a sentence may be as high as its line; axe's target-size judges the space around it.
ALONE = "a:not(p a, dd a, address a, li > span a), input, select, button, summary"


@pytest.mark.parametrize("language", SPOKEN if FULL else ("en", "ar"))
@pytest.mark.parametrize("kind", NAMES if FULL else ["results with filters", "entry", "home", "letter", "no results"])
def test_G5_what_is_pressed_is_large_enough(opened: Opened, kind: str, language: str) -> None:
    chrome = opened(kind, language)
    chrome.run(UNFOLD)
    for width in (WIDE, (320, 640)):
        chrome.size(*width)
        assert not chrome.run(SMALL, MUST_BE_LARGE, 44)
        assert not chrome.run(SMALL, ALONE, 24)


LINES = """
const style = e => getComputedStyle(e), px = (e, name) => parseFloat(style(e)[name]), say = e => e.textContent.trim().slice(0, 40);
const width = e => e.clientWidth - px(e, 'paddingInlineStart') - px(e, 'paddingInlineEnd');
const close = {ar: 1.6, ur: 1.8, pa: 1.65, bn: 1.65, gu: 1.65, ta: 1.65};
const least = e => close[e.closest('[lang]').lang.slice(0, 2)] ?? 1.44;
const texts = [...document.querySelectorAll('p, dd, li')].filter(e => e.checkVisibility() && e.textContent.trim().length > 60)
  .filter(e => ![...e.children].some(child => child.matches('p, ul, ol, dl, a, h2')));
return [
  ...texts.filter(e => width(e) > 80 * px(e, 'fontSize') / 2 + 2 && !e.matches('.told p, .why')).map(e => 'too long: ' + say(e)),
  ...texts.filter(e => style(e).textAlign === 'justify').map(e => 'justified: ' + say(e)),
  ...texts.filter(e => px(e, 'lineHeight') / px(e, 'fontSize') < least(e)).map(e => 'too close: ' + say(e))];
"""


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("kind", ["home", "entry", "results", "help", "needs"])
def test_G16_lines_are_short_and_apart(opened: Opened, kind: str, language: str) -> None:
    assert not opened(kind, language).run(LINES)


# Where things begin, measured from the side where reading begins.
BEGIN = """
const rtl = getComputedStyle(document.documentElement).direction === 'rtl';
return Object.fromEntries(arguments[0].flatMap(s => {
  const e = document.querySelector(s);
  if (!e || !e.checkVisibility()) return [];
  const r = e.getBoundingClientRect();
  return [[s, Math.round(rtl ? innerWidth - r.right : r.left)]];
}));
"""
PLACES = [
    ".brand",
    "h1",
    ".find",
    ".path",
    ".rows",
    "aside",
    "#filters",
    "#results",
    ".list",
    ".foot section",
    ".crumb",
]


@pytest.mark.parametrize("language", ["ar", "ur"])
@pytest.mark.parametrize("kind", ["home", "results", "entry", "types", "needs", "not found", "code"])
def test_L8_arabic_and_urdu_are_the_mirror_of_english(opened: Opened, kind: str, language: str) -> None:
    english, mirrored = begins(opened(kind, "en")), begins(opened(kind, language))
    assert len(english) > 4
    assert not {p: (x, mirrored[p]) for p, x in english.items() if p in mirrored and abs(x - mirrored[p]) > 2}


def begins(chrome: Chrome) -> dict[str, int]:
    """Where each of PLACES begins, on a wide and on a narrow screen."""
    found = {}
    for width in (WIDE, (320, 640)):
        chrome.size(*width)
        found.update({f"{place} at {width[0]}": x for place, x in chrome.run(BEGIN, PLACES).items()})
    return found


def test_L8_numbers_read_from_left_to_right_in_arabic(opened: Opened) -> None:
    chrome = opened("entry", "ar")
    backwards = chrome.run(
        """return [...document.querySelectorAll('[href^="tel:"]')].filter(e => e.checkVisibility()).filter(e => {
        const inner = e.querySelector('bdi') || e, text = inner.firstChild, at = (from, to) => {
          const range = document.createRange(); range.setStart(text, from); range.setEnd(text, to);
          return range.getBoundingClientRect().left; };
        return text.data.length > 1 && at(0, 1) > at(text.data.length - 1, text.data.length); }).map(e => e.outerHTML)"""
    )
    assert not backwards
    assert chrome.run("return document.querySelectorAll('[href^=\"tel:\"]').length") > 2


def test_L8_the_point_turns_round(opened: Opened) -> None:
    clip = "return getComputedStyle(document.querySelector('.go'), '::after').clipPath"
    assert opened("home", "en").run(clip) != opened("home", "ar").run(clip)


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS] if FULL else ["home", "results", "entry", "needs"])
def test_L9_the_made_up_languages_break_nothing(opened: Opened, kind: str) -> None:
    chrome = opened(kind, "ar-XB")
    assert chrome.run("return document.dir") == "rtl"
    assert not lost(chrome, "ar-XB")
    chrome.size(*NARROW)
    assert not lost(chrome, "ar-XB, 320")


def test_a_lost_word_would_be_found(opened: Opened) -> None:
    chrome = opened("home", "en")
    chrome.run("const e = document.querySelector('h1'); e.style.height = '9px'; e.style.overflow = 'hidden'")
    assert any(fault.startswith("x: cut off: H1") for fault in lost(chrome, "x"))
