"""Python-level loops in a source: where they stand, and what to write instead."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from grader.rules.names import Use
from grader.source import Source, nodes


class Loop(NamedTuple):
    """A loop that a function runs through, and what to write instead; lines and columns count from 1."""

    file: str
    line: int
    column: int
    what: str
    instead: str
    in_c: bool = False
    """Whether it runs in C, so that no operations are counted."""


_STATEMENTS = {
    ast.For: ("a for loop", "work on whole arrays: X @ W, X * y, X.sum(axis=0)"),
    ast.AsyncFor: ("a for loop", "work on whole arrays"),
    ast.While: ("a while loop", "work on whole arrays"),
    ast.ListComp: ("a list comprehension", "build the array with numpy: broadcasting, np.where, indexing"),
    ast.SetComp: ("a set comprehension", "use np.unique"),
    ast.DictComp: ("a dict comprehension", "work on whole arrays"),
    ast.GeneratorExp: ("a generator", "use a numpy reduction: X.sum(axis=1)"),
}

_NUMPY = {
    "vectorize": "np.vectorize is a loop: use numpy functions on the whole array",
    "apply_along_axis": "np.apply_along_axis is a loop: pass axis= to the numpy function",
    "apply_over_axes": "pass axis= to the numpy function",
    "frompyfunc": "np.frompyfunc is a loop: use numpy functions on the whole array",
    "nditer": "work on whole arrays",
    "ndenumerate": "work on whole arrays",
    "ndindex": "work on whole arrays",
    "fromiter": "build the array with numpy",
}
"""What loops in numpy, however it is called."""

_PYTHON = {
    "map": "apply numpy functions to the whole array",
    "filter": "use a boolean mask: X[X > 0]",
    "reduce": "use a ufunc's own reduce: np.add.reduce",
    "starmap": "apply numpy functions to the whole array",
    "accumulate": "use np.cumsum or a ufunc's accumulate",
}
"""What loops in Python itself, functools and itertools; np.add.reduce and methods of these names do not."""


def loops_reached(
    sources: Mapping[str, Source], module: str, function: str, *, over_arrays_only: bool = False
) -> tuple[Loop, ...]:
    """Every loop in a function and in what it names: helpers, classes, other files of the submission.

    With ``over_arrays_only`` those that run at Python level are left to counting, and only iterators
    that run in C over an array are found.
    """
    found: set[Loop] = set()
    calls: dict[Where, set[Where]] = {}
    pending: list[Where] = [(module, function)]
    while pending:
        where = pending.pop()
        if where in calls or where[0] not in sources:
            continue
        calls[where] = set()
        source = sources[where[0]]
        imports = _imports(source, sources)
        reached = {imports[where[1]]} if where[1] in imports else set()
        reached |= {(other, where[1]) for other in _star_imports(source)}
        for node in _definitions(source, where[1]):
            found.update(_loops(source, node))
            named = set(_named(node, where[0], imports))
            reached |= named
            if isinstance(node, ast.FunctionDef):
                called = {child.func for child in nodes(node) if isinstance(child, ast.Call)}
                names = {func.id for func in called if isinstance(func, ast.Name)}
                calls[where] |= {other for other in named if other[1] in names}
        pending += reached
    if over_arrays_only:
        return tuple(sorted(loop for loop in found if loop.in_c))
    return tuple(sorted(found | set(_recursions(sources, calls))))


Where = tuple[str, str]
"""A name at top level of a module of the submission."""


def _recursions(sources: Mapping[str, Source], calls: Mapping[Where, set[Where]]) -> Iterator[Loop]:
    """Functions that lead back to themselves, each at its definition."""
    for where in calls:
        reached: set[Where] = set()
        pending = list(calls[where])
        while pending:
            other = pending.pop()
            if other not in reached:
                reached.add(other)
                pending += calls.get(other, ())
        if where in reached:
            for node in _definitions(sources[where[0]], where[1]):
                if isinstance(node, ast.FunctionDef):
                    what = f"{where[1]} calls itself, directly or through others"
                    yield Loop(
                        sources[where[0]].file, node.lineno, node.col_offset + 1, what, "work on whole arrays"
                    )


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


def _definitions(source: Source, name: str) -> list[ast.AST]:
    """What binds a name at top level: a function, a class, an assignment.

    A definition that is sure to run replaces all before it, unless it builds on them.
    """
    found: list[ast.AST] = []
    for node in _top_level(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if node.name == name:
                sure = node in source.tree.body and not node.decorator_list
                found = (
                    [node] if sure and not _read_at_top(source.tree, name, node.lineno) else [*found, node]
                )
        elif isinstance(node, ast.Assign | ast.AnnAssign) and any(
            isinstance(target, ast.Name) and isinstance(target.ctx, ast.Store) and target.id == name
            for target in nodes(node)
        ):
            found.append(node)
    return found


def _read_at_top(tree: ast.Module, name: str, before: int) -> bool:
    """Whether the module itself uses a name up to a line, as in ``whole = f`` and ``def g(x, inner=f)``."""
    run: list[ast.AST] = []
    for statement in tree.body:
        if statement.lineno <= before:
            function = isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef)
            run += [statement.args, *statement.decorator_list] if function else [statement]  # type: ignore[attr-defined]
    names = (node for part in run for node in nodes(part) if isinstance(node, ast.Name))
    return any(node.id == name and isinstance(node.ctx, ast.Load) for node in names)


def _imports(source: Source, sources: Mapping[str, Source]) -> dict[str, Where]:
    """Names that stand for something in another file of the submission; a whole module has an empty name."""
    found = {}
    for node in source.imports:
        if isinstance(node, ast.Import):
            found.update({alias.asname or alias.name: (alias.name, "") for alias in node.names})
        elif node.module:
            found.update({alias.asname or alias.name: (node.module, alias.name) for alias in node.names})
    return {name: where for name, where in found.items() if where[0] in sources}


def _star_imports(source: Source) -> list[str]:
    return [
        node.module
        for node in source.imports
        if isinstance(node, ast.ImportFrom) and node.module and any(alias.name == "*" for alias in node.names)
    ]


def _named(node: ast.AST, module: str, imports: Mapping[str, Where]) -> Iterator[Where]:
    """What a definition names: names of its own file, and attributes of other files' modules."""
    own = _local_names(node)
    for child in nodes(node):
        if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Load) and child.id not in own:
            yield module, child.id
        elif isinstance(child, ast.Attribute) and isinstance(child.value, ast.Name):
            where = imports.get(child.value.id)
            if where and not where[1]:
                yield where[0], child.attr


