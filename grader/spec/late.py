"""Late rules: how long is how long, what a late submission loses, and how that is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from grader.spec.course import LateRule

UNITS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
"""Seconds of each unit of a duration."""

GRAMMAR = "whole numbers with the units d, h, m and s, the largest first: 90m, 26h, 2d 3h"


class Lateness(NamedTuple):
    """How late a submission is, in seconds, and the rule that holds for it."""

    seconds: int
    rule: LateRule | None = None
    has_rules: bool = True
    """Whether the course has late rules at all."""

    @property
    def lost(self) -> Fraction:
        """The share of points that is lost."""
        return share_of(self.rule.lose) if self.rule else Fraction(0)

    def __str__(self) -> str:
        """How late, and what follows from it."""
        if not self.seconds:
            return "Handed in on time: nothing is deducted."
        late = f"{shown_duration(self.seconds)} late"
        if self.rule:
            after = duration(self.rule.after)
            since = f" (the rule after {shown_duration(after)})" if after else ""
            return f"{late}: {shown_share(self.lost)} of the points earned are lost{since}."
        if not self.has_rules:
            return f"{late}: course.yaml has no late rules, so nothing is deducted."
        return f"{late}: that is before the first late rule of course.yaml, so nothing is deducted."


def lateness(rules: Sequence[LateRule], seconds: int) -> Lateness:
    """The last rule whose time is over holds: ``after: 24h`` for everything later than 24 hours."""
    over = [rule for rule in rules if seconds > duration(rule.after)]
    return Lateness(seconds, over[-1] if over else None, bool(rules))


def duration(text: str) -> int:
    """The seconds of a duration.

    Raises:
        ValueError: it is none; the message says why.

    >>> duration("2d 3h"), duration("90m"), duration("0h")
    (183600, 5400, 0)

    """
    pattern = r"\s*".join(rf"(?:([0-9]{{1,6}})\s*{unit})?" for unit in UNITS)
    found = re.fullmatch(pattern, text.strip())
    if not text.strip() or not found:
        raise ValueError(f"{text!r} is no duration{_advice(text.strip())}; write {GRAMMAR}")
    return sum(int(number or 0) * size for number, size in zip(found.groups(), UNITS.values(), strict=True))


def _advice(text: str) -> str:
    if text.startswith(("-", "−")):
        return " (a submission that is early is not late: 0h)"
    if re.fullmatch(r"[0-9]+", text):
        return f" (a unit is missing: {text}h?)"
    if ":" in text:
        return " (a colon may part hours and minutes, or minutes and seconds)"
    if re.search(r"[0-9][.,][0-9]", text):
        return " (for 1.5h write 1h 30m)"
    return ""


def share_of(text: str) -> Fraction:
    """The share that a percentage stands for.

    Raises:
        ValueError: it is none, or not above 0 and at most 100; the message says so.

    >>> share_of("12.5 %")
    Fraction(1, 8)

    """
    found = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)\s*%", text.strip())
    if not found:
        raise ValueError(f'{text!r} is no share of the points earned; write a percentage: "10 %"')
    share = Fraction(found[1]) / 100
    if not 0 < share <= 1:
        raise ValueError(f"a late submission loses more than 0 % and at most 100 %, found {text}")
    return share


def shown_duration(seconds: int) -> str:
    """A duration as it can be typed.

    >>> shown_duration(183600), shown_duration(0)
    ('2d 3h', '0s')
    """
    words = []
    for unit, size in UNITS.items():
        number, seconds = divmod(seconds, size)
        if number:
            words.append(f"{number}{unit}")
    return " ".join(words) or "0s"


def shown_share(share: Fraction) -> str:
    """A share in per cent, with the digits it was written with.

    >>> shown_share(Fraction(1, 8))
    '12.5 %'
    """
    return f"{float(share * 100):.8f}".rstrip("0").rstrip(".") + " %"


def late_problems(rules: Sequence[LateRule]) -> Iterator[tuple[tuple[int, str], str]]:
    """What is wrong in late rules: durations, percentages, and an order that is not increasing."""
    yield from _out_of_order(rules, "after", lambda text: Fraction(duration(text)))
    yield from _out_of_order(rules, "lose", share_of)


def _out_of_order(
    rules: Sequence[LateRule], name: str, value_of: Callable[[str], Fraction]
) -> Iterator[tuple[tuple[int, str], str]]:
    before: tuple[Fraction, str] | None = None
    for index, rule in enumerate(rules):
        text = getattr(rule, name)
        try:
            value = value_of(text)
        except ValueError as error:
            yield (index, name), str(error)
            continue
        if before and value <= before[0]:
            said = f"late rules go from early to late and lose more each time: {text} does not exceed {before[1]}"
            yield (index, name), said
        before = value, text
