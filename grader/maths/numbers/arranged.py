r"""Text without what only arranges it: thin spaces, ``align`` and its ``&``, the bar behind a derivative."""

from __future__ import annotations

import re
from collections.abc import Collection

from grader.maths.reading import latex

THIN = "\u2009"
"""What a thin space of LaTeX becomes; it groups the digits of a number."""

_GROUP = r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}"
_APPROXIMATELY = re.compile(r"\\(?:approx|simeq)(?![A-Za-z])")
_SPACE = re.compile(r"\\[,;:!]")
_WIDE = re.compile(r"\\q?quad(?![A-Za-z])")
_ARRANGING = re.compile(rf"{latex.ARRANGED}|\\[\[\]()](?!\w)|&|\\left\s*\.")
_AT = re.compile(rf"(?:\\right|\\[bB]igg?[lr]?)?\s*(?:\||\\[rl]?vert(?![A-Za-z]))\s*_\s*{_GROUP}")
r"""``|_{w=-1}`` behind a derivative says where it is taken."""

_ROW_END = re.compile(r"\\\\(?:\s*\[[^\]]*\])?")


_IN_WORDS = re.compile(r"(?<=[\w)}])\s+\((?P<word>[^\W\d_]{3,})\b[^()\d=]*\)[.\s]*$")
"""A remark behind a value: a bracket that begins with a word and has no number in it."""

_GROUPED = re.compile(
    rf"(?<![\w.,])[1-9]\d{{0,2}}(?:(?:[ \u00a0\u202f]|{THIN}{{1,2}})\d{{3}})+(?![\d.]*\d| \d)"
)


def ungrouped(text: str) -> str:
    """The text with ``2 500 000`` as one number, and the blanks behind it.

    >>> ungrouped("-2 500 000")
    '-2500000  '
    """
    return _GROUPED.sub(lambda number: re.sub(r"\D", "", number[0]).ljust(len(number[0])), text)


def arranged(text: str) -> str:
    r"""The text with blanks in place of what only arranges it, so that every column stays where it was.

    >>> arranged(r"a &= 4").split(), arranged(r"p \approx 1").split()
    (['a', '=', '4'], ['p', '≈', '1'])
    """
    if "\\" not in text and "&" not in text and "|" not in text:
        return text
    text = _APPROXIMATELY.sub(lambda sign: "≈".ljust(len(sign[0])), text)
    text = _SPACE.sub(THIN * 2, text)
    for blank in (_WIDE, _AT, _ARRANGING):
        text = blank.sub(lambda match: " " * len(match[0]), text)
    return text


def rows(text: str) -> tuple[tuple[str, int, int], ...]:
    r"""The arranged rows of an answer, which a line break or ``\\`` ends, each with its line and its first column.

    >>> rows(r"a = 1 \\ b = 2")
    (('a = 1 ', 1, 0), (' b = 2', 1, 8))
    """
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        start = 0
        for end in [*_ROW_END.finditer(line), None]:
            row = line[start : end.start() if end else len(line)]
            if row.strip():
                found.append((arranged(row), number, start))
            start = end.end() if end else 0
    return tuple(found)


def undecorated(side: str) -> str:
    """A side without the marks of Markdown and LaTeX around it, and without the end of a sentence."""
    return side.strip().strip("$`").strip("*").strip("$`").rstrip(";,. ") if side.strip() else side


def without_remark(side: str, names: Collection[str]) -> str:
    """A value without the words in brackets behind it, unless they begin with a known name.

    >>> without_remark("4 (positive)", ["a"]), without_remark("4 (or 5)", ["a"])
    ('4', '4 (or 5)')
    """
    match = _IN_WORDS.search(side)
    return side[: match.start()] if match and match["word"] not in names else side
