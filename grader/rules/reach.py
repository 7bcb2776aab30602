"""What a function reaches: the definitions in a submission that it, and what it uses, can run through."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from grader.source import Source, nodes

Where = tuple[str, str]
"""A name at top level of a module of the submission; ``Class.method`` for a method."""

_DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class Body(NamedTuple):
    """A reached piece of source: a function, a method, a lambda with a name, or a statement run on import."""

    where: Where
    source: Source
    node: ast.AST

    @property
    def on_import(self) -> bool:
        """Whether it runs once, when the file is imported, and not in a call."""
        function = isinstance(self.node, ast.FunctionDef | ast.AsyncFunctionDef)
        return not function and not isinstance(getattr(self.node, "value", None), ast.Lambda)


class Reached(NamedTuple):
    """The bodies, and which of them name which others in a call."""

    bodies: tuple[Body, ...]
    calls: Mapping[Where, frozenset[Where]]


def reach(sources: Mapping[str, Source], module: str, function: str) -> Reached:
    """Everything that ``function`` of ``module`` reaches by name."""
    return _Walk(sources).from_function((module, function))


class _Walk:
    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.sources = sources
        self.bodies: list[Body] = []
        self.calls: dict[Where, frozenset[Where]] = {}
        self.attributes: set[str] = set()
        self.methods: list[Body] = []
        self._imports: dict[str, dict[str, Where]] = {}

    def imports(self, module: str) -> Mapping[str, Where]:
        if module not in self._imports:
            self._imports[module] = _imports(self.sources[module], self.sources)
        return self._imports[module]

    def from_function(self, start: Where) -> Reached:
        pending = [start]
        while pending:
            where = pending.pop()
            if where in self.calls or where[0] not in self.sources:
                continue
            self.calls[where] = frozenset()
            pending += self.definition(where)
            used = [body for body in self.methods if _method_used(body, self.attributes)]
            for body in used:
                self.methods.remove(body)
                pending += self.body(body)
        return Reached(tuple(self.bodies), self.calls)

    def definition(self, where: Where) -> list[Where]:
        """Take what binds a name; what it names in turn."""
        source, imports = self.sources[where[0]], self.imports(where[0])
        found, replaced = definitions(source, where[1])
        further: list[Where] = []
        if not replaced:
            further += [imports[where[1]]] if where[1] in imports else []
            further += [(other, where[1]) for other in _star_imports(source)]
        for node in found:
            if isinstance(node, ast.ClassDef):
                further += self.class_body(where, source, node)
            else:
                further += self.body(Body(where, source, node))
        return further

    def class_body(self, where: Where, source: Source, node: ast.ClassDef) -> list[Where]:
        further = []
        for statement in (*node.bases, *node.decorator_list, *node.body):
            if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
                self.methods.append(Body((where[0], f"{node.name}.{statement.name}"), source, statement))
            else:
                further += self.body(Body(where, source, statement))
        return further

    def body(self, body: Body) -> list[Where]:
        self.bodies.append(body)
        module, imports = body.where[0], self.imports(body.where[0])
        own = local_names(body.node)
        named: set[Where] = set()
        called: set[Where] = set()
        inside = nodes(body.node)
        calls = {id(node.func) for node in inside if isinstance(node, ast.Call)}
        for node in inside:
            found: set[Where] = set()
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in own:
                found.add((module, node.id))
            elif isinstance(node, ast.Attribute):
                self.attributes.add(node.attr)
                found |= self.attribute(node, body, imports)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                self.attributes.add(node.value)  # getattr(self, "run")
            elif isinstance(node, ast.Import | ast.ImportFrom):
                found |= {
                    where
                    for alias in node.names
                    if (where := imports.get(alias.asname or alias.name)) and where[1]
                }
            named |= found
            called |= found if id(node) in calls else set()
        self.calls[body.where] = self.calls.get(body.where, frozenset()) | called
        return list(named)

    def attribute(self, node: ast.Attribute, body: Body, imports: Mapping[str, Where]) -> set[Where]:
        if not isinstance(node.value, ast.Name):
            return set()
        where = imports.get(node.value.id)
        if where and not where[1]:
            return {(where[0], node.attr)}
        owner = body.where[1].partition(".")[0]
        if node.value.id in (owner, "self", "cls") and "." in body.where[1]:
            return {(body.where[0], f"{owner}.{node.attr}")}
        return set()


def _method_used(body: Body, attributes: set[str]) -> bool:
    name = body.where[1].partition(".")[2]
    return name in attributes or (name.startswith("__") and name.endswith("__"))


def definitions(source: Source, name: str) -> tuple[list[ast.AST], bool]:
    """What binds a name at top level or is put into it, and whether that replaces an import of the name.

    A binding that is sure to run replaces all before it, unless the module used the name in between.
    """
    found: list[ast.AST] = []
    replaced = False
    body = set(map(id, source.tree.body))
    for node in top_level(source.tree):
        if id(node) in body and _imported(node, name):
            found, replaced = [], False
        if not _binds(node, name):
            continue
        direct = isinstance(node, _DEFINITIONS | ast.Assign | ast.AnnAssign)
        decorated = isinstance(node, _DEFINITIONS) and bool(node.decorator_list)
        stored = isinstance(node, ast.Assign) and not any(isinstance(t, ast.Name) for t in node.targets)
        sure = id(node) in body and direct and not decorated and not stored
        if sure and not _read_at_top(source.tree, name, node.lineno, node):
            found, replaced = [node], True
        else:
            found.append(node)
    return found, replaced


def _imported(node: ast.stmt, name: str) -> bool:
    imported = node.names if isinstance(node, ast.Import | ast.ImportFrom) else []
    return any((alias.asname or alias.name) == name for alias in imported)


def _binds(node: ast.stmt, name: str) -> bool:
    if isinstance(node, _DEFINITIONS):
        return node.name == name
    if isinstance(node, ast.Import | ast.ImportFrom):
        return False
    if isinstance(node, ast.Expr):  # WAYS.append(slow), and a walrus
        call = node.value
        on = call.func if isinstance(call, ast.Call) else None
        if isinstance(on, ast.Attribute) and isinstance(on.value, ast.Name) and on.value.id == name:
            return True
    heads: list[ast.AST] = [node]
    if isinstance(node, ast.If | ast.While | ast.Try | ast.With):
        return False  # what stands below is looked at on its own
    return any(
        isinstance(child, ast.Name | ast.Subscript | ast.Attribute)
        and isinstance(child.ctx, ast.Store)
        and _base(child) == name
        for head in heads
        for child in nodes(head)
    )


def _base(node: ast.AST) -> str:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def top_level(tree: ast.Module) -> Iterator[ast.stmt]:
    """Statements that run on import, also those below if, try, with and for."""
    pending = list(reversed(tree.body))
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, _DEFINITIONS):
            inner = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]
            for handler in getattr(node, "handlers", ()):
                inner += handler.body
            pending += reversed(inner)


def _read_at_top(tree: ast.Module, name: str, before: int, itself: ast.AST) -> bool:
    """Whether the module uses a name up to a line, as in ``whole = f`` and ``def g(x, inner=f)``."""
    run: list[ast.AST] = []
    for statement in tree.body:
        if statement.lineno <= before:
            function = isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef)
            run += [statement.args, *statement.decorator_list] if function else [statement]  # type: ignore[attr-defined]
    if isinstance(getattr(itself, "value", None), ast.Lambda):
        run = [part for part in run if part is not itself]
    names = (node for part in run for node in nodes(part) if isinstance(node, ast.Name))
    return any(node.id == name and isinstance(node.ctx, ast.Load) for node in names)


def _imports(source: Source, sources: Mapping[str, Source]) -> dict[str, Where]:
    """Names that stand for something in a file of the submission; a whole module has an empty name."""
    found: dict[str, Where] = {}
    for node in source.imports:
        if isinstance(node, ast.Import):
            found.update({alias.asname or alias.name: (alias.name, "") for alias in node.names})
        elif node.module:
            found.update({alias.asname or alias.name: (node.module, alias.name) for alias in node.names})
    kept = {name: where for name, where in found.items() if where[0] in sources}
    for statement in source.tree.body:  # tools = helper
        value = statement.value if isinstance(statement, ast.Assign) else None
        if isinstance(value, ast.Name) and value.id in kept and isinstance(statement, ast.Assign):
            kept |= {
                target.id: kept[value.id] for target in statement.targets if isinstance(target, ast.Name)
            }
    return kept


def _star_imports(source: Source) -> list[str]:
    return [
        node.module
        for node in source.imports
        if isinstance(node, ast.ImportFrom) and node.module and any(alias.name == "*" for alias in node.names)
    ]


def local_names(node: ast.AST) -> set[str]:
    """Arguments and variables of a function, which hide what has the same name at top level."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return set()
    inside = nodes(node)
    arguments = {child.arg for child in inside if isinstance(child, ast.arg)}
    stored = {
        child.id for child in inside if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store)
    }
    inner = {child.name for child in inside if isinstance(child, ast.FunctionDef) and child is not node}
    declared = {name for child in inside if isinstance(child, ast.Global) for name in child.names}
    return (arguments | stored | inner) - declared
