r"""Spellings that only statements have, before they are lexed: lists of lines, ``Answer:``, ``\not>``, ``]0, 1[``, ``{0, ..., 3}``."""

from __future__ import annotations

import re

from grader.errors import NotationError
from grader.maths.reading.vocabulary import Vocabulary

MOST_LISTED = 40

_LABEL = re.compile(r"\s*(?:answer|solution|condition|result|antwort|lösung)\s*:", re.IGNORECASE)
_ITEM = re.compile(r"\s*(?:(?P<open>\()?(?P<label>\d{1,2}|[a-z])\)|(?P<number>\d{1,2})[.:])\s+")
_NOT = re.compile(r"\\not\s*(=|<|>|\\(?:leqslant|geqslant|leq?|geq?|lt|gt|in)(?![A-Za-z]))")
_OPPOSITE = {
    "=": "≠", "<": "≥", ">": "≤", "\\lt": "≥", "\\gt": "≤", "\\in": "∉", "\\le": ">", "\\leq": ">", "\\leqslant": ">",
    "\\ge": "<", "\\geq": "<", "\\geqslant": "<",
}  # fmt: skip
_WITHOUT = re.compile(r"([ℝRℤZ]\s*)\\(?=\s*\{)|([\])}ℝRℤZ]\s*)\\(?=\s+\\?\{)|([\])]\s*)\\(?=\{[^{}\\]*\})")
r"""``ℝ \ {0}``; ``[0, 1]\{0}`` too, but ``\{0\}`` is a set."""

_SET = r"(?:∈|∉|∪|∩|∖|\\(?:notin|in|cup|cap|setminus)\b|\bin\b)"
_TURNED = re.compile(rf"({_SET}\s*)([\[\]])([^\[\]]*[,;][^\[\]]*)(\]|\[(?![\w(−-]))")
_SEVERAL = re.compile(
    r"(\\?\{)\s*(-?\d+)\s*,((?:\s*-?\d+\s*,)*)\s*(?:\.{3}|…|\\[lc]?dots)\s*,\s*(-?\d+)\s*(\\?\})"
)
_COMPARISON = re.compile(r"[<>=≤≥≠⩽⩾≦≧∈]|\\(?:leq?|geq?|leqslant|geqslant|lt|gt|neq?|in)\b")
_END = re.compile(r"[,;\n]|\\\\|\b(?:and|or)\b|[∧∨&]")


def plainly(text: str, vocabulary: Vocabulary) -> str:
    r"""A text with one spelling for what can be spelled in several ways; what is left keeps its place, as far as it can.

    >>> plainly(r"Answer: x \not> 0 and y in ]0, 1[.", Vocabulary()).split()
    ['x', '≤', '0', 'and', 'y', 'in', '(0,', '1)']

    Raises:
        NotationError: a sign has no meaning here, or can mean two things.

    """
    if label := _LABEL.match(text):
        text = _blank(label[0]) + text[label.end() :]
    text = _without_bullets(text, vocabulary)
    if "~" in text and "\\" not in text:
        raise NotationError("'~' is not read: write not", text.index("~") + 1)
    text = re.sub(r"\.(?=[\s$`]*$)", " ", text, flags=re.MULTILINE).replace("`", " ").replace("\\&", " &")
    text = _NOT.sub(lambda match: _OPPOSITE[match[1]].ljust(len(match[0])), text)
    text = _WITHOUT.sub(lambda match: (match[1] or match[2] or match[3]) + "∖", text)
    text = _TURNED.sub(_as_brackets, text)
    text = text.replace("ℤ", "Z").replace("\\forall", "for all").replace("∀", "for all ")
    return _between_statements(_SEVERAL.sub(_written_out, text))


def _blank(text: str) -> str:
    return re.sub(r"\S", " ", text)


def _without_bullets(text: str, vocabulary: Vocabulary) -> str:
    """The text with what only makes a list of its lines blanked."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) == 1 and re.match(r"\s*[-−–] ", lines[0]):
        place = text.index(lines[0].strip()) + 1
        raise NotationError("a minus or a bullet? leave out the blank behind it, or the bullet", place)
    if all(re.match(r"\s*[-−–*•] ", line) for line in lines):
        return re.sub(r"^(\s*)[-−–*•](?= )", r"\1 ", text, flags=re.MULTILINE)
    items = [match for line in lines if (match := _ITEM.match(line))]
    labels = [match["label"] or match["number"] for match in items]
    unclear = len(lines) == 1 and (items[:1] == [] or items[0]["open"] or items[0]["number"])
    if len(items) < len(lines) or unclear or not (_counted(labels, "1") or _counted(labels, "a")):
        if number := re.search(r"^\s*(?!1\.)\d+\.(?=\s+[^\W\d_])", text, re.MULTILINE):
            found = f"{number[0].strip()} can be a factor or the label of a line: leave out the point, or the label"
            raise NotationError(found, number.end())
        return text
    factors = [match["label"] for match in items if match["open"] and vocabulary.taken(match["label"])]
    if factors:
        text = f"({factors[0]}) can be a factor or the label of a line: leave out the labels"
        raise NotationError(text, 1)
    return "\n".join(
        _blank(item[0]) + line[item.end() :] if (item := _ITEM.match(line)) else line
        for line in text.splitlines()
    )


def _counted(labels: list[str], first: str) -> bool:
    """Whether labels are 1, 2, 3, or a, b, c."""
    expected = [str(n + 1) if first == "1" else chr(ord("a") + n) for n in range(len(labels))]
    return labels == expected


def _as_brackets(interval: re.Match[str]) -> str:
    """``]0, 1[`` as ``(0, 1)``."""
    opening, closing = "(" if interval[2] == "]" else "[", ")" if interval[4] == "[" else "]"
    return f"{interval[1]}{opening}{interval[3]}{closing}"


def _written_out(listed: re.Match[str]) -> str:
    """``{0, 1, ..., 3}`` with every whole number."""
    first, last = int(listed[2]), int(listed[4])
    given = [int(number) for number in re.findall(r"-?\d+", listed[3])]
    numbers = list(range(first, last + 1))
    if not 0 < len(numbers) <= MOST_LISTED or numbers[1 : len(given) + 1] != given:
        return listed[0]
    return listed[1] + ", ".join(map(str, numbers)) + listed[5]


def _between_statements(text: str) -> str:
    """``a <= 0,2b <= 0`` with ``;`` where a comma between digits stands between two statements."""
    for comma in reversed(list(re.finditer(r"(?<=\d),(?=\d)", text))):
        if len(re.findall(r"[(\[{]", text[: comma.start()])) > len(
            re.findall(r"[)\]}]", text[: comma.start()])
        ):
            continue
        before = re.split(_END, text[: comma.start()])[-1]
        after = re.split(_END, text[comma.end() :], maxsplit=1)[0]
        sign = _COMPARISON.search(after)
        if _COMPARISON.search(before) and sign and re.search(r"[^\W\d_]", after[: sign.start()]):
            text = f"{text[: comma.start()]};{text[comma.end() :]}"
    return text
