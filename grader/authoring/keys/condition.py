"""A statement in other words, and with one mistake."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from grader.authoring.attempts import Attempt, Mutant
from grader.authoring.formulas.rewrites import restated
from grader.authoring.formulas.values import same_statement
from grader.authoring.keys.base import TextKey
from grader.errors import NotationError
from grader.kinds.condition import Condition, Key, statement_of
from grader.maths.expressions.expression import Call
from grader.maths.expressions.latex_typesetting import latex
from grader.maths.expressions.planting import COMPARED, Planted, planted
from grader.maths.expressions.typesetting import shown
from grader.verdict import ONE, ZERO

BOUNDARY = tuple(f"{COMPARED[sign]} for {sign}" for sign in ("<", "<=", ">", ">="))


class ConditionKey(TextKey[Condition]):
    """A statement that is true or false."""

    key: Key

    def reference(self) -> Iterator[Attempt]:
        """As written, in Unicode and in LaTeX."""
        yield Attempt(self.block.answer, "as it is written")
        yield Attempt(shown(self.key.statement), "as the program shows it")
        yield Attempt(latex(self.key.statement), "in LaTeX")

    def rewrites(self) -> Iterator[Attempt]:
        """By the rules of logic and order."""
        for about, other in restated(self.key.statement):
            yield Attempt(shown(other), about)
            yield Attempt(latex(other), f"{about}, in LaTeX")

    def mutants(self) -> Iterator[Mutant]:
        """One comparison, one word, one number or one symbol changed."""
        statement = self.key.statement
        right = shown(statement)
        seen = {right}
        lenient = max(self.block.sufficient_only, self.block.necessary_only) >= 1
        advice = "sufficient_only or necessary_only of 1 is no half of an answer: lower it" if lenient else ""
        changes: list[Planted] = [("the whole denied", Call("not", (statement,)))]
        changes += planted(statement, whole=False)
        for about, other in changes:
            if self.block.kinks == "either" and (about in BOUNDARY or about == "an end of an interval"):
                continue  # the part says that boundaries do not matter
            if (text := shown(other)) not in seen:
                seen.add(text)
                yield Mutant(
                    text,
                    about,
                    right,
                    text,
                    partial(same_statement, self.key.setting, statement, other),
                    advice,
                )

    def junk(self) -> Iterator[Attempt]:
        """What holds always or never."""
        yield from (
            Attempt(word, f"{word!r}") for word in ("always", "never", "true", "false", "0 = 0", "1 = 0")
        )

    def deserved(self, junk: str) -> Fraction:
        """Everything if it says the same."""
        try:
            other = statement_of(junk, self.key.setting).statement
        except NotationError:
            return ZERO
        return ONE if same_statement(self.key.setting, self.key.statement, other) else ZERO
