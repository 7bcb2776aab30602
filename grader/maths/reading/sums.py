"""Sums, products, largest and smallest over an index: ``Σ_{i=1}^{D}``, ``sum(i, ...)``, ``max_j``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.errors import NotationError
from grader.maths.expressions.expression import Binary, Call, Expression, Index, Name, Reduction, walk
from grader.maths.expressions.precedence import BINDING, CLOSING, POWER
from grader.maths.reading.tokens import Token, TokenKind
from grader.maths.reading.vocabulary import REDUCTIONS

if TYPE_CHECKING:
    from grader.maths.reading.grammar import Grammar


def reduces(grammar: Grammar, token: Token) -> bool:
    """Whether Σ, ∏, max or min is followed by its index; max(a, b) is not."""
    if grammar.at("_"):
        return True
    if grammar.at("^"):
        return token.text not in ("max", "min")
    if grammar.opened("(") and _index_argument(grammar) is not None:
        return True
    if token.text in ("max", "min"):
        return False
    return token.spelled.rpartition(".")[2] not in _CALLED or not grammar.opened("(")


_CALLED = frozenset({"sum", "prod", "Sum"})
"""Words that take their body in brackets, where signs such as Σ take a product."""


def _index_argument(grammar: Grammar) -> tuple[str, bool] | None:
    """The index of ``sum(i, body)`` or ``sum(body, i)``, and whether it comes first."""
    end = grammar.closing(grammar.position)
    first = grammar.tokens[grammar.position + 1]
    second = grammar.tokens[grammar.position + 2]
    if _is_index(grammar, first) and (
        second.kind is TokenKind.COMMA or second.text in ("!=", "=", "<", "<=", ">", ">=")
    ):
        top = [t for t in _top(grammar, grammar.position + 1, end) if t.kind is TokenKind.COMMA]
        return (first.text, True) if top else None
    if (
        end > 2
        and _is_index(grammar, grammar.tokens[end - 1])
        and grammar.tokens[end - 2].kind is TokenKind.COMMA
    ):
        return grammar.tokens[end - 1].text, False
    return None


def _top(grammar: Grammar, start: int, end: int) -> list[Token]:
    found, depth = [], 0
    for token in grammar.tokens[start:end]:
        depth += (token.kind is TokenKind.OPEN) - (token.kind is TokenKind.CLOSE)
        if depth == 0:
            found.append(token)
    return found


def _is_index(grammar: Grammar, token: Token) -> bool:
    single = token.kind is TokenKind.NAME and len(token.text) == 1 and token.text.isalpha()
    return single and grammar.vocabulary.symbol(token.text) is None


def reduction(grammar: Grammar, token: Token) -> Expression:
    """``Σ_{i=1}^{D} body``, ``sum_{j != i} body``, ``sum(i, body)``."""
    operator = REDUCTIONS[token.text]
    if not grammar.at("_") and not grammar.at("^"):
        if grammar.opened("(") and (index := _index_argument(grammar)) is not None:
            return _called_reduction(grammar, token, operator, index)
        grammar.bare_sums += 1
        body = _body(grammar, [])
        grammar.bare_sums -= 1
        return over_what_is_left(grammar, operator, body, token.column)
    bounds: list[tuple[str, Expression | None, Expression | None]] = []
    upper = None
    while grammar.at("_", "^"):
        if grammar.advance().text == "_":
            bounds = _bounds(grammar)
        else:
            upper = grammar.operand()
    if not bounds:
        raise NotationError("the index of this sum was expected, as in sum_i", token.column)
    grammar.bound += [index for index, _, _ in bounds]
    body = _body(grammar, [index for index, _, _ in bounds])
    del grammar.bound[-len(bounds) :]
    return _nested(operator, bounds, upper, body, token)


def over_what_is_left(grammar: Grammar, operator: str, body: Expression, column: int) -> Expression:
    """A Σ without its index: over the one letter that is neither asked for nor bound, else over all entries."""
    bound = {node.index for node in walk(body) if isinstance(node, Reduction)} | {*grammar.bound}
    places = [
        i.name for node in walk(body) if isinstance(node, Index) for i in node.indices if isinstance(i, Name)
    ]
    places += [
        i.name
        for node in walk(body)
        if isinstance(node, Call) and node.function == "entry"
        for i in node.arguments[1:]
        if isinstance(i, Name)
    ]
    left = [letter for letter in dict.fromkeys(places) if letter not in bound | grammar.vocabulary.free]
    if len(left) == 1 and operator in ("sum", "prod"):
        return Reduction(operator, left[0], body, column=column)
    return Call(operator, (body,), column=column)


def _nested(
    operator: str, bounds: list[tuple[str, Expression | None, Expression | None]], upper: Expression | None, body: Expression, token: Token
) -> Expression:  # fmt: skip
    for n, (index, lower, condition) in reversed([*enumerate(bounds)]):
        top = upper if lower is not None or len(bounds) == 1 else None
        body = Reduction(
            operator,
            index,
            body,
            lower,
            top if n == 0 or lower is not None else None,
            condition,
            token.column,
        )
    return body


def _bounds(grammar: Grammar) -> list[tuple[str, Expression | None, Expression | None]]:
    """What stands below Σ: indices, where they begin, and conditions."""
    if _compared_bare(grammar):  # sum_j≠i, without braces
        here = grammar.position
        column = grammar.token.column
        grammar.tokens.insert(here + 3, Token(TokenKind.CLOSE, "}", "}", column))
        grammar.tokens.insert(here, Token(TokenKind.OPEN, "{", "{", column))
    if not grammar.opened():
        token = grammar.advance()
        if token.kind is not TokenKind.NAME or not token.text.isalpha():
            raise NotationError("the index of this sum was expected", token.column)
        if grammar.at("=") and grammar.tokens[grammar.position + 2].text == "^":  # sum_i=1^D, without braces
            grammar.advance()
            return [(token.text, grammar.expression(POWER + 1), None)]
        if len(token.text) > 1 and grammar.vocabulary.symbol(token.text) is None:
            return [(letter, None, None) for letter in token.text]
        return [(token.text, None, None)]
    opened = grammar.advance()
    if (
        grammar.opened("{")
        and grammar.tokens[inner := grammar.closing(grammar.position)].kind is TokenKind.CLOSE
    ):
        del grammar.tokens[inner], grammar.tokens[grammar.position]  # \substack
    bounds: list[tuple[str, Expression | None, Expression | None]] = []
    while not grammar.closes():
        token, follows = grammar.token, grammar.tokens[grammar.position + 1]
        if grammar.opened("("):  # (i, j): i < j
            grammar.advance()
            while _is_index(grammar, grammar.token):
                bounds.append((grammar.advance().text, None, None))
                grammar.bound.append(bounds[-1][0])
                if grammar.comma():
                    grammar.advance()
            grammar.close(opened, ")")
        elif _side_by_side(grammar):
            while grammar.token.kind is TokenKind.NAME:
                bounds.append((grammar.advance().text, None, None))
                grammar.bound.append(bounds[-1][0])
        elif token.kind is TokenKind.NAME and (
            follows.kind in (TokenKind.COMMA, TokenKind.CLOSE) or follows.text in (":", "|", ";")
        ):
            grammar.advance()
            letters = [token.text] if len(token.text) == 1 else [*token.text]
            bounds += [(letter, None, None) for letter in letters]
            grammar.bound += letters
        else:
            _condition(grammar, bounds)
        if grammar.comma() or grammar.at(":", "|", ";"):
            grammar.advance()
        elif not grammar.closes():
            raise NotationError(
                f"{grammar.token.spelled!r} was not expected below a sum", grammar.token.column
            )
    grammar.close(opened, CLOSING[opened.text])
    names = {index for index, _, _ in bounds}
    grammar.bound = [name for name in grammar.bound if name not in names]
    if not bounds:
        raise NotationError("the index of this sum was expected", opened.column)
    return bounds


def _compared_bare(grammar: Grammar) -> bool:
    """Whether a comparison of two index letters comes next, without braces."""
    first, sign, second = grammar.tokens[grammar.position : grammar.position + 3]
    return (
        sign.text in ("!=", "<", ">", "<=", ">=") and _is_index(grammar, first) and _is_index(grammar, second)
    )


def _side_by_side(grammar: Grammar) -> bool:
    """Whether several index letters come next, and nothing else: ``ij``."""
    end = grammar.position
    while _is_index(grammar, grammar.tokens[end]):
        end += 1
    return end > grammar.position + 1 and grammar.tokens[end].kind in (TokenKind.COMMA, TokenKind.CLOSE)


def _condition(grammar: Grammar, bounds: list[tuple[str, Expression | None, Expression | None]]) -> None:
    """``i = 1`` begins, ``j != i``, ``1 <= i <= D`` and ``y_i = 1`` restrict."""
    token = grammar.token
    known = {index for index, _, _ in bounds}
    fresh = _is_index(grammar, token) and token.text not in known
    if fresh and grammar.tokens[grammar.position + 1].text == "=":
        grammar.advance()
        grammar.advance()
        grammar.bound.append(token.text)

        bounds.append((token.text, grammar.expression(BINDING["="]), None))
        return
    inside = _top(grammar, grammar.position, _close(grammar))
    letters = [t.text for t in inside if _is_index(grammar, t) and t.text not in known | {*grammar.bound}]
    first = [each for each in letters if each not in grammar.vocabulary.indices] or letters[
        : fresh and not known
    ]
    new = first[: 0 if known else 1]
    new += [each for each in dict.fromkeys(letters) if each not in new and _only_here(grammar, each)]
    if len(new) > 1 - bool(known):
        grammar.doubts.add("both_bound")
        new = new[: 1 - bool(known)] if not grammar.convention.both_bound else new[:2]
    grammar.bound += new
    condition = grammar.expression(0)
    if isinstance(condition, Binary) and condition.operator == "in":
        raise NotationError(
            "sums over sets are not read: write the condition, as in sum_{j != i}", condition.column
        )
    if not bounds and not new:
        raise NotationError("which index this sum runs over is not clear", token.column)
    bounds += [(letter, None, None) for letter in reversed(new)]
    index, lower, before = bounds[-1]
    both = condition if before is None else Binary("and", before, condition, token.column)
    bounds[-1] = (index, lower, both)


def _close(grammar: Grammar) -> int:
    """The position of the bracket that closes what comes next."""
    depth = 0
    for position in range(grammar.position, len(grammar.tokens)):
        kind = grammar.tokens[position].kind
        depth += (kind is TokenKind.OPEN) - (kind is TokenKind.CLOSE)
        if depth < 0:
            return position
    return len(grammar.tokens)


def _only_here(grammar: Grammar, letter: str) -> bool:
    """Whether nothing outside the sum that begins here asks for an index or has used it, and its body uses it."""
    end = _close(grammar)
    before, behind = grammar.tokens[: grammar.position], grammar.tokens[end:]

    def used(tokens: list[Token]) -> bool:
        return any(t.kind is TokenKind.NAME and letter in t.text and len(t.text) <= 3 for t in tokens)

    return letter not in grammar.vocabulary.free and used(behind) and not used(before)


def _called_reduction(grammar: Grammar, token: Token, operator: str, index: tuple[str, bool]) -> Expression:
    opened = grammar.advance()
    name, first = index
    grammar.bound.append(name)
    condition = None
    if first:
        start = grammar.advance()
        if not grammar.comma():
            grammar.position -= 1
            condition = grammar.expression(0)
        if not grammar.comma():
            raise NotationError("',' was expected behind the index of the sum", start.column)
        grammar.advance()
    body = grammar.expression(0)
    if not first:
        grammar.advance()
        grammar.advance()
    grammar.bound.pop()
    grammar.close(opened, ")")
    return Reduction(operator, name, body, condition=condition, column=token.column)


def _body(grammar: Grammar, indices: list[str]) -> Expression:
    """A product, and later ± terms that use an index of the sum."""
    body = grammar.expression(BINDING["+"])
    while indices and grammar.at("+", "-") and _term_uses(grammar, indices):
        grammar.doubts.add("wide_sum")
        if not grammar.convention.wide_sum:
            break
        sign = grammar.advance()
        body = Binary(sign.text, body, grammar.expression(BINDING["+"]), sign.column)
    return body


def _term_uses(grammar: Grammar, indices: list[str]) -> bool:
    """Whether the term behind the next sign uses an index that it does not bind itself."""
    depth, before = 0, grammar.token
    for token in grammar.tokens[grammar.position + 1 :]:
        if depth == 0 and (
            token.kind in (TokenKind.CLOSE, TokenKind.COMMA, TokenKind.END)
            or token.text in ("+", "-", "=", "<", ">", "<=", ">=", "!=")
        ):
            return False
        if token.kind is TokenKind.NAME:
            if token.text in REDUCTIONS:
                depth_of_own = _own_indices(grammar, token)
                indices = [index for index in indices if index not in depth_of_own]
            lowered = before.text == "_" or (before.kind is TokenKind.OPEN)
            if token.text in indices or (
                lowered and len(token.text) <= 3 and any(i in token.text for i in indices)
            ):
                return True
        depth += (token.kind is TokenKind.OPEN) - (token.kind is TokenKind.CLOSE)
        before = token
    return False


def _own_indices(grammar: Grammar, token: Token) -> set[str]:
    at = grammar.tokens.index(token)
    found: set[str] = set()
    for ahead in grammar.tokens[at + 1 : at + 10]:
        if ahead.kind is TokenKind.NAME and len(ahead.text) <= 3:
            found.update(ahead.text)
            if grammar.tokens[at + 1].text == "_" and grammar.tokens[at + 2].kind is not TokenKind.OPEN:
                break
        if ahead.kind in (TokenKind.CLOSE, TokenKind.COMMA):
            break
    return found
