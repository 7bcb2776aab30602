"""Judgements per second, against sympy.simplify(response - key) == 0 on the same pairs.

    pip install -e '.[bench]'
    python benchmarks/formulas.py              # prints a table
    python benchmarks/formulas.py --limit 2    # seconds that sympy has for one pair

The pairs are the responses of tests/kinds/expression.yaml with their keys, as far as sympy can be given them: formulas of
numbers, and indexed ones, written out for entry 1 with vectors and matrices of lengths 2 and 3. The program is timed
reading and judging the text with all entries, sizes and points, the key being made once for all responses of a part, as in
a class; sympy is timed on the finished difference of one entry, so
what it accepts says little and is not counted.
"""

from __future__ import annotations

import argparse
import signal
import statistics
import time
from pathlib import Path
from typing import Any, NamedTuple

import sympy
import yaml

from grader.errors import GraderError
from grader.kinds.base import Unreadable
from grader.kinds.expression import Expression as Block
from grader.maths.expressions.expression import (
    Binary,
    Call,
    Expression,
    Index,
    Name,
    Negation,
    Number,
    Reduction,
)
from grader.maths.formulas.families import unbound
from grader.maths.values.setting import Setting, index_lengths

TABLE = Path(__file__).resolve().parent.parent / "tests" / "kinds" / "expression.yaml"
LENGTHS = (2, 3, 4)
FUNCTIONS = {
    "exp": sympy.exp, "log": sympy.log, "sqrt": sympy.sqrt, "sin": sympy.sin, "cos": sympy.cos, "tan": sympy.tan, "tanh": sympy.tanh,
    "sinh": sympy.sinh, "cosh": sympy.cosh, "abs": sympy.Abs, "bars": sympy.Abs, "max": sympy.Max, "min": sympy.Min,
    "relu": lambda u: sympy.Max(u, 0), "sigmoid": lambda u: 1 / (1 + sympy.exp(-u)), "kronecker": lambda i, j: sympy.Integer(int(i == j)),
}  # fmt: skip
SIGNS = {
    "positive": {"positive": True},
    "unit": {"positive": True},
    "nonnegative": {"nonnegative": True},
    "nonzero": {"nonzero": True},
}


class Untranslated(Exception):
    """Something that this translation leaves out."""


class Pair(NamedTuple):
    block: Block
    key: Any
    text: str
    right: bool
    difference: Any


class Translation(NamedTuple):
    """Our trees as sympy's, with every length a number."""

    setting: Setting
    sizes: dict[str, int]

    def of(self, node: Expression, places: dict[str, int]) -> Any:
        match node:
            case Number(value):
                return sympy.Rational(value.numerator, value.denominator)
            case Name(name) if name in places:
                return sympy.Integer(places[name])
            case Name(name):
                return self.entry(name, ())
            case Index(base, indices):
                return self.entry(base.name, tuple(int(self.of(index, places)) for index in indices))
            case Negation(operand):
                return -self.of(operand, places)
            case Binary(operator, left, right) if operator in ("+", "-", "*", "", "·", "⊙", "/", "^"):
                a, b = self.of(left, places), self.of(right, places)
                return (
                    a + b
                    if operator == "+"
                    else a - b
                    if operator == "-"
                    else a / b
                    if operator == "/"
                    else a**b
                    if operator == "^"
                    else a * b
                )
            case Binary(operator, left, right) if operator in ("=", "!="):
                equal = self.of(left, places) == self.of(right, places)
                return sympy.Integer(int(equal == (operator == "=")))
            case Call(function, arguments) if function in FUNCTIONS:
                return FUNCTIONS[function](*(self.of(argument, places) for argument in arguments))
            case Reduction("sum", index, body, None, None, condition):
                values = [{**places, index: n} for n in range(1, self.length(body, index) + 1)]
                return sympy.Add(
                    *(self.of(body, here) for here in values if condition is None or self.of(condition, here))
                )
        raise Untranslated

    def length(self, body: Expression, letter: str) -> int:
        length = index_lengths(body, self.setting.shapes).get(letter)
        if length is None:
            raise Untranslated
        return length if isinstance(length, int) else self.sizes[length]

    def entry(self, name: str, at: tuple[int, ...]) -> Any:
        if name in self.sizes:
            return sympy.Integer(self.sizes[name])
        if len(self.setting.shapes.get(name, ())) != len(at):
            raise Untranslated
        if name in self.setting.dependent:
            one = self.setting.dependent[name]
            if len(one.indices) != len(at):
                raise Untranslated
            return self.of(one.meaning, dict(zip(one.indices, at, strict=True)))
        if name in self.setting.declared:
            domain = self.setting.declared[name].domain
            if domain in ("simplex", "one_hot"):
                raise Untranslated
            return sympy.Symbol("_".join([name, *map(str, at)]), **{"real": True, **SIGNS.get(domain, {})})
        if name in ("e", "pi"):
            return {"e": sympy.E, "pi": sympy.pi}[name]
        raise Untranslated


