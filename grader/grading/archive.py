"""A submission handed in as one file, ``.zip`` or ``.tar.gz``: read in memory, so nothing is ever unpacked onto a disk."""

from __future__ import annotations

import os
import stat

from grader.errors import printable
from grader.grading.answers import FILE
from grader.grading.contents import MAX_FILES, TOO_MANY, Contents, UnreadableError, too_deep
from grader.grading.members import tar_members, zip_members

ENDINGS = (".zip", ".tar.gz", ".tgz")
MAX_ARCHIVE = 20_000_000
"""Bytes of an archive itself."""


def is_archive(path: str) -> bool:
    """Whether a path is named like an archive that can be handed in."""
    return path.casefold().endswith(ENDINGS)


def archive_stem(path: str) -> str:
    """The name of the submission in an archive.

    >>> archive_stem("submissions/alice.tar.gz")
    'alice'
    """
    name = os.path.basename(path)
    ending = next(each for each in ENDINGS if name.casefold().endswith(each))
    return name[: -len(ending)]


def read_archive(path: str) -> Contents:
    """The files of an archive.

    If everything lies in one folder, that folder is the submission.

    Raises:
        UnreadableError: it is no archive, or larger than a submission can be.

    """
    raw = _plain_file(path)
    members = zip_members if path.casefold().endswith(".zip") else tar_members
    files: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    try:
        found = list(members(raw))
    except UnreadableError:
        raise
    except Exception as error:  # whatever the bytes of a stranger do to a library
        detail = printable(str(error) or type(error).__name__, 100)
        raise UnreadableError(f"it cannot be unpacked ({detail}); hand it in once more") from None
    for name, content in found:
        if not _safe(name):
            refused[name] = "its name leads out of the submission"
        elif name in files or name in refused:
            files.pop(name, None)
            refused[name] = "the archive holds it twice"
        elif isinstance(content, str):
            refused[name] = content
        else:
            files[name] = content
    return _top_level(files, refused)


def _plain_file(path: str) -> bytes:
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
            raise UnreadableError("it is a link or no plain file; hand in a copy")
        with os.fdopen(os.open(path, flags), "rb") as stream:
            raw = stream.read(MAX_ARCHIVE + 1)
    except OSError as error:
        raise UnreadableError(f"it cannot be opened: {error.strerror}") from None
    if len(raw) > MAX_ARCHIVE:
        raise UnreadableError(f"it is larger than {MAX_ARCHIVE // 1_000_000} MB")
    return raw


def _safe(name: str) -> bool:
    return not name.startswith("/") and ".." not in name.split("/") and "\0" not in name


def _top_level(files: dict[str, bytes], refused: dict[str, str]) -> Contents:
    """The files at the top; a folder that everything lies in is no folder."""
    above = [name.rpartition("/")[0] for name in files]
    common = os.path.commonpath(above) if above and all(above) else ""
    prefix = f"{common}/" if common else ""
    files = {name.removeprefix(prefix): content for name, content in files.items()}
    refused = {name.removeprefix(prefix): why for name, why in refused.items()}
    deep = sorted({name.partition("/")[0] for name in files if "/" in name})
    top = sorted((name for name in files if "/" not in name), key=lambda name: (name != FILE, name))
    refused |= dict.fromkeys(top[MAX_FILES:], TOO_MANY)
    return Contents(
        {name: files[name] for name in top[:MAX_FILES]}, refused, [too_deep(name) for name in deep]
    )
