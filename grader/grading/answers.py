"""answers.md -> the text of each answer: ``#`` names the exercise, ``##`` the part, all below is verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from grader.errors import nearest

FILE = "answers.md"


class AnswerText(NamedTuple):
    """What stands below a heading: its text, and the place of its first character in answers.md."""

    text: str
    line: int
    column: int = 1


class Answers(NamedTuple):
    """The answers by exercise and part.

    ``misspelt`` holds headings close to a part that has no answer, ``twice`` parts answered more than
    once (with the lines), ``remarks`` all that belongs to no part.
    """

    texts: Mapping[tuple[str, str], AnswerText]
    misspelt: Mapping[tuple[str, str], tuple[str, int]]
    twice: Mapping[tuple[str, str], tuple[int, ...]]
    remarks: tuple[str, ...] = ()


_HEADING = re.compile(r"^ {0,3}(#{1,2})(?!#)\s+(.*?)\s*#*\s*$")
_NO_BLANK = re.compile(r"^#{1,2}([^#\s].*)$")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def read_answers(text: str, parts: Mapping[str, Sequence[str]]) -> Answers:
    """The answers in a text; ``parts`` are the parts of each exercise that are answered there."""
    visible = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)
    sections = _sections(visible)
    if len(sections) == 1 and visible.strip():
        said = f"{FILE} has no headings: put '# <exercise>' and '## <part>' above each answer."
        return Answers({}, {}, {}, (said,))
    texts: dict[tuple[str, str], AnswerText] = {}
    misspelt: dict[tuple[str, str], tuple[str, int]] = {}
    lines: dict[tuple[str, str], tuple[int, ...]] = {}
    remarks: list[str] = []
    exercise, titled = "", False
    for level, heading, line, body in sections:
        if level == 1:
            titled = True
            exercise, remark = _exercise(heading, line, parts)
            remarks += [remark] if remark else []
            if exercise and "".join(body).strip():
                remarks.append(
                    f"{FILE}, line {line}: text between '# {heading}' and its first ## part was not read."
                )
        elif exercise:
            name = _named(heading, parts[exercise])
            if not name:
                near = nearest(_folded(heading), parts[exercise])
                if near:
                    misspelt[exercise, near] = (heading, line)
                else:
                    known = ", ".join(parts[exercise])
                    remarks.append(
                        f"{FILE}, line {line}: '## {heading}' is no part of {exercise} (parts: {known})."
                    )
                continue
            where = (exercise, name)
            lines[where] = (*lines.get(where, ()), line)
            texts[where] = _verbatim(body, line + 1)
        elif level == 2 and not titled:
            remarks.append(
                f"{FILE}, line {line}: '## {heading}' stands below no exercise: put '# <exercise>' above it."
            )
    names = {_folded(name) for exercise in parts for name in (exercise, *parts[exercise])}
    for number, line_text in enumerate(visible.splitlines(), start=1):
        bare = _NO_BLANK.match(line_text)
        if bare and _folded(bare[1]) in names:
            remarks.append(
                f"{FILE}, line {number}: {line_text.strip()!r} is no heading without a blank behind the #."
            )
    twice = {where: found for where, found in lines.items() if len(found) > 1}
    return Answers(texts, {k: v for k, v in misspelt.items() if k not in texts}, twice, tuple(remarks))


def _sections(text: str) -> list[tuple[int, str, int, list[str]]]:
    """(level, heading, line, lines below); what stands before the first heading has level 0."""
    sections: list[tuple[int, str, int, list[str]]] = [(0, "", 0, [])]
    fence = ""
    for number, line in enumerate(text.splitlines(), start=1):
        marker = _FENCE.match(line)
        if marker and not fence:
            fence = marker[1]
        elif fence and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        heading = None if fence else _HEADING.match(line)
        if heading:
            sections.append((len(heading[1]), heading[2], number, []))
        else:
            sections[-1][3].append(line)
    return sections


def _exercise(heading: str, line: int, parts: Iterable[str]) -> tuple[str, str]:
    name = _named(heading, parts)
    if name:
        return name, ""
    near = nearest(_folded(heading), parts)
    suggestion = f"; did you mean '# {near}'?" if near else f" (exercises: {', '.join(parts)})."
    return "", f"{FILE}, line {line}: '# {heading}' is no exercise, so its answers were not read{suggestion}"


def _named(heading: str, names: Iterable[str]) -> str:
    return next((name for name in names if _folded(name) == _folded(heading)), "")


def _folded(heading: str) -> str:
    return re.sub(r"[\s_-]+", "-", heading.strip().strip("`*:").strip()).casefold()


def _verbatim(body: Sequence[str], line: int) -> AnswerText:
    """The lines without blank ones around, code fences, and ``$`` or backticks around the whole."""
    lines = list(body)

    def trim() -> None:
        nonlocal line
        while lines and not lines[0].strip():
            lines.pop(0)
            line += 1
        while lines and not lines[-1].strip():
            lines.pop()

    trim()
    if len(lines) == 1 and lines[0].strip() in ("$$", "```", "~~~"):
        lines.clear()
    if len(lines) > 1 and _wraps(lines):
        del lines[0], lines[-1]
        line += 1
        trim()
    text = "\n".join(lines)
    for mark in ("$$", "$", "`"):
        inner = text.strip()
        if len(inner) > 2 * len(mark) and inner.startswith(mark) and inner.endswith(mark):
            inside = inner[len(mark) : -len(mark)]
            if mark not in inside:
                column = text.index(mark) + 1 + len(mark)
                return AnswerText(inside, line, column)
    return AnswerText(text, line)


def _wraps(lines: Sequence[str]) -> bool:
    """Whether the first and the last line are a pair of fences (or ``$$``) around all the rest."""
    if lines[0].strip() == "$$":
        return lines[-1].strip() == "$$" and not any(line.strip() == "$$" for line in lines[1:-1])
    opening = _FENCE.match(lines[0])
    if not opening:
        return False
    closing = [index for index, line in enumerate(lines) if index and line.strip().startswith(opening[1])]
    return closing == [len(lines) - 1]
