"""Indices with primes: ``i'`` beside ``i`` is a letter of its own, as in ``Σ_{i'} z_{i'}``."""

from __future__ import annotations

import re

from grader.maths.expressions.characters import PRIMED
from grader.maths.reading.tokens import Token, TokenKind
from grader.maths.reading.vocabulary import Vocabulary

_ONE = {f"{letter}{primes}": sign for sign, (letter, primes) in PRIMED.items()}
_RUN = re.compile(r"(?P<before>[a-z]+)(?P<last>[a-z]'+)")


def with_primed_indices(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """The tokens with each primed index as one letter; primes behind what is declared stay as they are."""
    if not any("'" in token.text for token in tokens):
        return tokens
    found: list[Token] = []
    for token in _raised(tokens):
        if token.kind is not TokenKind.NAME or "'" not in token.text or _declared(token.text, vocabulary):
            found.append(token)
            continue
        base = _indexed(found)
        if base and vocabulary.taken(f"{base}'"):  # x_i' is x'_i
            found.append(token)
            continue
        run = _RUN.fullmatch(token.text) if base else None
        if run is not None:
            cut = len(run["before"])
            found.append(token._replace(text=run["before"], spelled=token.spelled[:cut]))
            token = token._replace(
                text=run["last"], spelled=token.spelled[cut:], column=token.column + cut, glued=True
            )
        found.append(token._replace(text=_ONE.get(token.text, token.text)))
    return found


def _declared(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a name, or what its primes stand behind, is a quantity or a function."""
    plain = name.rstrip("'")
    return any(vocabulary.taken(each) or vocabulary.function(each) is not None for each in (name, plain))


def _indexed(before: list[Token]) -> str:
    """What the index that follows these tokens stands at: W of ``W_`` and of ``W_{1,``; empty if it is none."""
    position = len(before) - 1
    while position > 0 and (before[position].text in ("{", ",") or before[position].kind is TokenKind.NUMBER):
        position -= 1
    return before[position - 1].text if position > 0 and before[position].text == "_" else ""


def _raised(tokens: list[Token]) -> list[Token]:
    r"""The tokens with ``i^\prime`` and ``i^{\prime}`` as ``i'``."""
    found: list[Token] = []
    position = 0
    while position < len(tokens):
        texts = [token.text for token in tokens[position : position + 4]]
        width = 4 if texts == ["^", "{", "'", "}"] else 2 if texts[:2] == ["^", "'"] else 0
        if width and found and found[-1].kind is TokenKind.NAME:
            found[-1] = found[-1]._replace(text=found[-1].text + "'", spelled=found[-1].spelled + "'")
        position += width or 1
        if not width:
            found.append(tokens[position - 1])
    return found
