r"""Formulas between dollar signs in what an author wrote, as a terminal can show them: ``$\bar x_i$`` is x̄ᵢ."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"(?<![\\$])\$(?!\$)(?P<latex>[^$\n]+)\$(?!\$)|\$\$(?P<displayed>[^$]+)\$\$")


def with_plain_formulas(text: str) -> str:
    r"""The text with each formula in Unicode, and as it stands where it is none that is read here.

    >>> with_plain_formulas(r"Which shape has $\bar X^\top$? Not $N \times K$.")
    'Which shape has X̄ᵀ? Not N × K.'
    >>> with_plain_formulas(r"$\mathscr{A} \leadsto x$ costs 5 $")
    '\\mathscr{A} \\leadsto x costs 5 $'
    """
    return _FORMULA.sub(_plain, text) if text.count("$") > 1 else text


def _plain(formula: re.Match[str]) -> str:
    from grader.errors import NotationError
    from grader.maths.expressions.typesetting import shown
    from grader.maths.reading.grammar import read
    from grader.maths.reading.vocabulary import Vocabulary

    latex = (formula["latex"] or formula["displayed"]).strip()
    try:
        found = shown(read(latex, Vocabulary(permissive=True)).expression)
    except NotationError:
        return latex
    return found.replace("*", " × ") if "\\times" in latex else found
