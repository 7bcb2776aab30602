"""What names stand for in a source, whatever they are called there."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from grader.source import Source, nodes

NUMPY_STAR = frozenset({"sum", "any", "all", "max", "min", "round", "abs", "vectorize", "apply_along_axis",
                        "apply_over_axes", "frompyfunc", "nditer", "ndenumerate", "ndindex", "fromiter"})  # fmt: skip
"""What ``from numpy import *`` binds of the names that matter here."""


class Use(NamedTuple):
    """A name that is used, in full, and where."""

    name: str
    file: str
    line: int
    column: int


class Names:
    """The names of one source: ``full`` says what an expression stands for, as ``numpy.linalg.inv``."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.aliases: dict[str, str] = {}
        self.stars: list[str] = []
        for imported in source.imports:
            for alias in imported.names:
                if isinstance(imported, ast.Import):
                    first = alias.name.partition(".")[0]
                    self.aliases[alias.asname or first] = alias.name if alias.asname else first
                elif alias.name == "*":
                    self.stars.append(imported.module or "")
                else:
                    self.aliases[alias.asname or alias.name] = f"{imported.module}.{alias.name}"
        self.defined = {
            node.name
            for node in source.tree.body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        }
        for statement in nodes(source.tree):
            if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
                self._assigned(statement.targets[0], statement.value)

    def _assigned(self, target: ast.expr, value: ast.expr) -> None:
        """``lib = np`` and ``each = map`` make further names; anything else hides what the name was."""
        if isinstance(target, ast.Name):
            name = self.full(value) if isinstance(value, ast.Name | ast.Attribute) else ""
            if name and (name.partition(".")[0] in ("numpy", "builtins", "functools", "itertools", "math")):
                self.aliases[target.id] = name
            elif target.id not in self.aliases:
                self.defined.add(target.id)

    def full(self, node: ast.AST, local: Collection[str] = ()) -> str:
        """What an expression stands for; empty if it is a thing of the source's own, or not to be told."""
        if isinstance(node, ast.Name):
            return self._name(node.id, local)
        if isinstance(node, ast.Attribute):
            inner = self.full(node.value, local)
            return f"{inner}.{node.attr}" if inner else ""
        if isinstance(node, ast.Call) and self.full(node.func, local) in (
            "builtins.__import__",
            "importlib.import_module",
        ):
            first = node.args[0] if node.args else None
            return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
        if (
            isinstance(node, ast.Call)
            and self.full(node.func, local) == "builtins.getattr"
            and len(node.args) > 1
        ):
            inner, name = self.full(node.args[0], local), node.args[1]
            told = isinstance(name, ast.Constant) and isinstance(name.value, str)
            return f"{inner}.{name.value}" if inner and told else ""  # type: ignore[attr-defined]
        return ""

    def _name(self, name: str, local: Collection[str]) -> str:
        if name in local:
            return self.aliases.get(name, "") if name not in self.defined else ""
        if name in self.aliases:
            return self.aliases[name]
        if name in self.defined:
            return ""
        if "numpy" in self.stars and name in NUMPY_STAR:
            return f"numpy.{name}"
        for module in ("functools", "itertools"):
            if module in self.stars and name in LIBRARY[module]:
                return f"{module}.{name}"
        return f"builtins.{name}" if hasattr(builtins, name) else ""


LIBRARY = {
    "functools": frozenset({"reduce"}),
    "itertools": frozenset({"starmap", "accumulate", "takewhile", "dropwhile", "filterfalse", "groupby"}),
}
"""What loops in these modules."""


def files_reached(sources: Mapping[str, Source], module: str) -> dict[str, Source]:
    """The files that a module imports, directly or not, itself first; all of them where that cannot be told."""
    found: dict[str, Source] = {}
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name not in sources or name in found:
            continue
        found[name] = source = sources[name]
        if any(word in source.text for word in ("importlib", "__import__")):
            return dict(sources)
        for node in source.imports:
            if isinstance(node, ast.Import):
                waiting += [alias.name.partition(".")[0] for alias in node.names]
            else:
                waiting += [(node.module or "").partition(".")[0], *(alias.name for alias in node.names)]
    return found


def imports(sources: Mapping[str, Source]) -> Iterator[Use]:
    """Modules of others that the files of a submission import."""
    for source in sources.values():
        for node in source.imports:
            if isinstance(node, ast.Import):
                named = [alias.name for alias in node.names]
            else:
                named = [node.module] if node.module and not node.level else []
            for name in named:
                if name.partition(".")[0] not in sources:
                    yield Use(name, source.file, node.lineno, node.col_offset + 1)


def not_allowed(sources: Mapping[str, Source], allowed: Collection[str]) -> list[Use]:
    """Imports of modules that are neither allowed nor inside an allowed one."""
    return [
        use
        for use in imports(sources)
        if not any(use.name == name or use.name.startswith(f"{name}.") for name in allowed)
    ]


def forbidden(sources: Mapping[str, Source], calls: Collection[str]) -> list[Use]:
    """Uses of forbidden functions: ``np.linalg.inv`` also as ``from numpy.linalg import inv as f``."""
    unwanted = {f"numpy.{name[3:]}" if name.startswith("np.") else name for name in calls}
    unwanted |= {f"builtins.{name}" for name in calls if "." not in name}
    found = []
    for source in sources.values():
        names = Names(source)
        for node in nodes(source.tree):
            if isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Load):
                name, spelled = names.full(node), ast.unparse(node)
                if name in unwanted:
                    plain = name.removeprefix("builtins.")
                    said = spelled if plain.endswith(spelled) else f"{spelled} ({plain})"
                    found.append(Use(said, source.file, node.lineno, node.col_offset + 1))
    return sorted(found, key=lambda use: (use.file, use.line, use.column))


_MEDDLING = frozenset({
    "settrace", "gettrace", "setprofile", "getprofile", "monitoring", "_getframe", "_current_frames", "gc", "ctypes",
    "grader",
})  # fmt: skip


def meddling(sources: Mapping[str, Source]) -> list[Use]:
    """Names by which a source could see or stop the counting of its operations."""
    return [
        Use(name, source.file, getattr(node, "lineno", 0), getattr(node, "col_offset", 0) + 1)
        for source in sources.values()
        if any(word in source.text for word in _MEDDLING)  # a look at the text costs next to nothing
        for node in nodes(source.tree)
        for name in _mentioned(node)
        if name.partition(".")[0] in _MEDDLING
    ] + [use for source in sources.values() for use in _made_up_code(source)]


_EVALUATING = ("exec", "eval", "compile")


def _made_up_code(source: Source) -> list[Use]:
    """Code that is put together while it runs; a text that stands in the source is read like the source."""
    if not any(word in source.text for word in _EVALUATING):
        return []
    every = nodes(source.tree)
    read = {
        id(node.func)
        for node in every
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
    }
    return [
        Use(node.id, source.file, node.lineno, node.col_offset + 1)
        for node in every
        if isinstance(node, ast.Name) and node.id in _EVALUATING and id(node) not in read
    ]


def _mentioned(node: ast.AST) -> list[str]:
    match node:
        case ast.Attribute():
            return [node.attr]
        case ast.Name():
            return [node.id]
        case ast.Import():
            return [alias.name for alias in node.names]
        case ast.ImportFrom():
            return [node.module or "", *(alias.name for alias in node.names)]
        case ast.Constant(value=str(text)) if text.partition(".")[0] in _MEDDLING:
            return [text]
    return []
