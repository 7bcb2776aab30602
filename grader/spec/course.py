"""A course folder: where it is, what course.yaml says, which exercises it has."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

from grader.block import STRICT
from grader.cache import Cache, digest
from grader.errors import Problem, SpecError, UsageError, did_you_mean, listed
from grader.spec.restore import restore


@dataclass(frozen=True, kw_only=True)
class Listed:
    """What course.yaml says about one exercise."""

    __pydantic_config__: ClassVar[Any] = STRICT

    weight: float = 1.0
    """How much its points count."""


@dataclass(frozen=True, kw_only=True)
class LateRule:
    """What a submission loses that is late by more than ``after``."""

    __pydantic_config__: ClassVar[Any] = STRICT

    after: str
    """A duration: 0h, 90m, 2d 3h."""
    lose: str
    """A share of the points earned: 10 %."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What course.yaml says; all of it is optional."""

    __pydantic_config__: ClassVar[Any] = STRICT

    title: str = ""
    """The name of the course."""
    seed: int = 0
    """What hidden cases are drawn from; keep it to yourself."""
    variant_seed: int = 0
    """What the numbers of each student's own are drawn from; students who check their own work have it too."""
    exercises: dict[str, Listed | None] = field(default_factory=dict)
    """The exercises in their order, each with its weight; without it all of them, by name."""
    release_answers: bool = False
    """Whether students may see expected values."""
    late: tuple[LateRule, ...] = ()
    """What a late submission loses, from early to late: {after: 24h, lose: 50 %}."""


class Course(NamedTuple):
    """A folder with ``exercises/``, ``solutions/`` and ``submissions/``."""

    root: str
    settings: Settings
    exercises: tuple[str, ...]

    def weight(self, exercise: str) -> float:
        """How much an exercise's points count."""
        listed_as = self.settings.exercises.get(exercise)
        return listed_as.weight if listed_as else 1.0


def find_course(submission: str) -> str:
    """The nearest folder above a submission that holds ``exercises/``; never the submission itself.

    Raises:
        UsageError: there is none.

    """
    folder = os.path.abspath(submission)
    while folder != os.path.dirname(folder):
        folder = os.path.dirname(folder)
        if os.path.isdir(os.path.join(folder, "exercises")):
            return folder
    raise UsageError(
        f"no course found above {submission}: a course has a folder exercises/; name it with --course DIR"
    )


def course_around(folder: str) -> str:
    """The nearest folder at or above this one that holds ``exercises/``.

    Raises:
        UsageError: there is none.

    """
    try:
        return find_course(os.path.join(folder, "any"))
    except UsageError:
        raise UsageError(
            f"no course found at or above {folder}: a course has a folder exercises/; name it with --course DIR"
        ) from None


def exercise_names(root: str) -> tuple[str, ...]:
    """The exercises that a course's folder holds, by file name.

    Raises:
        UsageError: the folder is no course.

    """
    folder = os.path.join(root, "exercises")
    if not os.path.isdir(folder):
        raise UsageError(f"{root} is no course: it has no folder exercises/")
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {error.strerror}") from None
    if odd := [name for name in names if name.endswith(".yml")]:
        problems = (f"is not read: rename it to {name.removesuffix('.yml')}.yaml" for name in odd)
        raise SpecError(Problem(f"exercises/{n}", 1, 1, p) for n, p in zip(odd, problems, strict=True))
    found = [name.removesuffix(".yaml") for name in names if name.endswith(".yaml")]
    if not found:
        raise UsageError(f"{folder} holds no exercise: add exercises/<name>.yaml")
    return tuple(found)


def load_course(root: str, cache: Cache) -> Course:
    """The course in a folder.

    Raises:
        UsageError: the folder is no course.
        SpecError: everything that is wrong in course.yaml.

    """
    found = exercise_names(root)
    file = os.path.join(root, "course.yaml")
    if not os.path.exists(file):
        return Course(root, Settings(), found)
    try:
        with open(file, encoding="utf-8-sig") as stream:
            text = stream.read()
    except (OSError, UnicodeDecodeError) as error:
        raise SpecError([Problem("course.yaml", 1, 1, f"cannot be read: {error}")]) from None
    key = f"course-{digest(cache.fingerprint, text, *found)}"
    if stored := cache.load(key):
        data = stored[0]
    else:
        data = _checked(text, found)
        cache.store(key, data)
    settings = restore(Settings, data)
    return Course(root, settings, tuple(settings.exercises) or found)


def _checked(text: str, found: tuple[str, ...]) -> dict[str, Any]:
    from grader.spec.late import late_problems
    from grader.spec.validation import type_problems  # warm runs need neither yaml nor pydantic
    from grader.spec.yaml_reader import read_yaml

    if not any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines()):
        return {}
    document = read_yaml(text, "course.yaml")
    problems = list(document.problems)
    data = document.data
    if not isinstance(data, dict):
        raise SpecError(
            problems or [document.problem((), "course.yaml is a mapping: title, seed, exercises")]
        )
    wrong = type_problems(Settings, data)
    problems += [document.problem(each.path, each.text, at_key=each.at_key) for each in wrong]
    if not any(each.path[:1] == ("late",) for each in wrong):
        rules = [LateRule(**rule) for rule in data.get("late", ())]
        problems += [document.problem(("late", *path), text) for path, text in late_problems(rules)]
    for name, entry in (
        (data.get("exercises") or {}).items() if isinstance(data.get("exercises"), dict) else ()
    ):
        if name not in found:
            near = did_you_mean(name, found) or f" (exercises: {listed(found)})"
            problems.append(
                document.problem(("exercises", name), f"there is no exercises/{name}.yaml{near}", at_key=True)
            )
        weight = entry.get("weight", 1) if isinstance(entry, dict) else 1
        if isinstance(weight, int | float) and not 0 < weight <= 1e6:
            problems.append(
                document.problem(("exercises", name, "weight"), f"weight must be above 0, found {weight:g}")
            )
    if problems:
        raise SpecError(problems)
    return data
