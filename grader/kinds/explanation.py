"""Kind ``explanation``: prose, which a person marks by a rubric."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from grader.block import STRICT
from grader.kinds.base import BlockProblem, Kind, Unreadable
from grader.maths.expressions.exact import rational
from grader.verdict import Outcome, Reason, Verdict, undecided

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

MAX_SHOWN = 2000
"""Signs of an answer in a report; the rest is in the submission."""

READ_BY_A_PERSON = "A person reads and marks this."


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One line of a rubric."""

    __pydantic_config__: ClassVar[Any] = STRICT

    points: float
    """What it is worth."""
    text: str
    """What an answer must do to earn it."""


@dataclass(frozen=True, kw_only=True)
class Explanation(Kind):
    """Prose, marked by a person."""

    kind: ClassVar[str] = "explanation"
    decides: ClassVar[bool] = False
    reasons: ClassVar[tuple[Reason, ...]] = (
        Reason("explanation.review", "Prose is marked by a person.", "Nothing to do: the points are pending until it is read."),
        Reason("explanation.unreadable", "There is not one word in the answer.", "Answer in words."),
    )  # fmt: skip

    rubric: tuple[Criterion, ...]
    """What earns points; the points add up to the part's."""
    must_mention: tuple[str | tuple[str, ...], ...] = ()
    """What the person who marks is told is mentioned or not: a word, or several of which one will do; saturat* has any ending."""

    def block_problems(self, solution: Collection[str]) -> Iterator[BlockProblem]:
        """A rubric that does not add up, things to mention that no text could."""
        if not self.rubric:
            yield BlockProblem(("rubric",), "a rubric needs at least one criterion")
            return
        seen: set[str] = set()
        finite = True
        for index, criterion in enumerate(self.rubric):
            if not 0 < criterion.points <= 1e6:
                finite = False
                text = f"points must be above 0, found {criterion.points:g}"
                yield BlockProblem(("rubric", index, "points"), text)
            if not (folded := " ".join(_words(criterion.text))):
                yield BlockProblem(("rubric", index, "text"), "a criterion needs words")
            elif folded in seen:
                yield BlockProblem(("rubric", index, "text"), "this criterion stands here twice")
            seen.add(folded)
        total = (
            sum((rational(criterion.points) for criterion in self.rubric), Fraction(0)) if finite else None
        )
        if total is not None and 0 < self.points <= 1e6 and total != rational(self.points):
            text = f"the criteria add up to {float(total):g} points, the part has {self.points:g}"
            yield BlockProblem(("rubric",), text)
        for index, entry in enumerate(self.must_mention):
            if not entry:
                yield BlockProblem(("must_mention", index), "name at least one word")
            for place, phrase in enumerate(_alternatives(entry)):
                path = ("must_mention", index) if isinstance(entry, str) else ("must_mention", index, place)
                if "*" in phrase.strip()[:-1]:
                    yield BlockProblem(path, f"in {phrase!r} a * stands before the end: it means any ending")
                elif not _words(phrase):
                    yield BlockProblem(path, f"{phrase!r} is no word that a text can hold")

    def key(self, returned: object = None) -> tuple[Criterion, ...]:
        """The rubric."""
        return self.rubric

    def read(self, raw: str) -> str | Unreadable:
        """The text, if there is a word in it."""
        if not any(character.isalpha() for character in raw):
            return Unreadable(("There is not one word in this: answer in words.",))
        return raw

    def judge(self, response: str, key: tuple[Criterion, ...]) -> Verdict:
        """Never decides; shows the person who marks the rubric, and what is mentioned."""
        rubric = "; ".join(f"{criterion.text} ({criterion.points:g})" for criterion in key)
        verdict = undecided(Outcome.NEEDS_REVIEW, "explanation.review", READ_BY_A_PERSON)
        return verdict._replace(read_as=_shown(response), expected=rubric, detail=self._mentions(response))

    def _mentions(self, text: str) -> tuple[str, ...]:
        """One line about everything that must be mentioned; it decides nothing."""
        words = _words(text)
        found: dict[str, list[str]] = {"mentions": [], "does not mention": []}
        for entry in self.must_mention:
            phrases = _alternatives(entry)
            present = any(_occurs(phrase, words) for phrase in phrases)
            found["mentions" if present else "does not mention"].append(" or ".join(phrases))
        said = [f"{verb}: {', '.join(names)}" for verb, names in found.items() if names]
        return ("; ".join(said),) if said else ()


def _alternatives(entry: str | tuple[str, ...]) -> tuple[str, ...]:
    return (entry,) if isinstance(entry, str) else entry


def _words(text: str) -> list[str]:
    """The words of a text in one spelling, without case and punctuation.

    >>> _words("The *gradient* of σ(z) — vanishing!")
    ['the', 'gradient', 'of', 'σ', 'z', 'vanishing']
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character if character.isalnum() else " " for character in folded).split()


def _occurs(phrase: str, words: Sequence[str]) -> bool:
    """Whether a phrase stands in a text; the last word of ``saturat*`` may go on.

    >>> _occurs("chain rule", ["the", "chain", "rule"]), _occurs("saturat*", ["unsaturated"])
    (True, False)
    """
    *before, last = _words(phrase)
    open_end = phrase.strip().endswith("*")
    for end in range(len(before), len(words)):
        word = words[end]
        if (word.startswith(last) if open_end else word == last) and [
            *words[end - len(before) : end]
        ] == before:
            return True
    return False


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MAX_SHOWN else line[:MAX_SHOWN] + "…"
