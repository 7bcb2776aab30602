"""A source with one mistake planted in it."""

from __future__ import annotations

from typing import NamedTuple


class Mutant(NamedTuple):
    """A file that differs from a solution by one mistake."""

    text: str
    """The whole file."""
    mistake: str
    """What was planted: sign, operator, axis, term, factor, transposed, keepdims, off_by_one, constant, shift, comparison, index ..."""
    line: int
    before: str
    """The line as it stands."""
    after: str
    """The line with the mistake."""
    about: tuple[str, ...] = ()
    """The parameters of the function that what was changed depends on."""
