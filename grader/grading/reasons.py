"""Every reason there is, with cause and cure: those of the kinds, and those of reading a submission."""

from __future__ import annotations

from functools import cache

from grader.kinds.registry import kind_class, kind_names
from grader.verdict import Reason

READING = (
    Reason("answers.missing", "The part has no answer in answers.md.", "Write it below '# <exercise>' and '## <part>'."),
    Reason("answers.misspelt", "A heading is close to the part's name, but is not it.", "Rename the heading."),
    Reason("answers.twice", "The part is answered under two headings.", "Keep one of them."),
    Reason("answers.unreadable", "answers.md could not be read as text.", "Hand in a plain text file of that name, saved as UTF-8."),
    Reason("answers.key", "The key of the exercise cannot be worked out: a fault of the exercise.", "The instructor has to mend it."),
    Reason("grader.too_long", "Reading the submission took more work than homework needs.", "A person looks at it; hand in the work alone."),
    Reason("grader.fault", "The grader itself failed.", "Report it with the submission; it costs no points."),
)  # fmt: skip


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
