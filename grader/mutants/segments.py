"""Replacing one node of a source in its text, so that every other line stays where it is."""

from __future__ import annotations

import ast

_CLOSED = (ast.Name, ast.Constant, ast.Call, ast.Attribute, ast.Subscript, ast.Tuple, ast.List, ast.Dict)
"""Expressions that need no brackets around them, wherever they stand."""


def replaced(text: str, node: ast.expr | ast.stmt, new: str) -> str:
    """The text with a node of its tree replaced by ``new``, code on one line.

    An expression gets brackets unless it is closed in itself; line numbers stay as they are.

    >>> tree = ast.parse("y = a - b * c")
    >>> replaced("y = a - b * c", tree.body[0].value.right, "b + c")
    'y = a - (b + c)'
    """
    lines = text.encode().split(b"\n")
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    before, after = lines[first][: node.col_offset], lines[last][node.end_col_offset :]
    gap = "\n" * (last - first)
    if isinstance(node, ast.expr):
        closed = isinstance(ast.parse(new, mode="eval").body, _CLOSED) and not gap
        new = new if closed and not new.startswith("-") else f"({new}{gap})"
    else:
        new += gap
    lines[first : last + 1] = [before + new.encode() + after]
    return b"\n".join(lines).decode()
