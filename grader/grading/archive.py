"""A submission handed in as one file, ``.zip`` or ``.tar.gz``: read in memory, so nothing is ever unpacked onto a disk."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from typing import Any, cast

from grader.errors import printable
from grader.grading.contents import MAX_FILES, Contents, UnreadableError, too_deep, wanted

ENDINGS = (".zip", ".tar.gz", ".tgz")
MAX_ARCHIVE = 20_000_000
"""Bytes of an archive itself."""

MAX_MEMBERS = 5_000
MAX_UNPACKED = 50_000_000
"""Bytes that come out of an archive in all, whatever its headers claim."""

_TOO_MANY = f"it holds more than {MAX_MEMBERS} files"
_TOO_LARGE = f"it unpacks to more than {MAX_UNPACKED // 1_000_000} MB"
_ZIP_MEMBER = b"PK\x01\x02"
_SYMBOLIC_LINK = 0o120000
_BY_SYSTEMS = ("__MACOSX", ".DS_Store")


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
    members = _zip_members if path.casefold().endswith(".zip") else _tar_members
    files: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    try:
        found = list(members(raw))
    except UnreadableError:
        raise
    except Exception as error:  # whatever the bytes of a stranger do to a library
        detail = printable(str(error) or type(error).__name__, 100)
        raise UnreadableError(f"it cannot be unpacked ({detail}); hand it in once more") from None
    for member, content in found:
        name = member.replace("\\", "/")
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
    while (
        files and all("/" in name for name in files) and len({name.partition("/")[0] for name in files}) == 1
    ):
        prefix = f"{next(iter(files)).partition('/')[0]}/"
        files = {name.removeprefix(prefix): content for name, content in files.items()}
        refused = {name.removeprefix(prefix): why for name, why in refused.items()}
    deep = sorted({name.partition("/")[0] for name in files if "/" in name})
    remarks = [too_deep(name) for name in deep[:MAX_FILES]]
    top = sorted(name for name in files if "/" not in name)
    if len(top) > MAX_FILES:
        remarks.insert(0, f"Only the first {MAX_FILES} of {len(top)} files were read.")
    return Contents({name: files[name] for name in top[:MAX_FILES]}, refused, remarks)


def _zip_members(raw: bytes) -> Iterator[tuple[str, bytes | str]]:
    import zipfile  # only an archive needs it

    if raw.count(_ZIP_MEMBER) > MAX_MEMBERS:
        raise UnreadableError(_TOO_MANY)
    left = MAX_UNPACKED
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for member in archive.infolist():
            most = _most(member.filename)
            if member.is_dir() or not most:
                continue
            if (member.external_attr >> 16) & 0o170000 == _SYMBOLIC_LINK:
                yield member.filename, "it is a link; hand in the file itself"
                continue
            if member.flag_bits & 1:
                yield member.filename, "it is encrypted"
                continue
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                yield member.filename, "it is compressed in an unusual way"
                continue
            with archive.open(member) as stream:
                content = stream.read(min(most + 1, left))
            left -= len(content)
            if left <= 0:
                raise UnreadableError(_TOO_LARGE)
            yield member.filename, content


def _tar_members(raw: bytes) -> Iterator[tuple[str, bytes | str]]:
    import tarfile  # only an archive needs it

    with tarfile.open(fileobj=cast("Any", _Unpacked(raw)), mode="r|") as archive:
        for count, member in enumerate(archive):
            if count >= MAX_MEMBERS:
                raise UnreadableError(_TOO_MANY)
            name = member.name.removeprefix("./")
            most = _most(name)
            if member.isdir() or not most:
                continue
            if not member.isreg():
                yield name, "it is a link or no plain file; hand in the file itself"
                continue
            stream = archive.extractfile(member)
            yield name, stream.read(most + 1) if stream else b""


def _most(name: str) -> int:
    parts = name.split("/")
    return 0 if any(part in _BY_SYSTEMS for part in parts) else wanted(parts[-1])


class _Unpacked:
    """Unpacks gzip as it is read, up to what a submission can be."""

    def __init__(self, raw: bytes) -> None:
        import gzip

        self._stream = gzip.GzipFile(fileobj=io.BytesIO(raw))
        self._left = MAX_UNPACKED

    def read(self, size: int = -1) -> bytes:
        """The next bytes.

        Raises:
            UnreadableError: more came than may.

        """
        received = self._stream.read(size)
        self._left -= len(received)
        if self._left < 0:
            raise UnreadableError(_TOO_LARGE)
        return received
