"""A number in other spellings, and off by what students are off."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property

from grader.authoring.attempts import Attempt, Mutant
from grader.authoring.keys.base import TextKey
from grader.authoring.keys.decimals import beside, decimal, ends, exactly, place_value
from grader.kinds.number import Number, shown_number
from grader.maths.expressions.exact import rational
from grader.maths.numbers.arithmetic import parse, show
from grader.verdict import ONE, ZERO


def spelled(value: Fraction, *, exact: bool) -> Iterator[Attempt]:
    """A number in the notations of students; ``exact`` if none may be rounded."""
    if value.denominator != 1:
        above, below = abs(value.numerator), value.denominator
        sign = "-" if value < 0 else ""
        if below < 10**9:
            yield Attempt(f"{sign}{above}/{below}", "as a fraction")
            yield Attempt(f"{sign}\\frac{{{above}}}{{{below}}}", "as a fraction in LaTeX")
            yield Attempt(f"−{above}/{below}" if value < 0 else f"({above})/({below})", "as a fraction")
    if value == 0:
        yield Attempt("0.0", "as a decimal")
        return
    for digits in (6, 10):
        text = decimal(value, digits)
        if not exact or Fraction(text) == value:
            yield Attempt(text, f"with {digits} digits")
            if "." in text and len(text.partition(".")[2]) > 3 and "e" not in text:
                yield Attempt(text.replace(".", ","), f"with {digits} digits and a decimal comma")
    if not exact or ends(value):
        digits = 8
        power = place_value(value, digits)
        count = round(value / Fraction(10) ** power)
        if not exact or count * Fraction(10) ** power == value:
            figures, sign = str(abs(count)), "-" if count < 0 else ""
            mantissa, power = f"{sign}{figures[0]}.{figures[1:]}", power + len(figures) - 1
            yield Attempt(f"{mantissa}e{power}", "in scientific notation")
            yield Attempt(f"{mantissa}*10^({power})", "in scientific notation")
            yield Attempt(f"{mantissa} \\cdot 10^{{{power}}}", "in scientific notation in LaTeX")


class NumberKey(TextKey[Number]):
    """One number."""

    @cached_property
    def value(self) -> Fraction:
        """The number, as exact as it is known."""
        return Fraction(self.key)

    @property
    def margin(self) -> Fraction | None:
        """How far the author lets a number be off; None where the rules of rounding apply."""
        if self.block.rtol is None and self.block.atol is None:
            return None
        return rational(self.block.atol or 0) + rational(self.block.rtol or 0) * abs(self.value)

    def reference(self) -> Iterator[Attempt]:
        """The arithmetic that the author wrote, and the number."""
        written = self.block.answer
        if isinstance(written, str):
            yield Attempt(written, "as it is written")
            yield Attempt(show(parse(written)), "as the program shows it")
        if not self.block.exact or Fraction(parse_number(shown_number(self.key))) == self.value:
            yield Attempt(shown_number(self.key), "as the program shows its value")

    def rewrites(self) -> Iterator[Attempt]:
        """Fractions, decimals, powers of ten."""
        known = isinstance(self.key, Fraction)
        for one in spelled(self.value, exact=self.block.exact):
            if "fraction" in one.about and not known:
                continue
            plain = "LaTeX" not in one.about
            off = abs(parse_number(one.text.replace(",", ".")) - self.value) if plain else ZERO
            if self.margin is None or off <= self.margin:
                yield one
                yield one._replace(text=f"= {one.text}", about=f"{one.about}, behind =")

    def mutants(self) -> Iterator[Mutant]:
        """The last digit typed, and the usual slips."""
        right = exactly(self.key)

        def mutant(text: str, about: str, *, near: bool = False) -> Mutant:
            inside = near and self.margin is not None and abs(Fraction(text) - self.value) <= self.margin
            advice = "" if self.margin is None else "narrow rtol and atol, or leave them out"
            return Mutant(text, about, right, text, lambda: inside, advice)

        if self.value:
            for digits in (3, 4, 6):
                for text in beside(self.value, digits):
                    yield mutant(text, f"the last of {digits} digits", near=True)
        for about, value in slips(self.value):
            yield mutant(exactly(value if isinstance(self.key, Fraction) else float(value)), about)

    def deserved(self, junk: str) -> Fraction:
        """Everything if it is this number."""
        try:
            off = abs(parse_number(junk) - self.value)
        except ValueError:
            return ZERO
        return ONE if off == 0 else ZERO


def parse_number(text: str) -> Fraction:
    """The value of a plain number; ValueError where it is none."""
    front, _, power = text.replace("−", "-").replace("(", "").replace(")", "").partition("*10^")
    return Fraction(front) * Fraction(10) ** int(power or 0)


def slips(value: Fraction) -> Iterator[tuple[str, Fraction]]:
    """What a number becomes by the usual slips, each another number than it is."""
    found = [
        ("the sign", -value),
        ("a factor of 2", 2 * value),
        ("a factor of 1/2", value / 2),
        ("a factor of 10", 10 * value),
        ("a factor of 1/10", value / 10),
        ("off by one", value + 1),
        ("off by one", value - 1),
    ]
    if value:
        found.append(("the reciprocal", 1 / value))
    yield from (one for one in found if one[1] != value)
