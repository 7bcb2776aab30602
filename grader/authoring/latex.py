"""What keeps a formula in LaTeX from rendering, in KaTeX or in MathJax."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from grader.authoring.latex_commands import (
    BARE,
    BIG,
    COLOURED,
    DELIMITERS,
    ENVIRONMENTS,
    FUNCTION_NAMES,
    INSTEAD,
    LENGTHS,
    NEVER_BARE,
    ONE,
    OPTIONAL,
    SIGNS,
    SYMBOLS,
    TEXT,
    TWO,
    WITH_ARGUMENT,
)
from grader.errors import nearest

ARGUMENTS = {**dict.fromkeys(ONE | TEXT, 1), **dict.fromkeys(TWO, 2), **COLOURED}
KNOWN = SYMBOLS | ARGUMENTS.keys() | BIG | LENGTHS | {"left", "right", "middle", "begin", "end", "hline"}
"""Every command."""


class Mistake(NamedTuple):
    """Something that does not render, and where it begins (from 0)."""

    offset: int
    text: str


class Token(NamedTuple):
    """A command with its backslash, or one other character; an empty text is the end."""

    text: str
    offset: int

    @property
    def name(self) -> str:
        """The letters of a command; empty for anything else."""
        return self.text[1:] if self.text[:1] == "\\" and self.text[1:2].isalpha() else ""


class _Unreadable(Exception):
    def __init__(self, offset: int, text: str) -> None:
        self.mistake = Mistake(offset, text)
        super().__init__(text)


def latex_mistakes(formula: str, *, display: bool) -> list[Mistake]:
    r"""What is wrong in a formula, in its order; ``display`` says that it stands between ``$$``.

    What cannot be read ends the reading: what follows it is not looked at.

    >>> latex_mistakes(r"\frac{a", display=False)
    [Mistake(offset=5, text='this { is never closed')]
    """
    reader = _Reader(formula, display=display)
    try:
        reader.formula("")
    except _Unreadable as error:
        return sorted([*reader.found, error.mistake])
    return sorted([*reader.found, *_unbalanced(reader.brackets)])


_TOKEN = re.compile(r"\\[A-Za-z]+|\\[\s\S]?|[^\s]")
_UNIT = r"\s*-?(?:\d+\.?\d*|\.\d+)\s*(?:em|ex|mu|pt|mm|cm|in|bp|pc)\s*"
_LENGTH = re.compile(rf"\s*\{{{_UNIT}\}}")
_BARE_LENGTH = re.compile(rf"{_LENGTH.pattern}|{_UNIT}")
_COLOUR = re.compile(r"\s*\{(?:[A-Za-z]+|#[0-9A-Fa-f]{3}|#[0-9A-Fa-f]{6})\}")
_COLUMNS = re.compile(r"\s*\{[lcr|:\s]+\}")
_COUNT = re.compile(r"\s*\{\s*\d+\s*\}")


class _Reader:
    def __init__(self, text: str, *, display: bool) -> None:
        self.text = text
        self.display = display
        self.found: list[Mistake] = []
        self.brackets: list[Token] = []
        self.at = 0
        self.rows = 0
        """Environments that are open."""
        self.pairs = 0
        """Commands \\left that are open."""

    def peek(self) -> Token:
        match = _TOKEN.search(self.text, self.at)
        return Token(match.group(), match.start()) if match else Token("", len(self.text))

    def take(self) -> Token:
        token = self.peek()
        self.at = token.offset + len(token.text)
        return token

    def formula(self, until: str) -> Token:
        """Read up to ``until``, which is taken, too: an empty text is the end."""
        scripts: set[str] = set()
        while True:
            token = self.take()
            if token.text == until or (until == "]" and token.text == "]"):
                return token
            if token.text in ("^", "_", "'"):
                self.script(token, scripts)
            elif token.text in ("", "}", r"\right", r"\end"):
                self.stopped(token, until)
            else:
                scripts = set()
                self.atom(token)

    def stopped(self, token: Token, until: str) -> None:
        if token.text:
            what = {"}": "closes no {", r"\right": r"closes no \left", r"\end": r"closes no \begin"}[
                token.text
            ]
            raise _Unreadable(token.offset, f"this {token.text} {what}")
        raise _Unreadable(len(self.text), f"the formula ends before {until}")

    def script(self, token: Token, scripts: set[str]) -> None:
        name = {"^": "superscript", "_": "subscript", "'": "superscript"}[token.text]
        if name in scripts:
            after = "a prime after a superscript" if token.text == "'" else f"a second {name}"
            raise _Unreadable(token.offset, f"{after}: put what it belongs to in braces, {{...}}{token.text}")
        if token.text == "'":
            while self.peek().text == "'":
                self.take()
            return
        scripts.add(name)
        following = self.peek()
        if following.text in ("", "}", "^", "_", "'", "&", r"\right", r"\end", "\\\\"):
            raise _Unreadable(token.offset, f"nothing stands after {token.text}")
        if (ARGUMENTS.get(following.name) and following.name not in BARE) or following.name in NEVER_BARE:
            self.found.append(
                Mistake(following.offset, f"after {token.text}, {following.text} needs braces around it")
            )
        self.atom(self.take())

    def atom(self, token: Token) -> None:
        """One thing and its arguments."""
        if token.text == "{":
            self.group(token, "}")
        elif token.name:
            self.command(token)
        elif token.text[:1] == "\\":
            if token.text[1:] not in SIGNS or token.text == "\\":
                self.found.append(Mistake(token.offset, f"{token.text} is no command"))
            if token.text in (r"\{", r"\}"):
                self.brackets.append(token)
        elif token.text in ("&", "#", "%"):
            if token.text != "&" or not self.rows:
                why = {"&": "separates columns", "#": "stands for an argument", "%": "begins a comment"}[
                    token.text
                ]
                self.found.append(
                    Mistake(token.offset, f"{token.text} {why} in LaTeX: write \\{token.text} for the sign")
                )
                if token.text == "%":
                    end = self.text.find("\n", self.at)
                    self.at = len(self.text) if end < 0 else end
        elif token.text in "()[]":
            self.brackets.append(token)

    def group(self, opened: Token, until: str) -> None:
        before = self.at
        try:
            self.formula(until)
        except _Unreadable as error:
            if error.mistake.text == f"the formula ends before {until}":
                raise _Unreadable(opened.offset, f"this {opened.text} is never closed") from None
            raise
        assert self.at > before

    def command(self, token: Token) -> None:
        name = token.name
        if name == "left":
            self.delimiter(token)
            self.pairs += 1
            self.group(token, r"\right")
            self.pairs -= 1
            self.delimiter(Token(r"\right", self.at - len(r"\right")))
        elif name == "begin":
            self.environment(token)
        elif name in BIG or name == "middle":
            if name == "middle" and not self.pairs:
                self.found.append(Mistake(token.offset, r"\middle stands between \left and \right"))
            if (taken := self.delimiter(token)) in ("(", ")", "[", "]", r"\{", r"\}"):
                self.brackets.append(Token(taken, token.offset))
        elif name in LENGTHS:
            self.matching(token, _LENGTH if name == "hspace" else _BARE_LENGTH, "a length: {1em}")
        elif name == "tag" and not self.display:
            raise _Unreadable(token.offset, r"\tag stands in $$...$$ only")
        elif name in ARGUMENTS:
            self.arguments(token)
        elif name == "hline" and self.rows:
            return
        elif name not in SYMBOLS:
            self.found.append(Mistake(token.offset, unknown(name)))
        elif name in ("langle", "rangle", "lfloor", "rfloor", "lceil", "rceil"):
            self.brackets.append(token)

    def delimiter(self, token: Token) -> str:
        """The bracket that must follow a command."""
        taken = self.take()
        if taken.text not in DELIMITERS:
            found = f"found {taken.text}" if taken.text else "found nothing"
            raise _Unreadable(
                token.offset, f"{token.text} needs a bracket after it, or a dot for none; {found}"
            )
        return taken.text

    def arguments(self, token: Token) -> None:
        name, wanted = token.name, ARGUMENTS[token.name]
        if name == "operatorname" and self.text.startswith("*", self.at):
            self.at += 1
        if name in OPTIONAL and self.peek().text == "[":
            self.group(self.take(), "]")
        for number in range(wanted):
            following = self.peek()
            if following.text in ("", "}", "&", "^", "_", "'", r"\right", r"\end", "\\\\"):
                many = "an argument" if wanted == 1 else f"{wanted} arguments"
                given = f", here is {number}" if number else ""
                raise _Unreadable(token.offset, f"{token.text} takes {many}{given}")
            if name in TEXT:
                self.words(token)
            elif name in COLOURED and number == 0:
                self.matching(token, _COLOUR, "a colour in braces: {red}")
            elif ARGUMENTS.get(following.name) and not (name == "sqrt" and following.name in BARE):
                text = f"as an argument of {token.text}, {following.text} needs braces around it"
                raise _Unreadable(following.offset, text)
            else:
                self.atom(self.take())

    def words(self, token: Token) -> None:
        """An argument that is a text: braces pair up in it, and signs that mean something have a backslash."""
        opened = self.take()
        if opened.text != "{":
            return
        depth = 1
        while depth:
            each = self.take()
            if not each.text:
                raise _Unreadable(opened.offset, "this { is never closed")
            depth += {"{": 1, "}": -1}.get(each.text, 0)
            if each.text in ("_", "^", "&", "#", "%"):
                self.found.append(Mistake(each.offset, f"in a text, write \\{each.text} for {each.text}"))

    def matching(self, token: Token, form: re.Pattern[str], example: str) -> None:
        """What must follow a command and is no formula."""
        match = form.match(self.text, self.at)
        if not match:
            raise _Unreadable(token.offset, f"{token.text} needs {example}")
        self.at = match.end()

    def environment(self, token: Token) -> None:
        name = self.environment_name(token)
        if name not in ENVIRONMENTS:
            near = nearest(name, ENVIRONMENTS)
            said = f"; did you mean {near!r}?" if near else ""
            raise _Unreadable(
                token.offset, f"{name!r} is no environment that KaTeX and MathJax both know{said}"
            )
        if ENVIRONMENTS[name] and not self.display:
            raise _Unreadable(token.offset, f"{name} stands in $$...$$ only")
        if name in WITH_ARGUMENT:
            form, example = (_COLUMNS, "its columns: {cc}") if name == "array" else (_COUNT, "a number: {2}")
            self.matching(Token(rf"\begin{{{name}}}", token.offset), form, example)
        self.rows += 1
        self.group(Token(rf"\begin{{{name}}}", token.offset), r"\end")
        self.rows -= 1
        at = self.at
        if (closed := self.environment_name(Token(r"\end", at - 4))) != name:
            raise _Unreadable(at - 4, rf"\end{{{closed}}} closes \begin{{{name}}}")

    def environment_name(self, token: Token) -> str:
        match = re.compile(r"\s*\{([^{}]*)\}").match(self.text, self.at)
        if not match:
            raise _Unreadable(token.offset, f"{token.text} needs a name in braces")
        self.at = match.end()
        return match.group(1)


def unknown(name: str) -> str:
    """What to say about a command that is not known."""
    if name in INSTEAD:
        return rf"\{name} is not known everywhere; write {INSTEAD[name]}"
    if name in FUNCTION_NAMES:
        return rf"\{name} is no command; write \operatorname{{{name}}}"
    near = next(iter(get_close_matches(name, sorted(KNOWN), 1, 0.7)), "")
    said = rf"did you mean \{near}?" if near else rf"a name is written \operatorname{{{name}}}"
    return rf"\{name} is no command that KaTeX and MathJax both know; {said}"


_OPENING = frozenset({"(", "[", r"\{", r"\langle", r"\lfloor", r"\lceil"})


def _unbalanced(brackets: list[Token]) -> Iterator[Mistake]:
    """A bracket too many; which kind closes which is left open, since ``[0, 1)`` and ``]0, 1[`` are intervals."""
    opened = sum(token.text in _OPENING for token in brackets)
    if 2 * opened == len(brackets):
        return
    waiting: list[Token] = []
    for token in brackets:
        if token.text in _OPENING:
            waiting.append(token)
        elif waiting:
            waiting.pop()
        elif 2 * opened < len(brackets):
            yield Mistake(token.offset, f"this {token.text} closes no bracket")
            return
    if waiting:
        yield Mistake(waiting[-1].offset, f"this {waiting[-1].text} is never closed")
