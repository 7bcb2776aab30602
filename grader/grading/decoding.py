"""Bytes of a submission -> text, once: what is parsed here and what runs in the sandbox is the same text."""

from __future__ import annotations

_ASCII = bytes(sorted(set(range(32, 126)) - {ord("\\")})) + rb"\u0041\x41 +AEE- ~{!!~} -" + b"\n"
"""Stays as it is in every encoding in which a source looks like one; not in utf-7, punycode or unicode_escape."""


def decoded(raw: bytes, *, source: bool) -> tuple[str, str]:
    """The text and nothing, or nothing and why not; a ``source`` may name its encoding (PEP 263)."""
    if b"\0" in raw:
        return "", "it holds a NUL byte, so it is no text; save it as UTF-8"
    try:
        if source and b"coding" in raw[:400]:
            return _as_named(raw)
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"), ""
    except (UnicodeError, SyntaxError, LookupError):
        return "", "its bytes are not in the encoding it claims; save it as UTF-8"


def _as_named(raw: bytes) -> tuple[str, str]:
    import io  # few files name their encoding
    import tokenize
    from importlib.util import decode_source

    encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
    if not _keeps_ascii(encoding):
        return "", f"the encoding {encoding} can hide what a source says; save it as UTF-8"
    return decode_source(raw), ""


def _keeps_ascii(encoding: str) -> bool:
    try:
        return _ASCII.decode(encoding) == _ASCII.decode("ascii")
    except UnicodeError:
        return False
