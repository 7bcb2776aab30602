"""Which submissions the paths on the command line stand for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

from grader.errors import UsageError, did_you_mean, listed
from grader.grading.archive import ENDINGS, archive_stem, is_archive


class Folders(NamedTuple):
    """Folders or archives of one submission each, and whether they were named as a class."""

    submissions: tuple[str, ...]
    is_class: bool


def submission_folders(paths: Sequence[str], classes: Sequence[str], commands: Sequence[str] = ()) -> Folders:
    """The submissions at ``paths``, and those in the folders of ``classes``.

    A course's own ``submissions/`` among the paths is a class. ``commands`` are suggested for a path
    that does not exist.

    Raises:
        UsageError: a path does not exist or is no submission, a class is empty or holds a name twice, or
            nothing is named.

    """
    found: list[str] = []
    in_class = [*classes, *(path for path in paths if _is_submissions_of_a_course(path))]
    for path in (*paths, *classes):
        if not path:
            raise UsageError("an empty path names no submission")
        if not os.path.exists(path):
            named = commands if os.path.basename(path) == path else ()
            raise UsageError(
                f"{path} does not exist{did_you_mean(os.path.basename(path), [*named, *_children(os.path.dirname(path) or os.curdir)])}"
            )
        if _is_of_the_course(path):
            raise UsageError(
                f"{path} belongs to the course; name the folder of a submission, or submissions/ for all"
            )
        if path in in_class and not os.path.isdir(path):
            raise UsageError(f"{path} is a file; --class names a folder of submissions")
        if not _is_submission(path):
            raise UsageError(
                f"{path} is a file; name the folder of a submission, such as submissions/alice, or an archive of it "
                f"({listed(ENDINGS)})"
            )
        if path not in in_class and len(several := _submissions_inside(path)) > 1:
            raise UsageError(
                f"{path} holds no answers itself, its folders do ({listed(several[:3])}{', ...' if several[3:] else ''}):"
                f" for a class say --class {path}, for one submission put the files into {path} itself"
            )
        if path not in in_class:
            found.append(os.path.realpath(path) if os.path.islink(path) else path)
            continue
        inside = [os.path.join(path, name) for name in _children(path) if not name.startswith(".")]
        children = [child for child in inside if _is_submission(child)]
        if not children:
            raise UsageError(f"{path} holds no submissions: each is a folder or an archive of its own")
        _no_name_twice(children)
        found += children
    if not found:
        raise UsageError("name the folder of a submission, such as submissions/alice, or --class DIR")
    once: dict[str, str] = {}
    for path in found:
        folder, name = os.path.split(os.path.abspath(path))
        once.setdefault(os.path.join(os.path.realpath(folder), name), path)
    return Folders(tuple(once.values()), bool(in_class))


def _is_submission(path: str) -> bool:
    return os.path.isdir(path) or (is_archive(path) and os.path.lexists(path))


def _submissions_inside(path: str) -> list[str]:
    """The folders inside one that hold answers, where the folder itself holds none."""
    if not os.path.isdir(path) or _holds_answers(path):
        return []
    return [name for name in _children(path) if _holds_answers(os.path.join(path, name))]


def _holds_answers(folder: str) -> bool:
    names = _children(folder) if os.path.isdir(folder) else []
    return any(name.lower() == "answers.md" or name.endswith(".py") for name in names)


def _no_name_twice(submissions: Sequence[str]) -> None:
    paths: dict[str, str] = {}
    for path in submissions:
        name = os.path.basename(path) if os.path.isdir(path) else archive_stem(path)
        if name in paths:
            raise UsageError(f"{name} is handed in twice, as {paths[name]} and {path}: keep one of them")
        paths[name] = path


def _is_submissions_of_a_course(path: str) -> bool:
    parent, name = os.path.split(os.path.abspath(path))
    return name == "submissions" and os.path.isdir(os.path.join(parent, "exercises"))


def _is_of_the_course(path: str) -> bool:
    """Whether a path is a course itself, or its exercises."""
    inside = os.path.join(path, "exercises")
    name = os.path.basename(os.path.abspath(path))
    return os.path.isdir(inside) or (
        name == "exercises" and any(n.endswith(".yaml") for n in _children(path))
    )


def _children(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []
