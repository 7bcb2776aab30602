"""What stands beside the formulas of a derivation: reasons, numbers of lines, ends of proofs, struck-out terms."""

from __future__ import annotations

import re
from collections.abc import Callable

from grader.maths.expressions.notation import MAX_LENGTH
from grader.maths.formulas.statements import MAX_LINES
from grader.maths.reading import latex

_OPENING, _CLOSING = "([{", ")]}"
_REASON = re.compile(
    r"\s(?:#|//|%|←|<-|\\quad|\\qquad|\\tag|\\because)|(?<!\s)\s{2,}(?=[(\[])|&&(?=\s*\\(?:text|mbox|quad|qquad))"
    r"|[\s,;](?:because|since|by the|by|using|as|where|with|for|if|when|due to|from|see|product rule|quotient rule|chain rule)\b"
    r"|\\(?:text|mathrm)\s*\{\s*(?:\(|because|since|by|using|as|where|with|for|if|when)"
    r"|\\(?:text|textrm|textit|mbox|mathrm)\s*\{(?=[^{}]*[\s,.;:])[^{}]*\}[\s.,]*(?:\\\\)?\s*$"
    r"|\s(?=\([^()\[\]]*\)[\s.,;]*(?:\\\\)?\s*$)|(?<=\))(?=\([^()\[\]]*\)[\s.,;]*(?:\\\\)?\s*$)"
    r"|(?<![\s,;.])[\s,;.]*(?:[∎□■◻]|\\blacksquare|\\square|\\Box|\\qed(?:symbol)?\b|\b(?:q\.\s?e\.\s?d|Q\.E\.D|QED|qed)\b\.?)\s*\$*\s*$"
    r"|(?<!\s)\s*=\s*(?:\\text\s*\{\s*)?(?:RHS|LHS|rhs|lhs|r\.h\.s|l\.h\.s)\b[.}\s]*$"
)
_ELSE = re.compile(r"\b(?:else|otherwise)\b")
_CONDITION = re.compile(r"\bif\s(?P<condition>[^=]*=[^=].*?)\s(?=else\b)")
_STRUCK = re.compile(r"\\[bx]?cancel(?![A-Za-z])")
_GAP = re.compile(r"(?<=\\\\)\[-?\d*\.?\d*\s*[a-z]*\]")
_SIGN_WITH_A_NOTE = re.compile(
    r"\\(?:stackrel|overset|underset)\s*\{(?:[^{}]|\{[^{}]*\})*\}\s*\{\s*&?\s*(?P<sign>=|\\approx|≈)\s*\}"
)
_NUMBERED = re.compile(r"\s*\(?(\d{1,2})[.)](?=\s)")


IsFactor = Callable[[str, bool], bool]
"""Whether the inside of a bracket at the end of a line belongs to the formula; a gap may stand in front of it."""


def without_remarks(raw: str, is_factor: IsFactor) -> tuple[str, dict[int, str]]:
    """The text without what stands beside the formulas, its columns kept, and the reasons by line."""
    if len(raw) > MAX_LINES * MAX_LENGTH or any(len(line) > MAX_LENGTH for line in raw.splitlines()):
        return raw, {}  # too long to be read at all
    kept: list[str] = []
    remarks: dict[int, str] = {}
    inside = 0
    for number, line in enumerate(_unnumbered([_arranged(line) for line in raw.splitlines()]), start=1):
        cut = _reason_start(line, inside, is_factor)
        kept.append(line[:cut])
        inside += _rows_opened(line)
        if cut < len(line):
            remarks[number] = line[cut:]
            if line.rstrip().endswith("\\\\"):
                kept[-1] += " \\\\"
    return "\n".join(kept), remarks


def _arranged(line: str) -> str:
    r"""A line without ``\cancel``, notes above its signs and gaps below it; ``if i = j else`` gets its brackets."""
    line = _CONDITION.sub(lambda found: f"if({found['condition']})", line)
    line = _SIGN_WITH_A_NOTE.sub(lambda found: found["sign"].rjust(len(found[0])), line)
    return _GAP.sub(_blank, _STRUCK.sub(_blank, line))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _unnumbered(lines: list[str]) -> list[str]:
    """Lines without their numbers, if all that are not empty count from 1."""
    written = [line for line in lines if line.strip()]
    numbers = [int(found[1]) if (found := _NUMBERED.match(line)) else 0 for line in written]
    if len(numbers) < 2 or numbers != [*range(1, len(numbers) + 1)]:
        return lines
    return [_NUMBERED.sub(_blank, line, count=1) for line in lines]


def _rows_opened(text: str) -> int:
    return sum(1 if found[1] == "begin" else -1 for found in latex.ROWS.finditer(text))


def _reason_start(line: str, inside: int, is_factor: IsFactor) -> int:
    """Where a reason begins; a bracket that opens the line, or one that the formula needs, is none."""
    for match in _REASON.finditer(line):
        before, behind = line[: match.start()], line[match.end() :].strip()
        if not before.strip(" =&") or inside + _rows_opened(before) > 0:
            continue
        if match[0].strip(" ,;") in ("if", "when", "for") and _ELSE.search(behind):
            continue
        bracketed = not match[0].strip() and behind[:1] in _OPENING
        gap = len(match[0]) > 1
        if bracketed and (not _closes_at_end(behind) or is_factor(_bracket(behind)[1:-1], gap)):
            continue
        if _depth(before) == 0 and (behind[:1] not in _OPENING or _closes_at_end(behind)):
            return match.start()
    return len(line)


def _depth(text: str) -> int:
    return sum((c in _OPENING) - (c in _CLOSING) for c in text)


def _bracket(text: str) -> str:
    """The bracket that a text begins with."""
    depth = 0
    for position, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth == 0:
            return text[: position + 1]
    return text


def _closes_at_end(text: str) -> bool:
    """Whether the bracket that begins a text ends with it, but for a sign of the line's end."""
    bracket = _bracket(text)
    return _depth(bracket) == 0 and not text[len(bracket) :].strip(" \\.,;$")
