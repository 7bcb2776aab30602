"""The form of a formula, where a part asks for one besides the value."""

from __future__ import annotations

import re

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
    walk,
)
from grader.maths.expressions.rewriting import terms

_TERMS_OF = re.compile(r"in terms of (?:\[(?P<names>[^\]]*)\]|(?P<single>\w+))")
FORMS = ("expanded", "factored", "no sums", "single fraction", "numeric")


def known_form(form: str) -> bool:
    """Whether a form can be asked for."""
    return form in FORMS or _TERMS_OF.fullmatch(form) is not None


def form_fault(expression: Expression, form: str) -> str:
    """Why an expression does not have a form; empty if it has."""
    if match := _TERMS_OF.fullmatch(form):
        allowed = {name.strip() for name in (match["names"] or match["single"]).split(",")}
        used = [node.name for node in walk(expression) if isinstance(node, Name)]
        bound = {node.index for node in walk(expression) if isinstance(node, Reduction)}
        indices = {
            i.name
            for node in walk(expression)
            if isinstance(node, Index)
            for i in node.indices
            if isinstance(i, Name)
        }
        strange = [
            name for name in dict.fromkeys(used) if name not in allowed | bound | indices | {"e", "pi"}
        ]
        return (
            f"It is right, but an answer in terms of {', '.join(sorted(allowed))} alone was asked for: {strange[0]} stands in it."
            if strange
            else ""
        )
    if form == "no sums":
        sums = any(
            isinstance(node, Reduction) or (isinstance(node, Call) and node.function in ("sum", "prod"))
            for node in walk(expression)
        )
        return "It is right, but a form without sums was asked for." if sums else ""
    if form == "numeric":
        expression = _unsigned(expression)
        plain = isinstance(expression, Number) or (
            isinstance(expression, Negation) and isinstance(expression.operand, Number)
        )
        fraction = (
            isinstance(expression, Binary)
            and expression.operator == "/"
            and all(isinstance(_unsigned(x), Number) for x in (expression.left, expression.right))
        )
        return "" if plain or fraction else "It is right, but a number was asked for: work it out."
    if form == "expanded":
        return (
            "It is right, but not expanded: a bracket with a sum is multiplied or raised to a power."
            if not _expanded(expression)
            else ""
        )
    if form == "factored":
        expression = _bare(expression)
        return "It is right, but not factored: write it as one product." if len(terms(expression)) > 1 else ""
    if form == "single fraction":
        quotients = [node for node in walk(expression) if isinstance(node, Binary) and node.operator == "/"]
        top = _unsigned(expression)
        single = not quotients or (len(quotients) == 1 and isinstance(top, Binary) and top is quotients[0])
        return "" if single else "It is right, but one single fraction was asked for."
    return ""


def has_derivative(expression: Expression) -> bool:
    """Whether a derivative stands in it that is not worked out."""
    return any(isinstance(node, Derivative) for node in walk(expression))


def _unsigned(expression: Expression) -> Expression:
    return expression.operand if isinstance(expression, Negation) else expression


def _expanded(expression: Expression) -> bool:
    for node in walk(expression):
        if (
            isinstance(node, Binary)
            and node.operator in ("*", "", "·", "⊙", "@")
            and any(_is_sum(x) for x in (node.left, node.right))
        ):
            return False
        if isinstance(node, Binary) and node.operator == "/" and _is_sum(node.left):
            return False
        if (
            isinstance(node, Binary)
            and node.operator == "^"
            and _is_sum(node.left)
            and isinstance(node.right, Number)
        ):
            return False
    return True


def _bare(expression: Expression) -> Expression:
    """A formula without signs, factors that are numbers, and exponents 1."""
    while True:
        if isinstance(expression, Negation):
            expression = expression.operand
        elif (
            isinstance(expression, Binary)
            and expression.operator in ("*", "", "·", "/")
            and isinstance(expression.right, Number)
        ):
            expression = expression.left
        elif (
            isinstance(expression, Binary)
            and expression.operator in ("*", "", "·")
            and isinstance(expression.left, Number)
        ):
            expression = expression.right
        elif (
            isinstance(expression, Binary)
            and expression.operator == "^"
            and isinstance(expression.right, Number)
            and expression.right.value == 1
        ):
            expression = expression.left
        else:
            return expression


def _is_sum(expression: Expression) -> bool:
    return len(terms(expression)) > 1