def pairs() -> tuple[list[Pair], int]:
    """The pairs that can be translated, and the number of all rows that are judged right or wrong."""
    found, rows = [], 0
    for group in yaml.safe_load(TABLE.read_text(encoding="utf-8")):
        block = Block(**group["block"]) if not {"answers", "misconceptions"} & group["block"].keys() else None
        key = None
        for row in group["rows"]:
            if row["outcome"] not in ("correct", "incorrect"):
                continue
            rows += 1
            try:
                if block is not None and not (
                    block.given or block.form or block.assume or block.also or block.domain
                ):
                    key = key or block.key()
                    found.append(pair(block, key, row["response"], row["outcome"] == "correct"))
            except (Untranslated, GraderError, TypeError, ValueError):
                continue
    return found, rows


def pair(block: Block, key: Any, text: str, right: bool) -> Pair:
    """A response and its key, written out for the first entry."""
    response = block.read(text)
    if isinstance(response, Unreadable) or response.definitions:
        raise Untranslated
    judge = key.judges[""][0]
    asked = response.asked[""]
    own = key.reader.reading(asked.sides[-1], asked.letters).expression
    free = judge.asked.free
    if set(unbound(own, key.reader.setting)) - set(free):
        raise Untranslated
    places = {letter: n for n, letter in enumerate(free, start=1)}
    sizes = dict(zip(key.reader.setting.lengths, LENGTHS, strict=False))
    translation = Translation(key.reader.setting, sizes)
    return Pair(
        block, key, text, right, translation.of(own, places) - translation.of(judge.asked.key, places)
    )


def ours(one: Pair) -> bool:
    response = one.block.read(one.text)
    assert not isinstance(response, Unreadable)
    return one.block.judge(response, one.key).outcome.value == "correct"


def theirs(one: Pair) -> bool:
    return bool(sympy.simplify(one.difference) == 0)


class TooSlow(Exception):
    """The time for one pair is over."""


def timed(work: Any, one: Pair, limit: float) -> tuple[float, bool | None]:
    """Seconds, and what came out; None after the limit."""

    def stop(*_: object) -> None:
        raise TooSlow

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    started = time.perf_counter()
    try:
        answer: bool | None = work(one)
    except TooSlow:
        answer = None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.perf_counter() - started, answer


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--limit", type=float, default=5.0)
    limit = parser.parse_args().limit
    chosen, rows = pairs()
    print(f"{len(chosen)} of {rows} rows can be given to sympy; at most {limit:g} s a pair")
    medians = []
    for name, work in (("grader, from the text", ours), ("sympy.simplify(a - b) == 0", theirs)):
        results = [(*timed(work, one, limit), one) for one in chosen]
        seconds = [spent for spent, _, _ in results]
        medians.append(statistics.median(seconds))
        late = sum(answer is None for _, answer, _ in results)
        missed = sum(answer is False and one.right for _, answer, one in results)
        print(
            f"{name:<27} {len(seconds) / sum(seconds):6.1f} a second   median {1000 * medians[-1]:6.2f} ms   maximum"
            f" {1000 * max(seconds):7.1f} ms   {late} out of time, {missed} right ones not recognised"
        )
    print(f"ratio of the medians {medians[1] / medians[0]:.1f}")


if __name__ == "__main__":
    main()
