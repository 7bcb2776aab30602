"""What a source imports and calls, whatever it is called there."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from grader.source import Source, nodes


class Use(NamedTuple):
    """A name that is used, in full, and where."""

    name: str
    file: str
    line: int
    column: int


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
    unwanted = {_full(name, {"np": "numpy"}) for name in calls}
    found = []
    for source in sources.values():
        aliases = _aliases(source)
        for node in nodes(source.tree):
            if isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Load):
                name = _full(_dotted(node), aliases)
                if name in unwanted:
                    said = _dotted(node) if name.endswith(_dotted(node)) else f"{_dotted(node)} ({name})"
                    found.append(Use(said, source.file, node.lineno, node.col_offset + 1))
    return sorted(found, key=lambda use: (use.file, use.line, use.column))


def _aliases(source: Source) -> dict[str, str]:
    found = {}
    for node in source.imports:
        for alias in node.names:
            if isinstance(node, ast.Import):
                found[alias.asname or alias.name.partition(".")[0]] = (
                    alias.name if alias.asname else alias.name.partition(".")[0]
                )
            else:
                found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return found


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = _dotted(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    return ""


def _full(name: str, aliases: Mapping[str, str]) -> str:
    first, _, rest = name.partition(".")
    return f"{aliases.get(first, first)}.{rest}" if rest else aliases.get(first, first)
