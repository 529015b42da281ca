"""Text that a spreadsheet must not take for a formula, and the same text when it comes back. (pure)"""

from __future__ import annotations

_BEGINS = ("=", "+", "-", "@", "|", "%")


def harmless(cell: str) -> str:
    """The text, without tabs and line ends before it, marked as text where a spreadsheet would take it for a formula."""
    plain = cell.lstrip("\t\r\n")
    return f"'{plain}" if begins_a_formula(plain) else plain


def begins_a_formula(cell: str) -> bool:
    """Whether a spreadsheet could take this for something to work out."""
    return cell.lstrip()[:1] in _BEGINS or cell[:1] in ("\t", "\r", "\n")


def unmarked(cell: str) -> str:
    """The text without that mark."""
    return cell[1:] if cell[:1] == "'" and cell[1:].lstrip()[:1] in _BEGINS else cell
