"""answers.md -> the text of each answer: ``#`` names the exercise, ``##`` the part, all below is verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from grader.errors import nearest, printable

FILE = "answers.md"

Parts = Mapping[str, Sequence[str]]
"""Part names by exercise."""


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


_HEADING = re.compile(r"^ {0,3}(#{1,2})(?!#)\s(.*)$")
_NO_BLANK = re.compile(r"^#{1,2}([^#\s].*)$")
_TOO_DEEP = re.compile(r"^ {0,3}#{3,6}(.*)$")
_RULE = re.compile(r"^ {0,3}(?:-{3,}|\*{3,}|_{3,})\s*$")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def read_answers(text: str, parts: Parts, passed_over: Parts = MappingProxyType({})) -> Answers:
    """The answers in a text; ``parts`` are the parts of each exercise that are answered there.

    What is ``passed_over`` is known but not graded now: whole exercises (without parts), or parts of some.
    """
    visible = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    sections = _sections(visible)
    found = _Collector(parts, passed_over)
    if len(sections) == 1 and visible.strip() and not _near_headings(visible, parts):
        said = f"{FILE} has no headings: put '# <exercise>' and '## <part>' above each answer."
        return Answers({}, {}, {}, (said,))
    if cut := _unclosed_comment(text):
        found.remark(cut, "`<!--` is never closed with `-->`, so nothing from there on was read.")
    for section in sections:
        if section.level == 1:
            found.exercise_begins(section)
        elif section.level == 2:
            found.part_begins(section)
    for number, said in _near_headings(visible, parts):
        found.remark(number, said)
    return found.answers()


def _near_headings(text: str, parts: Parts) -> list[tuple[int, str]]:
    """Lines that were meant as a heading and are none, and why."""
    found: list[tuple[int, str]] = []
    marked = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.lstrip()[:1] == "#"]
    marked = [(n, line) for n, line in marked if not _HEADING.match(line)]
    if not marked:
        return found
    names = {_folded(name) for exercise in parts for name in (exercise, *parts[exercise])}
    for number, line in marked:
        bare, deep = _NO_BLANK.match(line), _TOO_DEEP.match(line)
        if bare and _folded(bare[1]) in names:
            found.append((number, f"{line.strip()!r} is no heading without a blank behind the #."))
        elif deep and _folded(_title(deep[1])) in names:
            found.append((number, f"{line.strip()!r} is no heading here: # names an exercise, ## a part."))
    return found


def _title(text: str) -> str:
    """A heading's text without the marks that may close it."""
    return text.rstrip().rstrip("#").strip()


def _unclosed_comment(text: str) -> int:
    """The line of a ``<!--`` that nothing closes; 0 if there is none."""
    match = next((match for match in _COMMENT.finditer(text) if not match[0].endswith("-->")), None)
    return text.count("\n", 0, match.start()) + 1 if match else 0


class _Section(NamedTuple):
    """A heading (level 0: none yet) and the lines below it."""

    level: int
    heading: str
    line: int
    body: list[str]


def _closes(line: str, fence: str) -> bool:
    return line.strip().startswith(fence) and not line.strip().strip(fence[0])


class _Collector:
    """Sorts sections by exercise and part."""

    def __init__(self, parts: Parts, passed_over: Parts) -> None:
        self.parts = parts
        self.passed_over = passed_over
        self.exercise: str | None = None
        self.titled = False
        self.texts: dict[tuple[str, str], AnswerText] = {}
        self.misspelt: dict[tuple[str, str], tuple[str, int]] = {}
        self.lines: dict[tuple[str, str], tuple[int, ...]] = {}
        self.remarks: list[str] = []

    def remark(self, line: int, text: str) -> None:
        self.remarks.append(f"{FILE}, line {line}: {printable(text)}")

    def exercise_begins(self, section: _Section) -> None:
        self.titled = True
        self.exercise = _named(section.heading, self.parts)
        if self.exercise:
            if "".join(section.body).strip():
                self.remark(
                    section.line, f"text between '# {section.heading}' and its first ## part was not read."
                )
        elif not _named(section.heading, self.passed_over):
            known = [*self.parts, *(name for name in self.passed_over if name not in self.parts)]
            near = nearest(_folded(section.heading), known)
            suggestion = f"; did you mean '# {near}'?" if near else f" (exercises: {', '.join(known)})."
            self.remark(
                section.line,
                f"'# {section.heading}' is no exercise, so its answers were not read{suggestion}",
            )

    def part_begins(self, section: _Section) -> None:
        heading, line = section.heading, section.line
        if not self.exercise:
            if not self.titled:
                self.remark(line, f"'## {heading}' stands below no exercise: put '# <exercise>' above it.")
            return
        known = self.parts[self.exercise]
        if name := _named(heading, known):
            where = (self.exercise, name)
            self.lines[where] = (*self.lines.get(where, ()), line)
            self.texts[where] = _verbatim(section.body, line + 1)
        elif _named(heading, self.passed_over.get(self.exercise, ())):
            return
        elif near := nearest(_folded(heading), known):
            self.misspelt[self.exercise, near] = (heading, line)
        else:
            listing = f" (parts: {', '.join(known)})" if known else ""
            self.remark(line, f"'## {heading}' is no part of {self.exercise} that is answered here{listing}.")

    def answers(self) -> Answers:
        twice = {where: lines for where, lines in self.lines.items() if len(lines) > 1}
        misspelt = {where: found for where, found in self.misspelt.items() if where not in self.texts}
        return Answers(self.texts, misspelt, twice, tuple(self.remarks))


