"""Endings of languages that no stemmer is at hand for: the longest is taken off a folded word, so that its forms meet. (pure)

Short tables on purpose: the commonest case and plural endings only. What a table takes too much of joins words that are alike;
what it leaves is found by the word itself.
"""

from __future__ import annotations

_LEAST = {"pa": 2, "ur": 2}  # characters that stay, else 3: fewer would say nothing
_LISTS = {
    "uk": """
        ами ями ові еві єві ого ому ими іми ах ях ою ею єю ам ям ом ем єм ів еи іи ии оі их іх им ім ти тися ться
        а я о е є у ю и і ь
    """,
    "bn": "গুলোর গুলির গুলো গুলি দেরকে দের েরা েরই ের টির টার টি টা কে রা তে েতে ে র",
    "gu": "ોમાં ઓને ઓની ઓનો ઓનું માંથી માટે માં થી ના ની નો નું ને ઓ ો ી ે ા ું",
    "pa": "ੀਆਂ ਿਆਂ ਾਂ ੀਂ ੋਂ ੇ ੀ ਾ",
    "ur": "يون يان ون ين ان ي ه ا",
    "so": "ooyinka yaasha ayaasha ooyin yaal aha iga aga uga ada ka ga ta da sha kii gii tii dii yo oo ay a i",
}
_ENDINGS = {tag: tuple(sorted(set(text.split()), key=len, reverse=True)) for tag, text in _LISTS.items()}


def known(language: str) -> bool:
    """Whether there is a table of this language."""
    return language in _ENDINGS


def root(word: str, language: str) -> str:
    """The folded word without its ending."""
    for ending in _ENDINGS.get(language, ()):
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST.get(language, 3):
            return word[: -len(ending)]
    return word
