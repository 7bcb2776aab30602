"""One node of a source replaced in its text, so that every other line stays where it is."""

from __future__ import annotations

import ast

Node = ast.expr | ast.stmt


def replaced(text: str, node: Node, new: str) -> str:
    """``text`` with what ``node`` covers written as ``new``, in brackets where precedence asks for them.

    >>> tree = ast.parse("y = (a + b) * c")
    >>> replaced("y = (a + b) * c", tree.body[0].value.right, "c - d")
    'y = (a + b) * (c - d)'

    ``node`` is one of the tree of this very text. No line moves: what takes fewer lines than the node
    did is filled up with empty ones.

    Raises:
        ValueError: ``new`` does not parse in the place of the node.

    """
    try:
        expected = _shape(_Put(node, new).visit(ast.parse(text)))
    except (SyntaxError, RecursionError):
        raise ValueError(f"cannot stand in the place of line {node.lineno}: {new}") from None
    start, end = _span(text, node)
    missing = text.count("\n", start, end) - new.count("\n")
    fill = "\n" * max(0, missing)
    expression = isinstance(node, ast.expr)
    candidates = [f"({new}{fill})"] if expression else [f"{new}{fill}"]
    if not fill:
        candidates.insert(0, new)
    for candidate in candidates:
        found = text[:start] + candidate + text[end:]
        try:
            if _shape(ast.parse(found)) == expected:
                return found
        except SyntaxError:
            continue
    raise ValueError(f"cannot stand in the place of line {node.lineno}: {new}")


def segment(text: str, node: Node) -> str:
    """What a node covers of its text."""
    start, end = _span(text, node)
    return text[start:end]


def changed_line(before: str, after: str) -> tuple[int, str, str]:
    r"""The first line in which two texts differ: its number, and how it reads in each, without indentation.

    >>> changed_line("a\n  b", "a\n  c")
    (2, 'b', 'c')
    """
    old, new = before.split("\n"), after.split("\n")
    for number, (one, other) in enumerate(zip(old, new, strict=False), 1):
        if one != other:
            return number, one.strip(), other.strip()
    return min(len(old), len(new)), old[-1].strip(), new[-1].strip()


def _span(text: str, node: Node) -> tuple[int, int]:
    """Where a node stands, in characters of the whole text; columns of a tree count bytes of UTF-8."""
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    lines = text.encode().split(b"\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    raw = b"\n".join(lines)
    first = starts[node.lineno - 1] + node.col_offset
    last = starts[node.end_lineno - 1] + node.end_col_offset
    return len(raw[:first].decode()), len(raw[:last].decode())


class _Put(ast.NodeTransformer):
    """Puts what a text says in the place of the node that stands where another did."""

    def __init__(self, node: Node, new: str) -> None:
        self.place = _place(node)
        self.kind = type(node)
        mode = ast.parse(new)
        if isinstance(node, ast.expr):
            mode = ast.parse(f"({new}\n)")
        self.new = mode.body

    def generic_visit(self, node: ast.AST) -> ast.AST:
        for field, value in ast.iter_fields(node):
            if isinstance(value, list):
                setattr(node, field, [part for item in value for part in self._taken(item)])
            elif isinstance(value, ast.AST):
                (found,) = self._taken(value)
                setattr(node, field, found)
        return node

    def _taken(self, item: object) -> list[object]:
        if isinstance(item, self.kind) and _place(item) == self.place:
            self.place = ()
            only = self.new[0]
            return [only.value] if isinstance(item, ast.expr) and isinstance(only, ast.Expr) else [*self.new]
        if isinstance(item, ast.AST):
            self.generic_visit(item)
        return [item]


def _place(node: object) -> tuple[object, ...]:
    names = ("lineno", "col_offset", "end_lineno", "end_col_offset")
    return tuple(getattr(node, name) for name in names)


def _shape(tree: ast.AST) -> str:
    """A tree without places; whether a name is read or bound follows from where it stands."""
    return ast.dump(tree).replace("Store()", "Load()").replace("Del()", "Load()")