def _local_names(node: ast.AST) -> set[str]:
    """Arguments and variables of a function, which hide what has the same name at top level."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return set()
    arguments = {argument.arg for argument in nodes(node) if isinstance(argument, ast.arg)}
    stored = {
        child.id for child in nodes(node) if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store)
    }
    declared = {name for child in nodes(node) if isinstance(child, ast.Global) for name in child.names}
    return (arguments | stored) - declared


def _loops(source: Source, node: ast.AST) -> Iterator[Loop]:
    aliases = {
        alias.asname or alias.name: alias.name
        for statement in source.imports
        if isinstance(statement, ast.ImportFrom) and statement.module in ("numpy", "functools", "itertools")
        for alias in statement.names
    }
    for child in nodes(node):
        line, column = getattr(child, "lineno", 0), getattr(child, "col_offset", 0) + 1
        if type(child) in _STATEMENTS:
            what, instead = _STATEMENTS[type(child)]
            yield Loop(source.file, line, column, what, instead)
        elif isinstance(child, ast.Attribute):
            in_python = isinstance(child.value, ast.Name) and child.value.id in ("functools", "itertools")
            if instead := _NUMPY.get(child.attr) or (in_python and _PYTHON.get(child.attr)) or "":
                yield Loop(source.file, line, column, f"{child.attr}, which is a loop", instead, in_c=True)
        elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Load):
            name = aliases.get(child.id, child.id if child.id in ("map", "filter") else "")
            if instead := _NUMPY.get(name) or _PYTHON.get(name) or "":
                yield Loop(source.file, line, column, f"{name}, which is a loop", instead, in_c=True)


_MEDDLING = frozenset(
    {"settrace", "gettrace", "setprofile", "getprofile", "monitoring", "_getframe", "gc", "ctypes"}
)


def tampering(sources: Mapping[str, Source]) -> list[Use]:
    """Names by which a source could see or stop the counting of its operations."""
    found = []
    for source in sources.values():
        for node in nodes(source.tree):
            name = (
                node.attr
                if isinstance(node, ast.Attribute)
                else node.id
                if isinstance(node, ast.Name)
                else ""
            )
            if isinstance(node, ast.Import | ast.ImportFrom):
                named = [alias.name for alias in node.names]
                named += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                name = next((each for each in named if each.partition(".")[0] in _MEDDLING), "")
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in _MEDDLING:
                name = node.value
            if name and name.partition(".")[0] in _MEDDLING:
                found.append(
                    Use(name, source.file, getattr(node, "lineno", 0), getattr(node, "col_offset", 0) + 1)
                )
    return found
