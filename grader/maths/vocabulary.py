"""What a formula may name: declared symbols, functions, indices; and how a run of letters splits into them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from grader.errors import NotationError, did_you_mean, listed
from grader.maths.characters import folded
from grader.maths.expression import Derivative, Expression
from grader.maths.notation import FUNCTIONS
from grader.maths.tokens import Token, TokenKind

FORMULA_FUNCTIONS = {
    **{folded(name): function for name, function in FUNCTIONS.items()},
    "softmax": "softmax", "softplus": "softplus", "diag": "diag", "Diag": "diag", "transpose": "transpose", "trace": "trace",
    "tr": "trace", "Tr": "trace", "norm": "norm", "erf": "erf", "mean": "mean", "sum": "sum", "Sum": "sum", "prod": "prod",
    "dot": "dot", "outer": "outer", "inv": "inv", "logistic": "sigmoid", "Sigmoid": "sigmoid", "Relu": "relu", "RELU": "relu",
    "sgn": "sign", "arctan": "arctan", "atan": "arctan", "lse": "logsumexp", "logsumexp": "logsumexp", "LSE": "logsumexp",
    "maximum": "max", "minimum": "min", "square": "square", "Exp": "exp", "Log": "log", "Ln": "log", "Softmax": "softmax",
    "matmul": "matmul", "multiply": "multiply", "where": "where", "power": "power", "sech": "sech", "expm1": "expm1",
    "log1p": "log1p", "indicator": "indicator", "Tanh": "tanh", "lg": "log10", "cdf": "cdf",
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

    def split(self, run: str, indices: Collection[str]) -> list[str] | None:
        """The fewest names that a run of letters consists of; None if it does not."""
        if len(run) > LONGEST_RUN or self.whole_names:
            return None
        best: list[list[str] | None] = [[]] + [None] * len(run)
        for end in range(1, len(run) + 1):
            for start in range(end):
                before = best[start]
                if before is None or (start and run[start] in "0123456789'"):
                    continue
                piece = run[start:end]
                if not self.known(piece, indices) or piece in WORDS:
                    continue
                if best[end] is None or len(before) + 1 < len(best[end] or ()):
                    best[end] = [*before, piece]
        return best[len(run)]

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
        return NotationError(f"{spelled!r} is no known {what}{near or some}", column)


def resolved(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """The tokens with names joined (``w_0`` where it is declared) and runs split (``xw`` into x and w)."""
    tokens = [*_other_spellings(tokens, vocabulary)]
    indices = {*vocabulary.indices, *_bound(tokens)}
    found: list[Token] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.kind is not TokenKind.NAME:
            found.append(token)
            position += 1
            continue
        if _differential(tokens, position, vocabulary, indices):
            found.append(token._replace(text="d"))
            rest = token.text[1:], token.spelled[1:], token.column + 1
            tokens[position] = token._replace(text=rest[0], spelled=rest[1], column=rest[2])
            continue
        token, position = _joined(tokens, position, vocabulary)
        lowered = bool(found) and found[-1].kind is TokenKind.OPERATOR and found[-1].text == "_"
        if lowered:
            found += _subscript(token, tokens[position], found, vocabulary, indices)
            continue
        found += _pieces(token, found, vocabulary, indices)
    return found


def _differential(
    tokens: list[Token], position: int, vocabulary: Vocabulary, indices: Collection[str]
) -> bool:
    """Whether ``dW_1`` is d and the declared W_1: no name of its own, with or without its index."""
    token = tokens[position]
    if token.text[:1] != "d" or len(token.text) == 1 or vocabulary.taken("d"):
        return False
    whole, _ = _joined(tokens, position, vocabulary)
    if vocabulary.known(whole.text, indices):
        return False
    rest = [*tokens[:position], token._replace(text=token.text[1:]), *tokens[position + 1 :]]
    joined, end = _joined(rest, position, vocabulary)
    return end > position + 1 and vocabulary.taken(joined.text)


def _pieces(
    token: Token, before: list[Token], vocabulary: Vocabulary, indices: Collection[str]
) -> list[Token]:
    raised = bool(before) and before[-1].kind is TokenKind.OPERATOR and before[-1].text == "^"
    if raised and token.text != "T" and token.text[:1] == "T" and token.text not in vocabulary.symbols:
        rest = token._replace(text=token.text[1:], spelled=token.spelled[1:], column=token.column + 1)
        return [token._replace(text="T", spelled="T"), *_pieces(rest, [token], vocabulary, indices)]
    if vocabulary.known(token.text, indices):
        return [token]
    if vocabulary.permissive and token.text[:1] != "d":
        return [token]
    split = vocabulary.split(token.text, indices)
    starts_with_length = split is not None and split[:1] == ["d"]
    if (
        token.text[:1] == "d"
        and len(token.text) > 1
        and not vocabulary.whole_names
        and (starts_with_length or not split)
        and not vocabulary.taken("d")
    ):  # dL, as in dL/dx
        rest = token._replace(text=token.text[1:], spelled=token.spelled[1:], column=token.column + 1)
        return [token._replace(text="d"), *_pieces(rest, [token], vocabulary, indices)]
    if not split or len(split) == 1:
        return [token]
    whole = token.text == token.spelled
    columns = [token.column + (len("".join(split[:n])) if whole else 0) for n in range(len(split))]
    return [
        Token(TokenKind.NAME, piece, piece, column, glued=n > 0)
        for n, (piece, column) in enumerate(zip(split, columns, strict=True))
    ]


def _joined(tokens: list[Token], position: int, vocabulary: Vocabulary) -> tuple[Token, int]:
    """A name with the scripts that belong to it, and the position behind."""
    token, end = tokens[position], position + 1
    while tokens[end].kind is TokenKind.OPERATOR and tokens[end].text in ("_", "^", "'"):
        stop = end + 1
        if tokens[end].text != "'" and tokens[stop].kind is TokenKind.END:
            break
        if tokens[end].text == "'":
            script = "'"
        elif tokens[stop].kind is TokenKind.OPEN:
            closing = _closing(tokens, stop)
            script = "".join(t.text for t in tokens[stop:closing]).replace("{", "").replace("}", "")
            stop = closing
        else:
            script, stop = tokens[stop].text, stop + 1
        name = token.text + script
        longer = any(s.startswith(name) for s in vocabulary.symbols)
        raised = tokens[end].text == "^" and "^" not in getattr(vocabulary.symbol(name), "name", "")
        if raised and not script.startswith(("(", "'")):
            break  # x^2 is no x2
        if not script:
            break
        if (
            name in vocabulary.symbols
            or (script == "'" and vocabulary.function(name))
            or (longer and script in ("bar", "hat", "tilde", "dot"))
        ):
            token = token._replace(text=name)
        else:
            break
        end = stop
    return token, end


def _closing(tokens: list[Token], start: int) -> int:
    """The position behind the bracket that closes the one at ``start``; at most a few tokens on."""
    depth = 0
    for position in range(start, min(start + 9, len(tokens))):
        depth += (tokens[position].kind is TokenKind.OPEN) - (tokens[position].kind is TokenKind.CLOSE)
        if depth == 0:
            return position + 1
    return start + 1


def _subscript(
    token: Token, following: Token, before: list[Token], vocabulary: Vocabulary, indices: Collection[str]
) -> list[Token]:
    """``iy`` in ``ybar_iy_i`` is the index i and then y."""
    base = vocabulary.symbol(before[-2].text) if len(before) > 1 else None
    run = token.text
    if base is None or base.rank == 0 or len(run) <= base.rank or run in indices:
        return [token]
    head, rest = run[: base.rank], run[base.rank :]
    if not rest[0].isalpha() or vocabulary.split(rest, ()) is None:
        return [token]
    behind = token._replace(text=rest, spelled=rest, column=token.column + base.rank)
    return [token._replace(text=head, spelled=head), *_pieces(behind, [], vocabulary, indices)]


def _bound(tokens: list[Token]) -> set[str]:
    """Letters that a Σ of the formula binds."""
    found: set[str] = set()
    for position, token in enumerate(tokens):
        if token.kind is TokenKind.NAME and token.text in ("sum", "Sigma", "prod", "Pi", "max", "min", "Sum"):
            follows = tokens[position + 1 : position + 12]
            for ahead in follows:
                if ahead.kind is TokenKind.NAME and len(ahead.text) <= 3:
                    found.update(ahead.text if ahead.text.isalpha() else "")
                if ahead.kind is TokenKind.CLOSE or ahead.text in (",",):
                    break
    return found


def _other_spellings(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    if not vocabulary.spellings:
        return tokens
    found: list[Token] = []
    position = 0
    while position < len(tokens):
        for pattern, replacement, variables in vocabulary.spellings:
            bound = _matched(tokens[position : position + len(pattern)], pattern, variables)
            if bound is not None:
                column = tokens[position].column
                found += [bound.get(t.text, t)._replace(column=column) for t in replacement]
                position += len(pattern)
                break
        else:
            found.append(tokens[position])
            position += 1
    return found


def _matched(
    tokens: list[Token], pattern: tuple[Token, ...], variables: frozenset[str]
) -> dict[str, Token] | None:
    bound: dict[str, Token] = {}
    if len(tokens) < len(pattern):
        return None
    for token, wanted in zip(tokens, pattern, strict=True):
        if token.kind is wanted.kind is TokenKind.NAME and set(wanted.text) <= variables:
            if len(token.text) != len(wanted.text):
                return None
            for letter, own in zip(wanted.text, token.text, strict=True):
                if bound.setdefault(letter, token._replace(text=own, spelled=own)).text != own:
                    return None
        elif wanted.text in variables and token.kind is TokenKind.NUMBER:
            if bound.setdefault(wanted.text, token).text != token.text:
                return None
        elif token.text != wanted.text:
            return None
    return bound
