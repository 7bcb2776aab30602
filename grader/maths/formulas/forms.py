"""The form of a formula, where a part asks for one besides the value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from grader.maths.expressions.expression import (
    Binary,
    Call,
    Derivative,
    Expression,
    Index,
    Name,
    Negation,
    Number,
    Reduction,
    children,
    names,
    walk,
)
from grader.maths.expressions.rewriting import terms

_TERMS_OF = re.compile(r"in terms of (?:\[(?P<names>[^\]]*)\]|(?P<single>\w+))")
_PRODUCTS = ("*", "", "·", "⊙", "@")
_MULTIPLYING = frozenset({"square", "power", "multiply", "matmul", "dot", "outer"})


def known_form(form: str) -> bool:
    """Whether a form can be asked for."""
    return form in FORMS or _TERMS_OF.fullmatch(form) is not None


def form_fault(expression: Expression, form: str) -> str:
    """Why an expression does not have a form; empty if it has.

    >>> from grader.maths.reading.grammar import read
    >>> from grader.maths.values.setting import setting
    >>> formula = read("(x + 1)^2", setting({"x": "real"}).vocabulary).expression
    >>> form_fault(formula, "factored"), form_fault(formula, "expanded")[:30]
    ('', 'It is right, but not expanded:')
    """
    if match := _TERMS_OF.fullmatch(form):
        allowed = {name.strip() for name in (match["names"] or match["single"]).split(",")}
        strange = [name for name in _quantities(expression) if name not in allowed | {"e", "pi"}]
        alone = ", ".join(sorted(allowed))
        text = f"It is right, but an answer in terms of {alone} alone was asked for"
        return f"{text}: {strange[0]} stands in it." if strange else ""
    has, otherwise = FORMS[form]
    return "" if has(expression) else f"It is right, but {otherwise}."


def has_derivative(expression: Expression) -> bool:
    """Whether a derivative stands in it that is not worked out."""
    return any(isinstance(node, Derivative) for node in walk(expression))


def _quantities(expression: Expression) -> Iterator[str]:
    """The names of an expression that are no indices, bounds of sums or lengths in them."""
    passed = {id(name) for node in walk(expression) for part in _counted(node) for name in names(part)}
    bound = {node.index for node in walk(expression) if isinstance(node, Reduction)}
    yield from (name.name for name in names(expression) if id(name) not in passed and name.name not in bound)


def _counted(node: Expression) -> tuple[Expression, ...]:
    """The parts of a node that only count: indices and bounds."""
    if isinstance(node, Index):
        return node.indices
    if isinstance(node, Reduction):
        return tuple(part for part in (node.lower, node.upper) if part is not None)
    if isinstance(node, Call) and node.function in ("kronecker", "entry"):
        return node.arguments[node.function == "entry" :]
    return ()


def _without_sums(expression: Expression) -> bool:
    return not any(
        isinstance(node, Reduction) or (isinstance(node, Call) and node.function in ("sum", "prod", "mean"))
        for node in walk(expression)
    )


def _numeric(expression: Expression) -> bool:
    """A number, or one over another."""
    expression = _unsigned(expression)
    if isinstance(expression, Binary) and expression.operator == "/":
        return all(isinstance(_unsigned(part), Number) for part in (expression.left, expression.right))
    return isinstance(_unsigned(expression), Number)


def _expanded(expression: Expression) -> bool:
    """No sum is a factor, a numerator, or raised to a power."""
    for node in walk(expression):
        if isinstance(node, Binary):
            factors = node.operator in _PRODUCTS and (_is_sum(node.left) or _is_sum(node.right))
            raised = node.operator == "^" and _is_sum(node.left) and isinstance(node.right, Number)
            if factors or raised or (node.operator == "/" and _is_sum(node.left)):
                return False
        if isinstance(node, Call) and node.function in _MULTIPLYING and any(map(_is_sum, node.arguments)):
            return False
    return True


def _factored(expression: Expression) -> bool:
    """One product, but for a sign and numbers in front or below."""
    return not _is_sum(_bare(expression))


def _single_fraction(expression: Expression) -> bool:
    """No quotient but one over the whole; exponents and what functions take may have their own."""
    top = _unsigned(expression)
    inside = [part for part in _in_line(top) if part is not top and _is_quotient(part)]
    return not inside


def _in_line(expression: Expression) -> Iterator[Expression]:
    """The parts of an expression that stand in no exponent and in no function."""
    yield expression
    if isinstance(expression, Call):
        return
    parts = children(expression)
    for part in parts[:1] if isinstance(expression, Binary) and expression.operator == "^" else parts:
        yield from _in_line(part)


def _is_quotient(expression: Expression) -> bool:
    """``a/b`` and ``b^{-1}``."""
    if not isinstance(expression, Binary):
        return False
    negative = isinstance(expression.right, Negation) and isinstance(expression.right.operand, Number)
    return expression.operator == "/" or (
        expression.operator == "^" and negative and expression.left != Name("e")
    )


def _unsigned(expression: Expression) -> Expression:
    return expression.operand if isinstance(expression, Negation) else expression


def _bare(expression: Expression) -> Expression:
    """A formula without signs, factors that are numbers, and exponents 1."""
    while True:
        match expression:
            case Negation(operand):
                expression = operand
            case Binary("*" | "" | "·" | "/", left, Number()):
                expression = left
            case Binary("*" | "" | "·", Number(), right):
                expression = right
            case Binary("^", left, Number(value)) if value == 1:
                expression = left
            case _:
                return expression


def _is_sum(expression: Expression) -> bool:
    return len(terms(expression)) > 1


FORMS: dict[str, tuple[Callable[[Expression], bool], str]] = {
    "expanded": (_expanded, "not expanded: a bracket with a sum is multiplied or raised to a power"),
    "factored": (_factored, "not factored: write it as one product"),
    "no sums": (_without_sums, "a form without sums was asked for"),
    "single fraction": (_single_fraction, "one single fraction was asked for"),
    "numeric": (_numeric, "a number was asked for: work it out"),
}
"""The forms that can be asked for, besides ``in terms of``: whether a formula has one, and what is said if not."""
