"""What can go wrong, by the person who must act.

::

    GraderError
    ├── UserError              whoever typed the command; exit code 2
    │   ├── UsageError         a path, an option, the course folder
    │   ├── SpecError          the instructor: problems in exercises/*.yaml or course.yaml
    │   └── SandboxUnavailable this machine cannot run student code
    ├── ExerciseFault          the instructor: a reference solution or a key fails while grading; exit code 3
    └── NotationError          whoever wrote the formula: text that cannot be read, with its column

A mistake in a submission is never an exception: it is a verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class GraderError(Exception):
    """Anything the program tells a person about."""


class UserError(GraderError):
    """The person who typed the command must act."""


class UsageError(UserError):
    """A path, an option or the course folder is not what it should be."""


class SandboxUnavailable(UserError):
    """Student code cannot be run on this machine."""


class Problem(NamedTuple):
    """One thing that is wrong in a file an instructor wrote; lines and columns count from 1."""

    file: str
    line: int
    column: int
    text: str

    def __str__(self) -> str:
        """``file:line:column: text``, which editors turn into a link."""
        return f"{self.file}:{self.line}:{self.column}: {self.text}"


class SpecError(UserError):
    """Everything that is wrong in the files an instructor wrote."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class ExerciseFault(GraderError):
    """A reference solution or a key fails: never the student's fault."""


class NotationError(GraderError):
    """Text that cannot be read as mathematics; ``column`` counts from 1."""

    def __init__(self, text: str, column: int = 1) -> None:
        self.text = text
        self.column = column
        super().__init__(text)


def did_you_mean(name: str, known: Iterable[str], cutoff: float = 0.7) -> str:
    """A clause that suggests the nearest known name, or nothing.

    >>> did_you_mean("softmax_vpj", ["softmax_vjp", "relu"])
    "; did you mean 'softmax_vjp'?"
    >>> did_you_mean("zzz", ["softmax_vjp"])
    ''
    """
    near = nearest(name, known, cutoff)
    return f"; did you mean {near!r}?" if near else ""


def nearest(name: str, known: Iterable[str], cutoff: float = 0.7) -> str:
    """The known name closest to ``name``, regardless of case; empty if none is close."""
    from difflib import get_close_matches  # only a mistake needs it

    by_folded = {k.casefold(): k for k in known}
    found = get_close_matches(name.casefold(), by_folded, n=1, cutoff=cutoff)
    return by_folded[found[0]] if found else ""


def sentence(text: str) -> str:
    """A text as a sentence: a capital in front, unless that would be another sign, and a full stop.

    >>> sentence("a bracket is open"), sentence("σ needs an argument"), sentence("did you mean 'x'?")
    ('A bracket is open.', 'σ needs an argument.', "Did you mean 'x'?")
    >>> sentence("tanh' is not read here")
    "tanh' is not read here."
    """
    named = not text[:1].isascii() or "'" in text.partition(" ")[0].removeprefix("'")
    first = text[:1] if named else text[:1].upper()
    return first + text[1:] + ("" if text.endswith(("?", ".")) else ".")


def listed(names: Iterable[str]) -> str:
    """Names as an enumeration in a sentence.

    >>> listed(["a", "b", "c"])
    'a, b, c'
    """
    return ", ".join(names)


def printable(text: str, longest: int = 300) -> str:
    """Text that cannot move a cursor or fill a screen: control characters escaped, length capped."""
    if len(text) <= longest and text.isprintable():
        return text
    shown = "".join(c if c.isprintable() or c == " " else repr(c)[1:-1] for c in text[: longest + 1])
    return shown if len(shown) <= longest else shown[:longest] + "…"
