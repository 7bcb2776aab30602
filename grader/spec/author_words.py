"""A problem of a block with values in it, said about what its author wrote."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from grader.errors import did_you_mean
from grader.spec.block_problems import Path, PathProblem
from grader.spec.constraints import Values
from grader.spec.filling import NAME, filled
from grader.spec.shown_values import listed_values, shown

_QUOTED = re.compile(r"'([^\W\d]\w*)'")
_ARITHMETIC = re.compile(r"[-+*/()^]")


class Seen(NamedTuple):
    """A problem as it was found with some values: what was written at its place, and what the values made of it."""

    problem: PathProblem
    values: Values
    written: Any
    now: Any

    @property
    def told(self) -> PathProblem:
        """The problem of what was written; with the variable that was meant, if a name is close to one."""
        if not isinstance(self.written, str):
            return self.problem
        if self.now == self.written:
            return self.problem._replace(text=self._meant(self.problem.text))
        text = self._meant(self._unfilled())
        if "network" in self.problem.path and _ARITHMETIC.search(self.written):
            text += "; arithmetic in a network stands in double brackets: linear [[2*n]]"
        return self.problem._replace(text=text, offset=self._offset())

    def beside(self, *, always: bool) -> str:
        """The values with which it was found, and what they make of it; nothing where they do not matter."""
        unchanged = not isinstance(self.written, str) or self.now == self.written
        if always and (unchanged or self._unfilled() == self.problem.text):
            return ""
        if unchanged:
            return f"with {listed_values(self.values)}"
        names = {*NAME.findall(self.written)} if always else {*self.values}
        given = {name: value for name, value in self.values.items() if name in names}
        return f"with {listed_values(given)}: {self.now}"

    def _unfilled(self) -> str:
        """The sentence with what was written in place of what the values made of it."""
        form = repr(self.now) if isinstance(self.now, str) else f"the number {self.now}"
        text = self.problem.text.replace(form, repr(self.written))
        for word in self.written.split():
            text = text.replace(f"'{filled(word, self.values)}'", f"'{word}'")
        return text

    def _meant(self, text: str) -> str:
        for name in _QUOTED.findall(text):
            if name in NAME.findall(self.written) and name not in self.values and "did you mean" not in text:
                text += did_you_mean(name, self.values, 0.6)
        return text

    def _offset(self) -> int:
        """Where in the text that was written the problem is."""
        shift = 0
        for found in NAME.finditer(self.written):
            if found.start() + shift >= self.problem.offset:
                break
            if found[0] in self.values:
                text = shown(self.values[found[0]])
                shift += len(text) + 2 * (text.startswith("-") or "/" in text) - len(found[0])
        return min(max(0, self.problem.offset - shift), len(self.written))


def at(data: Any, path: Path) -> Any:
    """What stands at a path, if it leads anywhere."""
    for step in path:
        inside = isinstance(data, dict) or (isinstance(data, list) and isinstance(step, int))
        try:
            data = data[step] if inside else None
        except (KeyError, IndexError):
            return None
    return data
