"""Hints of a part: when each is shown, and what it costs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, NamedTuple

from grader.block import STRICT
from grader.errors import nearest
from grader.maths.expressions.exact import rational
from grader.verdict import Verdict


@dataclass(frozen=True, kw_only=True)
class Hint:
    """A hint with conditions or a cost."""

    __pydantic_config__: ClassVar[Any] = STRICT

    text: str
    """What the student is told."""
    attempt: int | None = None
    """The attempt from which on it is shown; without it and without a reason, the next attempt of the list."""
    reason: str | tuple[str, ...] = ()
    """Shown when points are lost for this reason: a slug, the beginning of one (function), or a list of these."""
    cost: float = 0.0
    """Points of the part that it costs on later attempts."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons, as a tuple."""
        return (self.reason,) if isinstance(self.reason, str) else self.reason


class Offer(NamedTuple):
    """A hint as it is judged: the first attempt that can show it, for which reasons (none: for any)."""

    text: str
    attempt: int
    reasons: tuple[str, ...]
    cost: Fraction

    def fits(self, verdict: Verdict) -> bool:
        """Whether a part that did not get full points lost some for one of the reasons."""
        lost = [each for each in (verdict, *(check.verdict for check in verdict.checks)) if each.score != 1]
        return not self.reasons or any(
            covers(wanted, each.reason) for each in lost for wanted in self.reasons
        )


def offers(hints: Sequence[str | Hint]) -> Iterator[Offer]:
    """The hints in order; the k-th that names neither attempt nor reason is shown from attempt k + 1 on.

    >>> [(each.text, each.attempt) for each in offers(["a", Hint(text="b", reason="number"), "c"])]
    [('a', 2), ('b', 1), ('c', 3)]
    """
    following = 2
    for each in hints:
        hint = Hint(text=each) if isinstance(each, str) else each
        attempt = hint.attempt or 1
        if hint.attempt is None and not hint.reasons:
            attempt, following = following, following + 1
        yield Offer(hint.text, attempt, hint.reasons, rational(hint.cost))


def covers(wanted: str, slug: str) -> bool:
    """Whether a reason is the one wanted, or begins with it.

    >>> covers("function", "function.sign"), covers("function.sig", "function.sign")
    (True, False)
    """
    return slug == wanted or slug.startswith(f"{wanted}.")


def hint_problems(
    hints: Sequence[str | Hint], points: float, slugs: Collection[str]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What is wrong in the hints of a part of so many points, whose verdicts have these reasons."""
    seen: set[str] = set()
    for index, each in enumerate(hints):
        path: tuple[str | int, ...] = (index,)
        hint = Hint(text=each) if isinstance(each, str) else each
        at = path if isinstance(each, str) else (*path, "text")
        if not hint.text.strip():
            yield at, "a hint needs words"
        elif hint.text in seen:
            yield at, "this hint stands here twice"
        seen.add(hint.text)
        if hint.attempt is not None and hint.attempt < 1:
            yield (*path, "attempt"), f"attempts count from 1, found {hint.attempt}"
        if hint.cost < 0:
            yield (*path, "cost"), f"a cost is 0 or more points, found {hint.cost:g}"
        elif hint.cost > points > 0:
            yield (
                (*path, "cost"),
                f"a hint costs at most the {points:g} points of the part, found {hint.cost:g}",
            )
        for place, wanted in enumerate(hint.reasons):
            if not any(covers(wanted, slug) for slug in slugs):
                where = (*path, "reason") if isinstance(hint.reason, str) else (*path, "reason", place)
                near = _near(wanted, slugs) or " (reasons are listed in docs/reasons.md)"
                yield where, f"a part of this kind has no reason {wanted!r}{near}"


def _near(wanted: str, slugs: Collection[str]) -> str:
    """The reason that was meant: a slug, its beginning, or what stands after its dot.

    >>> _near("sing", {"number.sign"})
    "; did you mean 'number.sign'?"
    """
    beginnings = {slug.partition(".")[0] for slug in slugs}
    by_end = {slug.partition(".")[2]: slug for slug in sorted(slugs)}
    meant = nearest(wanted, sorted({*slugs, *beginnings})) or by_end.get(nearest(wanted, by_end), "")
    return f"; did you mean {meant!r}?" if meant else ""
