"""Double brackets that ask for no value: misspelt names, brackets that are not closed, code that looks like them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from grader.errors import did_you_mean, nearest
from grader.maths.expressions.notation import CONSTANTS, FUNCTIONS
from grader.spec.block_problems import Path, PathProblem
from grader.spec.filling import ASKED, NAME, texts
from grader.spec.variables import Variables

_OPEN = re.compile(r"\[\[\s*(?P<name>[^\W\d]\w*)[^\[\]\n]{0,40}")
_INDEXED = re.compile(r"[\w)\]]$")
_LITERAL = r"(for the brackets themselves write [\[)"


def bracket_problems(data: Mapping[str, Any], variables: Variables) -> Iterator[PathProblem]:
    """Every pair of brackets in the file that is no value of its variables, and seems to be meant as one."""
    known = {*variables.drawn_from, *FUNCTIONS, *CONSTANTS}
    for path, text, way in texts(data):
        for found in ASKED.finditer(text):
            names = NAME.findall(found[1])
            if unknown := next((name for name in names if name not in known), ""):
                said = f"[[{found[1]}]]: {unknown!r} is no known name{did_you_mean(unknown, variables.drawn_from, 0.6)} {_LITERAL}"
                yield _at(path, text, found.start(), said)
            elif way and not names and _INDEXED.search(text[: found.start()]):
                said = f"[[{found[1]}]] reads like an index and is shown as a number {_LITERAL}"
                yield _at(path, text, found.start(), said)
        closed = {found.start() for found in ASKED.finditer(text)}
        for found in _OPEN.finditer(text) if way else ():
            name = nearest(found["name"], variables.drawn_from, 0.8)
            if name and found.start() not in closed:
                said = f"'[[{found['name']}' is not closed: write [[{name}]] {_LITERAL}"
                yield _at(path, text, found.start(), said)


def _at(path: Path, text: str, at: int, said: str) -> PathProblem:
    return PathProblem(path, said, offset=at, line=text.count("\n", 0, at))
