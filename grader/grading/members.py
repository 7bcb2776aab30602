"""The files in the bytes of an archive, one by one, as far as they are wanted and no further than a submission reaches."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

from grader.grading.contents import UnreadableError, wanted

MAX_MEMBERS = 5_000
MAX_UNPACKED = 50_000_000
"""Bytes that come out of an archive in all, whatever its headers claim."""

_MAX_NAME, _MAX_LEVELS = 1000, 30
_MAX_HEADER = 4096
"""Bytes of a header that extends the one of a file; it holds the file's name."""

_TOO_MANY = f"it holds more than {MAX_MEMBERS} files"
_TOO_LARGE = f"it unpacks to more than {MAX_UNPACKED // 1_000_000} MB"
_ODD_NAMES = f"a name in it is longer than {_MAX_NAME} signs or {_MAX_LEVELS} folders"
_LINK = "it is a link or no plain file; hand in the file itself"

_ZIP_MEMBER = b"PK\x01\x02"
_SYMBOLIC_LINK = 0o120000
_BLOCK = 512

Member = tuple[str, bytes | str]
"""A name, and the content or why there is none."""


def _named(name: str) -> str:
    """A name with one sort of slash.

    Raises:
        UnreadableError: no file of a submission is called so.

    """
    name = name.replace("\\", "/").removeprefix("./")
    if len(name) > _MAX_NAME or name.count("/") > _MAX_LEVELS:
        raise UnreadableError(_ODD_NAMES)
    return name


def _most(name: str) -> int:
    """How many bytes a file may have; 0 if it is not read, or is one that a system adds by itself."""
    parts = name.split("/")
    return 0 if "__MACOSX" in parts or parts[-1].startswith("._") else wanted(parts[-1])


def zip_members(raw: bytes) -> Iterator[Member]:
    """The wanted files of a .zip.

    Raises:
        UnreadableError: it holds more than a submission can.
        Exception: whatever zipfile makes of bytes that are no archive.

    """
    import zipfile  # only an archive needs it

    if raw.count(_ZIP_MEMBER) > MAX_MEMBERS:
        raise UnreadableError(_TOO_MANY)
    left = MAX_UNPACKED
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for member in archive.infolist():
            name = _named(member.filename)
            if member.is_dir() or not (most := _most(name)):
                continue
            if (member.external_attr >> 16) & 0o170000 == _SYMBOLIC_LINK:
                yield name, _LINK
            elif member.flag_bits & 1:
                yield name, "it is encrypted; pack it without a password"
            elif member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                yield name, "it is compressed in an unusual way; pack it as an ordinary .zip"
            else:
                with archive.open(member) as stream:
                    content = stream.read(min(most + 1, left))
                left -= len(content)
                if left <= 0:
                    raise UnreadableError(_TOO_LARGE)
                yield name, content


def tar_members(raw: bytes) -> Iterator[Member]:
    """The wanted files of a .tar.gz: POSIX ustar headers, with longer names by pax and by GNU.

    The headers are read here, not by tarfile, which believes every length that one claims
    (pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html).

    Raises:
        UnreadableError: it is no archive, is damaged, or holds more than a submission can.

    """
    data = _unpacked(raw)
    at = count = 0
    longer = ""
    while (header := data[at : at + _BLOCK]).strip(b"\0"):
        size, kind = _size(header), header[156:157]
        content = data[at + _BLOCK : at + _BLOCK + size]
        count += 1
        if len(header) < _BLOCK or len(content) < size:
            raise UnreadableError("it is cut short; hand it in once more")
        if count > MAX_MEMBERS:
            raise UnreadableError(_TOO_MANY)
        at += _BLOCK + -(-size // _BLOCK) * _BLOCK
        if kind in (b"x", b"g", b"L"):
            if size > _MAX_HEADER:
                raise UnreadableError(_ODD_NAMES)
            longer = _text(content) if kind == b"L" else _pax_name(content) if kind == b"x" else longer
            continue
        name, longer = _named(longer or _ustar_name(header)), ""
        if kind != b"5" and (most := _most(name)):
            yield name, content[: most + 1] if kind in (b"0", b"\0") else _LINK


def _unpacked(raw: bytes) -> bytes:
    """What gzip unpacks to, up to what a submission can be."""
    unpacker = zlib.decompressobj(wbits=31)
    data = unpacker.decompress(raw, MAX_UNPACKED + 1)
    if len(data) > MAX_UNPACKED:
        raise UnreadableError(_TOO_LARGE)
    return data


def _size(header: bytes) -> int:
    digits = header[124:136].strip(b"\0 ")
    if header[257:262] != b"ustar" or not digits.isdigit():
        raise UnreadableError("it is no .tar.gz as tar writes it; hand it in once more")
    return int(digits, 8)


def _text(raw: bytes) -> str:
    return raw.partition(b"\0")[0].decode("utf-8", "replace")


def _ustar_name(header: bytes) -> str:
    name, prefix = _text(header[:100]), _text(header[345:500])
    return f"{prefix}/{name}" if prefix and header[257:263] == b"ustar\0" else name


def _pax_name(content: bytes) -> str:
    """The path in records ``<length> path=<path>``; empty if they hold none."""
    found = ""
    while content:
        digits, _, _ = content.partition(b" ")
        length = int(digits) if digits.isdigit() and len(digits) < 6 else 0
        key, _, value = content[len(digits) + 1 : length - 1].partition(b"=")
        if not len(digits) < length <= len(content):
            break
        if key == b"path":
            found = value.decode("utf-8", "replace")
        content = content[length:]
    return found
