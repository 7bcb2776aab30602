"""Equal forms of arithmetic, as a table of templates."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import NamedTuple

from grader.rewrites.scope import Scope
from grader.rewrites.templates import Parts, filled, matched

Guard = Callable[[Parts, Scope], bool]


class Change(NamedTuple):
    """What an expression can be written as: what is done, and the code."""

    rewrite: str
    code: str


class Rule(NamedTuple):
    """A form, the forms that are equal to it, and when."""

    rewrite: str
    form: str
    equal: tuple[str, ...]
    when: Guard = lambda parts, scope: True
    rounds: bool = True
    """Whether the last digits may differ."""
    unstable: bool = False
    """Whether large inputs may overflow that did not before."""


def _numbers(*gaps: str) -> Guard:
    """At least one of the gaps is a number or an array: what is added to it is no list."""
    return lambda parts, scope: any(scope.numeric(parts[gap]) for gap in gaps)


def _no_lists(*gaps: str) -> Guard:
    """None of the gaps is a list, a tuple or a text, which a product repeats."""
    return lambda parts, scope: not any(scope.sequence(parts[gap]) for gap in gaps)


def _counted(*gaps: str) -> Guard:
    """At least one of the gaps holds no truth values, which numpy does not add up."""
    return lambda parts, scope: not all(scope.mask(parts[gap]) for gap in gaps)


def _both(one: Guard, other: Guard) -> Guard:
    return lambda parts, scope: one(parts, scope) and other(parts, scope)


def _arrays(**counts: tuple[int, ...]) -> Guard:
    """Gaps whose numbers of axes are known, and among those given."""
    return lambda parts, scope: all(scope.axes_of(parts[gap]) in allowed for gap, allowed in counts.items())


def _exponential(parts: Parts, scope: Scope) -> bool:
    """Whether A is positive for sure, so that B is, too."""
    return matched("np.exp(A)", scope.resolved(parts["A"]), scope.numpy) is not None


_SOME = (1, 2, 3, 4)
_FLAT = (1, 2)

RULES = (
    Rule("order of factors", "A * B", ("B * A",), rounds=False),
    Rule("order of terms", "A + B", ("B + A",), _numbers("A", "B"), rounds=False),
    Rule("difference turned round", "A - B", ("-(B - A)", "A + -1 * B"), rounds=False),
    Rule("sign", "-A", ("0 - A", "-1 * A"), rounds=False),
    Rule("grouping", "A + B + C", ("A + (B + C)",), _both(_numbers("A", "B", "C"), _counted("B", "C"))),
    Rule("grouping", "A - B - C", ("A - (B + C)",), _counted("B", "C")),
    Rule("grouping", "A - (B - C)", ("A - B + C",), _counted("A", "B")),
    Rule("grouping", "A * B * C", ("A * (B * C)",), _numbers("A", "B", "C")),
    Rule("grouping", "A * (B / C)", ("A * B / C",), _no_lists("A")),
    Rule("grouping", "A * B / C", ("A * (B / C)", "A / C * B"), _no_lists("A", "B")),
    Rule("grouping", "A / B / C", ("A / (B * C)",)),
    Rule("grouping", "A / (B * C)", ("A / B / C",)),
    Rule("multiplied out", "A * (B + C)", ("A * B + A * C",), _both(_numbers("B", "C"), _counted("B", "C"))),
    Rule("multiplied out", "(A + B) * C", ("A * C + B * C",), _both(_numbers("A", "B"), _counted("A", "B"))),
    Rule("multiplied out", "A * (B - C)", ("A * B - A * C",), _no_lists("A")),
    Rule("multiplied out", "(A - B) * C", ("A * C - B * C",), _no_lists("C")),
    Rule("multiplied out", "(A - B) / C", ("A / C - B / C",)),
    Rule("multiplied out", "(A + B) / C", ("A / C + B / C",), _counted("A", "B")),
    Rule("factored out", "A * B + A * C", ("A * (B + C)",), _both(_numbers("A"), _counted("B", "C"))),
    Rule("factored out", "A * B - A * C", ("A * (B - C)",), _counted("B", "C")),
    Rule("reciprocal", "A / B", ("A * (1 / B)",)),
    Rule("reciprocal", "1 / A", ("A ** -1.0",), _arrays(A=_SOME)),
    Rule("square", "A ** 2", ("A * A", "np.square(A)", "np.power(A, 2)")),
    Rule("square", "A * A", ("A ** 2",)),
    Rule("square", "np.square(A)", ("A * A",)),
    Rule("root", "np.sqrt(A)", ("A ** 0.5",), _arrays(A=_SOME)),
    Rule("third binomial formula", "1 - A ** 2", ("(1 - A) * (1 + A)",)),
    Rule("third binomial formula", "1 - A * A", ("(1 - A) * (1 + A)",)),
    Rule("comparison turned round", "A > B", ("B < A", "np.greater(A, B)"), _numbers("A", "B"), rounds=False),
    Rule("comparison turned round", "A < B", ("B > A", "np.less(A, B)"), _numbers("A", "B"), rounds=False),
    Rule("comparison turned round", "A >= B", ("B <= A",), _numbers("A", "B"), rounds=False),
    Rule("comparison turned round", "A <= B", ("B >= A",), _numbers("A", "B"), rounds=False),
    Rule("mask", "A * (B > 0)", ("A * np.heaviside(B, 0)", "A * (np.sign(B) > 0)"), _arrays(B=_SOME), rounds=False),
    Rule("mask", "A * (B > C)", ("A * (B > C).astype(float)", "np.where(B > C, A, 0)"), _arrays(B=_SOME), rounds=False),
    Rule("ReLU", "np.maximum(A, 0)", ("np.where(A > 0, A, 0)", "A * (A > 0)", "np.clip(A, 0, None)", "np.maximum(0, A)",
                                     "(A + np.abs(A)) / 2"), _arrays(A=_SOME)),
    Rule("tanh by exp", "np.tanh(A)", ("2 / (1 + np.exp(-2 * A)) - 1",)),
    Rule("tanh by exp", "np.tanh(A)", ("(np.exp(A) - np.exp(-A)) / (np.exp(A) + np.exp(-A))",), unstable=True),
    Rule("sigmoid by tanh", "1 / (1 + np.exp(-A))", ("(1 + np.tanh(A / 2)) / 2",)),
    Rule("sigmoid by exp", "1 / (1 + np.exp(-A))", ("np.exp(A) / (1 + np.exp(A))",), unstable=True),
    Rule("log of a quotient", "np.log(A / B)", ("np.log(A) - np.log(B)",), _exponential),
    Rule("transpose", "A.T", ("np.transpose(A)", "A.transpose()"), rounds=False),
    Rule("transpose", "A.T", ("np.swapaxes(A, 0, 1)", "np.einsum('ij->ji', A)"), _arrays(A=(2,)), rounds=False),
    Rule("product of matrices", "A @ B", ("np.matmul(A, B)",)),
    Rule("product of matrices", "A @ B", ("np.dot(A, B)", "A.dot(B)"), _arrays(A=_FLAT, B=_FLAT)),
    Rule("product of matrices", "A @ B", ("(B.T @ A.T).T", "np.tensordot(A, B, axes=1)"), _arrays(A=(2,), B=(2,))),
    Rule("product of matrices", "A @ B", ("(A[:, :, None] * B[None, :, :]).sum(axis=1)",), _arrays(A=(2,), B=(2,))),
    Rule("product of matrices", "np.dot(A, B)", ("A @ B",), _arrays(A=_FLAT, B=_FLAT)),
    Rule("product of matrices", "A.dot(B)", ("A @ B",), _arrays(A=_FLAT, B=_FLAT)),
    Rule("einsum", "A @ B", ("np.einsum('ij,jk->ik', A, B)",), _arrays(A=(2,), B=(2,))),
    Rule("einsum", "A @ B", ("np.einsum('ij,j->i', A, B)",), _arrays(A=(2,), B=(1,))),
    Rule("einsum", "A @ B", ("np.einsum('i,ij->j', A, B)",), _arrays(A=(1,), B=(2,))),
    Rule("einsum", "A @ B", ("np.einsum('i,i->', A, B)",), _arrays(A=(1,), B=(1,))),
    Rule("diagonal matrix", "np.diag(A)", ("np.eye(len(A)) * A",), _arrays(A=(1,)), rounds=False),
    Rule("length", "len(A)", ("A.shape[0]", "np.shape(A)[0]"), _arrays(A=_SOME), rounds=False),
)  # fmt: skip
"""Mathematically equal forms. Where a gap is wanted to be an array, its axes have to be known."""


def by_rule(node: ast.expr, scope: Scope, *, unstable: bool) -> Iterator[tuple[Rule, str]]:
    """The rules whose form an expression has, with the code of each equal form."""
    for rule in RULES:
        if rule.unstable and not unstable:
            continue
        parts = matched(rule.form, node, scope.numpy)
        if parts is not None and rule.when(parts, scope):
            for each in rule.equal:
                yield rule, filled(each, parts, scope.numpy)