def _sections(text: str) -> list[_Section]:
    """The sections of a text; what stands before the first heading has level 0."""
    sections = [_Section(0, "", 0, [])]
    fence = ""
    lines = text.splitlines()
    longest = _longest_closing(lines)
    for number, line in enumerate(lines, start=1):
        marker = _FENCE.match(line)
        if fence:
            fence = "" if _closes(line, fence) else fence
        elif marker and longest[marker[1][0]][number] >= len(marker[1]):
            fence = marker[1]  # one that is never closed is no fence, so that it hides no later answer
        heading = None if fence else _HEADING.match(line)
        if heading:
            sections.append(_Section(len(heading[1]), _title(heading[2]), number, []))
        else:
            sections[-1].body.append(line)
    return sections


def _longest_closing(lines: Sequence[str]) -> dict[str, list[int]]:
    """By the sign of a fence, for each number of lines: the longest fence below them that can close one."""
    found = {}
    for sign in "`~":
        longest = [0] * (len(lines) + 1)
        for number in range(len(lines) - 1, -1, -1):
            bare = lines[number].strip()
            own = len(bare) if len(bare) >= 3 and not bare.strip(sign) else 0
            longest[number] = max(longest[number + 1], own)
        found[sign] = longest
    return found


def _named(heading: str, names: Iterable[str]) -> str:
    return next((name for name in names if _folded(name) == _folded(heading)), "")


def _folded(heading: str) -> str:
    return re.sub(r"[\s_-]+", "-", heading.strip().strip("`*:").strip()).casefold()


def _verbatim(body: Sequence[str], line: int) -> AnswerText:
    """The lines without blank ones around, code fences, and ``$`` or backticks around the whole."""
    lines = list(body)

    def trim() -> None:
        nonlocal line
        blank = next((n for n, each in enumerate(lines) if each.strip()), len(lines))
        del lines[:blank]
        line += blank
        while lines and (not lines[-1].strip() or _RULE.match(lines[-1])):
            lines.pop()

    trim()
    if len(lines) == 1 and lines[0].strip() in ("$$", "```", "~~~"):
        lines.clear()
    if len(lines) > 1 and _wraps(lines):
        del lines[0], lines[-1]
        line += 1
        trim()
    if lines and all(line.startswith("> ") for line in lines):
        lines[:] = [line[2:] for line in lines]
        column = 3
    else:
        column = 1
    text = "\n".join(lines)
    for mark in ("$$", "$", "`", "**"):
        inner = text.strip()
        if len(inner) > 2 * len(mark) and inner.startswith(mark) and inner.endswith(mark):
            inside = inner[len(mark) : -len(mark)]
            if mark not in inside:
                return AnswerText(inside, line, column + text.index(mark) + len(mark))
    return AnswerText(text, line, column)


def _wraps(lines: Sequence[str]) -> bool:
    """Whether the first and the last line are a pair of fences (or ``$$``) around all the rest."""
    if lines[0].strip() == "$$":
        return lines[-1].strip() == "$$" and not any(line.strip() == "$$" for line in lines[1:-1])
    opening = _FENCE.match(lines[0])
    if not opening:
        return False
    closing = [index for index, line in enumerate(lines) if index and line.strip().startswith(opening[1])]
    return closing == [len(lines) - 1]
