"""A formula as it was understood: in Unicode, which can be typed back, and in LaTeX."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import ClassVar

from grader.maths.expressions.characters import GREEK, PRIMED, folded
from grader.maths.expressions.expression import (
    Binary,
    Call,
    Cases,
    Derivative,
    Expression,
    Index,
    Name,
    Negation,
    Norm,
    Number,
    Reduction,
    Rows,
    Transposed,
    names,
)  # fmt: skip
from grader.maths.expressions.notation import COUNTED, SUBSCRIPTS, SUPERSCRIPTS
from grader.maths.expressions.precedence import BINDING, JUXTAPOSED, POWER, PREFIX

_LOWER = {plain: lowered for lowered, plain in SUBSCRIPTS.items()}
_RAISE = {plain: raised for raised, plain in SUPERSCRIPTS.items()}
_LETTER = {word: letter for letter, word in reversed(GREEK.items())}
_MARK = {"bar": "\u0304", "hat": "\u0302", "tilde": "\u0303"}
_SIGNS = {
    "*": "*", "·": "·", "⊙": " ⊙ ", "@": " @ ", "/": "/", "+": " + ", "-": " − ", "=": " = ", "!=": " ≠ ", "<": " < ", ">": " > ",
    "<=": " ≤ ", ">=": " ≥ ", "and": " and ", "or": " or ", "=>": " ⇒ ", "<=>": " ⇔ ", "in": " ∈ ", "notin": " ∉ ", "∪": " ∪ ",
    "∩": " ∩ ", "∖": " \\ ",
}  # fmt: skip
_DIGITS = frozenset("0123456789")
_DECIMAL = re.compile(r"\.\d+$")
_ATOM = 100
_OPEN_ENDED = BINDING["+"] + 1
"""How tightly Σ binds: it takes a product, and what follows would belong to it."""


def pretty(name: str) -> str:
    """A declared name as it looks on paper.

    >>> pretty("ybar"), pretty("W_1"), pretty("delta"), pretty("loss")
    ('ȳ', 'W₁', 'δ', 'loss')
    """
    if name in PRIMED:
        letter, primes = PRIMED[name]
        return letter + primes.replace("'", "′")
    if name.endswith("'"):
        return pretty(name[:-1]) + "'"
    name = name.removesuffix(COUNTED)
    base, mark = name, ""
    for word, sign in _MARK.items():
        if base.endswith(word) and len(base) > len(word):
            base, mark = base.removesuffix(word).rstrip("_"), sign
            break
    base, _, low = base.partition("_")
    if not low and len(base) > 1 and base[1:].isdigit():
        base, low = base[0], base[1:]
    base = _LETTER.get(base, base)
    if mark and len(base) > 1:
        return name
    lowered = "".join(_LOWER.get(c, "") for c in low)
    if len(lowered) < len(low):
        return name
    shown = unicodedata.normalize("NFC", base + mark) + lowered
    return shown if folded(shown) == folded(name) else name


class Unicode:
    """Expression -> text that reads back as the same expression."""

    signs: ClassVar[Mapping[str, str]] = _SIGNS
    minus = "−"
    apart = frozenset({"^"})
    """Operators whose operands do not stand on one line."""

    def name(self, name: str) -> str:
        """A declared name."""
        return pretty(name)

    def grouped(self, text: str) -> str:
        """Something in brackets."""
        return f"({text})"

    def text(self, node: Expression, binding: float = 0, *, tail: bool = True) -> str:
        """The text, in brackets if it would not hold together; ``tail`` if nothing follows inside its brackets."""
        tightness = self.tightness(node)
        if tightness < binding or (tightness == _OPEN_ENDED and not tail):
            return self.grouped(self.plain(node, tail=True))
        return self.plain(node, tail=tail)

    def tightness(self, node: Expression) -> float:
        """How tightly an expression holds together."""
        match node:
            case Binary(operator):
                return POWER if operator == "^" else BINDING.get(operator, JUXTAPOSED)
            case Negation():
                return PREFIX
            case Reduction() | Derivative():
                return _OPEN_ENDED
            case Call("not", _):
                return BINDING["and"] + 1
            case _:
                return _ATOM

    def plain(self, node: Expression, *, tail: bool) -> str:
        """The text without brackets around it."""
        match node:
            case Number(_, digits):
                return digits
            case Name(name):
                return self.name(name)
            case Negation(operand):
                return self.minus + self.text(
                    operand, PREFIX if not isinstance(operand, Reduction) else 0, tail=tail
                )
            case Binary():
                return self.binary(node, tail=tail)
            case Index(base, indices):
                return self.index(self.name(base.name), indices)
            case Reduction():
                return self.reduction(node, tail=tail)
            case Transposed(operand):
                return self.transposed(self.text(operand, POWER + 1, tail=False))
            case Norm(operand, order):
                return self.norm(self.text(operand), "" if order is None else self.text(order))
            case Derivative(of, by):
                return self.derivative(of, by)
            case Cases(branches):
                return self.cases(branches)
            case Rows(rows):
                return self.rows([[self.text(entry, 1) for entry in row] for row in rows])
            case Call():
                return self.call(node)

    def transposed(self, inside: str) -> str:
        """``Wᵀ``."""
        return (f"({inside})" if inside.endswith("ᵀ") else inside) + "ᵀ"

    def norm(self, inside: str, order: str) -> str:
        """``‖x‖``."""
        if not order and "‖" in inside:
            return f"norm({inside})"
        return f"‖{inside}‖" + (self.lowered(order) if order else "")

    def derivative(self, of: Expression, by: Expression) -> str:
        """``∂L/∂x``."""
        below = self.text(by, POWER)
        return f"∂{self.text(of)}/∂{below}" if isinstance(of, Name) else f"∂/∂{below} ({self.text(of)})"

    def rows(self, rows: list[list[str]]) -> str:
        """A matrix by its rows."""
        if len(rows) == 1 and len(rows[0]) > 1:  # [a, b] is a column
            return f"[{'; '.join(rows[0])}]ᵀ"
        return "[" + "; ".join(", ".join(row) for row in rows) + "]"

    def binary(self, node: Binary, *, tail: bool) -> str:
        """Two operands with their sign; down the left side of ``a + b + c + ...`` without recursion."""
        if node.operator == "^":
            return self.text(node.left, POWER + 1, tail=False) + self.raised(node.right)
        spine = [(node, tail, False)]
        while isinstance(left := spine[-1][0].left, Binary) and left.operator not in self.apart:
            bracketed = self.tightness(left) < BINDING.get(spine[-1][0].operator, JUXTAPOSED)
            spine.append((left, bracketed or _loose(spine[-1][0]), bracketed))
        last = spine[-1][0]
        text = self.text(last.left, BINDING.get(last.operator, JUXTAPOSED), tail=_loose(last))
        for each, inner_tail, bracketed in reversed(spine):
            text = self.joined(each, text, tail=inner_tail)
            text = self.grouped(text) if bracketed else text
        return text

    def joined(self, node: Binary, before: str, *, tail: bool) -> str:
        """An operator behind the text of its left operand, and its right operand."""
        operator, left, right = node.operator, node.left, node.right
        binding = BINDING.get(operator, JUXTAPOSED)
        after = self.text(right, binding + 0.5 if not _open(right) else 0, tail=tail)
        if operator != "":
            if operator == "/" and isinstance(right, Binary) and right.operator == "":  # 1/2x says too little
                after = f"({after})"
            if _compares(operator) and isinstance(left, Binary) and _compares(left.operator):
                before = self.grouped(before)
            return before + self.signs[operator] + after
        if after.startswith(self.minus):  # x(−y) is no difference
            after = self.grouped(after)
        return before + self.gap(left, right, before, after) + after

    def gap(self, left: Expression, right: Expression, before: str, after: str) -> str:
        """What stands between factors without a sign."""
        if after[:1] in _DIGITS or (
            after[:1] == "(" and _DECIMAL.search(before)
        ):  # 2.5(x) would be 2.5555...
            return "·"
        letters = before[-1:].isalnum() and after[:1].isalpha()
        return (
            " "
            if (letters and not isinstance(left, Number)) or after[:1] in "Σ∂[" or before[-1:] == "'"
            else ""
        )

    def raised(self, exponent: Expression) -> str:
        """An exponent."""
        text = self.text(exponent)
        digits = text.replace("−", "-")
        if digits.removeprefix("-").isdigit() and digits.isascii():
            return "".join(_RAISE[c] for c in digits)
        return f"^{text}" if isinstance(exponent, Name) and len(text) == 1 else f"^({text})"

    def lowered(self, text: str) -> str:
        """A subscript."""
        low = "".join(_LOWER.get(c, "") for c in text)
        return low if len(low) == len(text) else f"_{text}" if len(text) == 1 else f"_({text})"

    def index(self, base: str, indices: tuple[Expression, ...]) -> str:
        """A name with its indices, lowered where Unicode has the letters."""
        parts = [self.text(index) for index in indices]
        simple = all(
            (isinstance(i, Name) and len(p) == 1) or (isinstance(i, Number) and len(p) == 1)
            for i, p in zip(indices, parts, strict=True)
        )
        if (
            (simple or (len(parts) == 1 and isinstance(indices[0], Number)))
            and all(c in _LOWER for p in parts for c in p)
            and base[-1:] not in SUBSCRIPTS
        ):
            return base + "".join(_LOWER[c] for p in parts for c in p)
        return f"{base}[{', '.join(parts)}]"

    def reduction(self, node: Reduction, *, tail: bool) -> str:
        """Σ with what stands below and above it."""
        sign = {"sum": "Σ", "prod": "∏"}.get(node.operator, node.operator)
        below = self.below(node)
        text = sign + _LOWER.get(below, f"_{{{below}}}")
        text += "" if node.upper is None else f"^{{{self.text(node.upper)}}}"
        return f"{text} {self.text(node.body, BINDING['+'] + 1, tail=tail)}"

    def below(self, node: Reduction) -> str:
        """The index of a sum with where it starts and what holds for it."""
        below = self.name(node.index)
        if node.lower is not None:
            below += f"={self.text(node.lower)}"
        if node.condition is None:
            return below
        if node.lower is not None or not _starts(node.condition, node.index):
            return f"{below}, {self.text(node.condition)}"
        return self.text(node.condition)

    def cases(self, branches: tuple[tuple[Expression, Expression | None], ...]) -> str:
        """Cases, as nested choices."""
        (value, condition), rest = branches[0], branches[1:]
        if condition is None:
            return self.text(value)
        other = self.cases(rest) if rest else "0"
        return f"where({self.text(condition)}, {self.text(value)}, {other})"

    def call(self, node: Call) -> str:
        """A function with its arguments."""
        given = [self.text(argument) for argument in node.arguments]
        name = node.function
        if name == "bars":
            return f"abs({given[0]})" if "|" in given[0] else f"|{given[0]}|"
        if name == "indicator":
            return f"1[{given[0]}]"
        if name == "kronecker":
            return self.index("δ", node.arguments)
        if name == "entry":
            base = given[0] if isinstance(node.arguments[0], Name | Call) else f"({given[0]})"
            return (
                base + self.lowered(",".join(given[1:])) if len(given) > 2 else base + self.lowered(given[1])
            )
        if name in ("identity", "ones"):
            return {"identity": "I", "ones": "𝟙"}[name] + (self.lowered(given[0]) if given else "")
        if name in ("true", "false"):
            return {"true": "always", "false": "never"}[name]
        if name == "not":
            return f"not {self.text(node.arguments[0], BINDING['='])}"
        if name == "set":
            return "{" + ", ".join(given) + "}"
        if name in ("reals", "integers"):
            return {"reals": "ℝ", "integers": "ℤ"}[name]
        if name.startswith("interval"):
            return name[-2] + ", ".join(given) + name[-1]
        plain = name.rstrip("'")
        shown = {"sigmoid": "σ", "sqrt": "√"}.get(plain, plain) + name[len(plain) :]
        if shown == "√":
            return f"√({given[0]})"
        options = [f"{option}={self.text(value)}" for option, value in node.options]
        return f"{shown}({', '.join([*given, *options])})"


def _open(node: Expression) -> bool:
    return isinstance(node, Reduction | Derivative)


def _loose(node: Binary) -> bool:
    """Whether a Σ at the end of the left operand needs no brackets: the right one could not be part of it."""
    return BINDING.get(node.operator) == BINDING["+"] and not _ends_open(node.left, node.right)


def _ends_open(left: Expression, right: Expression) -> bool:
    """Whether the last term on the left is a Σ that would take what follows."""
    while isinstance(left, Binary | Negation | Reduction):
        if isinstance(left, Reduction) and any(node.name == left.index for node in names(right)):
            return True
        left = (
            left.right
            if isinstance(left, Binary)
            else left.operand
            if isinstance(left, Negation)
            else left.body
        )
    return False


def _compares(operator: str) -> bool:
    return operator in ("=", "!=", "<", ">", "<=", ">=")


def _starts(condition: Expression, index: str) -> bool:
    return isinstance(condition, Binary) and condition.left == Name(index) and condition.operator != "="


def shown(expression: Expression) -> str:
    """How a formula was read, in Unicode."""
    return Unicode().text(expression)
