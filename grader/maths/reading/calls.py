r"""Functions, roots and fractions with their arguments: ``f(x)``, ``sin 2x``, ``tanh^2(z)``, ``log_2 x``, ``\frac{a}{b}``."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from grader.errors import NotationError
from grader.maths.expressions.expression import (
    Binary,
    Call,
    Expression,
    Index,
    Name,
    Negation,
    Norm,
    Number,
)  # fmt: skip
from grader.maths.expressions.precedence import CLOSING, JUXTAPOSED, POWER
from grader.maths.reading.differentials import derivative_fraction
from grader.maths.reading.scripts import plain_index, subscripts
from grader.maths.reading.sums import over_what_is_left
from grader.maths.reading.tokens import Token, TokenKind
from grader.maths.reading.vocabulary import OPTIONS, REDUCTIONS, WORDS

if TYPE_CHECKING:
    from grader.maths.reading.grammar import Grammar

_REDUCING = frozenset({"sum", "prod", "mean", "var", "std", "softmax", "logsumexp"})


def call(grammar: Grammar, token: Token, function: str) -> Expression:
    """A function and its argument: ``f(x)``, ``sin 2x``, ``tanh^2(z)``, ``log_2 x``."""
    raised: Expression | None = None
    power_token = token
    while True:
        if grammar.at("^") and raised is None and not _inverse(grammar):
            power_token = grammar.advance()
            raised = grammar.operand()
        elif grammar.at("_") and function == "log":
            grammar.advance()
            base = subscripts(grammar)[0]
            function = {"2": "log2", "10": "log10", "e": "log"}.get(plain_index(base), "")
            if not function:
                raise NotationError("logarithms are read to the bases e, 2 and 10", token.column)
        elif grammar.at("'"):
            grammar.advance()
            function += "'"
        else:
            break
    found = _applied(grammar, token, function)
    return found if raised is None else Binary("^", found, raised, power_token.column)


def method(grammar: Grammar, left: Expression) -> Expression:
    """``x.dot(w)``, ``z.sum()``, ``X.mean(axis=0)``: a function whose first argument stands in front."""
    grammar.advance()
    token = grammar.advance()
    function = grammar.vocabulary.function(token.text)
    if function is None:
        raise grammar.vocabulary.unknown(token.spelled, token.text, token.column, function=True)
    opened = grammar.advance()
    arguments, options = _arguments(grammar)
    grammar.close(opened, CLOSING[opened.text])
    return _called(function, [left, *arguments], options, token)


def _called(
    function: str, arguments: list[Expression], options: list[tuple[str, Expression]], token: Token
) -> Call | Norm:
    """A call; a number behind an array is the axis, as in ``sum(X, 0)``."""
    if function == "norm" and len(arguments) == 2:
        return Norm(arguments[0], arguments[1], token.column)
    if function in _REDUCING and len(arguments) == 2:
        axis = arguments[1].operand if isinstance(arguments[1], Negation) else arguments[1]
        if isinstance(axis, Number):
            arguments, options = arguments[:1], [("axis", arguments[1]), *options]
    return Call(function, tuple(arguments), tuple(options), token.column)


def _inverse(grammar: Grammar) -> bool:
    here = "".join(token.text for token in grammar.tokens[grammar.position : grammar.position + 5])
    if here.startswith(("^{-1}", "^-1")):
        raise NotationError(
            "f^-1 can be the inverse function or one over it: write 1/f(x)", grammar.token.column
        )
    return False


DRAWN = ("normal", "uniform", "integers")
"""What draws a single number if no sizes are given."""


def _applied(grammar: Grammar, token: Token, function: str) -> Expression:
    if grammar.opened():
        opened = grammar.advance()
        bars, grammar.bars = grammar.bars, []
        arguments, options = _arguments(grammar)
        if not arguments and function not in DRAWN:
            raise NotationError(
                f"{token.spelled} needs an argument: {token.spelled}(...)", grammar.token.column
            )
        grammar.close(opened, CLOSING[opened.text])
        grammar.bars = bars
        _refuse_lost_comma(grammar, function, arguments)
        if function == "softmax" and isinstance(arguments[0], Index) and len(arguments[0].indices) == 1:
            entry = arguments[0]  # softmax(x_i) is entry i of softmax(x)
            return Call(
                "entry", (Call(function, (entry.base,), (), token.column), *entry.indices), (), token.column
            )
        if function in ("sum", "prod") and len(arguments) == 1 and not options:
            return over_what_is_left(grammar, function, arguments[0], token.column)
        return _called(function, arguments, options, token)
    if grammar.token.kind in (TokenKind.END, TokenKind.CLOSE, TokenKind.COMMA):
        if grammar.vocabulary.permissive:
            return Name(token.text, token.column)
        raise NotationError(f"{token.spelled} needs an argument: {token.spelled}(...)", token.column)
    return Call(function, (_bare_argument(grammar),), column=token.column)


def _refuse_lost_comma(grammar: Grammar, function: str, arguments: list[Expression]) -> None:
    """``sum(j x[j])`` lacks its comma."""
    if function not in REDUCTIONS.values() or len(arguments) != 1:
        return
    first = arguments[0]
    while isinstance(first, Binary):
        if (
            first.operator == ""
            and isinstance(first.left, Name)
            and first.left.name in grammar.vocabulary.indices
        ):
            raise NotationError(f"',' was expected behind {first.left.name}", first.column)
        first = first.left


def _bare_argument(grammar: Grammar) -> Expression:
    """Factors side by side, up to a sign or the next function."""
    start = grammar.position
    outside, after = not grammar.convention.power_inside, POWER
    argument = grammar.expression(after + 1 if outside else JUXTAPOSED)
    if isinstance(argument, Binary) and argument.operator == "^" and not _bracketed(grammar, start):
        grammar.doubts.add("power_inside")
    factors = 0 if isinstance(argument, Number) else 1
    while grammar.token.kind in (TokenKind.NAME, TokenKind.OPEN) and not _begins_function(grammar):
        if factors >= 1:
            grammar.doubts.add("wide_argument")
            if not grammar.convention.wide_argument:
                break
        token = grammar.token
        argument = Binary("", argument, grammar.expression(JUXTAPOSED), token.column)
        factors += 1
    if grammar.at("/") and not _bracketed(grammar, start):
        grammar.doubts.add("slash_outside")
        if not grammar.convention.slash_outside:
            column = grammar.advance().column
            argument = Binary("/", argument, grammar.expression(JUXTAPOSED), column)
    return argument


def _bracketed(grammar: Grammar, start: int) -> bool:
    return grammar.tokens[start].kind is TokenKind.OPEN and grammar.closing(start) == grammar.position - 1


def _begins_function(grammar: Grammar) -> bool:

    token = grammar.token
    if token.kind is not TokenKind.NAME:
        return False
    return (
        token.text in WORDS or grammar.vocabulary.function(token.text) is not None or token.text in REDUCTIONS
    )


def _arguments(grammar: Grammar) -> tuple[list[Expression], list[tuple[str, Expression]]]:
    arguments: list[Expression] = []
    options: list[tuple[str, Expression]] = []
    while grammar.token.kind not in (TokenKind.CLOSE, TokenKind.END):
        follows = grammar.tokens[grammar.position + 1]
        named = grammar.vocabulary.named_arguments and grammar.token.kind is TokenKind.NAME
        if follows.text == "=" and (named or grammar.token.text in OPTIONS):
            option = OPTIONS.get(grammar.token.text, grammar.token.spelled)
            grammar.advance()
            grammar.advance()
            if grammar.token.spelled in ("True", "False"):
                if grammar.advance().spelled == "True":
                    options.append((option, Number(Fraction(1), "1")))
            else:
                options.append((option, grammar.expression(0)))
        elif options:
            raise NotationError("an argument without a name follows one with a name", grammar.token.column)
        else:
            arguments.append(grammar.expression(0))
        if not grammar.comma():
            break
        grammar.advance()
        if grammar.closes():
            raise NotationError("something was expected behind the comma", grammar.token.column)
    return arguments, options


def fraction(grammar: Grammar, token: Token) -> Expression:
    r"""``\frac{a}{b}``, ``\frac12``, ``\frac{\partial L}{\partial x}``."""
    start = grammar.position
    found = derivative_fraction(grammar, token)
    if found is not None:
        return found
    grammar.position = start
    above = _group(grammar)
    return Binary("/", above, _group(grammar), token.column)


def _group(grammar: Grammar) -> Expression:
    r"""What ``\frac`` takes: a group, a letter, or one digit, as in ``\frac12``."""
    token = grammar.token
    if token.kind is TokenKind.NUMBER and len(token.text) > 1 and token.text.isdigit():
        rest = token.text[1:]
        column = token.column
        grammar.tokens[grammar.position] = Token(TokenKind.NUMBER, rest, rest, column + 1, Fraction(rest))
        return Number(Fraction(token.text[0]), token.text[0], column)
    return grammar.operand()


def root(grammar: Grammar, token: Token) -> Expression:
    r"""``sqrt(x)``, ``\sqrt{x}``, ``√x``, ``\sqrt[3]{x}``."""
    if grammar.opened() and grammar.tokens[grammar.position + 1].kind is TokenKind.CLOSE:
        raise NotationError("nothing stands below the root", token.column)
    if token.spelled == "\\sqrt" and grammar.opened("["):
        opened = grammar.advance()
        degree = grammar.expression(0)
        grammar.close(opened, "]")
        one = Number(Fraction(1), "1", token.column)
        return Binary("^", grammar.operand(), Binary("/", one, degree, token.column), token.column)
    if grammar.opened() or token.spelled != "sqrt":
        return (
            _applied(grammar, token, "sqrt")
            if grammar.opened()
            else Call("sqrt", (grammar.operand(),), column=token.column)
        )
    return call(grammar, token, "sqrt")
