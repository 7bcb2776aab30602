"""Which submissions the paths on the command line stand for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

from grader.errors import UsageError, did_you_mean


class Folders(NamedTuple):
    """Folders of one submission each, and whether they were named as a class."""

    submissions: tuple[str, ...]
    is_class: bool


def submission_folders(paths: Sequence[str], classes: Sequence[str], commands: Sequence[str] = ()) -> Folders:
    """The submissions at ``paths``, and those in the folders of ``classes``.

    A course's own ``submissions/`` among the paths is a class. ``commands`` are suggested for a path
    that does not exist.

    Raises:
        UsageError: a path does not exist or is no folder, a class is empty, or nothing is named.

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
        if not os.path.isdir(path):
            raise UsageError(f"{path} is a file; name the folder of a submission, such as submissions/alice")
        if path not in in_class:
            found.append(path)
            continue
        children = [
            os.path.join(path, name)
            for name in _children(path)
            if not name.startswith(".") and os.path.isdir(os.path.join(path, name))
        ]
        if not children:
            raise UsageError(f"{path} holds no submissions: each is a folder of its own")
        found += children
    if not found:
        raise UsageError("name the folder of a submission, such as submissions/alice, or --class DIR")
    once: dict[str, str] = {}
    for path in found:
        once.setdefault(os.path.realpath(path), path)
    return Folders(tuple(once.values()), bool(in_class))


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
