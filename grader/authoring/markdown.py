r"""The formulas in a text in Markdown: what stands between ``$`` or ``$$``, and dollar signs that do not pair up."""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.authoring.latex import KNOWN, Mistake, latex_mistakes


class Formulas(NamedTuple):
    """How many formulas a text holds, how many of them are right, and every mistake with its place in the text."""

    tried: int
    held: int
    mistakes: tuple[Mistake, ...]


_SIGN = re.compile(r"\\[\s\S]?|`+|\$\$?")
_CONTROL = {"\a": "a", "\b": "b", "\f": "f", "\v": "v", "\x1b": "e", "\r": "r", "\t": "t"}


def formulas(text: str) -> Formulas:
    r"""The formulas of a text, and everything in them that does not render.

    >>> formulas(r"Costs \$5 and `$HOME`; $\frac{1}{2}$ and $x^$.").mistakes
    (Mistake(offset=43, text='nothing stands after ^'),)
    """
    found: list[Mistake] = []
    count = right = at = 0
    while sign := _SIGN.search(text, at):
        at = sign.end()
        if sign.group().startswith("`"):
            at = _after_code(text, sign)
        elif sign.group().startswith("\\"):
            found += _outside(text, sign)
        else:
            closed, mistakes = _formula(text, sign)
            at = closed
            count += 1
            right += not mistakes
            found += mistakes
    found += _controls(text)
    return Formulas(count, right, tuple(sorted(found)))


def _after_code(text: str, opened: re.Match[str]) -> int:
    """Where code ends that as many backticks open; backticks that nothing closes stand for themselves."""
    closed = re.compile(rf"(?<!`){opened.group()}(?!`)").search(text, opened.end())
    return closed.end() if closed else opened.end()


def _outside(text: str, sign: re.Match[str]) -> list[Mistake]:
    """LaTeX that stands outside dollar signs."""
    if sign.group() in (r"\(", r"\["):
        return [Mistake(sign.start(), f"formulas stand between dollar signs here, not {sign.group()}")]
    command = re.compile(r"\\([A-Za-z]+)").match(text, sign.start())
    if command and command.group(1) in KNOWN:
        return [Mistake(sign.start(), f"{command.group()} stands outside $...$")]
    return []


def _formula(text: str, opened: re.Match[str]) -> tuple[int, list[Mistake]]:
    """Where the formula that dollar signs open ends, and what is wrong in it."""
    sign, start = opened.group(), opened.end()
    paragraph = re.compile(r"\n[ \t]*\n").search(text, start)
    last = paragraph.start() if paragraph else len(text)
    closed = _closing(text, start, last, sign)
    if closed is None:
        return last, [
            Mistake(
                opened.start(), f"this {sign} is not closed in its paragraph; a dollar sign is written \\$"
            )
        ]
    inner = text[start:closed]
    end = closed + len(sign)
    if not inner.strip():
        return end, [Mistake(opened.start(), f"nothing stands between {sign} and {sign}")]
    if sign == "$":
        if inner[0].isspace() or inner[-1].isspace() or text[end : end + 1].isdigit():
            what = (
                "a digit right after the closing $"
                if text[end : end + 1].isdigit()
                else "a blank inside $...$"
            )
            return end, [
                Mistake(
                    opened.start(),
                    f"{what} keeps many programs from reading a formula; a dollar sign is written \\$",
                )
            ]
    elif (single := re.compile(r"(?<!\\)\$").search(inner)) is not None:
        return end, [Mistake(start + single.start(), "a single $ inside $$...$$")]
    mistakes = latex_mistakes(inner, display=sign == "$$")
    return end, [Mistake(start + each.offset, each.text) for each in mistakes]


def _closing(text: str, start: int, end: int, sign: str) -> int | None:
    at = start
    while (each := _SIGN.search(text, at, end)) is not None:
        if each.group() == sign or (sign == "$" and each.group() == "$$"):
            return each.start()
        at = each.end()
    return None


def _controls(text: str) -> list[Mistake]:
    r"""Signs that a text in double quotes makes of ``\f`` and the like."""
    return [
        Mistake(offset, f'"\\{_CONTROL[sign]}" in double quotes is a control character; write the text after | or in single quotes')
        for offset, sign in enumerate(text)
        if sign in _CONTROL and (sign != "\t" or text[offset + 1 : offset + 2].isalpha())
    ]  # fmt: skip
