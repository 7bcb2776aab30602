"""What a formula may name: declared symbols, functions, indices; and how a run of letters splits into them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from grader.errors import NotationError, did_you_mean, listed
from grader.maths.expressions.characters import folded, primed
from grader.maths.expressions.expression import Derivative, Expression
from grader.maths.expressions.notation import FUNCTIONS
from grader.maths.reading.tokens import Token

FORMULA_FUNCTIONS = {
    **{folded(name): function for name, function in FUNCTIONS.items()},
    "softmax": "softmax", "softplus": "softplus", "diag": "diag", "Diag": "diag", "transpose": "transpose", "trace": "trace",
    "tr": "trace", "Tr": "trace", "norm": "norm", "erf": "erf", "mean": "mean", "sum": "sum", "Sum": "sum", "prod": "prod",
    "dot": "dot", "outer": "outer", "inv": "inv", "logistic": "sigmoid", "Sigmoid": "sigmoid", "Relu": "relu", "RELU": "relu",
    "sgn": "sign", "arctan": "arctan", "atan": "arctan", "lse": "logsumexp", "logsumexp": "logsumexp", "LSE": "logsumexp",
    "maximum": "max", "minimum": "min", "square": "square", "Exp": "exp", "Log": "log", "Ln": "log", "Softmax": "softmax",
    "matmul": "matmul", "multiply": "multiply", "where": "where", "power": "power", "sech": "sech", "expm1": "expm1",
    "log1p": "log1p", "indicator": "indicator", "Tanh": "tanh", "lg": "log10", "cdf": "cdf", "expit": "sigmoid", "inner": "inner",
    "mm": "matmul", "eye": "identity", "ones": "ones", "var": "var", "std": "std", "column": "column", "row": "row",
    "identity": "identity", "pow": "power", "clip": "clip", "vdot": "dot", "average": "mean", "solve": "solve", "arctanh": "artanh", "artanh": "artanh",
    "logit": "logit",
}  # fmt: skip
"""Every folded spelling of a function of formulas."""

REDUCTIONS = {
    "sum": "sum",
    "Sum": "sum",
    "Sigma": "sum",
    "prod": "prod",
    "Pi": "prod",
    "max": "max",
    "min": "min",
}
"""Names that begin a sum, product, largest or smallest over an index."""

CONSTANTS = {"pi": "pi", "e": "e"}
ALONE = frozenset({"delta", "∂", "∞", "𝟙", "frac", "sqrt", "∇"})
"""Names that only the grammar reads."""

OPTIONS = {"axis": "axis", "dim": "axis", "keepdims": "keepdims", "keepdim": "keepdims"}
"""Arguments that are given by name, in every spelling."""

WORDS = frozenset(
    {
        "if",
        "else",
        "otherwise",
        "when",
        "for",
        "where",
        "with",
        "and",
        "or",
        "otherw",
        "sonst",
        "true",
        "false",
        "True",
        "False",
        "always",
        "never",
    }
)
LONGEST_RUN = 60
MOST_LISTED = 30
"""How many known names an error lists."""


class Symbol(NamedTuple):
    """A declared name: as it was declared, how many indices it takes, and what else it is."""

    name: str
    rank: int = 0
    function: bool = False
    length: bool = False
    """It names the length of an axis."""
    dependent: bool = False
    """It is worked out from others."""
    entries: str = ""
    """The array whose entries are written with this letter, where that is another thing: N_k beside a length N."""


class Vocabulary(NamedTuple):
    """The names of a part; keys are folded."""

    symbols: Mapping[str, Symbol] = {}
    indices: frozenset[str] = frozenset()
    """Letters that stand for an index although no Σ binds them."""
    opaque: tuple[tuple[Derivative, Expression], ...] = ()
    """Derivatives that are names of their own, each with what it stands for (trees of expressions)."""
    spellings: tuple[tuple[tuple[Token, ...], tuple[Token, ...], frozenset[str]], ...] = ()
    """Token sequences, what each stands for, and the index letters in it that may be any index."""
    free: frozenset[str] = frozenset()
    """Those that the answer is asked for."""
    permissive: bool = False
    """Unknown names are taken as symbols."""
    functions: Mapping[str, str] = FORMULA_FUNCTIONS
    """Every spelling of a function besides the declared ones, and the function it stands for."""
    whole_names: bool = False
    """A run of letters is one name, never a product."""
    named_arguments: bool = False
    """Any argument may be given by name, as in ``uniform(N, low=0)``."""
    index_from: int = 1
    statements: bool = False
    """What is read is a statement: sets and intervals stand behind ∈, and a condition may follow ``if``."""

    def symbol(self, name: str) -> Symbol | None:
        """The symbol of a folded name."""
        return self.symbols.get(name)

    def taken(self, name: str) -> bool:
        """Whether a name is a quantity of the part, so that it can be nothing else."""
        symbol = self.symbols.get(name)
        return symbol is not None and not symbol.length

    def function(self, name: str) -> str | None:
        """The function of a folded name, its primes kept: ``tanh'``."""
        plain = name.rstrip("'")
        primes = name[len(plain) :]
        if (symbol := self.symbols.get(plain)) is not None:
            return symbol.name + primes if symbol.function else None
        found = self.functions.get(plain)
        return found + primes if found else None

    def known(self, name: str, indices: Collection[str]) -> bool:
        """Whether a run is one name."""
        return (
            name in self.symbols
            or name in indices
            or self.function(name) is not None
            or name in CONSTANTS
            or name in ALONE
            or name in WORDS
        )

    def split(self, run: str, indices: Collection[str], *, raised: bool = False) -> list[str] | None:
        """The fewest names that a run of letters consists of; None if it does not.

        A function begins or ends it; e does only if a power follows (``raised``).
        """
        if len(run) > LONGEST_RUN or self.whole_names:
            return None
        best: list[list[str] | None] = [[]] + [None] * len(run)
        for end in range(1, len(run) + 1):
            for start in range(end):
                before = best[start]
                if before is None or (start and run[start] in "0123456789'"):
                    continue
                piece = run[start:end]
                last = end == len(run)
                if not self._piece(piece, indices, outer=start == 0 or last, powered=last and raised):
                    continue
                if best[end] is None or len(before) + 1 < len(best[end] or ()):
                    best[end] = [*before, piece]
        return best[len(run)]

    def _piece(self, name: str, indices: Collection[str], *, outer: bool, powered: bool) -> bool:
        """Whether a run may have this name in it."""
        if name in WORDS:
            return False
        if name in self.symbols or name in indices or (name in CONSTANTS and (name != "e" or powered)):
            return True
        return outer and (self.function(name) is not None or name in ALONE or name == "I")

    def unknown(self, spelled: str, name: str, column: int, *, function: bool = False) -> NotationError:
        """What is said about a name that nobody declared."""
        symbols = [s.name for s in self.symbols.values() if not s.function]
        functions = [
            s.name if folded(s.name) == fold else fold for fold, s in self.symbols.items() if s.function
        ]
        functions += self.functions
        by_folded = {folded(one): one for one in ([*symbols, *functions] if function else symbols)}
        near = did_you_mean(name, by_folded, 0.6)
        for fold, shown in by_folded.items():
            near = near.replace(f"'{fold}'", f"'{shown}'")
        what, known = ("function", functions) if function else ("name", symbols)
        some = f" (known: {listed(known)})" if 0 < len(known) <= MOST_LISTED and not near else ""
        spelled = primed(spelled)
        return NotationError(f"{spelled!r} is no known {what}{near or some}", column)
