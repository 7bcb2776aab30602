"""What every answer kind has: the YAML block as a frozen dataclass that reads and judges its own answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from grader.block import STRICT
from grader.errors import NotationError, did_you_mean, listed, sentence
from grader.kinds.hint import Hint, hint_problems
from grader.maths.expressions.notation import FUNCTIONS
from grader.verdict import Reason, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

READING = (
    Reason("answers.missing", "The part has no answer in answers.md.", "Write it below '# <exercise>' and '## <part>'."),
    Reason("answers.misspelt", "A heading is close to the part's name, but is not it.", "Rename the heading."),
    Reason("answers.twice", "The part is answered under two headings.", "Keep one of them."),
    Reason("answers.unreadable", "answers.md could not be read as text.", "Hand in a plain text file of that name, saved as UTF-8."),
    Reason("answers.key", "The key of the exercise cannot be worked out: a fault of the exercise.", "The instructor has to mend it."),
    Reason("grader.too_long", "Reading the submission took more work than homework needs.", "A person looks at it; hand in the work alone."),
    Reason("grader.fault", "The grader itself failed.", "Report it with the submission; it costs no points."),
)  # fmt: skip
"""Reasons that a part of any kind can have, from reading the submission."""


class Unreadable(NamedTuple):
    """An answer that could not be read: why, and where in its text (lines and columns count from 1)."""

    feedback: tuple[str, ...]
    line: int = 1
    column: int = 0

    @classmethod
    def because(cls, error: NotationError, text: str, line: int = 1, offset: int = 0) -> Unreadable:
        """From an error at a column of ``text``, which starts ``offset`` characters into its line."""
        a_name = error.text.split(" ")[0] in FUNCTIONS
        said = f"{error.text}." if a_name else sentence(error.text)
        return cls((said, *caret(text, error.column)), line, error.column + offset)


def caret(text: str, column: int, width: int = 60) -> tuple[str, str]:
    """The text around a column, and a line with a caret under it.

    >>> caret("1 + + 2", 5)
    ('    1 + + 2', '        ^')
    """
    start = max(0, min(column - 1 - width // 2, len(text) - width))
    shown = "".join(
        c if c.isprintable() else " " if c.isspace() else "?" for c in text[start : start + width]
    )
    return f"    {shown}", " " * (4 + column - 1 - start) + "^"


class BlockProblem(NamedTuple):
    """Something wrong in a block that its types cannot tell; ``path`` leads to it, ``offset`` into its text."""

    path: tuple[str | int, ...]
    text: str
    offset: int = 0

    @classmethod
    def because(cls, error: NotationError, *path: str | int) -> BlockProblem:
        """From an error in the text at ``path``."""
        return cls(path, error.text, error.column - 1)


@dataclass(frozen=True, kw_only=True)
class Example:
    """A wrong answer with the reason that it must get."""

    __pydantic_config__: ClassVar[Any] = STRICT

    answer: str
    """The answer as a student writes it."""
    reason: str
    """The slug of why it is wrong, as in ``number.sign``."""


@dataclass(frozen=True, kw_only=True)
class Examples:
    """Answers of known outcome, which ``grade verify`` tries; a blank one is always tried."""

    __pydantic_config__: ClassVar[Any] = STRICT

    correct: tuple[str, ...] = ()
    """Answers that must get full score."""
    incorrect: tuple[str | Example, ...] = ()
    """Answers that must not; with ``{answer: ..., reason: ...}`` for that reason."""
    answered: tuple[str, ...] = ()
    """Where a person marks: answers that must come to that person."""

    def problems(self, reasons: Collection[str], *, decided: bool) -> Iterator[BlockProblem]:
        """Blank examples, one that stands here twice, unknown ``reasons``, and what a kind that is (not) decided has not."""
        seen: dict[str, str] = {}
        for name in ("correct", "incorrect", "answered"):
            given: tuple[str | Example, ...] = getattr(self, name)
            if given and (name == "answered") == decided:
                known = "correct and incorrect" if decided else "answered"
                who = "the program decides here" if decided else "a person marks this"
                yield BlockProblem(("examples", name), f"{who}: its examples are {known}")
            for index, one in enumerate(given):
                path: tuple[str | int, ...] = ("examples", name, index)
                text = one.answer if isinstance(one, Example) else one
                if not text.strip():
                    yield BlockProblem(
                        path, "an example is an answer, and this is blank (a blank one is always tried)"
                    )
                elif seen.setdefault(text.strip(), name) != name or list(given).count(one) > 1:
                    yield BlockProblem(path, f"this example stands here twice; first in {seen[text.strip()]}")
                if isinstance(one, Example) and one.reason not in reasons:
                    near = did_you_mean(one.reason, reasons) or f" (known: {listed(sorted(reasons))})"
                    yield BlockProblem((*path, "reason"), f"{one.reason!r} is no reason of this part{near}")


@dataclass(frozen=True, kw_only=True)
class Kind(ABC):
    """One part's block of an exercise file."""

    __pydantic_config__: ClassVar[Any] = STRICT
    kind: ClassVar[str]
    from_code: ClassVar[bool] = False
    reasons: ClassVar[tuple[Reason, ...]] = ()
    reads_back: ClassVar[bool] = False
    """Whether a right answer is shown as it was read, too."""
    decides: ClassVar[bool] = True
    """Whether the program says what is right; else a person marks every answer."""

    prompt: str = ""
    """What the student is asked, in Markdown with $LaTeX$."""
    points: float = 1.0
    """What the part is worth."""
    hidden: bool = False
    """Not shown to students."""
    all_or_nothing: bool = False
    """Whether a part that is not right as a whole earns nothing."""
    hints: tuple[str | Hint, ...] = ()
    """What a student is told who has not got it yet: the first from attempt 2 on, the next from 3; or {text, attempt, reason, cost}."""
    examples: Examples = Examples()
    """Answers of known outcome, which ``grade verify`` tries."""

    def problems(self, solution: Collection[str]) -> Iterator[BlockProblem]:
        """What is wrong beyond types; ``solution`` holds the names that solutions/<id>.py defines."""
        if not 0 < self.points <= 1e6:
            yield BlockProblem(("points",), f"points must be above 0, found {self.points:g}")
        for path, text in hint_problems(self.hints, self.points, self.slugs) if self.hints else ():
            yield BlockProblem(("hints", *path), text)
        if self.examples != Examples():
            yield from self.examples.problems(self.slugs, decided=self.decides)
        yield from self.block_problems(solution)

    @property
    def slugs(self) -> frozenset[str]:
        """Every reason that a verdict on this part can have."""
        return frozenset(reason.slug for reason in (*self.reasons, *READING))

    def weaknesses(self) -> Iterator[BlockProblem]:
        """What is allowed and would let mistakes pass; only for a block without problems."""
        return iter(())

    @abstractmethod
    def block_problems(self, solution: Collection[str]) -> Iterator[BlockProblem]:
        """What is wrong in the fields of this kind."""

    def offered(self) -> tuple[str, ...]:
        """What a student chooses from, a line each."""
        return ()

    @abstractmethod
    def read(self, raw: Any) -> Any | Unreadable:
        """The response that stands in ``raw``: the text of an answer, or for code what its run returned."""

    @abstractmethod
    def key(self, returned: Any = None) -> Any:
        """What a response is judged against; for code, from what the reference ``returned``.

        Raises:
            NotationError, ExerciseFault: the key cannot be worked out, a fault of the exercise.

        """

    @abstractmethod
    def judge(self, response: Any, key: Any) -> Verdict:
        """The verdict on a response; pure: the same arguments give the same verdict."""
