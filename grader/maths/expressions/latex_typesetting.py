"""A formula as it was understood, in LaTeX, which reads back as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from grader.maths.expressions.characters import GREEK, PRIMED
from grader.maths.expressions.expression import Binary, Call, Expression, Name
from grader.maths.expressions.notation import COUNTED
from grader.maths.expressions.precedence import BINDING, POWER
from grader.maths.expressions.typesetting import Unicode

if TYPE_CHECKING:
    from grader.maths.expressions.expression import Reduction

_WORDS = {word: f"\\{word}" for word in GREEK.values()}
_FUNCTIONS = {"sigmoid": r"\sigma", "log2": r"\log_{2}", "log10": r"\log_{10}"} | {
    word: f"\\{word}"
    for word in ("exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "arctan", "max", "min", "ln")
}
_CONSTANTS = {
    "identity": "I", "ones": r"\mathbb{1}", "true": r"\text{always}", "false": r"\text{never}", "reals": r"\mathbb{R}",
    "integers": r"\mathbb{Z}",
}  # fmt: skip
_OTHERWISE, _ROW = r"\text{otherwise}", r" \\ "
_ABOVE = {"bar": "\\bar", "hat": "\\hat", "tilde": "\\tilde"}


def latex_name(name: str) -> str:
    r"""A declared name in LaTeX.

    >>> latex_name("ybar"), latex_name("W_1"), latex_name("delta"), latex_name("loss")
    ('\\bar{y}', 'W_{1}', '\\delta', '\\mathrm{loss}')
    """
    if name in PRIMED:
        return "".join(PRIMED[name])
    name = name.removesuffix(COUNTED)
    for mark, command in _ABOVE.items():
        base = name.removesuffix(mark).rstrip("_")
        if base != name and (len(base) == 1 or base in _WORDS):
            return f"{command}{{{_WORDS.get(base, base)}}}"
    base, _, low = name.partition("_")
    if not low and len(base) > 1 and base[1:].isdigit():
        base, low = base[0], base[1:]
    plain = base.rstrip("'")
    text = plain if len(plain) == 1 else _WORDS.get(plain, f"\\mathrm{{{plain}}}")
    text += base[len(plain) :]
    return f"{text}_{{{low}}}" if low.isalnum() else text if not low else f"\\mathrm{{{name}}}"


class Latex(Unicode):
    """Expression -> LaTeX that reads back as the same expression."""

    minus = "-"
    apart = frozenset({"^", "/"})
    signs: ClassVar[dict[str, str]] = {
        "*": " * ", "·": r" \cdot ", "⊙": r" \odot ", "@": " @ ", "+": " + ", "-": " - ", "=": " = ", "!=": r" \ne ", "<": " < ",
        ">": " > ", "<=": r" \le ", ">=": r" \ge ", "and": r" \land ", "or": r" \lor ", "=>": r" \Rightarrow ", "<=>": r" \iff ",
        "in": r" \in ", "notin": r" \notin ", "∪": r" \cup ", "∩": r" \cap ", "∖": r" \setminus ",
    }  # fmt: skip

    def name(self, name: str) -> str:
        """A declared name."""
        return latex_name(name)

    def grouped(self, text: str) -> str:
        """Something in brackets that grow with it."""
        return rf"\left({text}\right)"

    def tightness(self, node: Expression) -> float:
        r"""How tightly an expression holds together; a ``\frac`` does but below an exponent."""
        return POWER if isinstance(node, Binary) and node.operator == "/" else super().tightness(node)

    def binary(self, node: Binary, *, tail: bool) -> str:
        r"""Two operands with their sign, or one above the other."""
        if node.operator == "/":
            return rf"\frac{{{self.text(node.left)}}}{{{self.text(node.right)}}}"
        return super().binary(node, tail=tail)

    def gap(self, left: Expression, right: Expression, before: str, after: str) -> str:
        """What stands between factors without a sign."""
        return r" \cdot " if after[:1] in "0123456789" else " "

    def raised(self, exponent: Expression) -> str:
        """An exponent."""
        return f"^{{{self.text(exponent)}}}"

    def lowered(self, text: str) -> str:
        """A subscript."""
        return f"_{{{text}}}"

    def index(self, base: str, indices: tuple[Expression, ...]) -> str:
        """A name with its indices."""
        parts = [self.text(index) for index in indices]
        letters = all(len(part) == 1 and part.isalpha() for part in parts)
        low = ("" if letters else ", ").join(parts)
        return f"{base}[{low}]" if "_" in base else f"{base}_{{{low}}}"

    def transposed(self, inside: str) -> str:
        r"""``W^{\top}``."""
        return (self.grouped(inside) if inside.endswith(r"^{\top}") else inside) + r"^{\top}"

    def norm(self, inside: str, order: str) -> str:
        r"""``\lVert x \rVert``."""
        return rf"\left\lVert {inside} \right\rVert" + (self.lowered(order) if order else "")

    def derivative(self, of: Expression, by: Expression) -> str:
        r"""``\frac{\partial L}{\partial x}``."""
        below = self.text(by, POWER)
        if isinstance(of, Name):
            return rf"\frac{{\partial {self.text(of)}}}{{\partial {below}}}"
        return rf"\frac{{\partial}}{{\partial {below}}} {self.grouped(self.text(of))}"

    def rows(self, rows: list[list[str]]) -> str:
        """A matrix by its rows."""
        inside = _ROW.join(" & ".join(row) for row in rows)
        return rf"\begin{{bmatrix}} {inside} \end{{bmatrix}}"

    def reduction(self, node: Reduction, *, tail: bool) -> str:
        r"""``\sum`` with what stands below and above it."""
        text = rf"\{node.operator}_{{{self.below(node)}}}"
        text += "" if node.upper is None else f"^{{{self.text(node.upper)}}}"
        return f"{text} {self.text(node.body, BINDING['+'] + 1, tail=tail)}"

    def cases(self, branches: tuple[tuple[Expression, Expression | None], ...]) -> str:
        """Cases, one below the other."""
        lines = [
            f"{self.text(value, 1)} & {_OTHERWISE if condition is None else self.text(condition)}"
            for value, condition in branches
        ]
        return rf"\begin{{cases}} {_ROW.join(lines)} \end{{cases}}"

    def call(self, node: Call) -> str:
        """A function with its arguments."""
        given = [self.text(argument) for argument in node.arguments]
        name = node.function
        if name == "bars":
            return (
                rf"\operatorname{{abs}}{self.grouped(given[0])}"
                if "|" in given[0]
                else rf"\left|{given[0]}\right|"
            )
        if name == "indicator":
            return rf"\mathbb{{1}}\left[{given[0]}\right]"
        if name == "kronecker":
            return self.index(r"\delta", node.arguments)
        if name == "entry":
            base = given[0] if isinstance(node.arguments[0], Name | Call) else self.grouped(given[0])
            return base + self.lowered(", ".join(given[1:]))
        if name in _CONSTANTS:
            return _CONSTANTS[name] + (self.lowered(given[0]) if given else "")
        if name == "not":
            return rf"\lnot {self.text(node.arguments[0], BINDING['='])}"
        if name == "set":
            return rf"\{{{', '.join(given)}\}}"
        if name.startswith("interval"):
            return name[-2] + ", ".join(given) + name[-1]
        plain = name.rstrip("'")
        if name == "sqrt":
            return rf"\sqrt{{{given[0]}}}"
        named = plain if len(plain) == 1 else _WORDS.get(plain, rf"\operatorname{{{plain}}}")
        called = _FUNCTIONS.get(plain, named) + name[len(plain) :]
        options = [f"{option}={self.text(value)}" for option, value in node.options]
        return called + self.grouped(", ".join([*given, *options]))


def latex(expression: Expression) -> str:
    """How a formula was read, in LaTeX."""
    return Latex().text(expression)
