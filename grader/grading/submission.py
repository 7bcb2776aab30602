"""A submission, a folder or an archive -> its sources and answers, read once; nothing in it can make reading fail."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple

from grader.grading.answers import FILE
from grader.grading.archive import archive_stem, is_archive, read_archive
from grader.grading.contents import Contents, UnreadableError, shown, wanted
from grader.grading.decoding import decoded
from grader.grading.folder import read_folder
from grader.grading.patience import TookTooLongError, patience

MAX_SOURCES = 512 * 1024
"""Bytes of all sources together: parsing one byte can take a thousand."""


class Submission(NamedTuple):
    """What one student handed in: sources by file name, the text of answers.md, and what was not read."""

    name: str
    sources: Mapping[str, str]
    answers: str
    refused: Mapping[str, str]
    remarks: tuple[str, ...] = ()
    unread: str = ""
    """Why nothing of it was read."""

    def refusal(self, file: str) -> str:
        """Why a file was not read; empty if it was, or if there is none."""
        return self.refused.get(file, self.unread)


def code_files(path: str) -> int:
    """How many file names in a submission say that there is code to run."""
    if _is_packed(path):
        try:
            with patience():
                names = list(read_archive(path).files)
        except (UnreadableError, TookTooLongError, MemoryError):
            names = []
    else:
        names = _children(path)
    return sum(name.endswith(".py") for name in names)


def submission_name(path: str) -> str:
    """What the submission in a folder or an archive is called."""
    return archive_stem(path) if _is_packed(path) else os.path.basename(os.path.abspath(path))


def _is_packed(path: str) -> bool:
    return is_archive(path) and not os.path.isdir(path)


def read_submission(path: str) -> Submission:
    """The submission in a folder or an archive."""
    name = submission_name(path)
    try:
        with patience():
            contents = read_archive(path) if _is_packed(path) else read_folder(path)
    except (UnreadableError, TookTooLongError, MemoryError) as error:
        why = str(error) or "reading it took more work than a submission can need"
        return Submission(name, {}, "", {}, (f"{shown(os.path.basename(path))} was not read: {why}.",), why)
    return _submission(name, contents)


def _submission(name: str, contents: Contents) -> Submission:
    refused = dict(contents.refused)
    texts: dict[str, str] = {}
    left = MAX_SOURCES
    for file, raw in sorted(contents.files.items(), key=lambda each: (len(each[1]), each[0])):
        source = file != FILE
        if not file.isprintable():
            refused[file] = "its name holds characters that cannot be shown"
        elif len(raw) > wanted(file):
            refused[file] = f"it is larger than {wanted(file) // 1024} KB"
        elif source and len(raw) > left:
            refused[file] = f"the sources together are larger than {MAX_SOURCES // 1024} KB"
        else:
            text, why = decoded(raw, source=source)
            if why:
                refused[file] = why
            else:
                texts[file] = text
                left -= len(raw) if source else 0
    answers = texts.pop(FILE, "")
    told = [f"{shown(file)} was not read: {why}." for file, why in sorted(refused.items())]
    if "numpy.py" in texts:
        told.append("numpy.py is not used: import numpy gives the library; give the file another name.")
    if not texts and not answers and not refused:
        told.append(
            f"The submission holds no answers: expected {FILE} for text answers and <exercise>.py for code."
        )
    return Submission(name, dict(sorted(texts.items())), answers, refused, (*told, *contents.remarks))


def _children(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []
