"""Arguments and cases as an instructor writes them -> rows, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from grader.arrays.cases import RESERVED, Argument, CaseRow, FromCall
from grader.errors import NotationError, did_you_mean, listed
from grader.maths.expressions.exact import rational
from grader.rules.declared import NAMES

Trouble = tuple[tuple[str | int, ...], str, int]
"""A path in the block, what is wrong there, and how many characters into the text at that path."""

CHECKS = ("values", *NAMES)
"""Checks of every function, which a case with points cannot be named after."""

_TYPES: dict[str, tuple[type | tuple[type, ...], str]] = {
    "name": (str, "a text"),
    "points": ((int, float), "a number above 0"),
    "hidden": (bool, "true or false"),
    "seed": (int, "a whole number"),
}


def case_rows(arguments: Mapping[str, Argument], cases: Sequence[Mapping[str, Any]]) -> tuple[CaseRow, ...]:
    """The cases with their sizes, arguments and names; only for a block without troubles."""
    rows = []
    known = input_names(arguments)
    for case in cases:
        sizes = {key: value for key, value in case.items() if key not in known and key not in RESERVED}
        points = case.get("points")
        rows.append(
            CaseRow(
                sizes,
                {name: _overridden(name, declared, case) for name, declared in arguments.items()},
                case_name(case, sizes),
                None if points is None else rational(points),
                bool(case.get("hidden", False)),
                int(case.get("seed", 0)),
            )
        )
    return tuple(rows)


def input_names(arguments: Mapping[str, Argument]) -> list[str]:
    """The names a case can replace: arguments, and those of the functions that make arguments."""
    found = []
    for name, declared in arguments.items():
        found += [name, *declared.arguments] if isinstance(declared, FromCall) else [name]
    return found


def _overridden(name: str, declared: Argument, case: Mapping[str, Any]) -> Argument:
    if isinstance(declared, FromCall):
        inner = {each: case.get(each, value) for each, value in declared.arguments.items()}
        return replace(declared, arguments=inner)
    found: Argument = case.get(name, declared)
    return found


def case_name(case: Mapping[str, Any], sizes: Mapping[str, int]) -> str:
    """The name given, or the sizes: ``N=16, D=5``."""
    return str(
        case.get("name") or ", ".join(f"{size}={length}" for size, length in sizes.items()) or "the only case"
    )


def troubles(arguments: Mapping[str, Argument], cases: Sequence[Mapping[str, Any]]) -> Iterator[Trouble]:
    """Everything wrong with arguments and cases, each argument tried in each case."""
    known = input_names(arguments)
    for name in known:
        if name in RESERVED or not name.isidentifier():
            yield (("arguments", name), f"{name!r} cannot name an argument", 0)
        elif known.count(name) > 1:
            yield (("arguments",), f"two inputs are called {name!r}", 0)
            return
    called: set[str] = set()
    reported: set[tuple[tuple[str | int, ...], str]] = set()
    for index, case in enumerate(cases):
        broken = False
        for trouble in _entry_troubles(known, case, index):
            broken = True
            yield trouble
        if broken:
            continue
        (row,) = case_rows(arguments, [case])
        for size in sorted(row.sizes.keys() - _sizes_used(row)):
            near = did_you_mean(size, (*known, *RESERVED))
            yield (("cases", index, size), f"no argument uses the size {size!r}{near}", 0)
        if row.name in called:
            yield (("cases", index), f"two cases are called {row.name!r}: give one a name", 0)
        if row.points is not None and row.name in CHECKS:
            yield (("cases", index, "name"), f"{row.name!r} is the name of another check", 0)
        called.add(row.name)
        for where, name, declared in _plain(row.arguments):
            path = ("cases", index, name) if name in case else where
            text, offset = _tried(name, declared, row)
            told = (path, text.partition(" (")[0])
            if text and told not in reported:
                reported.add(told)
                yield (path, text, offset)


def _entry_troubles(arguments: Sequence[str], case: Mapping[str, Any], index: int) -> Iterator[Trouble]:
    for key, value in case.items():
        path = ("cases", index, key)
        if key in RESERVED:
            wanted, words = _TYPES[key]
            if not isinstance(value, wanted) or (isinstance(value, bool) and key != "hidden"):
                yield (path, f"{key} must be {words}, found {value!r}", 0)
            elif key == "points" and isinstance(value, int | float) and not value > 0:
                yield (path, f"points must be above 0, found {value!r}", 0)
        elif key not in arguments:
            if isinstance(value, bool) or not isinstance(value, int):
                near = did_you_mean(key, (*arguments, *RESERVED)) or f" (arguments: {listed(arguments)})"
                text = (
                    f"{key!r} is no argument, and a size must be a whole number, found {_shown(value)}{near}"
                )
                yield (path, text, 0)
            elif not 0 < value <= 10**6:
                yield (path, f"the size {key} must be between 1 and 1000000, found {value}", 0)
            elif not key.isidentifier():
                yield (path, f"{key!r} cannot name a size", 0)


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _plain(arguments: Mapping[str, Argument]) -> Iterator[tuple[tuple[str | int, ...], str, Argument]]:
    """Arguments that need no call, and those of the calls, each with its path and name."""
    for name, declared in arguments.items():
        if isinstance(declared, FromCall):
            for inner, value in declared.arguments.items():
                yield ("arguments", name, "arguments", inner), inner, value
        else:
            yield ("arguments", name), name, declared


def _sizes_used(row: CaseRow) -> set[str]:
    """The sizes that occur in a case's generators; all of them if a generator cannot be read."""
    from grader.arrays.generators import read_generator  # only where a file is checked
    from grader.maths.expressions.expression import names

    used: set[str] = set()
    for _, _, declared in _plain(row.arguments):
        if isinstance(declared, str):
            try:
                used |= {name.name for name in names(read_generator(declared, row.sizes))}
            except NotationError:
                return set(row.sizes)
    return used


def _tried(name: str, declared: Argument, row: CaseRow) -> tuple[str, int]:
    """What is wrong with one argument in one case, and at which character; nothing is an empty text."""
    if not isinstance(declared, str):
        return "", 0
    from grader.arrays.generators import generate, read_generator

    try:
        generate(read_generator(declared, row.sizes), row.sizes, name)
    except NotationError as error:
        if "no known name" not in error.text:
            return error.text, error.column - 1
        sizes = f"sizes in case {row.name}: {listed(row.sizes)}" if row.sizes else f"{row.name} has no sizes"
        return f"{error.text.partition(' (known:')[0]} ({sizes})", error.column - 1
    except MemoryError:
        return "this array is too large", 0
    return "", 0
