"""Formulas by operator precedence (V. Pratt, "Top down operator precedence", POPL 1973)."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from grader.errors import NotationError
from grader.maths.expressions import notation
from grader.maths.expressions.characters import folded
from grader.maths.expressions.expression import (
    Binary,
    Call,
    Expression,
    Index,
    Name,
    Negation,
    Norm,
    Number,
    Reduction,
    children,
)
from grader.maths.expressions.precedence import (
    BINDING,
    CLOSING,
    COMPARISONS,
    JUXTAPOSED,
    NOT,
    OR_FIRST,
    POWER,
    PREFIX,
)
from grader.maths.reading import brackets, calls, differentials, membership, scripts, sums
from grader.maths.reading.lexer import lex
from grader.maths.reading.resolving import resolved
from grader.maths.reading.tokens import Token, TokenKind
from grader.maths.reading.vocabulary import CONSTANTS, REDUCTIONS, WORDS, Vocabulary


class Convention(NamedTuple):
    """How texts are read that people read in two ways; the defaults are the documented reading."""

    tight_product: bool = True
    """``1/2x`` is 1/(2x)."""
    wide_argument: bool = True
    """``sin x y`` is sin(xy)."""
    wide_sum: bool = True
    """Σ extends over later ± terms that use its index."""
    short_power: bool = True
    """``e^xy`` is e^x times y."""
    power_inside: bool = True
    """``tanh z^2`` is tanh(z^2)."""
    slash_outside: bool = True
    """``log a/b`` is log(a)/b."""
    and_first: bool = True
    """``a or b and c`` is a or (b and c)."""
    short_not: bool = True
    """``not a and b`` is (not a) and b."""
    both_bound: bool = True
    """``Σ_{i<j}`` runs over both letters, where nothing else says what i or j is."""
    star_product: bool = True
    """``A * x`` is the product of matrices that ``A x`` is; in code it is entry by entry."""
    bars_length: bool = True
    """``|x|`` of a vector is its length."""
    function_outside: bool = True
    """``1/N Σ_i x_i`` is (1/N) Σ_i x_i and ``1/2 log x`` is (1/2) log x, though ``1/2 x`` is 1/(2x)."""
    slash_first: bool = True
    """``x·y/x·x`` of vectors is ((x·y)/x)·x."""
    spaced_product: bool = False
    """A blank ends the divisor: ``1/2 x`` is x/2, and ``1/2x`` is 1/(2x)."""

    def others(self, doubts: Collection[str]) -> list[Convention]:
        """Other usual conventions, where these points of this one mattered."""
        found = [self._replace(**{doubt: False}) for doubt in sorted(doubts)]
        if len(doubts) > 1:
            found.append(self._replace(**dict.fromkeys(doubts, False)))
        if "tight_product" in doubts:
            found.append(self._replace(spaced_product=True))
        return found


DOCUMENTED = Convention()


class Reading(NamedTuple):
    """A formula as it was read, and what of the convention mattered for it."""

    expression: Expression
    doubts: frozenset[str]


def read(text: str, vocabulary: Vocabulary, convention: Convention = DOCUMENTED, offset: int = 0) -> Reading:
    """The expression that a formula stands for; columns count from ``offset``.

    Raises:
        NotationError: with the column, what was found and what was expected.

    """
    try:
        return parsed(lex(text), vocabulary, convention)
    except NotationError as error:
        raise NotationError(error.text, error.column + offset) from None


def parsed(tokens: list[Token], vocabulary: Vocabulary, convention: Convention = DOCUMENTED) -> Reading:
    """The expression that tokens stand for."""
    grammar = Grammar(resolved(tokens, vocabulary), vocabulary, convention)
    expression = grammar.whole()
    return Reading(expression, frozenset(grammar.doubts))


class Grammar:
    """One pass over the tokens of a formula."""

    def __init__(self, tokens: list[Token], vocabulary: Vocabulary, convention: Convention) -> None:
        self.tokens = [*tokens, *tokens[-1:] * 3]  # whoever looks ahead finds the end
        self.vocabulary = vocabulary
        self.convention = convention
        self.position = 0
        self.depth = 0
        self.bound: list[str] = []
        self.doubts: set[str] = set()
        self.bare_sums = 0
        """Sums without an index whose body is being read: it ends where such a sum is divided by another."""
        self.bars: list[str] = []
        self.juxtaposed = JUXTAPOSED if convention.tight_product else BINDING["*"]
        self.binding = BINDING if convention.and_first else OR_FIRST
        self.code = any(
            token.text in ("@", ".") or "." in token.spelled.strip(".T1234567890") for token in tokens
        )

    @property
    def token(self) -> Token:
        """The token that comes next."""
        return self.tokens[self.position]

    def advance(self) -> Token:
        """Take the next token."""
        token = self.token
        if token.kind is not TokenKind.END:
            self.position += 1
        return token

    def at(self, *texts: str) -> bool:
        """Whether the next token is one of these signs."""
        return self.token.kind is TokenKind.OPERATOR and self.token.text in texts

    def named(self, *texts: str) -> bool:
        """Whether the next token is one of these names."""
        return self.token.kind is TokenKind.NAME and self.token.text in texts

    def opened(self, *texts: str) -> bool:
        """Whether the next token opens one of these brackets."""
        return self.token.kind is TokenKind.OPEN and self.token.text in (texts or CLOSING)

    def closes(self) -> bool:
        """Whether the next token closes a bracket."""
        return self.token.kind is TokenKind.CLOSE

    def comma(self) -> bool:
        """Whether the next token is a comma."""
        return self.token.kind is TokenKind.COMMA

    def whole(self) -> Expression:
        """Everything, to the end."""
        expression = self.expression(0)
        token = self.token
        if token.kind is TokenKind.CLOSE:
            raise NotationError(f"{token.spelled!r} closes nothing", token.column)
        if token.kind is not TokenKind.END:
            raise NotationError(f"{token.spelled!r} was not expected here", token.column)
        return expression

    def expression(self, binding: float) -> Expression:
        """Everything from here that binds tighter than ``binding``."""
        self.depth += 1
        if self.depth > 2 * notation.MAX_DEPTH:
            raise NotationError("nested too deeply", self.token.column)
        left = self.operand()
        while (longer := self.continued(left, binding)) is not None:
            left = longer
        self.depth -= 1
        return left

    def continued(self, left: Expression, binding: float) -> Expression | None:
        """``left`` with what follows it, if that binds tighter than ``binding``."""
        token = self.token
        if token.kind is TokenKind.OPERATOR:
            if token.text == "^":
                return None if binding > POWER else scripts.power(self, left)
            if token.text == ".":
                return calls.method(self, left)
            if token.spelled == "||" and self.bars[-1:] == ["|"]:  # |x||y|
                one = token._replace(text="|", spelled="|")
                self.tokens[self.position : self.position + 1] = [one, one._replace(column=one.column + 1)]
                token = one
            if token.text in ("_", "'"):
                return scripts.scripted(self, left)
            if token.text in ("|", "‖"):
                closing = bool(self.bars) and self.bars[-1] == token.text
                return None if closing or binding >= self.juxtaposed else self.product(left)
            if token.text == "not" and binding < self.juxtaposed:
                raise NotationError(f"{token.spelled!r} was not expected here", token.column)
            if token.text == "/" and self.bare_sums and self.tokens[self.position + 1].text in REDUCTIONS:
                return None
            if token.text not in BINDING or self.binding[token.text] <= binding:
                return None
            return self.operation(left)
        if self.opened("[") and scripts.takes_index(self, left):
            return scripts.bracketed_index(self, left)
        if token.kind is TokenKind.NAME and token.text in WORDS:
            return brackets.condition_after(self, left) if token.text == "if" and binding <= 0 else None
        if token.kind in (TokenKind.NUMBER, TokenKind.NAME, TokenKind.OPEN):
            ends = binding == BINDING["/"] and self.ends_divisor()
            return None if binding >= self.juxtaposed or ends else self.product(left)
        return None

    def ends_divisor(self) -> bool:
        """Whether what comes next without a sign is no factor of the divisor before it."""
        before, token = self.tokens[self.position - 1], self.token
        spaced = token.column > before.column + len(before.spelled)
        if token.kind is TokenKind.NAME and not self.vocabulary.taken(token.text):
            sums = token.text in REDUCTIONS and token.text not in ("max", "min")
            apart = spaced or token.spelled.startswith("\\")
            if sums or (apart and self.vocabulary.function(token.text) is not None):
                self.doubts.add("function_outside")
                return self.convention.function_outside
        return self.convention.spaced_product and spaced

    def arrays(self, expression: Expression) -> bool:
        """Whether vectors or matrices stand in an expression as wholes."""
        if isinstance(expression, Index | Norm | Reduction):
            return False
        if isinstance(expression, Call) and expression.function in ("identity", "ones", "column", "row"):
            return True
        if isinstance(expression, Name):
            symbol = self.vocabulary.symbol(folded(expression.name))
            return symbol is not None and symbol.rank > 0
        return any(self.arrays(part) for part in children(expression))

    def operation(self, left: Expression) -> Expression:
        """``left``, the operator that follows, and its right side; comparisons chain."""
        token = self.advance()
        tightness = self.binding[token.text]
        if token.text in ("in", "notin") and self.vocabulary.statements:
            return Binary(token.text, left, membership.members(self), token.column)
        start = self.position
        right = self.expression(tightness if token.text != "=>" else tightness - 1)
        if token.text == "/" and self.product_from(start, right):
            self.doubts.add("tight_product")
        if token.text == "/" and self.at("·") and self.arrays(right):
            self.doubts.add("slash_first")
            if not self.convention.slash_first:
                column = self.advance().column
                right = Binary("·", right, self.expression(BINDING["·"]), column)
        if token.text in COMPARISONS and isinstance(left, Binary):
            last = left.right if left.operator == "and" else left
            if isinstance(last, Binary) and last.operator in COMPARISONS and not self.enclosed(last, token):
                return Binary("and", left, Binary(token.text, last.right, right, token.column), token.column)
        operator = "/" if token.text == "over" else token.text
        if operator == "*" and self.arrays(left) and self.arrays(right):
            operator = self.star(token)
        return Binary(operator, left, right, token.column)

    def star(self, token: Token) -> str:
        """What ``*`` between arrays is: entry by entry in code, else as products of matrices are."""
        if self.code and token.spelled == "*":
            return "⊙"
        self.doubts.add("star_product")
        return "*" if self.convention.star_product else "⊙"

    def enclosed(self, comparison: Binary, token: Token) -> bool:
        """Whether a bracket that closes right before a token opened before a comparison: it is around that."""
        end = self.tokens.index(token) - 1
        if self.tokens[end].kind is not TokenKind.CLOSE:
            return False
        depth = 0
        for position in range(end, -1, -1):
            kind = self.tokens[position].kind
            depth += (kind is TokenKind.CLOSE) - (kind is TokenKind.OPEN)
            if depth == 0:
                return self.tokens[position].column < comparison.column
        return False

    def product_from(self, start: int, right: Expression) -> bool:
        """Whether a product without brackets and signs begins at a token."""
        if not (isinstance(right, Binary) and right.operator == ""):
            return False
        return self.tokens[start].kind is not TokenKind.OPEN or self.closing(start) != self.position - 1

    def closing(self, start: int) -> int:
        """The position of the bracket that closes the one at ``start``."""
        depth = 0
        for position in range(start, len(self.tokens)):
            kind = self.tokens[position].kind
            depth += (kind is TokenKind.OPEN) - (kind is TokenKind.CLOSE)
            if depth == 0:
                return position
        return -1

    def product(self, left: Expression) -> Expression:
        """A product without a sign."""
        token = self.token
        if token.kind is TokenKind.NUMBER and not brackets.indicator_ahead(self):
            if isinstance(left, Number):
                raise NotationError(
                    f"{token.spelled!r} follows a number without a sign: write * between", token.column
                )
            if not brackets.transposed_one(self):
                raise NotationError(
                    f"{token.spelled!r} follows without a sign: write * between", token.column
                )
        right = self.expression(self.juxtaposed)
        return Binary("", left, right, token.column)

    def operand(self) -> Expression:
        """What can begin an expression."""
        token = self.advance()
        if token.kind is TokenKind.NUMBER:
            if brackets.indicator_here(self, token):
                return brackets.indicator(self, token)
            assert token.value is not None
            return Number(token.value, token.text, token.column)
        if token.kind is TokenKind.NAME:
            return self.name(token)
        if token.kind is TokenKind.OPEN:
            return brackets.bracket(self, token)
        if token.kind is TokenKind.OPERATOR:
            if token.text == "-":
                return Negation(self.expression(PREFIX), token.column)
            if token.text == "+":
                return self.expression(PREFIX)
            if token.text == "not":
                reach = NOT if self.convention.short_not else BINDING["=>"]
                return Call("not", (self.expression(reach),), column=token.column)
            if token.text in ("|", "‖"):
                return brackets.bars(self, token)
        expected = "a number, a name or a bracket was expected"
        if token.kind is TokenKind.END:
            raise NotationError(f"the text ends where {expected}", token.column)
        raise NotationError(f"{expected} in place of {token.spelled!r}", token.column)

    def close(self, opened: Token, expected: str) -> None:
        """Take the closing bracket."""
        token = self.token
        if token.kind is not TokenKind.CLOSE or token.text != expected:
            why = f"{expected.removeprefix(chr(92))!r} was expected, to close the bracket of column {opened.column}"
            if token.kind is TokenKind.END:
                raise NotationError(f"the text ends where {why}", token.column)
            raise NotationError(f"{why}, in place of {token.spelled!r}", token.column)
        self.advance()

    def name(self, token: Token) -> Expression:
        """A symbol, a function with its argument, or what a word begins."""
        symbol = self.vocabulary.symbol(token.text)
        if token.text in ("d", "∂") and not self.vocabulary.taken(token.text):
            derivative = differentials.derivative(self, token)
            if derivative is not None:
                return derivative
        if symbol is not None and symbol.entries and (self.at("_") or self.opened("[")):
            return Name(symbol.entries, token.column)
        if symbol is not None and not symbol.function:
            return Name(symbol.name, token.column)
        if token.text == "frac":
            return calls.fraction(self, token)
        if token.text == "sqrt":
            return calls.root(self, token)
        if token.text == "delta" and (self.at("_") or self.opened("[", "(")):
            return brackets.kronecker(self, token)
        if token.text in ("𝟙", "I", "1") or token.text == "indicator":
            return brackets.indicator_or_ones(self, token)
        if token.text in REDUCTIONS and sums.reduces(self, token):
            return sums.reduction(self, token)
        function = self.vocabulary.function(token.text)
        if function is not None:
            return calls.call(self, token, function)
        if token.text in self.bound or token.text in self.vocabulary.indices:
            return Name(token.text, token.column)
        if token.text in CONSTANTS:
            return Name(CONSTANTS[token.text], token.column)
        if token.text in ("true", "always"):
            return Call("true", (), column=token.column)
        if token.text in ("false", "never"):
            return Call("false", (), column=token.column)
        if self.vocabulary.permissive:
            return Name(token.text, token.column)
        raise self.vocabulary.unknown(token.spelled, token.text, token.column, function=self.opened("("))
