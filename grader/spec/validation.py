"""Plain data against a block's types: every problem at its place, in words for the instructor."""

from __future__ import annotations

import copy
import json
import typing
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from grader.errors import did_you_mean, listed
from grader.spec.restore import alternatives, field_types
from grader.spec.wording import found, type_at, wanted

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class TypeProblem:
    """A value that does not fit its type; ``at_key`` when the key itself is wrong."""

    path: Path
    text: str
    at_key: bool = False


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def adapter(block: type[Any]) -> TypeAdapter[Any]:
    """The validator of a block, made once by pydantic."""
    if block not in _ADAPTERS:
        _ADAPTERS[block] = TypeAdapter(block)
    return _ADAPTERS[block]


def type_problems(block: type[Any], data: dict[str, Any]) -> tuple[TypeProblem, ...]:
    """Everything in ``data`` that the types of ``block`` do not allow."""
    try:
        # JSON mode: there a list is a tuple and nothing else is converted.
        adapter(block).validate_json(json.dumps(data))
    except ValidationError as error:
        told = [e for e in error.errors(include_url=False) if _of_the_block_meant(block, data, e["loc"])]
        return _deepest(_problem(block, data, e["loc"], e["type"]) for e in told)
    return ()


def _of_the_block_meant(block: type[Any], data: Any, location: tuple[int | str, ...]) -> bool:
    """Whether a complaint is about the member of a union of blocks whose keys fit best."""
    path: list[str | int] = []
    inside: Any = data
    step: Any
    for step in location:
        if (isinstance(inside, dict) and step in inside) or (
            isinstance(inside, list) and isinstance(step, int)
        ):
            path.append(step)
            inside = inside[step]
            continue
        members = [m for m in alternatives(type_at(block, tuple(path), None)) if is_dataclass(m)]
        names = [m.__name__ for m in members if isinstance(m, type)]
        if isinstance(inside, dict) and len(members) > 1 and step in names:
            fits = [len(inside.keys() & field_types(m).keys()) for m in members if isinstance(m, type)]
            return names.index(str(step)) == fits.index(max(fits))
    return True


def _leads_on(data: Any, step: int | str) -> bool:
    return step in data if isinstance(data, dict) else isinstance(step, int)


def _problem(block: type[Any], data: Any, location: tuple[int | str, ...], kind: str) -> TypeProblem:
    path, value, tail = _followed(data, location)
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        return _unknown_key(block, path)
    if kind in ("missing", "missing_argument", "missing_keyword_only_argument") and tail:
        name = str(tail[-1])
        hint = type_at(block, (*path, name), data)
        return TypeProblem(path, f"the key {name!r} is missing" + (f": {wanted(hint)}" if hint else ""))
    hint = type_at(block, path, data)
    expected = wanted(hint) if hint else "another value"
    return TypeProblem(path, f"expected {expected}, found {found(value)}{_advice(hint, value)}")


def _advice(hint: Any, value: Any) -> str:
    """The word that was meant, or that a number must be quoted to be a text."""
    members = alternatives(hint)
    if isinstance(value, str):
        literals = [
            typing.get_args(member) for member in members if typing.get_origin(member) is typing.Literal
        ]
        return did_you_mean(value, [str(word) for words in literals for word in words])
    if str in members and isinstance(value, int | float) and not isinstance(value, bool):
        return f'; quote it: "{value}"'
    return ""


def _followed(data: Any, location: tuple[Any, ...]) -> tuple[Path, Any, Path]:
    """The part of pydantic's location that exists in the data; names of union members are left out."""
    path: list[str | int] = []
    for index, step in enumerate(location):
        if (isinstance(data, dict) and step in data) or (
            isinstance(data, list) and isinstance(step, int) and step < len(data)
        ):
            path.append(step)
            data = data[step]
        elif index == len(location) - 1:
            return tuple(path), data, location[index:]
    return tuple(path), data, ()


def _unknown_key(block: type[Any], path: Path) -> TypeProblem:
    around = type_at(block, path[:-1], None)
    allowed: list[str] = []
    for member in alternatives(around):
        if is_dataclass(member) and isinstance(member, type):
            allowed += field_types(member)
    name = str(path[-1])
    suggestion = did_you_mean(name, allowed)
    return TypeProblem(path, f"unknown key {name!r}{suggestion} (allowed: {listed(allowed)})", at_key=True)


def _deepest(problems: Iterator[TypeProblem]) -> tuple[TypeProblem, ...]:
    """One problem a place; a union complains at several depths, of which the deepest says most."""
    by_path: dict[Path, TypeProblem] = {}
    for problem in problems:
        by_path.setdefault(
            problem.path if "missing" not in problem.text else (*problem.path, problem.text), problem
        )
    kept = []
    for path, problem in by_path.items():
        deeper = any(len(other) > len(path) and other[: len(path)] == path for other in by_path)
        if not deeper or not path or problem.at_key or "missing" in problem.text:
            kept.append(problem)
    return tuple(kept)


def repaired(
    block: type[Any], data: dict[str, Any], problems: tuple[TypeProblem, ...]
) -> tuple[dict[str, Any], frozenset[Path]] | None:
    """The data without what does not fit, so that the rest can be checked too, and the places it was at.

    Unknown keys go; a text or number that does not fit is replaced by an empty one, in a required
    field or inside a field. None if too much is missing.
    """
    rest = copy.deepcopy(data)
    broken: set[Path] = set()
    for problem in problems:
        if problem.at_key:
            _without(rest, problem.path)
    for problem in problems:
        if not problem.at_key and problem.path and not _blanked(block, rest, problem.path):
            rest.pop(str(problem.path[0]), None)
            broken.add(problem.path[:1])
        elif not problem.at_key and problem.path:
            broken.add(problem.path)
    for field in fields(block):
        required = field.default is MISSING and field.default_factory is MISSING
        if (
            required
            and field.name not in rest
            and (blank := _blank(field_types(block)[field.name])) is not None
        ):
            rest[field.name] = blank
            broken.add((field.name,))
    return None if type_problems(block, rest) else (rest, frozenset(broken))


def _blanked(block: type[Any], data: Any, path: Path) -> bool:
    """Whether what stands at a path inside a field could be replaced by an empty text or number."""
    blank = _blank(type_at(block, path, data))
    if len(path) < 2 or blank is None:
        return False
    inside: Any = data
    for step in path[:-1]:
        if isinstance(inside, dict) and step not in inside:
            return False
        inside = inside[step]
    if isinstance(inside, str):  # an empty text, in place of a block that lacked one
        return False
    inside[path[-1]] = blank
    return True


def _without(data: Any, path: Path) -> None:
    for step in path[:-1]:
        data = data[step]
    data.pop(path[-1], None)


def _blank(hint: Any) -> Any:
    if hint is None:
        return None
    first = alternatives(hint)[0]
    if typing.get_origin(first) is typing.Literal:
        return typing.get_args(first)[0]
    return {str: "", float: 0.0}.get(first)
