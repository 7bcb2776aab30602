"""How an instructor declares the symbols of a part: ``W: matrix(N, D)``, ``p: simplex(D)``, ``c: positive``."""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.errors import NotationError, did_you_mean, listed

DOMAINS = {
    "real": "any number", "positive": "above 0", "nonnegative": "0 or above", "nonzero": "any number but 0",
    "unit": "between 0 and 1", "integer": "a whole number", "natural": "1, 2, 3 ...", "negative": "below 0",
}  # fmt: skip
"""What a number of each domain can be."""

ARRAYS = {"vector": 1, "matrix": 2, "simplex": 1, "one_hot": 1, "onehot": 1, "one-hot": 1}
"""Forms with lengths, and how many they have at least; a simplex or one-hot matrix has rows of that form."""

_FORM = re.compile(r"(?:(?P<domain>[\w-]+)\s+)?(?P<form>[\w-]+)\s*\((?P<lengths>[^()]*)\)")
Length = str | int


class Declared(NamedTuple):
    """A symbol: the lengths of its axes, from what its entries are drawn, and whether it is a function."""

    shape: tuple[Length, ...] = ()
    domain: str = "real"
    function: bool = False


def declared(text: str) -> Declared:
    """What a declaration says.

    >>> declared("positive vector(D)"), declared("matrix(N×3)").shape
    (Declared(shape=('D',), domain='positive', function=False), ('N', 3))

    Raises:
        NotationError: it is none; the nearest word is suggested.

    """
    text = text.strip()
    if text == "function":
        return Declared(function=True)
    if text in ("scalar", "number"):
        return Declared()
    if text in DOMAINS:
        return Declared(domain=text)
    if text.count("(") > text.count(")"):
        advice = f'a comma in braces begins the next entry; write × in its place, or quote it: "{text}, ...)"'
        raise NotationError(f"{text!r} is cut off: {advice}")
    match = _FORM.fullmatch(text)
    if match is None:
        words = [*DOMAINS, *ARRAYS, "function"]
        raise NotationError(
            f"{text!r} declares nothing{did_you_mean(text.split('(')[0], words) or f' (known: {listed(words)})'}"
        )
    form, domain = match["form"], match["domain"] or "real"
    if form in DOMAINS and match["domain"] is None:
        raise NotationError(f"{form} takes no lengths: write {form} vector({match['lengths']})")
    if form not in ARRAYS:
        raise NotationError(
            f"{form!r} is no form of array{did_you_mean(form, ARRAYS) or f' (known: {listed(ARRAYS)})'}"
        )
    if domain not in DOMAINS:
        raise NotationError(
            f"{domain!r} is no domain{did_you_mean(domain, DOMAINS) or f' (known: {listed(DOMAINS)})'}"
        )
    shape = tuple(_length(part) for part in re.split(r"[,×]|\bx\b|\*", match["lengths"]))
    if (form == "vector" and len(shape) != 1) or (form == "matrix" and len(shape) != 2) or len(shape) > 2:
        raise NotationError(
            f"a {form} has {'one length' if form == 'vector' else 'two lengths' if form == 'matrix' else 'one or two lengths'}"
        )
    if form not in ("vector", "matrix"):
        domain = "simplex" if form == "simplex" else "one_hot"
    return Declared(shape, domain)


def _length(text: str) -> Length:
    text = text.strip()
    if text.isascii() and text.isdigit() and 0 < int(text) <= 9:
        return int(text)
    if not re.fullmatch(r"[A-Za-z]\w*", text):
        raise NotationError(f"{text!r} is no length: write a name such as D, or a number up to 9")
    return text
