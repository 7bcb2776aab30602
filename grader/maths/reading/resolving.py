"""Tokens of a formula with the names of a part: scripts joined to them, runs of letters split into them."""

from __future__ import annotations

from collections.abc import Collection

from grader.maths.reading.primed import with_primed_indices
from grader.maths.reading.tokens import Token, TokenKind
from grader.maths.reading.vocabulary import OPTIONS, Vocabulary

ABBREVIATED = {"eps": "epsilon", "lam": "lambda", "lamda": "lambda", "lmbda": "lambda"}
"""Greek letters as code spells them."""


def resolved(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """The tokens with names joined (``w_0`` where it is declared) and runs split (``xw`` into x and w)."""
    tokens = with_primed_indices(_other_spellings(tokens, vocabulary), vocabulary)
    tokens = _numbered_entries([_in_full(token, vocabulary) for token in tokens], vocabulary)
    bound = _bound(tokens)
    indices = {*vocabulary.indices, *bound}
    glued = {*vocabulary.free, *bound}  # letters that are surely indices here
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
        if token.text in OPTIONS and tokens[position].text == "=":
            found.append(token)
            continue
        lowered = bool(found) and found[-1].kind is TokenKind.OPERATOR and found[-1].text == "_"
        if lowered:
            found += _subscript(token, found, vocabulary, indices, glued)
            continue
        raised = tokens[position].text == "^"
        found += _pieces(token, found, vocabulary, indices, glued, raised=raised)
    return found


def _numbered_entries(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """``z_{1,i}``, ``z_{1i}`` and ``z_1i`` as ``z_1_i``, where z_1 is an array and z is none."""
    found = [*tokens]
    for position in range(len(tokens) - 3, -1, -1):
        base, low, *inside = found[position : position + 5]
        if base.kind is not TokenKind.NAME or low.text != "_":
            continue
        braced = inside[0].text == "{"
        number, behind = inside[braced : braced + 2] if len(inside) > 1 + braced else (low, low)
        array = vocabulary.symbol(base.text + number.text)
        other = vocabulary.symbol(base.text)
        if number.kind is not TokenKind.NUMBER or array is None or not array.rank or (other and other.rank):
            continue
        if braced and behind.kind in (TokenKind.COMMA, TokenKind.NAME):
            low_again = [low._replace(column=number.column), inside[0]]
            comma = behind.kind is TokenKind.COMMA
            found[position + 2 : position + 4 + comma] = [number, *low_again]
        elif (
            not braced
            and behind.kind is TokenKind.NAME
            and len(behind.text) == array.rank
            and {*behind.text} <= vocabulary.indices
            and behind.column == number.column + len(number.spelled)
        ):
            found.insert(position + 3, low._replace(column=behind.column))
    return found


def _in_full(token: Token, vocabulary: Vocabulary) -> Token:
    """``eps`` as epsilon, where only that is declared."""
    full = ABBREVIATED.get(token.text) if token.kind is TokenKind.NAME else None
    known = full in vocabulary.symbols and token.text not in vocabulary.symbols
    return token._replace(text=full) if full and known else token


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
    token: Token,
    before: list[Token],
    vocabulary: Vocabulary,
    indices: Collection[str],
    glued: Collection[str],
    *,
    raised: bool = False,
) -> list[Token]:
    above = bool(before) and before[-1].kind is TokenKind.OPERATOR and before[-1].text == "^"
    if above and token.text != "T" and token.text[:1] == "T" and token.text not in vocabulary.symbols:
        rest = token._replace(text=token.text[1:], spelled=token.spelled[1:], column=token.column + 1)
        return [
            token._replace(text="T", spelled="T"),
            *_pieces(rest, [token], vocabulary, indices, glued, raised=raised),
        ]
    if vocabulary.known(token.text, indices):
        return [token]
    if vocabulary.permissive and token.text[:1] != "d":
        return [token]
    split = vocabulary.split(token.text, glued, raised=raised)
    starts_with_length = split is not None and split[:1] == ["d"]
    if (
        token.text[:1] == "d"
        and len(token.text) > 1
        and not vocabulary.whole_names
        and (starts_with_length or not split)
        and not vocabulary.taken("d")
    ):  # dL, as in dL/dx
        rest = token._replace(text=token.text[1:], spelled=token.spelled[1:], column=token.column + 1)
        return [token._replace(text="d"), *_pieces(rest, [token], vocabulary, indices, glued, raised=raised)]
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
    token: Token,
    before: list[Token],
    vocabulary: Vocabulary,
    indices: Collection[str],
    glued: Collection[str],
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
    return [token._replace(text=head, spelled=head), *_pieces(behind, [], vocabulary, indices, glued)]


def _bound(tokens: list[Token]) -> set[str]:
    """Letters that a Σ of the formula binds."""
    found: set[str] = set()
    for position, token in enumerate(tokens):
        if token.kind is TokenKind.NAME and token.text in ("sum", "Sigma", "prod", "Pi", "max", "min", "Sum"):
            follows = tokens[position + 1 : position + 12]
            for ahead in follows:
                if ahead.kind is TokenKind.NAME and len(ahead.text) <= 3 and ahead.text != "in":
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
