"""Kind ``expression``: a formula, or several equations, judged by equality and not by form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple

from grader.block import STRICT
from grader.errors import NotationError, did_you_mean, listed, sentence
from grader.kinds.base import BlockProblem, Kind, Unreadable, caret
from grader.maths.expressions.exact import rational
from grader.maths.expressions.expression import Derivative, Transposed
from grader.maths.expressions.rewriting import inlined
from grader.maths.formulas.equivalence import Judge
from grader.maths.formulas.families import Asked
from grader.maths.formulas.forms import form_fault, has_derivative, known_form
from grader.maths.formulas.formula_verdict import FormulaVerdict, Idea
from grader.maths.formulas.responses import Labelled, Reader, SideError
from grader.maths.formulas.statements import Side, statements
from grader.maths.formulas.system_verdict import added, consistent
from grader.maths.formulas.systems import Response, Wanted, several, single
from grader.maths.values.setting import SettingError, setting
from grader.maths.values.shapes import shape_of
from grader.verdict import ZERO, Check, Outcome, Reason, Verdict, incorrect

KINKS = ("relu", "abs")
"""Functions whose slope at 0 can be given."""

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from grader.maths.expressions.expression import Expression as Tree


@dataclass(frozen=True, kw_only=True)
class Equation:
    """One of several formulas that a part asks for."""

    __pydantic_config__: ClassVar[Any] = STRICT

    answer: str = ""
    """The formula."""
    also: tuple[str, ...] = ()
    """Further formulas that are right."""
    gradient_of: str = ""
    """Instead of ``answer``: what is differentiated."""
    with_respect_to: str = ""
    """By what."""
    free: tuple[str, ...] = ()
    """Its free indices."""
    points: float = 1.0
    """What it is worth beside the others."""


@dataclass(frozen=True, kw_only=True)
class Misconception:
    """A wrong formula with the idea behind it."""

    __pydantic_config__: ClassVar[Any] = STRICT

    answer: str
    """What a student with this idea writes, in any form."""
    feedback: str
    """What that student is told."""
    credit: float = 0.0
    """What it earns, between 0 and 1."""


class Key(NamedTuple):
    """What equations are judged against: for each name its judges, the first being the answer."""

    reader: Reader
    judges: dict[str, tuple[Judge, ...]]


@dataclass(frozen=True, kw_only=True)
class Expression(Kind):
    """A formula, or several equations."""

    kind: ClassVar[str] = "expression"
    reads_back: ClassVar[bool] = True
    reasons: ClassVar[tuple[Reason, ...]] = (
        Reason("expression.value", "The formula is not equal to the expected one.", "Put in small numbers and compare."),
        Reason("expression.sign", "The formula has the other sign.", "Follow each minus sign through."),
        Reason("expression.factor", "The formula is off by a constant factor.", "Look for a lost 2, 1/2 or 1/N."),
        Reason("expression.reciprocal", "The formula is one over the expected one.", "Check what is divided by what."),
        Reason("expression.transposed", "The formula is transposed, or a matrix in it is.", "Check the shape of every factor."),
        Reason("expression.layout", "Right, but in another layout than the part asks for.", "See which layout the part asks for."),
        Reason("expression.missing_term", "A term is missing.", "Check over which paths the quantity depends on its variable."),
        Reason("expression.extra_term", "A term is too many.", "Check each term by itself."),
        Reason("expression.diagonal", "Only the diagonal part is there.", "Every output may depend on every input."),
        Reason("expression.missing_sum", "A sum is missing.", "Every index that is not asked for must be summed over."),
        Reason("expression.index", "An index is swapped or another than it should be.", "Write down which index runs over what."),
        Reason("expression.derivative", "A function stands where its derivative belongs, or the reverse.", "Differentiate step by step."),
        Reason("expression.log_base", "A logarithm has another base.", "log is the natural logarithm here."),
        Reason("expression.indicator", "A mask is missing or the wrong way round.", "Ask what happens where the unit is off."),
        Reason("expression.shape", "Shapes do not fit, or the answer has another shape.", "Write the shape under every factor."),
        Reason("expression.domain", "Undefined where the expected formula has a value.", "Check where logarithms, roots and quotients are defined."),
        Reason("expression.form", "Equal, but not in the form that was asked for.", "Bring it into the form the part asks for."),
        Reason("expression.missing", "An equation is missing.", "Write one line for each quantity that is asked for."),
        Reason("expression.misconception", "The formula fits a known wrong idea.", "Read what is said about it."),
        Reason("expression.misread", "Wrong as it was read, right in another usual reading.", "A person looks at it; next time write brackets."),
        Reason("expression.undecided", "It could not be decided whether the formulas are equal.", "A person looks at it."),
        Reason("expression.unreadable", "The text is no formula over the declared symbols.", "Look at the place that is marked, and at the names that may be used."),
    )  # fmt: skip

    symbols: dict[str, str] = field(default_factory=dict)
    """The free symbols: ``z: vector(D)``, ``W: matrix(N, D)``, ``c: positive``."""
    where: dict[str, str] = field(default_factory=dict)
    """Symbols that depend on others: ``"y[i]": "exp(z[i])/r"``."""
    answer: str = ""
    """The formula."""
    also: tuple[str, ...] = ()
    """Further formulas that are right though they are not equal to it."""
    answers: dict[str, Equation] = field(default_factory=dict)
    """Several equations, by their left-hand sides."""
    gradient_of: str = ""
    """Instead of ``answer``: what is differentiated."""
    with_respect_to: str = ""
    """By what."""
    free: tuple[str, ...] = ()
    """The free indices of the answer."""
    given: str = ""
    """Only where this holds, as in ``i != j``, does the answer count."""
    also_written: dict[str, str] = field(default_factory=dict)
    """Other spellings: ``"P(y=i)": "P[i]"``."""
    assume: tuple[str, ...] = ()
    """What holds for the symbols besides, as in ``sum(i, y[i]) = 1``."""
    index_from: Literal[0, 1] = 1
    """The first value of an index."""
    layout: Literal["", "variable", "jacobian", "consistent"] = ""
    """Which layout of gradients earns full points; without it either, the same for all equations."""
    form: str = ""
    """The form that is asked for besides: expanded, factored, no sums, single fraction, numeric, in terms of [y]."""
    domain: Literal["", "strict"] = ""
    """``strict``: undefined at special points only is wrong too."""
    at_kinks: dict[str, float] = field(default_factory=dict)
    """The slope at a kink, which then counts: ``relu: 0``."""
    misconceptions: dict[str, Misconception] = field(default_factory=dict)
    """Wrong formulas with the idea behind each."""
    credit: dict[str, float] = field(default_factory=dict)
    """What a named mistake earns: ``factor: 0.5``."""

    def block_problems(self, solution: Collection[str]) -> Iterator[BlockProblem]:
        """Fields that cannot be read, keys that have no value."""
        given = [
            name
            for name, there in (
                ("answer", self.answer),
                ("answers", self.answers),
                ("gradient_of", self.gradient_of),
            )
            if there
        ]
        if len(given) != 1:
            text = f"one of answer, answers and gradient_of is needed, found {listed(given) or 'none'}"
            yield BlockProblem((given[1],) if given else (), text)
            return
        try:
            key = self.key()
        except SettingError as error:
            yield BlockProblem(tuple(error.path), error.text, max(0, error.column - 1))
            return
        faults = [
            BlockProblem(path, why) for path, judge in self._judges_with_paths(key) if (why := judge.fault())
        ]
        yield from faults
        if not faults:
            yield from self._unsound(key)
        for name, one in self.answers.items():
            if one.points <= 0:
                yield BlockProblem(
                    ("answers", name, "points"), f"points must be above 0, found {one.points:g}"
                )
        if self.form and not known_form(self.form):
            yield BlockProblem(
                ("form",),
                f"{self.form!r} is no form (known: expanded, factored, no sums, single fraction, numeric, in terms of [names])",
            )
        for name in self.at_kinks:
            if name not in KINKS:
                near = did_you_mean(name, KINKS) or f" (known: {listed(KINKS)})"
                yield BlockProblem(("at_kinks", name), f"{name!r} is no function with a kink at 0{near}")
        slugs = {reason.slug.partition(".")[2] for reason in self.reasons}
        for name, worth in self.credit.items():
            if name not in slugs:
                yield BlockProblem(
                    ("credit", name),
                    f"{name!r} is no mistake that is recognised (known: {listed(sorted(slugs))})",
                )
            if not 0 <= worth <= 1:
                yield BlockProblem(("credit", name), f"credit is between 0 and 1, found {worth:g}")

    def _unsound(self, key: Key) -> Iterator[BlockProblem]:
        """A key that is not right itself, and misconceptions that are."""
        for name, judges in key.judges.items():
            one = self.answers.get(name) or self
            base: tuple[str, ...] = ("answers", name) if name else ()
            if one.answer:
                verdict = self._judging(key.reader, judges).chain(Labelled((Side(one.answer, 1, 1),)))
                if verdict.outcome is not Outcome.CORRECT:
                    why = " ".join(verdict.feedback)
                    yield BlockProblem((*base, "answer"), f"the key itself would not be right: {why}")
        for name, idea in self.misconceptions.items():
            path = ("misconceptions", name, "answer")
            try:
                key.reader.reading(Side(idea.answer, 1, 1))
            except SideError as error:
                yield BlockProblem.because(error, *path)
                continue
            if any(self._is_right(key, judges, idea.answer) for judges in key.judges.values()):
                yield BlockProblem(path, "this misconception is right")
            if not 0 <= idea.credit <= 1:
                yield BlockProblem((*path[:2], "credit"), f"credit is between 0 and 1, found {idea.credit:g}")

    def _is_right(self, key: Key, judges: tuple[Judge, ...], formula: str) -> bool:
        found = self._judging(key.reader, judges).chain(Labelled((Side(formula, 1, 1),)))
        return found.outcome is Outcome.CORRECT

    def _judges_with_paths(self, key: Key) -> Iterator[tuple[tuple[str, ...], Judge]]:
        for name, judges in key.judges.items():
            base: tuple[str, ...] = ("answers", name) if self.answers else ()
            for n, judge in enumerate(judges):
                yield (
                    (
                        *base,
                        "also"
                        if n
                        else "answer"
                        if (self.answers.get(name) or self).answer
                        else "gradient_of",
                    ),
                    judge,
                )

    # Reading

    def read(self, raw: str) -> Response | Unreadable:
        """The equations of an answer, each at the left-hand side that it is for."""
        try:
            found = statements(raw)
            if not found:
                return Unreadable(("This is no formula.",))
            if not self.answers:
                return single(found, self._reader())
            wanted = {name: Wanted(one.answer, one.free) for name, one in self.answers.items()}
            return several(found, self._reader(), wanted)
        except SideError as error:
            return unreadable(error)
        except NotationError as error:
            return Unreadable.because(error, raw.partition("\n")[0])

    def _reader(self) -> Reader:
        free = tuple(
            dict.fromkeys([*self.free, *(letter for one in self.answers.values() for letter in one.free)])
        )
        made = setting(self.symbols, self.where, self.also_written, self.assume, self.index_from, free)
        made = made._replace(kinks=self.at_kinks)
        keys = "".join([self.answer, *(one.answer for one in self.answers.values())])
        return Reader(made, free, statements=any(sign in keys for sign in "<>"))

    # Judging

    def key(self, returned: object = None) -> Key:
        """The judges of every equation."""
        reader = self._reader()

        def tree(text: str, *path: str | int, states: bool = False) -> Tree:
            try:
                return (
                    reader._replace(statements=states or reader.statements)
                    .reading(Side(text, 1, 1))
                    .expression
                )
            except NotationError as error:
                raise SettingError(error, *path) from None

        given = tree(self.given, "given", states=True) if self.given else None
        judges: dict[str, tuple[Judge, ...]] = {}
        equations: dict[str, Equation | Expression] = {**self.answers} if self.answers else {"": self}
        for name, one in equations.items():
            base: tuple[str, ...] = ("answers", name) if name else ()
            if one.gradient_of:
                if not one.with_respect_to:
                    missing = NotationError("with_respect_to is needed beside it: what is differentiated by?")
                    raise SettingError(missing, *base, "gradient_of")
                of = tree(one.gradient_of, *base, "gradient_of")
                keys: list[Tree] = [Derivative(of, tree(one.with_respect_to, *base, "with_respect_to"))]
                natural = "jacobian" if shape_of(of, reader.setting.shapes) else "variable"
                if self.layout in ("variable", "jacobian") and self.layout != natural and not one.free:
                    keys = [Transposed(keys[0])]
            else:
                keys = [tree(one.answer, *base, "answer")]
            keys += [tree(text, *base, "also", n) for n, text in enumerate(one.also)]
            seed = f"{self.symbols}{self.where}{one.answer}{one.gradient_of}"
            strict, kinks = self.domain == "strict", bool(self.at_kinks)
            free = one.free or self.free
            judges[name] = tuple(
                Judge(reader.setting, Asked(each, free, given), seed, strict, kinks, {}).legible()
                for each in keys
            )
        return Key(reader, judges)

    def judge(self, response: Response, key: Key) -> Verdict:
        """Equation by equation, every side of each."""
        reader = key.reader
        for statement in response.definitions:
            reader = reader.defined(statement)
        if not self.answers:
            return self._equation(reader, key.judges[""], response.asked[""])
        total = sum((rational(one.points) for one in self.answers.values()), ZERO)
        checks = []
        for name, one in self.answers.items():
            points = rational(self.points) * rational(one.points) / total
            if name in response.asked:
                verdict = self._equation(reader, key.judges[name], response.asked[name], name)
            else:
                verdict = incorrect("expression.missing", f"There is no line for {name}.")
            checks.append(Check(name, points, verdict))
        return added(consistent(checks, "layout" if self.layout else "transposed"))

    def _equation(
        self, reader: Reader, judges: tuple[Judge, ...], labelled: Labelled, name: str = ""
    ) -> Verdict:
        judges = tuple(judge.over(reader.setting) for judge in judges)
        judging = self._judging(reader, judges)
        verdict = judging.chain(labelled)
        if verdict.outcome is Outcome.CORRECT:
            last = self._in_full(reader.reading(labelled.sides[-1], labelled.letters).expression, reader)
            fault = form_fault(last, self.form) if self.form else ""
            if not any("∂" in each or "d/d" in each for each in self._formulas()) and has_derivative(last):
                fault = "A derivative still stands in it: work it out."
            if name and self._is_name(name, labelled, reader):
                fault = f"This says nothing but {name} itself: write what it is."
            if fault:
                lost = judging.lost("form", fault)
                return lost._replace(read_as=verdict.read_as, latex=verdict.latex, expected=verdict.expected)
        return verdict

    @staticmethod
    def _is_name(name: str, labelled: Labelled, reader: Reader) -> bool:
        """Whether an equation says nothing but what it is for, as ``z = z`` does where ``where`` declares ``z``."""
        try:
            itself = reader.reading(Side(name, 1, 1)).expression
        except NotationError:
            return False
        return all(reader.reading(side, labelled.letters).expression == itself for side in labelled.sides)

    def _in_full(self, formula: Tree, reader: Reader) -> Tree:
        """A formula with the names that the answer itself defines worked in: they hide nothing from ``form``."""
        given = self._reader().setting.dependent
        own = [one for name, one in reader.setting.dependent.items() if name not in given]
        for one in reversed(own):
            formula = inlined(formula, {one.name: (one.indices, one.meaning)})
        return formula

    def _formulas(self) -> list[str]:
        return [
            self.answer,
            *self.also,
            *(text for one in self.answers.values() for text in (one.answer, *one.also)),
        ]

    def _judging(self, reader: Reader, judges: tuple[Judge, ...]) -> FormulaVerdict:
        ideas = {
            name: Idea(one.answer, one.feedback, rational(one.credit))
            for name, one in self.misconceptions.items()
        }
        credit = {name: rational(worth) for name, worth in self.credit.items()}
        fixed = self.layout in ("variable", "jacobian")
        return FormulaVerdict(
            "expression", reader, judges, ideas, credit, self._gradients(), fixed, self.hidden
        )

    def _gradients(self) -> bool:
        """Whether gradients are asked for, by the fields or by the names of all equations: dW, ∂L/∂b."""
        if self.layout or self.gradient_of:
            return True
        begins = ("d", "∂", "frac", "partial")
        return bool(self.answers) and all(name.lstrip("\\ ").startswith(begins) for name in self.answers)


def unreadable(error: SideError) -> Unreadable:
    """What is said about a side that cannot be read, with a caret under the place."""
    side = error.side
    shown = caret(side.text, max(1, error.column - side.column + 1))
    return Unreadable((sentence(error.text), *shown), side.line, error.column)
