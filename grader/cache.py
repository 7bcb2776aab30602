"""What can be worked out again, kept in the user's own cache folder by content hash.

Only plain JSON and raw bytes are stored; a damaged, foreign or unwritable cache is ignored. Verdicts
are never kept.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import struct
from typing import Any

try:
    from _sha256 import sha256  # type: ignore[import-not-found,unused-ignore]  # Python 3.11
except ImportError:
    try:
        from _sha2 import sha256  # type: ignore[import-not-found,unused-ignore,no-redef]
    except ImportError:
        from hashlib import sha256  # with OpenSSL loaded along, for 2 ms of start-up

_MAGIC = b"GRADER01"
_HEADER = struct.Struct("<8s32sI")
MAX_FILES = 4000


def digest(*pieces: str | bytes) -> str:
    """A hash of the pieces, which cannot be confused by moving bytes from one to the next."""
    state = sha256()
    for piece in pieces:
        raw = piece.encode("utf-8", "surrogateescape") if isinstance(piece, str) else piece
        state.update(len(raw).to_bytes(8, "little") + raw)
    found: str = state.hexdigest()
    return found


def program_fingerprint() -> str:
    """Changes with the program: names, sizes and times of its own files."""
    facts = []
    folders = [os.path.dirname(__file__)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    facts.append(f"{entry.name}:{status.st_size}:{status.st_mtime_ns}")
                elif "." not in entry.name and entry.name != "__pycache__":
                    folders.append(entry.path)
    return digest(*sorted(facts))


class Cache:
    """Entries by hash in one folder; without a usable folder it is always empty."""

    def __init__(self, folder: str | None) -> None:
        self._folder = folder if folder and _private(folder) else None
        self.fingerprint = program_fingerprint() if self._folder else ""

    def load(self, key: str) -> tuple[Any, bytes] | None:
        """The JSON and the bytes stored under a key, if they are there and whole."""
        if self._folder is None:
            return None
        try:
            with open(os.path.join(self._folder, key), "rb") as stream:
                content = stream.read()
            magic, checksum, length = _HEADER.unpack_from(content)
            body = content[_HEADER.size :]
            if magic != _MAGIC or sha256(body).digest() != checksum:
                return None
            return json.loads(body[:length]), body[length:]
        except (OSError, ValueError, struct.error):
            return None

    def store(self, key: str, meta: Any, raw: bytes = b"") -> None:
        """Keep JSON and bytes under a key; a failure to write is no failure."""
        if self._folder is None:
            return
        text = json.dumps(meta, separators=(",", ":")).encode()
        body = text + raw
        temporary = os.path.join(self._folder, f".{key}.{os.getpid()}")
        with contextlib.suppress(OSError):
            self._make_room()
            with open(temporary, "wb") as stream:
                stream.write(_HEADER.pack(_MAGIC, sha256(body).digest(), len(text)) + body)
            os.replace(temporary, os.path.join(self._folder, key))

    def _make_room(self) -> None:
        assert self._folder is not None
        entries = list(os.scandir(self._folder))
        if len(entries) > MAX_FILES:
            entries.sort(key=lambda entry: entry.stat().st_mtime_ns)
            for entry in entries[: MAX_FILES // 2]:
                os.unlink(entry.path)


def user_folder() -> str | None:
    """Where this user's cache is: GRADER_CACHE, else the XDG cache folder; an empty GRADER_CACHE is none."""
    if (named := os.environ.get("GRADER_CACHE")) is not None:
        return named or None
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "grader") if os.path.isabs(base) else None


def _private(folder: str) -> bool:
    """Make the folder if need be; usable only if it is this user's and nobody else can write to it."""
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        status = os.lstat(folder)
    except OSError:
        return False
    ours = not hasattr(os, "getuid") or status.st_uid == os.getuid()
    return ours and stat.S_ISDIR(status.st_mode) and not status.st_mode & 0o022
