"""Names of variables that stand for something else where they are written, and numbers that may not differ by student."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from grader.spec.block_problems import Path, PathProblem
from grader.spec.filling import NAME, texts

_OPTION = re.compile(r"[^\W\d]\w*(?=\s*=)|^\s*[^\W\d]\w*")
_DECLARING = frozenset({"steps", "given", "where", "symbols", "arguments"})
"""What holds names of its own, which can be called ``points``, too."""


def declared_names(data: Any) -> set[str]:
    """Every key below ``data``, but for those of ``given``: ``given: {x0: x0}`` is no second x0."""
    if isinstance(data, dict):
        inner = [declared_names(value) for name, value in data.items() if name != "given"]
        return set(map(str, data)).union(*inner)
    if isinstance(data, list):
        return set().union(*map(declared_names, data))
    return set()


def clashes(data: dict[str, Any], variables: Collection[str]) -> Iterator[PathProblem]:
    """Variables that are nodes of a graph or words of a network as well, and points that would differ by student."""
    graphs = {
        name
        for name, block in data["parts"].items()
        if isinstance(block, dict) and block.get("kind") == "graph"
    }
    for path, text, way in texts(data):
        inside = [] if way else [name for name in NAME.findall(text) if name in variables]
        if not inside:
            continue
        if path == ("cap",) or _worth(path):
            yield PathProblem(path, f"every student can earn the same: write a number in place of {text!r}")
        elif path[:1] == ("parts",) and path[1] in graphs and path[2] in ("answer", "aliases"):
            name = inside[0]
            said = f"{name!r} is a node here and a variable above: give one of them another name, as {name}1"
            yield PathProblem(path, said, offset=_place(name, text))
        elif "network" in path:
            name = next((word.strip() for word in _OPTION.findall(text) if word.strip() in variables), "")
            if name:
                said = (
                    f"{name!r} is a word of this layer and a variable above: give the variable another name"
                )
                yield PathProblem(path, said, offset=_place(name, text))


def _worth(path: Path) -> bool:
    """Whether points, or shares and costs of them, stand at a path."""
    inside = path[2:]
    if not inside or _DECLARING & {*inside[:-1]}:
        return False
    return (
        inside[-1] == "points"
        or inside[0] == "credit"
        or (inside[0], inside[-1]) in (("hints", "cost"), ("misconceptions", "credit"))
        or (inside[0] == "ask" and inside[-1] != "ask" and isinstance(inside[-1], str))
    )


def _place(name: str, text: str) -> int:
    return next((found.start() for found in NAME.finditer(text) if found[0] == name), 0)
