"""Python-level loops in a source: where they stand, and what to write instead."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from grader.block import STRICT
from grader.source import Source


class Loop(NamedTuple):
    """A loop that a function runs through, and what to write instead; lines and columns count from 1."""

    file: str
    line: int
    column: int
    what: str
    instead: str


@dataclass(frozen=True, kw_only=True)
class LoopRule:
    """No Python-level loop in the function and in what it reaches."""

    __pydantic_config__: ClassVar[Any] = STRICT

    forbid: bool = True
    """Whether loops are forbidden."""
    points: float | None = None
    """What the rule is worth; 20 % of the part if nothing is said."""


_STATEMENTS = {
    ast.For: ("a for loop", "work on whole arrays: X @ W, X * y, X.sum(axis=0)"),
    ast.AsyncFor: ("a for loop", "work on whole arrays"),
    ast.While: ("a while loop", "work on whole arrays"),
    ast.ListComp: ("a list comprehension", "build the array with numpy: broadcasting, np.where, indexing"),
    ast.SetComp: ("a set comprehension", "use np.unique"),
    ast.DictComp: ("a dict comprehension", "work on whole arrays"),
    ast.GeneratorExp: ("a generator", "use a numpy reduction: X.sum(axis=1)"),
}

_ITERATORS = {
    "map": "apply numpy functions to the whole array",
    "filter": "use a boolean mask: X[X > 0]",
    "reduce": "use a ufunc's own reduce: np.add.reduce",
    "vectorize": "np.vectorize is a loop: use numpy functions on the whole array",
    "apply_along_axis": "np.apply_along_axis is a loop: pass axis= to the numpy function",
    "apply_over_axes": "pass axis= to the numpy function",
    "frompyfunc": "np.frompyfunc is a loop: use numpy functions on the whole array",
    "nditer": "work on whole arrays",
    "ndenumerate": "work on whole arrays",
    "ndindex": "work on whole arrays",
    "fromiter": "build the array with numpy",
    "fromfunction": "use broadcasting: np.arange(N)[:, None]",
    "starmap": "apply numpy functions to the whole array",
    "accumulate": "use np.cumsum or a ufunc's accumulate",
}


def loops_reached(sources: Mapping[str, Source], module: str, function: str) -> tuple[Loop, ...]:
    """Every loop in a function and in what it names: helpers, classes, other files of the submission."""
    found: set[Loop] = set()
    seen: set[tuple[str, str]] = set()
    pending = [(module, function)]
    while pending:
        where = pending.pop()
        if where in seen or where[0] not in sources:
            continue
        seen.add(where)
        source = sources[where[0]]
        imports = _imports(source, sources)
        if where[1] in imports:
            pending.append(imports[where[1]])
        pending += [(other, where[1]) for other in _star_imports(source)]
        for node in _definitions(source, where[1]):
            found.update(_loops(source.file, node, where[1]))
            pending += _named(node, where[0], imports)
    return tuple(sorted(found))


def _top_level(tree: ast.Module) -> Iterator[ast.stmt]:
    """Statements that run on import, also those below if, try and with."""
    pending = list(reversed(tree.body))
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            pending += [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]
            for handler in getattr(node, "handlers", ()):
                pending += handler.body


def _definitions(source: Source, name: str) -> Iterator[ast.AST]:
    """What binds a name at top level: a function, a class, an assignment."""
    for node in _top_level(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if node.name == name:
                yield node
        elif isinstance(node, ast.Assign | ast.AnnAssign) and any(
            isinstance(target, ast.Name) and isinstance(target.ctx, ast.Store) and target.id == name
            for target in ast.walk(node)
        ):
            yield node


def _imports(source: Source, sources: Mapping[str, Source]) -> dict[str, tuple[str, str]]:
    """Names that stand for something in another file of the submission; a whole module has an empty name."""
    found = {}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            found.update({alias.asname or alias.name: (alias.name, "") for alias in node.names})
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update({alias.asname or alias.name: (node.module, alias.name) for alias in node.names})
    return {name: where for name, where in found.items() if where[0] in sources}


def _star_imports(source: Source) -> list[str]:
    return [
        node.module
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.module and any(alias.name == "*" for alias in node.names)
    ]


def _named(node: ast.AST, module: str, imports: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """What a definition names: names of its own file, and attributes of other files' modules."""
    for child in ast.walk(node):
        if isinstance(child, ast.Name):
            yield module, child.id
        elif isinstance(child, ast.Attribute) and isinstance(child.value, ast.Name):
            where = imports.get(child.value.id)
            if where and not where[1]:
                yield where[0], child.attr


def _loops(file: str, node: ast.AST, function: str) -> Iterator[Loop]:
    for child in ast.walk(node):
        line, column = getattr(child, "lineno", 0), getattr(child, "col_offset", 0) + 1
        if type(child) in _STATEMENTS:
            what, instead = _STATEMENTS[type(child)]
            yield Loop(file, line, column, what, instead)
        elif isinstance(child, ast.Call):
            called = child.func
            name = (
                called.id
                if isinstance(called, ast.Name)
                else called.attr
                if isinstance(called, ast.Attribute)
                else ""
            )
            if name in _ITERATORS:
                yield Loop(file, line, column, f"a call of {name}", _ITERATORS[name])
            elif name == function and isinstance(called, ast.Name):
                yield Loop(file, line, column, f"{name} calling itself", "work on whole arrays")
