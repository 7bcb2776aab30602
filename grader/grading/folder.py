"""A submission handed in as a folder: no link is followed, nothing but plain files is opened."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Mapping

from grader.grading.answers import FILE
from grader.grading.archive import is_archive
from grader.grading.contents import MAX_FILES, TOO_MANY, Contents, UnreadableError, shown, too_deep, wanted

_MAX_LISTED = 10_000


def read_folder(path: str) -> Contents:
    """The files of a folder, through a descriptor of it: nobody can put another in its place meanwhile.

    Raises:
        UnreadableError: it is a link, cannot be opened, or holds too much.

    """
    try:
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        why = "it is a link; hand in the folder itself" if os.path.islink(path) else f"{error.strerror}"
        raise UnreadableError(why) from None
    try:
        names = sorted(_names(folder))
        links = Counter(_inode(folder, name) for name in names)
        files: dict[str, bytes] = {}
        refused: dict[str, str] = {}
        read = sorted(filter(wanted, names), key=lambda name: (name != FILE, name))
        refused |= dict.fromkeys(read[MAX_FILES:], TOO_MANY)
        for name in read[:MAX_FILES]:
            try:
                files[name] = _read(folder, name, links)
            except _RefusedError as refusal:
                refused[name] = str(refusal)
        remarks = [remark for name in names[: 2 * MAX_FILES] if (remark := _unread(folder, name))]
    finally:
        os.close(folder)
    return Contents(files, refused, remarks)


def _names(folder: int) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for count, entry in enumerate(entries):
            if count >= _MAX_LISTED:
                raise UnreadableError(f"the folder holds more than {_MAX_LISTED} files")
            yield entry.name


def _inode(folder: int, name: str) -> int:
    try:
        return os.stat(name, dir_fd=folder, follow_symlinks=False).st_ino
    except OSError:
        return 0


class _RefusedError(Exception):
    """A file that is not read, and why."""


def _read(folder: int, name: str, links: Mapping[int, int]) -> bytes:
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    try:
        if not stat.S_ISREG(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            raise _RefusedError("it is a link or no plain file; hand in the file itself")
        descriptor = os.open(name, flags, dir_fd=folder)
    except OSError:
        raise _RefusedError("it cannot be opened; hand in the file itself") from None
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise _RefusedError("it is no plain file")
        if status.st_nlink > links[status.st_ino]:
            raise _RefusedError("it is the same file as one outside of the submission; hand in a copy")
        return stream.read(wanted(name) + 1)


def _unread(folder: int, name: str) -> str:
    """What to say about a file that may hold work and is not read; mostly nothing."""
    try:
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    except OSError:
        return ""
    if stat.S_ISDIR(mode):
        return too_deep(name) if _holds_work(folder, name) else ""
    stem, _, ending = name.casefold().rpartition(".")
    if ending == "ipynb":
        return f"{shown(name)} was not read: hand in the code as {shown(name[:-6])}.py."
    if is_archive(name):
        return f"{shown(name)} was not read: hand in either the files or the archive, not one in the other."
    plain = stem.partition(".")[0].partition(" (")[0]
    if plain in ("answers", "answer") and name != FILE and ending not in ("py", "pdf"):
        return f"{shown(name)} was not read: name it {FILE}."
    return ""


def _holds_work(folder: int, name: str) -> bool:
    try:
        inside = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
    except OSError:
        return False
    try:
        with os.scandir(inside) as entries:
            return any(wanted(entry.name) for _, entry in zip(range(_MAX_LISTED), entries, strict=False))
    finally:
        os.close(inside)
