"""Exercise files -> exercises, or everything that is wrong in them; checked ones come from the cache."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from grader.cache import Cache, digest
from grader.errors import Problem, SpecError, did_you_mean, listed
from grader.source import BrokenSource, parse_source
from grader.spec.block_problems import block_problems
from grader.spec.exercise import Exercise, Head, restored_exercise
from grader.spec.restore import field_types
from grader.spec.siblings import completed

if TYPE_CHECKING:
    from grader.spec.yaml_reader import Document


def load_exercises(root: str, identifiers: Iterable[str], cache: Cache) -> tuple[Exercise, ...]:
    """The exercises of a course, in that order.

    Raises:
        SpecError: every problem of every file.

    """
    found = []
    problems: list[Problem] = []
    for identifier in identifiers:
        try:
            found.append(load_exercise(root, identifier, cache))
        except SpecError as error:
            problems += error.problems
    if problems:
        raise SpecError(problems)
    return tuple(found)


def load_exercise(root: str, identifier: str, cache: Cache) -> Exercise:
    """One exercise.

    Raises:
        SpecError: every problem of its file.

    """
    shown = f"exercises/{identifier}.yaml"
    try:
        with open(os.path.join(root, "exercises", f"{identifier}.yaml"), "rb") as stream:
            raw = stream.read()
    except OSError as error:
        raise SpecError([Problem(shown, 1, 1, f"cannot be read: {error.strerror}")]) from None
    solution = _solution_text(root, identifier)
    content = digest(raw, solution)
    key = f"spec-{digest(cache.fingerprint, identifier, content)}"
    if stored := cache.load(key):
        data, told = stored[0]
        return exercise_from(identifier, data, content)._replace(warnings=tuple(told))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise SpecError([Problem(shown, line, 1, "the file is not UTF-8")]) from None
    data = check_exercise(text, shown, _names_in(solution, identifier))
    exercise = exercise_from(identifier, data, content)
    from grader.spec.warnings import warnings

    told = warnings(exercise, text, shown)
    cache.store(key, [data, told])
    return exercise._replace(warnings=tuple(told))


def exercise_from(identifier: str, data: dict[str, Any], content: str = "") -> Exercise:
    """An exercise from checked data."""
    if data.get("variables"):
        from grader.spec.variants import first_variant  # most exercises have none

        return first_variant(identifier, data, content)
    return restored_exercise(identifier, data, content)


def check_exercise(text: str, file: str, solution: Collection[str]) -> dict[str, Any]:
    """The plain data of an exercise file that is right in every respect; of variables, names stand in it.

    Raises:
        SpecError: everything that is wrong, in one go.

    """
    from grader.spec.yaml_reader import read_yaml  # warm runs have no need of yaml

    document = read_yaml(text, file)
    problems = document.problems
    data = document.data
    if not isinstance(data, dict):
        if not problems:
            problems.append(document.problem((), "an exercise is a mapping with title and parts"))
        raise SpecError(problems)
    head_wrong = _head_problems(document)
    problems += head_wrong
    parts = data.get("parts")
    if not isinstance(parts, dict) or not parts:
        what = "the key 'parts' is missing or empty: a mapping from part names to blocks with a kind"
        problems.append(document.problem(("parts",) if "parts" in data else (), what))
        raise SpecError(problems)
    data["parts"] = parts = completed(parts)
    problems += _name_problems(document, parts)
    if "variables" in data or "constraints" in data:
        from grader.spec.variable_problems import variable_problems

        problems += variable_problems(document, solution, head_is_right=not head_wrong)
    else:
        for name, block in parts.items():
            found = block_problems(("parts", name), block, solution, document.broken)
            problems += [
                document.problem(each.path, each.text, at_key=each.at_key, offset=each.offset)
                for each in found
            ]
    if problems:
        raise SpecError(problems)
    return data


def _name_problems(document: Document, parts: Iterable[str]) -> list[Problem]:
    """Parts whose names cannot be written, or told from others."""
    seen: dict[str, str] = {}
    found = []
    for name in parts:
        if not name.replace("-", "").replace("_", "").isalnum():
            text = f"{name!r} cannot name a part: use letters, digits, - and _"
            found.append(document.problem(("parts", name), text, at_key=True))
        if seen.setdefault(name.casefold(), name) != name:
            text = f"{name!r} differs from {seen[name.casefold()]!r} by case only"
            found.append(document.problem(("parts", name), text, at_key=True))
    return found


def _head_problems(document: Document) -> list[Problem]:
    from grader.spec.validation import type_problems

    head = {key: value for key, value in document.data.items() if key != "parts"}
    found = []
    for problem in type_problems(Head, head):
        text = problem.text
        if problem.at_key and len(problem.path) == 1:
            allowed = (*field_types(Head), "parts")
            text = f"unknown key {problem.path[0]!r}{did_you_mean(str(problem.path[0]), allowed)} (allowed: {listed(allowed)})"
        found.append(document.problem(problem.path, text, at_key=problem.at_key))
    cap = head.get("cap")
    if isinstance(cap, int | float) and not isinstance(cap, bool) and not 0 < cap <= 1e6:
        found.append(document.problem(("cap",), f"a cap must be above 0, found {cap:g}"))
    return found


def _solution_text(root: str, identifier: str) -> str:
    """The text of an exercise's solution; empty if it has none.

    Raises:
        SpecError: there is one that cannot be read.

    """
    shown = f"solutions/{identifier}.py"
    try:
        with open(os.path.join(root, "solutions", f"{identifier}.py"), encoding="utf-8-sig") as stream:
            return stream.read()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise SpecError([Problem(shown, 1, 1, "the file is not UTF-8")]) from None
    except OSError as error:
        raise SpecError([Problem(shown, 1, 1, f"cannot be read: {error.strerror}")]) from None


def solution_names(root: str, identifier: str) -> Mapping[str, Sequence[str] | None]:
    """What the solution of an exercise defines, with the parameters of its functions.

    Raises:
        SpecError: it cannot be read.

    """
    return _names_in(_solution_text(root, identifier), identifier)


def _names_in(text: str, identifier: str) -> Mapping[str, Sequence[str] | None]:
    source = parse_source(text, f"solutions/{identifier}.py")
    if isinstance(source, BrokenSource):
        raise SpecError(
            [Problem(f"solutions/{identifier}.py", source.line, max(1, source.column), source.text)]
        )
    found: dict[str, Sequence[str] | None] = dict.fromkeys(sorted(source.names))
    for name, signature in source.functions.items():
        found[name] = [argument.arg for argument in signature.required]
    return found
