"""Kind ``size``: parameter counts and output shapes of a network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from grader.errors import NotationError, did_you_mean, listed
from grader.kinds.base import BlockProblem, Kind, Unreadable
from grader.maths.expressions.exact import number_of, rational
from grader.maths.numbers.arithmetic import parse, show
from grader.maths.numbers.arranged import ungrouped
from grader.maths.numbers.equations import Equation, equations, sides
from grader.maths.numbers.identifiers import alike, folded
from grader.maths.numbers.network import Declaration, Layer, Shape, build, declare, layer_errors, without
from grader.verdict import Check, Outcome, Place, Reason, Verdict, correct, failed, incorrect, partial

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

Measure = Shape | Fraction
"""A shape, or a count."""

_WHOLE = ""
"""The name under which the size of the whole network stands."""


class Answer(NamedTuple):
    """One size as typed, every side of it, and as read; or why it could not be."""

    measures: tuple[Measure, ...] = ()
    shown: str = ""
    trouble: Unreadable | None = None


class Response(NamedTuple):
    """Answers by layer name in any spelling, and remarks about lines that answer nothing."""

    answers: Mapping[str, Answer]
    remarks: tuple[str, ...] = ()


class Key(NamedTuple):
    """Expected sizes by layer name, and the network they come from (none if the author typed the size)."""

    measures: Mapping[str, Measure]
    declared: tuple[Declaration, ...] = ()
    layers: tuple[Layer, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Size(Kind):
    """A parameter count or an output shape, of a network or layer by layer."""

    kind: ClassVar[str] = "size"
    reasons: ClassVar[tuple[Reason, ...]] = (
        Reason("size.count", "The number of parameters is not the expected one.", "Count weights and biases of each layer."),
        Reason("size.bias", "Biases are missing from the count.", "Each output unit or channel has one bias."),
        Reason("size.layer", "A layer is missing from the count.", "Go through the layers one by one."),
        Reason("size.shape", "The shape is not the expected one.", "Follow the shape through layer by layer."),
        Reason("size.order", "The right lengths stand in another order.", "Channels come first, then height and width."),
        Reason("size.axes", "The shape has too many or too few axes.", "Leave the batch out and keep every other axis."),
        Reason("size.option", "The shape is right for a layer without its padding, stride or dilation.", "Use every option of the layer."),
        Reason("size.missing", "An asked layer has no line.", "Add a line `name: size`."),
        Reason("size.unreadable", "The text is no size.", "A count is arithmetic, a shape is written 4×3."),
    )  # fmt: skip

    ask: Literal["parameters", "shape"]
    """What is asked: how many learnable parameters, or the output shape."""
    network: tuple[str | dict[str, str], ...] = ()
    """The layers: input 30, linear 1024, relu ...; {fc1: linear 10} gives a layer a name."""
    answer: str | float | None = None
    """The size itself, in place of a network."""
    layers: tuple[str, ...] = ()
    """The layers asked about, one line each; without it the whole network."""

    def block_problems(self, solution: Collection[str]) -> Iterator[BlockProblem]:
        """Both or none of network and answer, layers that do not exist or do not fit."""
        if bool(self.network) == (self.answer is not None):
            yield BlockProblem(("network",), "give either a network or an answer")
            return
        if self.layers and not self.network:
            yield BlockProblem(("layers",), "layers needs a network")
            return
        errors = list(layer_errors(self.network)) if self.network else []
        for error in errors:
            yield BlockProblem(("network", *error.path), error.text, error.column - 1)
        if errors:
            return
        try:
            known = [layer.name for layer in self._key().layers]
        except NotationError as error:
            yield BlockProblem.because(error, "answer")
            return
        for index, name in enumerate(self.layers):
            if name not in known:
                suggestion = did_you_mean(name, known) or f" (layers: {listed(known)})"
                yield BlockProblem(("layers", index), f"{name!r} is no layer{suggestion}")
        if len({*map(_alike, self.layers)}) < len(self.layers):
            yield BlockProblem(("layers",), "a layer is asked twice")

    def read(self, raw: str) -> Response | Unreadable:
        """A size, or with ``layers`` one ``name: size`` a line."""
        raw = _ARROW.sub(lambda arrow: "=".ljust(len(arrow[0])), raw)
        if not self.layers:
            lines = equations(raw, several_a_line=self.ask == "parameters")
            if len(lines) != 1:
                return Unreadable(("One size on one line was expected.",))
            answer = self._answer(self._with_its_name(lines[0]))
            return answer.trouble or Response({_WHOLE: answer})
        asked = {_alike(name): name for name in self.layers}
        answers: dict[str, Answer] = {}
        remarks = []
        several = equations(raw, names=dict.fromkeys(map(alike, self.layers)))
        together = self.ask == "parameters" or all(_alike(line.name) in asked for line in several)
        for line in several if together else equations(raw, several_a_line=False):
            name = _alike(line.name)
            if name not in asked:
                near = did_you_mean(line.name, self.layers) or "."
                remarks.append(
                    f"Line {line.line} of the answer: {line.name or line.value!r} is no layer that is asked{near}"
                )
            elif name in answers:
                answers[name] = Answer(trouble=Unreadable((f"{asked[name]} is answered twice.",), line.line))
            else:
                answers[name] = self._answer(line)
        if not answers:
            return Unreadable((f"No line `name: size` was found for any of {listed(self.layers)}.", *remarks))
        if all(answer.trouble for answer in answers.values()):
            return next(answer.trouble for answer in answers.values() if answer.trouble)
        return Response(answers, tuple(remarks))

    def _with_its_name(self, line: Equation) -> Equation:
        """What stands in front of the first sign is a side too if it is a size itself."""
        try:
            _ = line.name and (_shape(line.name) if self.ask == "shape" else _count(line.name))
        except NotationError:
            return line
        return line._replace(name="", value=f"{line.name} = {line.value}") if line.name else line

    def _answer(self, line: Equation) -> Answer:
        try:
            named = _named_axes(line) if self.ask == "shape" else ""
        except NotationError as error:
            return Answer(trouble=Unreadable.because(error, line.value, line.line, line.column - 1))
        found = []
        for side, place, start in sides(line._replace(value=named, more=()) if named else line):
            blank = len(side) - len(side.lstrip())
            try:
                found.append(_shape(side) if self.ask == "shape" else _count(side))
            except NotationError as error:
                return Answer(trouble=Unreadable.because(error, side.strip(), place, start + blank - 1))
        if self.ask == "shape" and len({answer.measures for answer in found}) > 1:
            text = f"These are different shapes: {' and '.join(answer.shown for answer in found)}. Write one."
            return Answer(trouble=Unreadable((text,), line.line, line.column))
        measures = tuple(measure for answer in found for measure in answer.measures)
        return Answer(measures, " = ".join(answer.shown for answer in found))

    def key(self, returned: object = None) -> Key:
        """Sizes from the network, or the one the author typed."""
        return self._key()

    def _key(self) -> Key:
        if self.answer is not None:
            text = self.answer if isinstance(self.answer, str) else str(rational(self.answer))
            return Key({_WHOLE: (_count(text) if self.ask == "parameters" else _shape(text)).measures[0]})
        declared = declare(self.network)
        layers = build(declared)
        measures: dict[str, Measure] = {}
        for layer in layers:
            measures[_alike(layer.name)] = layer.shape if self.ask == "shape" else Fraction(layer.parameters)
        total = Fraction(sum(layer.parameters for layer in layers))
        last = layers[-1].shape if layers else declared[0].numbers[0]
        measures[_WHOLE] = last if self.ask == "shape" else total
        return Key(measures, declared, layers)

    def judge(self, response: Response, key: Key) -> Verdict:
        """Each asked size; several are worth the same."""
        if not self.layers:
            return self._judged(_WHOLE, response.answers[_WHOLE], key)
        share = rational(self.points) / len(self.layers)
        checks = []
        for name in self.layers:
            answer = response.answers.get(_alike(name))
            if answer is None:
                verdict = failed(Outcome.UNANSWERED, "size.missing", "No line for this layer.")
            elif answer.trouble:
                place = Place("", answer.trouble.line, answer.trouble.column)
                verdict = failed(Outcome.UNREADABLE, "size.unreadable", *answer.trouble.feedback, place=place)
            else:
                verdict = self._judged(_alike(name), answer, key)
            checks.append(Check(name, share, verdict))
        score = sum((check.verdict.score or Fraction(0) for check in checks), Fraction(0)) / len(checks)
        lost = next((check.verdict.reason for check in checks if check.verdict.score != 1), "")
        outcome = partial(score, lost).outcome
        return Verdict(outcome, score, lost, remarks=response.remarks, checks=tuple(checks))

    def _judged(self, name: str, answer: Answer, key: Key) -> Verdict:
        expected = key.measures[name]
        wrong = [measure for measure in answer.measures if measure != expected]
        if not wrong:
            return correct(read_as=answer.shown, expected=_shown(expected))
        if isinstance(expected, Fraction):
            asked = [layer for layer in key.layers if name in (_WHOLE, _alike(layer.name))]
            reason, feedback = _count_slip(wrong[0], expected, asked)
            if len(answer.measures) > 1:
                feedback += f" This is about {_shown(wrong[0])}."
            sums = "; ".join(f"{layer.name}: {layer.breakdown}" for layer in asked if layer.parameters)
            shown = f"{_shown(expected)}{f' ({sums})' if sums else ''}"
        else:
            assert isinstance(wrong[0], tuple)
            reason, feedback = _shape_slip(wrong[0], expected, name, key.declared)
            shown = _shown(expected)
        return incorrect(reason, feedback, read_as=answer.shown, expected=shown)


def _alike(name: str) -> str:
    return folded(name).casefold()


def _shown(measure: Measure) -> str:
    return "×".join(map(str, measure)) if isinstance(measure, tuple) else str(measure)


def _count(text: str) -> Answer:
    """Arithmetic, in which 557,057 and 557 057 are one number."""
    joined = _NOUN.sub("", ungrouped(text))
    joined = re.sub(r"^\s*[-*•]\s+", "", joined).replace("{,}", ",")  # a list; a comma as LaTeX wants it
    joined = re.sub(r"(?<=\d)\s*[xX]\s*(?=\d)", "×", joined)
    joined = (
        joined
        if "(" in joined
        else re.sub(
            r"(?<![\d,.])[1-9]\d{0,2}(?:[,   '_]\d{3})+(?![\d,])",
            lambda m: re.sub(r"\D", "", m[0]),
            joined.strip(),
        )
    )
    expression = parse(joined)
    value = number_of(expression)
    shown = show(expression)
    if isinstance(value, float) or value.denominator != 1:
        raise NotationError("a count is a whole number; write 557057 or 557,057")
    return Answer((value,), shown if shown == str(value) else f"{shown} = {value}")


_AXIS = r"[A-Za-z]+\s*[:=]\s*\d{1,12}"


_AXES = ("C", "H", "W")


def _named_axes(line: Equation) -> str:
    """The lengths in ``H=32, W=32, C=16``, as a shape with channels first; empty if the line is not written so.

    Raises:
        NotationError: axes of other names, or one twice.

    """
    written = rf"[\s(\[]*{_AXIS}(?:\s*[,;]\s*{_AXIS})+[\s)\].]*"
    texts = (f"{line.name}={line.value}" if line.name else line.value, line.value)
    text = next((each for each in texts if re.fullmatch(written, each)), "")
    if not text:
        return ""
    axes = re.findall(r"([A-Za-z]+)\s*[:=]\s*(\d+)", text)
    found = {name.upper(): length for name, length in axes if name.casefold() not in _BATCH}
    if not found.keys() <= {*_AXES} or len(axes) > len({name.upper() for name, _ in axes}):
        raise NotationError("axes are named C, H and W, each once; or write 16×32×32")
    return f"({', '.join(found[name] for name in _AXES if name in found)})"


_ARROW = re.compile(r"→|->|\\(?:to|rightarrow|longrightarrow)(?![A-Za-z])")
"""What stands between a layer and its size as often as a colon."""

_NOUN = re.compile(
    r"(?<=[\d)}\s])\s*(?:\\(?:text|mathrm)\s*\{)?\s*(?:(?:learnable|trainable|model)\s+)?param(?:eter)?s?\s*\}?[\s.$]*$"
)
"""What is counted, behind a count."""

_MEMBER = re.compile(
    r"^\s*\$?\s*(?:[^\W\d]\w*\s*(?:∈|\\in(?![A-Za-z]))\s*(?=ℝ|R|\\)|(?:torch\.)?[Ss]ize\s*(?=\())"
)
"""The name of an array in front of its space (``y ∈ ℝ^{4×3}``), and how code calls a shape."""

_SPACE = re.compile(r"^\s*\$?(?:ℝ|R|\\mathbb\s*\{?R\}?|\\R)\s*\^|\\(?:left|right)(?![A-Za-z])")
"""What a shape may stand above (``ℝ^{4×3}``), and brackets that grow."""

_BATCH = {"n", "b", "m", "batch", "none", "?", "-1"}


def _shape(text: str) -> Answer:
    """``4×3``, ``(4, 3)``, ``[4,3]``, ``4x3``; a batch axis in front (``N``) is dropped."""
    if re.fullmatch(r"\s*[1-9]\d{0,2},\d{3}\s*", text):
        front, _, back = text.strip().partition(",")
        raise NotationError(
            f"{text.strip()} can be one length or two: write ({front}, {back}) or {front}{back}"
        )
    if re.fullmatch(r"\s*[1-9]\d{0,2} \d{3}\s*", text):
        front, back = text.split()
        raise NotationError(
            f"{text.strip()} can be one length or two: write ({front}, {back}) or {front}{back}"
        )
    inside = _SPACE.sub("", _MEMBER.sub("", re.sub(r"^\s*[-*•]\s+", "", text))).replace("\\times", "×")
    inside = inside.strip().strip("$`*").rstrip(".").strip("()[]{} ")
    pieces = [piece for piece in re.split(r"\s*[×xX*·,]\s*|\s+by\s+|\s+", inside) if piece]
    if len(pieces) > 1 and pieces[0].casefold() in _BATCH:
        pieces = pieces[1:]
    for piece in pieces:
        if not re.fullmatch(r"\d{1,12}", piece, re.ASCII):
            raise NotationError(
                f"{piece!r} is no length: a shape is written 4×3", text.strip().find(piece) + 1
            )
    if not pieces:
        raise NotationError("a shape is written 4×3")
    shape = tuple(map(int, pieces))
    return Answer((shape,), _shown(shape))


_AFFINE = ("linear", "conv1d", "conv2d")
"""Layers whose shift is called a bias."""


def _count_slip(actual: Measure, expected: Fraction, layers: Sequence[Layer]) -> tuple[str, str]:
    assert isinstance(actual, Fraction)
    short = expected - actual
    biased = [layer for layer in layers if layer.biases]
    if biased and short == sum(layer.biases for layer in biased):
        names = "every layer" if len(biased) > 1 else biased[0].name
        return "size.bias", f"The bias of {names} is missing: {short} short."
    plain = [layer for layer in biased if layer.layer in _AFFINE]
    if len(plain) > 1 and short == sum(layer.biases for layer in plain):
        return (
            "size.bias",
            f"The biases of {listed([layer.name for layer in plain])} are missing: {short} short.",
        )
    for layer in biased:
        if short == layer.biases:
            return "size.bias", f"The bias of {layer.name} is missing: {short} short."
    for layer in layers:
        if len(layers) > 1 and layer.parameters and short == layer.parameters:
            return "size.layer", f"{layer.name} is missing from the count."
    for pair in combinations(biased, 2):
        if short == sum(layer.biases for layer in pair):
            names = " and ".join(layer.name for layer in pair)
            return "size.bias", f"The bias of {names} is missing: {short} short."
    return "size.count", "The count is too low." if short > 0 else "The count is too high."


def _shape_slip(
    actual: Shape, expected: Shape, name: str, declared: Sequence[Declaration]
) -> tuple[str, str]:
    if sorted(actual) == sorted(expected):
        return "size.order", "The lengths are right, their order is not."
    if len(actual) != len(expected):
        more = "many" if len(actual) > len(expected) else "few"
        return "size.axes", f"The shape has too {more} axes: {len(actual)}. The batch does not count."
    forgotten = [
        (option, layer, shape)
        for option in ("padding", "stride", "dilation")
        for layer, shape in _shapes_without(declared, option, name)
        if shape == actual
    ]
    for option, layer, _ in sorted(forgotten, key=lambda found: _alike(found[1]) != name):
        return "size.option", f"This is the shape if the {option} of {layer} is left out."
    axis = next(i for i, pair in enumerate(zip(actual, expected, strict=True), 1) if pair[0] != pair[1])
    return "size.shape", f"Axis {axis} has another length."


def _shapes_without(declared: Sequence[Declaration], option: str, name: str) -> Iterator[tuple[str, Shape]]:
    """The output shape of a layer (of the last without a name) if another's option is forgotten."""
    for layer, changed in without(declared, option):
        try:
            shapes = {_alike(found.name): found.shape for found in build(changed)}
        except NotationError:
            continue
        yield layer, shapes[name] if name else list(shapes.values())[-1]
