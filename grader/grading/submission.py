"""A submission's folder -> its sources and answers, read once; nothing in it can make reading fail."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from typing import NamedTuple

from grader.errors import UsageError
from grader.grading.answers import FILE

MAX_BYTES = 1_000_000
MAX_FILES = 200


class Submission(NamedTuple):
    """What one student handed in: sources by file name, the text of answers.md, and what was not read."""

    name: str
    sources: Mapping[str, str]
    answers: str
    refused: Mapping[str, str]
    remarks: tuple[str, ...] = ()


def code_files(folder: str) -> int:
    """How many file names in a submission say that there is code to run."""
    return sum(name.endswith(".py") for name in _children(folder))


def read_submission(folder: str) -> Submission:
    """The submission in a folder.

    Raises:
        UsageError: there is no such folder.

    """
    if not os.path.isdir(folder):
        found = "is a file; name the folder of the submission" if os.path.exists(folder) else "does not exist"
        raise UsageError(f"{folder} {found}")
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {error.strerror}") from None
    sources: dict[str, str] = {}
    refused: dict[str, str] = {}
    answers = ""
    for name in names[:MAX_FILES]:
        if not (name.endswith(".py") or name == FILE):
            continue
        try:
            text = _read(os.path.join(folder, name))
        except _RefusedError as refusal:
            refused[name] = str(refusal)
            continue
        if name == FILE:
            answers = text
        else:
            sources[name] = text
    remarks = [f"{_shown(name)} was not read: {why}" for name, why in refused.items()]
    if len(names) > MAX_FILES:
        remarks.append(f"Only the first {MAX_FILES} of {len(names)} files were read.")
    elif not sources and not answers and not refused:
        remarks.append(
            f"The folder holds no answers: expected {FILE} for text answers and <exercise>.py for code."
        )
    remarks += [remark for name in names[:MAX_FILES] if (remark := _unread(folder, name))]
    return Submission(os.path.basename(os.path.abspath(folder)), sources, answers, refused, tuple(remarks))


def _unread(folder: str, name: str) -> str:
    """What to say about a file that may hold work and is not read; mostly nothing."""
    path = os.path.join(folder, name)
    if os.path.isdir(path):
        inside = _children(path)
        if FILE in inside or any(child.endswith(".py") for child in inside):
            return f"{_shown(name)}/ was not read: put its files into the folder of the submission itself."
        return ""
    stem, _, ending = name.casefold().rpartition(".")
    if ending == "ipynb":
        return f"{_shown(name)} was not read: hand in the code as {_shown(name[:-6])}.py."
    plain = stem.partition(".")[0].partition(" (")[0]
    if plain in ("answers", "answer") and name != FILE and ending not in ("py", "pdf"):
        return f"{_shown(name)} was not read: name it {FILE}."
    return ""


def _children(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


class _RefusedError(Exception):
    """A file that is not read, and why."""


def _read(file: str) -> str:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(file, flags)
    except OSError:
        raise _RefusedError("it is a link or cannot be opened; hand in the file itself") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _RefusedError("it is no plain file")
    with os.fdopen(descriptor, "rb") as stream:
        raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise _RefusedError(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    if b"\0" in raw:
        raise _RefusedError("it holds a NUL byte, so it is no text; save it as UTF-8")
    try:
        if file.endswith(".py") and b"coding" in raw[:400]:
            from importlib.util import decode_source  # few files name their encoding

            return decode_source(raw)
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except (UnicodeDecodeError, SyntaxError, LookupError):
        raise _RefusedError("its bytes are not in the encoding it claims; save it as UTF-8") from None


def _shown(name: str) -> str:
    return name if name.isprintable() else repr(name)
