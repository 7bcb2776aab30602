"""Every reason there is, with cause and cure: those of the kinds, and those of reading a submission."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from grader.kinds.base import READING
from grader.kinds.registry import kind_class, kind_names
from grader.verdict import Reason


@cache
def reasons_of(kind: str) -> dict[str, Reason]:
    """The reasons a part of a kind can have, by slug."""
    return {reason.slug: reason for reason in (*kind_class(kind).reasons, *READING)}


def page(explained: Collection[str] = ()) -> str:
    """docs/reasons.md: every reason with its cause and cure; ``explained`` are those of code that docs/mistakes.md has a section on."""
    lines = [
        "# Reasons",
        "",
        "Why points were lost; a link leads to an example. Made by `python docs/generate.py`.",
        "",
    ]
    linked = {f"function.{ending}": f"mistakes.md#{ending}" for ending in explained}
    groups = {name: kind_class(name).reasons for name in kind_names()}
    for title, reasons in {**groups, "reading a submission": READING}.items():
        lines += [f"## {title}", "", "| reason | cause | what to do |", "|---|---|---|"]
        for reason in reasons:
            slug = f"`{reason.slug}`"
            slug = f"[{slug}]({linked[reason.slug]})" if reason.slug in linked else slug
            lines.append(f"| {slug} | {reason.cause} | {reason.cure} |")
        lines.append("")
    return "\n".join(lines)
