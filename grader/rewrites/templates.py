"""Code with gaps: ``A * (B + C)`` matched against a tree, and filled with parts of one.

A single capital letter is a gap, and ``np`` is numpy under whatever name a file has it.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache

Parts = Mapping[str, ast.expr]


def matched(template: str, node: ast.expr, numpy: str = "np") -> dict[str, ast.expr] | None:
    """What stands in the gaps of a template if ``node`` has its form, else None; a gap that comes twice must be filled alike.

    >>> sorted(matched("A * B", ast.parse("x * f(y)", mode="eval").body))
    ['A', 'B']
    >>> matched("A * A", ast.parse("x * y", mode="eval").body)
    """
    found: dict[str, ast.expr] = {}
    return found if _fits(_tree(template), node, numpy, found) else None


def filled(template: str, parts: Parts, numpy: str = "np") -> str:
    """The code of a template with parts of a tree in its gaps, bracketed as precedence asks.

    >>> filled("B * A", {"A": ast.parse("x", mode="eval").body, "B": ast.parse("y + 1", mode="eval").body})
    '(y + 1) * x'
    """
    tree = ast.parse(template, mode="eval").body
    return ast.unparse(_Fill(parts, numpy).visit(tree))


@cache
def _tree(template: str) -> ast.expr:
    return ast.parse(template, mode="eval").body


def _gap(node: object) -> str:
    name = node.id if isinstance(node, ast.Name) else ""
    return name if len(name) == 1 and name.isupper() else ""


def _fits(template: object, node: object, numpy: str, found: dict[str, ast.expr]) -> bool:
    if isinstance(template, ast.Name):
        if (gap := _gap(template)) and isinstance(node, ast.expr):
            first = found.setdefault(gap, node)
            return first is node or ast.dump(first) == ast.dump(node)
        wanted = numpy if template.id == "np" else template.id
        return isinstance(node, ast.Name) and node.id == wanted
    if isinstance(template, ast.Constant):
        if not isinstance(node, ast.Constant) or node.value != template.value:
            return False
        return node.value is template.value or not isinstance(node.value, bool | str)
    if isinstance(template, ast.AST):
        return type(template) is type(node) and all(
            _fits(value, getattr(node, field), numpy, found) for field, value in ast.iter_fields(template)
        )
    if isinstance(template, list):
        assert isinstance(node, list)
        return len(template) == len(node) and all(
            _fits(one, other, numpy, found) for one, other in zip(template, node, strict=True)
        )
    return bool(template == node)


class _Fill(ast.NodeTransformer):
    def __init__(self, parts: Parts, numpy: str) -> None:
        self.parts = parts
        self.numpy = numpy

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if gap := _gap(node):
            return self.parts[gap]
        return ast.Name(self.numpy, node.ctx) if node.id == "np" else node
