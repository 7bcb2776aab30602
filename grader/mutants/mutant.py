"""A source with one mistake planted in it."""

from __future__ import annotations

import ast
from typing import NamedTuple


class Planted(NamedTuple):
    """A node of a source, what is put in its place, and which mistake that is."""

    node: ast.expr | ast.stmt
    new: str
    mistake: str
    """The ending of the reason that a student gets who makes it: ``axis``, ``missing_term`` ..."""
    changed: tuple[ast.expr, ...] = ()
    """What is missing or other now."""
    at: int = 0
    """The line to name, if it is not the node's."""

    @property
    def line(self) -> int:
        """The line that the mistake is in."""
        return self.at or self.node.lineno


class Mutant(NamedTuple):
    """A file that differs from a solution by one mistake."""

    text: str
    """The whole file."""
    mistake: str
    """What was planted, as the ending of a reason: sign, operator, axis, missing_term, factor, transposed ..."""
    line: int
    before: str
    """The line as it stands."""
    after: str
    """The line with the mistake."""
    about: tuple[str, ...] = ()
    """The parameters of the function on which depends what was changed."""
