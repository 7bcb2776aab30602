"""What a student's source says, without running it: functions, signatures, Python 2, loops."""

from __future__ import annotations

import ast
import re
import warnings
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from grader.errors import printable

MAX_DEPTH = 250
"""Levels of a source that is looked at; what looks at one calls itself for each level."""


class Signature(NamedTuple):
    """How many positional arguments a function takes (``most`` is None without a limit), and what it declares."""

    line: int
    least: int
    most: int | None
    declared: ast.arguments

    @property
    def required(self) -> list[ast.arg]:
        """The positional arguments without a default."""
        positional = [*self.declared.posonlyargs, *self.declared.args]
        return positional[: len(positional) - len(self.declared.defaults)]

    def __str__(self) -> str:
        """The arguments by name: ``x, *, y=...``."""
        given = self.declared
        names = [argument.arg for argument in (*given.posonlyargs, *given.args)]
        plain = len(names) - len(given.defaults)
        shown = [name if number < plain else f"{name}=..." for number, name in enumerate(names)]
        shown += [f"*{given.vararg.arg}"] if given.vararg else ["*"] if given.kwonlyargs else []
        shown += [
            argument.arg if default is None else f"{argument.arg}=..."
            for argument, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)
        ]
        shown += [f"**{given.kwarg.arg}"] if given.kwarg else []
        return printable(", ".join(shown), 200)

    def accepts(self, count: int) -> bool:
        """Whether it can be called with that many positional arguments."""
        return self.least <= count and (self.most is None or count <= self.most)


class BrokenSource(NamedTuple):
    """Why a source cannot be parsed, where, and what to do."""

    text: str
    line: int
    column: int


class Source(NamedTuple):
    """One parsed file: its tree, the functions it defines at top level, every top-level name."""

    file: str
    tree: ast.Module
    functions: Mapping[str, Signature]
    names: frozenset[str]
    imports: tuple[ast.Import | ast.ImportFrom, ...]
    text: str


def parse_source(text: str, file: str) -> Source | BrokenSource:
    """A source as a tree, or why it is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # running the file gives them again, with its line
            tree = ast.parse(text, file)
    except SyntaxError as error:
        return BrokenSource(_syntax_advice(error), error.lineno or 0, error.offset or 0)
    except ValueError:
        return BrokenSource("The file holds a NUL byte; save it as plain text.", 1, 1)
    except (RecursionError, MemoryError):
        return BrokenSource("The file is nested too deeply to be read.", 1, 1)
    levels = list(_levels(tree))
    if len(levels) > MAX_DEPTH:
        return BrokenSource("The file is nested too deeply to be read.", 1, 1)
    everything = [node for level in levels for node in level]
    bound = Counter(_bound_names(everything))
    functions = {
        node.name: _signature(node, sure=bound[node.name] == 1 and not node.decorator_list)
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }
    imports = tuple(node for node in everything if isinstance(node, ast.Import | ast.ImportFrom))
    return Source(file, tree, functions, frozenset(bound), imports, text)


def nodes(tree: ast.AST) -> list[ast.AST]:
    """A tree's nodes, itself first, as ast.walk gives them in three times the time."""
    return [node for level in _levels(tree) for node in level]


def _levels(tree: ast.AST) -> Iterator[list[ast.AST]]:
    """A tree's nodes, those of one depth together."""
    level = [tree]
    while level:
        yield level
        below: list[ast.AST] = []
        for node in level:
            for field in node._fields:
                value = getattr(node, field, None)
                if isinstance(value, ast.AST):
                    below.append(value)
                elif isinstance(value, list):
                    below += [item for item in value if isinstance(item, ast.AST)]
        level = below


def _signature(node: ast.FunctionDef, *, sure: bool) -> Signature:
    """What a definition takes; one that is decorated or bound again may take anything."""
    positional = [*node.args.posonlyargs, *node.args.args]
    required_by_name = any(default is None for default in node.args.kw_defaults)
    least = len(positional) - len(node.args.defaults)
    most = None if node.args.vararg else len(positional)
    if not sure:
        return Signature(node.lineno, 0, None, node.args)
    return Signature(node.lineno, least if not required_by_name else 10**6, most, node.args)


def file_meant(file: str, others: Collection[str]) -> str:
    """A file that is ``file`` but for case, blanks, hyphens, and what a browser adds to a copy.

    >>> file_meant("cross-entropy.py", ["Cross_entropy (1).py", "linear.py"])
    'Cross_entropy (1).py'
    """
    return next((other for other in sorted(others) if other != file and _bare(other) == _bare(file)), "")


def _bare(file: str) -> str:
    plain = re.sub(r"\(\d+\)|\bcopy\b", "", file.removesuffix(".py").casefold())
    return re.sub(r"[\s_-]+", "", plain)


def _bound_names(everything: Sequence[ast.AST]) -> Iterator[str]:
    """Names that importing the module binds; a star import can bind any, written ``*``."""
    for node in everything:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0]


_PYTHON_2 = (
    (r"Missing parentheses in call to '(\w+)'", "{0} is a function in Python 3: write {0}(...)."),
    (r"multiple exception types must be parenthesized", "Write `except Error as e:` (Python 3)."),
    (r"inconsistent use of tabs", "Tabs and spaces are mixed: use four spaces for each level."),
    (r"(expected an indented block|unexpected indent|unindent)", "The indentation is off: {0}."),
    (r"leading zeros in decimal", "Octal numbers are written 0o12 in Python 3."),
)


def _syntax_advice(error: SyntaxError) -> str:
    message = error.msg or "invalid syntax"
    for pattern, advice in _PYTHON_2:
        if match := re.search(pattern, message):
            return advice.format(*match.groups())
    line = (error.text or "").strip()
    shown = f": {line[:80]}" if line else ""
    return f"Python cannot read this line ({message}){shown}"


_CURES = (
    (r"name 'xrange' is not defined", "xrange is Python 2: use range."),
    (
        r"name '(raw_input|unicode|basestring|long|reduce)' is not defined",
        "{0} is Python 2 and gone.",
    ),
    (
        r"module 'numpy' has no attribute '(float|int|bool|object|str|complex)'",
        "np.{0} is gone from numpy: use Python's own {0}.",
    ),
    (
        r"module 'numpy' has no attribute '(\w+)'",
        "np.{0} does not exist in this numpy; check its spelling.",
    ),
    (r"unexpected keyword argument 'newshape'", "newshape= is gone: write np.reshape(a, shape)."),
    (
        r"attempted relative import",
        "Your files are imported by their names: write `from helper import work` without the dot.",
    ),
    (
        r"No module named '([\w.]+)'",
        "{0} is not available here: use numpy, the standard library and your own files.",
    ),
    (
        r"float\w*' object cannot be interpreted as an integer|slice indices must be integers|used as indices must be of integer",
        "A float is used where a whole number is needed: in Python 3 / gives a float, // does not.",
    ),
    (r"name '(\w+)' is not defined", "{0} is used but never defined."),
)


def cure(error: str, text: str) -> str:
    """What to do about an exception that real submissions raise; empty if nothing is known.

    >>> cure("NameError", "name 'xrange' is not defined")
    'xrange is Python 2: use range.'
    """
    for pattern, advice in _CURES:
        if match := re.search(pattern, text):
            return advice.format(*match.groups())
    return ""
