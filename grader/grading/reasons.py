"""Every reason there is, with cause and cure: those of the kinds, and those of reading a submission."""

from __future__ import annotations

from functools import cache

from grader.kinds.base import READING
from grader.kinds.registry import kind_class, kind_names
from grader.verdict import Reason


@cache
def reasons_of(kind: str) -> dict[str, Reason]:
    """The reasons a part of a kind can have, by slug."""
    return {reason.slug: reason for reason in (*kind_class(kind).reasons, *READING)}


def page() -> str:
    """docs/reasons.md: every reason with its cause and cure."""
    lines = ["# Reasons", "", "Why points were lost. Made by `python docs/generate.py`.", ""]
    groups = {name: kind_class(name).reasons for name in kind_names()}
    for title, reasons in {**groups, "reading a submission": READING}.items():
        lines += [f"## {title}", "", "| reason | cause | what to do |", "|---|---|---|"]
        lines += [f"| `{reason.slug}` | {reason.cause} | {reason.cure} |" for reason in reasons]
        lines.append("")
    return "\n".join(lines)
