"""A formula, or several equations: in LaTeX, rewritten by algebra, and with one mistake."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from grader.authoring.attempts import Attempt, Mutant
from grader.authoring.formulas.rewrites import rewritten
from grader.authoring.formulas.values import same_formula
from grader.authoring.keys.base import TextKey
from grader.errors import GraderError
from grader.kinds.base import Unreadable
from grader.kinds.expression import Equation, Expression, Key
from grader.maths.expressions.exact import rational
from grader.maths.expressions.expression import Derivative, walk
from grader.maths.expressions.expression import Expression as Tree
from grader.maths.expressions.latex_typesetting import latex
from grader.maths.expressions.planting import planted
from grader.maths.expressions.typesetting import shown
from grader.maths.formulas.equivalence import Judge
from grader.maths.formulas.statements import Side
from grader.verdict import ONE, ZERO


class ExpressionKey(TextKey[Expression]):
    """One formula under no name, or several under the names of their left-hand sides."""

    key: Key

    @cached_property
    def mild(self) -> Expression:
        """The part without the form that it asks for."""
        return replace(self.block, form="")

    @cached_property
    def formulas(self) -> dict[str, Tree]:
        """The keys; for one that only says what is differentiated, which is no answer, the author's example."""
        found = {name: judges[0].asked.key for name, judges in self.key.judges.items()}
        return {
            name: right for name, tree in found.items() if (right := self._formula(name, tree)) is not None
        }

    def _formula(self, name: str, tree: Tree) -> Tree | None:
        if not _derives(tree):
            return tree
        for text in self.block.examples.correct:
            response = self.block.read(text)
            if not isinstance(response, Unreadable) and name in response.asked and not response.definitions:
                labelled = response.asked[name]
                return self.key.reader.reading(labelled.sides[-1], labelled.letters).expression
        return None

    @property
    def texts(self) -> dict[str, str]:
        """The keys as they are written, else as they are shown."""
        written = {name: self._equation(name).answer for name in self.formulas}
        return {name: text or shown(self.formulas[name]) for name, text in written.items()}

    @property
    def whole(self) -> bool:
        """Whether every formula that is asked can be written down."""
        return len(self.formulas) == len(self.key.judges)

    def _equation(self, name: str) -> Equation | Expression:
        return self.block.answers[name] if name else self.block

    def _answer(self, changed: Mapping[str, str]) -> str:
        """The whole answer, with other texts for some equations."""
        texts = {**self.texts, **changed}
        return "\n".join(f"{name} = {text}" if name else text for name, text in texts.items())

    def _with(self, name: str, text: str) -> str:
        return self._answer({name: text})

    def reference(self) -> Iterator[Attempt]:
        """As written, in Unicode and in LaTeX; further formulas that are right."""
        if not self.whole or (self.block.form and self.block.examples.correct):
            return  # of a part that asks for a form an example shows that it can be reached
        yield Attempt(self._answer({}), "as it is written")
        shows = {name: shown(tree) for name, tree in self.formulas.items()}
        yield Attempt(self._answer(shows), "as the program shows it")
        typeset = {name: latex(tree) for name, tree in self.formulas.items()}
        yield Attempt(self._answer(typeset), "in LaTeX")
        for name in self.formulas:
            for other in self._equation(name).also:
                yield Attempt(self._with(name, other), "as `also` has it")

    def unwritten(self) -> str:
        """A derivative is no answer."""
        if self.whole:
            return ""
        return (
            "the key is a derivative that the rules do not work out, so that no mistake can be planted in it"
        )

    def rewrites(self) -> Iterator[Attempt]:
        """By the rules of algebra; in whatever form."""
        if not self.whole:
            return
        for name, tree in self.formulas.items():
            for about, other in rewritten(tree, self.key.reader.setting):
                yield Attempt(self._with(name, shown(other)), about)
            for about, other in [*rewritten(tree, self.key.reader.setting)][::3]:
                yield Attempt(self._with(name, latex(other)), f"{about}, in LaTeX")
        if len(self.formulas) > 1:
            lines = self._answer({}).split("\n")
            yield Attempt("\n".join(reversed(lines)), "the equations in another order")

    def mutants(self) -> Iterator[Mutant]:
        """One equation with one mistake, the others right."""
        if not self.whole:
            return
        shapes = self.key.reader.setting.shapes
        matrices = [name for name, shape in shapes.items() if len(shape) == 2]
        for name, tree in self.formulas.items():
            free = self._equation(name).free or self.block.free
            seen = {shown(tree)}
            for about, other in planted(tree, free, matrices):
                text = shown(other)
                if text not in seen:
                    seen.add(text)
                    yield self._mutant(name, about, other, text)

    def _mutant(self, name: str, about: str, other: Tree, text: str) -> Mutant:
        front = f"{name} = " if name else ""
        return Mutant(
            self._with(name, text),
            about,
            front + shown(self.formulas[name]),
            front + text,
            lambda: any(self._same(judge, other) for judge in self.key.judges[name]),
            self._advice(other),
        )

    def _same(self, judge: Judge, other: Tree) -> bool:
        """Whether a formula has the value of a key, or of its transpose where layouts are free."""
        fixed = self.block.layout in ("variable", "jacobian")
        gradients = bool(self.block.answers or self.block.gradient_of or self.block.layout)
        return same_formula(judge, other, turned=gradients and not fixed)

    def _advice(self, other: Tree) -> str:
        if any(worth >= 1 for worth in self.block.credit.values()):
            return "a mistake with a credit of 1 is no mistake: lower it"
        if self.block.given:
            return f"only where {self.block.given} does an answer count"
        if any(isinstance(node, Derivative) for node in walk(other)):
            return ""
        return (
            "judging took two different formulas for one: see whether symbols are declared as they are meant"
        )

    def filled(self, junk: str) -> str:
        """The junk for every equation."""
        return "\n".join(f"{name} = {junk}" for name in self.block.answers) or junk

    def deserved(self, junk: str) -> Fraction:
        """The share of the equations that junk really answers; for a symbol, what the part pays for one mistake."""
        total = sum((rational(one.points) for one in self.block.answers.values()), ZERO)
        paid = max(self.block.credit.values(), default=0.0)
        credit = rational(paid) if paid < 1 and junk in self.key.reader.setting.shapes else ZERO
        earned = ZERO
        for name, judges in self.key.judges.items():
            try:
                tree = self.key.reader.reading(Side(junk, 1, 1)).expression
            except GraderError:
                return ZERO
            share = rational(self.block.answers[name].points) / total if name else ONE
            earned += share * (ONE if any(self._same(judge, tree) for judge in judges) else credit)
        return earned

    def caught(self) -> Iterator[tuple[str, Attempt, str]]:
        """Each misconception's formula, for every equation that it is one of."""
        for name, idea in self.block.misconceptions.items():
            for equation in self.key.judges:
                yield name, Attempt(self._with(equation, idea.answer), f"misconception {name}"), idea.feedback


def _derives(tree: Tree) -> bool:
    return any(isinstance(node, Derivative) for node in walk(tree))
