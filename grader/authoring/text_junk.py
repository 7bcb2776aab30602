"""Answers of no content, for any kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.authoring.attempts import Attempt
from grader.authoring.keys.base import TextKey
from grader.kinds.base import Kind

ANSWERS = ("0", "1", "-1", "2", "x", "?", "-", "nan", "inf", "None", "...", "()", "TODO", "9" * 400)
BLANK = ("", "\n\n", "   \n\t\n", "$$", "<!-- -->")
MOST_SYMBOLS = 12


def symbols_of(key: TextKey[Kind]) -> list[str]:
    """The part's own symbols: those that are declared, and those that stand between dollars in its prompt."""
    block = key.block
    declared = [*getattr(block, "symbols", {}), *getattr(block, "where", {}), *getattr(block, "given", {})]
    formulas = re.findall(r"\$([^$]+)\$", key.prompt)
    written = [name for formula in formulas for name in re.findall(r"(?<![\\\w])[A-Za-z]\w*", formula)]
    return list(dict.fromkeys([*declared, *written]))[:MOST_SYMBOLS]


def junk_for(key: TextKey[Kind]) -> Iterator[tuple[Attempt, str]]:
    """Answers of no content, and for those that fill every line the word that they are full of."""
    for word in (*ANSWERS, *symbols_of(key)):
        short = word if len(word) < 30 else f"{word[:10]}..."
        yield Attempt(word, f"the answer {short!r}"), word
        if (filled := key.filled(word)) != word:
            yield Attempt(filled, f"{short!r} for everything"), word
    for blank in BLANK:
        yield Attempt(blank, "nothing"), ""
    for attempt in key.junk():
        yield attempt, attempt.text
