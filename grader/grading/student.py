"""Whose numbers: the name of a student, from a folder or as somebody typed it."""

from __future__ import annotations

import os

from grader.errors import UsageError, printable
from grader.grading.submission import submission_name

MOST_BYTES = 255
"""As long as the name of a folder can be."""


def identity(name: str) -> str:
    """A name in the one form that numbers are drawn from: é is one sign, however a disk or a keyboard writes it."""
    if name.isascii():
        return name
    from unicodedata import normalize

    return normalize("NFC", name)


def student_named(typed: str) -> str:
    """The name of the student that was typed: of a path to what is handed in, its last piece without the ending of an archive.

    Raises:
        UsageError: nobody can be called so.

    """
    if not typed.strip():
        raise UsageError(
            "the name of the student is empty: write that of the folder handed in, such as alice"
        )
    if not typed.isprintable():
        raise UsageError(f"'{printable(typed)}' is no name: it holds characters that cannot be shown")
    name = identity(submission_name(typed))
    if not name.strip():
        raise UsageError(f"{typed} names no student: write the name of the folder handed in, such as alice")
    if len(os.fsencode(name)) > MOST_BYTES:
        raise UsageError(f"{printable(name, 40)} is longer than the name of a folder can be")
    return name


def student_of_one(typed: str, submissions: int) -> str:
    """The name that was typed for whoever handed in one submission.

    Raises:
        UsageError: nobody can be called so, or several submissions are graded.

    """
    if submissions > 1:
        raise UsageError(f"--student names who handed in one submission, but {submissions} are graded")
    return student_named(typed)
