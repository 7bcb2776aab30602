"""Tokens -> expression, by operator precedence (V. Pratt, "Top down operator precedence", POPL 1973)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from grader.errors import NotationError, did_you_mean, listed
from grader.maths import notation
from grader.maths.expression import Binary, Call, Expression, Name, Negation, Number
from grader.maths.tokens import Token, TokenKind, tokenise


def parse(
    text: str,
    names: Collection[str] = (),
    functions: Mapping[str, str] = notation.FUNCTIONS,
    constants: Collection[str] = notation.CONSTANTS,
    *,
    juxtaposed: bool = True,
) -> Expression:
    """The expression that ``text`` stands for.

    ``names`` are the declared symbols, in canonical spelling; ``functions`` maps each spelling of a
    function to the function; ``constants`` need no declaration. A declared name in front of a bracket is a factor,
    not a function. Unless ``juxtaposed``, a product needs its sign, except behind a number.

    >>> parse("2(3+4)") == parse("2*(3+4)")
    True

    Raises:
        NotationError: with the column, what was found and what was expected.

    """
    if "\n" in text.strip():
        raise NotationError("one line was expected; join the lines or split the answer")
    known = dict.fromkeys(sorted(constants))
    parser = _Parser(tokenise(text), dict.fromkeys(names), functions, known, juxtaposed=juxtaposed)
    expression = parser.expression(0)
    parser.end()
    return expression


MAX_LISTED = 30
"""How many known names an error lists."""


class _Parser:
    def __init__(
        self,
        tokens: list[Token],
        names: Mapping[str, None],
        functions: Mapping[str, str],
        constants: Mapping[str, None],
        *,
        juxtaposed: bool,
    ) -> None:
        self.tokens = tokens
        self.names = names
        self.functions = functions
        self.constants = constants
        self.juxtaposed = juxtaposed
        self.position = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.position]

    def advance(self) -> Token:
        token = self.token
        self.position += 1
        return token

    def end(self) -> None:
        if self.token.kind is TokenKind.CLOSE:
            raise NotationError(f"{self.token.spelled!r} closes nothing", self.token.column)
        if self.token.kind is not TokenKind.END:
            raise NotationError(f"{self.token.spelled!r} was not expected here", self.token.column)

    def expression(self, binding: int) -> Expression:
        """Everything from here that binds tighter than ``binding``."""
        self.depth += 1
        if self.depth > 2 * notation.MAX_DEPTH:
            raise NotationError("nested too deeply", self.token.column)
        left = self.operand()
        while True:
            token = self.token
            if token.kind is TokenKind.SUPERSCRIPT:
                self.advance()
                if self.token.kind is TokenKind.SUPERSCRIPT:
                    raise NotationError("two raised numbers follow each other", self.token.column)
                left = Binary("^", left, _signed(token), token.column)
            elif token.kind is TokenKind.OPERATOR and token.text == "^":
                if binding > notation.POWER:
                    break
                self.advance()
                left = Binary("^", left, self.expression(notation.POWER), token.column)
            elif token.kind is TokenKind.OPERATOR:
                tightness = notation.BINDING[token.text]
                if tightness <= binding:
                    break
                self.advance()
                left = Binary(token.text, left, self.expression(tightness), token.column)
            elif token.kind in (TokenKind.NUMBER, TokenKind.NAME, TokenKind.OPEN):
                if binding >= notation.JUXTAPOSED:
                    break
                if token.kind is TokenKind.NUMBER or not (self.juxtaposed or isinstance(left, Number)):
                    raise NotationError(
                        f"{token.spelled!r} follows without a sign: {self.sign()}", token.column
                    )
                left = Binary("*", left, self.expression(notation.JUXTAPOSED), token.column)
            else:
                break
        self.depth -= 1
        return left

    def sign(self) -> str:
        """Which sign to write in front of what follows without one."""
        inside = self.depth > 1 and not self.juxtaposed
        return "write a comma or * between" if inside else "write * between"

    def operand(self) -> Expression:
        token = self.advance()
        if token.kind is TokenKind.NUMBER:
            assert token.value is not None
            return Number(token.value, token.text, token.column)
        if token.kind is TokenKind.NAME:
            return self.name(token)
        if token.kind is TokenKind.OPEN:
            inner = self.expression(0)
            self.close(token)
            return inner
        if token.kind is TokenKind.OPERATOR and token.text in "+-":
            operand = self.expression(notation.PREFIX)
            return Negation(operand, token.column) if token.text == "-" else operand
        expected = "a number, a name or a bracket was expected"
        if token.kind is TokenKind.END:
            raise NotationError(f"the text ends where {expected}", token.column)
        raise NotationError(f"{expected} in place of {token.spelled!r}", token.column)

    def close(self, opened: Token) -> None:
        expected = notation.BRACKETS[opened.text]
        token = self.token
        if token.kind is not TokenKind.CLOSE or token.text != expected:
            why = f"{expected!r} was expected, to close the bracket of column {opened.column}"
            if token.kind is TokenKind.END:
                raise NotationError(f"the text ends where {why}", token.column)
            raise NotationError(f"{why}, in place of {token.spelled!r}", token.column)
        self.advance()

    def name(self, token: Token) -> Expression:
        followed = self.token.kind is TokenKind.OPEN and self.token.text == "("
        if token.text in self.functions and token.text not in self.names:
            if not followed:
                raise NotationError(f"{token.spelled} needs brackets: {token.spelled}(...)", token.column)
            return self.call(token)
        if token.text in self.names or (token.text in self.constants and not followed):
            return Name(token.text, token.column)
        what = "function" if followed else "name"
        known = [*self.functions] if followed else [*self.names, *self.constants]
        allowed = f" (known: {listed(known)})" if 0 < len(known) <= MAX_LISTED else ""
        raise NotationError(
            f"{token.spelled!r} is no known {what}{did_you_mean(token.text, known) or allowed}", token.column
        )

    def call(self, token: Token) -> Call:
        opened = self.advance()
        arguments: list[Expression] = []
        options: list[tuple[str, Expression]] = []
        while not (self.token.kind is TokenKind.CLOSE and not arguments and not options):
            named = self.tokens[self.position + 1 : self.position + 2]
            if self.token.kind is TokenKind.NAME and named and named[0].spelled == "=":
                options.append((self.advance().text, (self.advance(), self.expression(0))[1]))
            elif options:
                raise NotationError("an argument without a name follows one with a name", self.token.column)
            else:
                arguments.append(self.expression(0))
            if self.token.kind is not TokenKind.COMMA:
                break
            self.advance()
        self.close(opened)
        return Call(self.functions[token.text], tuple(arguments), tuple(options), token.column)


def _signed(token: Token) -> Expression:
    assert token.value is not None
    magnitude = Number(abs(token.value), token.text.lstrip("+-"), token.column)
    return Negation(magnitude, token.column) if token.value < 0 else magnitude
