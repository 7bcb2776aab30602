r"""LaTeX commands in a formula as tokens: ``\frac``, ``\mathbf{x}``, ``\bar y``, ``\begin{cases}``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grader.errors import NotationError, did_you_mean
from grader.maths.expressions import notation
from grader.maths.reading import latex
from grader.maths.reading.tokens import Token, TokenKind

if TYPE_CHECKING:
    from grader.maths.reading.lexer import Lexer

_COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?|[^A-Za-z])")


def command(lexer: Lexer) -> None:
    """Take the command that comes next."""
    match = _COMMAND.match(lexer.text, lexer.position)
    if match is None:
        raise NotationError("a backslash stands at the end", lexer.position + 1)
    command, end = match[0], match.end()
    if command in latex.SIZED and lexer.text[end : end + 1] == ".":
        end += 1
    elif command in (*latex.SIZED, "\\lvert", "\\rvert") and (bar := _bar(lexer, command, end)):
        end = bar
    elif command in latex.SPACES:
        pass
    elif command in latex.ARRANGING:
        end = _group_end(lexer, end)
    elif command in ("\\underbrace", "\\overbrace"):
        _unlabelled(lexer, end)
    elif command == "\\\\":
        lexer.add(TokenKind.OPERATOR, "\\\\", command)
    elif command in ("\\&", "\\#", "\\%", "\\$", "\\_"):
        raise NotationError(f"{command!r} has no meaning here", lexer.position + 1)
    elif command in latex.OPERATORS:
        lexer.add(TokenKind.OPERATOR, latex.OPERATORS[command], command)
    elif command in latex.BRACKETS:
        bracket = latex.BRACKETS[command]
        (lexer.opened if bracket in "([{⟨" else lexer.closed)(
            "\\" + bracket if bracket in "{}" else bracket, command
        )
    elif command in latex.NAMES:
        if latex.NAMES[command] == "…":
            raise NotationError(
                f"{command} is not read: write the sum with \\sum, or every term", lexer.position + 1
            )
        if command == "\\prime":
            lexer.add(TokenKind.OPERATOR, "'", command)
        else:
            lexer.add(TokenKind.NAME, latex.NAMES[command], command)
    elif command in latex.STYLES or command in latex.ACCENTS:
        end = _styled(lexer, command, end)
    elif command in ("\\begin", "\\end"):
        end = _environment(lexer, command, end)
    else:
        suggestion = did_you_mean(command, latex.COMMANDS).replace("\\\\", "\\")
        raise NotationError(f"the command {command} is not read{suggestion}", lexer.position + 1)
    lexer.position = end


def _bar(lexer: Lexer, command: str, end: int) -> int:
    r"""Take a bar that opens or closes; two alike side by side are those of a norm. 0 if none comes."""
    if command not in ("\\lvert", "\\rvert"):
        bar = re.compile(r"\s*\|").match(lexer.text, end)
        if bar is None:
            return 0
        command, end = f"{command}|", bar.end()
    if lexer.tokens and lexer.tokens[-1].spelled == command and lexer.tokens[-1].text == "|":
        lexer.tokens[-1] = lexer.tokens[-1]._replace(text="‖")
    else:
        lexer.add(TokenKind.OPERATOR, "|", command)
    return end


def _unlabelled(lexer: Lexer, start: int) -> None:
    r"""Blank the label of a brace: ``\underbrace{x}_{a}`` is x."""
    behind = _group_end(lexer, start)
    if label := re.compile(r"\s*[_^]\s*(?:\\[A-Za-z]+|[^\\{\s])?").match(lexer.text, behind):
        end = _group_end(lexer, label.end()) if label[0].strip() in ("_", "^") else label.end()
        lexer.text = lexer.text[:behind] + " " * (end - behind) + lexer.text[end:]


def _group_end(lexer: Lexer, start: int) -> int:
    while lexer.text[start : start + 1].isspace():
        start += 1
    if lexer.text[start : start + 1] != "{":
        return start
    end, depth = start, 0
    while end < len(lexer.text):
        depth += {"{": 1, "}": -1}.get(lexer.text[end], 0)
        end += 1
        if depth == 0:
            return end
    raise NotationError("'}' was expected, to close this bracket", start + 1)


def _styled(lexer: Lexer, command: str, start: int) -> int:
    r"""``\mathbf{x}``, ``\bar y``, ``\operatorname{softmax}``: the name inside, with its mark."""
    while lexer.text[start : start + 1].isspace():
        start += 1
    if lexer.text[start : start + 1] == "{":
        end = _group_end(lexer, start)
        inner, place = lexer.text[start + 1 : end - 1], start + 1
    elif match := _COMMAND.match(lexer.text, start):
        follows = match[0] in latex.STYLES or match[0] in latex.ACCENTS
        end = match.end()
        if follows:
            end = _group_end(lexer, end) if lexer.text[end : end + 1] in (" ", "{") else end
        inner, place = lexer.text[start:end], start
    else:
        end = min(start + 1, len(lexer.text))
        inner, place = lexer.text[start:end], start
    mark = latex.ACCENTS.get(command, "")
    if not inner.strip():
        if command == "\\text":
            return end
        raise NotationError(f"nothing stands behind {command}", lexer.position + 1)
    if inner.strip() in ("1", "I", "𝟙") and command in (
        "\\mathbb",
        "\\mathbf",
        "\\mathbbm",
        "\\mathds",
        "\\boldsymbol",
        "\\mathbbold",
    ):
        name = "I" if inner.strip() == "I" else "𝟙"
        lexer.add(TokenKind.NAME, name, lexer.text[lexer.position : end])
        return end
    if lexer.depth > notation.MAX_DEPTH:
        raise NotationError(f"more than {notation.MAX_DEPTH} nested brackets", lexer.position + 1)
    inside = type(lexer)(inner)
    inside.latex, inside.depth = True, lexer.depth + 1
    while inside.position < len(inner):
        inside.step()
    found = [token._replace(column=token.column + place) for token in inside.tokens]
    if mark:
        if (
            not found
            or found[0].kind is not TokenKind.NAME
            or any(t.kind is TokenKind.NAME and t is not found[0] for t in found)
        ):
            raise NotationError(f"{command} is read above one name only", lexer.position + 1)
        found[0] = found[0]._replace(text=found[0].text + mark, spelled=lexer.text[lexer.position : end])
    elif (
        len(found) > 1
        and all(token.kind in (TokenKind.NAME, TokenKind.NUMBER) for token in found)
        and command != "\\text"
    ):
        name = "".join(token.text for token in found)  # \mathrm{W1}
        found = [Token(TokenKind.NAME, name, lexer.text[lexer.position : end], lexer.position + 1)]
    lexer.tokens += found
    return end


def _environment(lexer: Lexer, command: str, start: int) -> int:
    end = _group_end(lexer, start)
    name = lexer.text[start:end].strip(" {}")
    if name in latex.TRANSPARENT:
        return end
    if name not in latex.ENVIRONMENTS:
        raise NotationError(
            f"the environment {name!r} is not read{did_you_mean(name, latex.ENVIRONMENTS)}",
            lexer.position + 1,
        )
    if name == "array" and command == "\\begin":
        end = _group_end(lexer, end)
    spelled = f"{command}{{{name}}}"
    (lexer.opened if command == "\\begin" else lexer.closed)(
        "cases" if "cases" in name else "matrix", spelled
    )
    return end
