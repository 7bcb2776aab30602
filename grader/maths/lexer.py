"""One line of mathematics -> tokens; plain text and LaTeX give the same ones."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from grader.errors import NotationError, did_you_mean
from grader.maths import characters, latex, notation
from grader.maths.tokens import Token, TokenKind, number_token

_COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?|[^A-Za-z])")
_SIZE = re.compile(r"-?\d*\.?\d*(?:em|ex|pt|mu|cm|mm)")
_OPENING = {"(": ")", "[": "]", "{": "}"}
_LOGIC = {"and": "and", "or": "or", "not": "not", "iff": "<=>", "implies": "=>"}
_SEVERAL = re.compile(r"\.{3}")


def lex(text: str) -> list[Token]:
    r"""The tokens of a formula, the last of kind END; a name's text is its folded spelling.

    >>> [token.text for token in lex(r"\frac{1}{2} ȳ_j")] == [token.text for token in lex("frac{1}{2} ybar_j")]
    True

    Raises:
        NotationError: an unknown character or command (named), or a text beyond the limits.

    """
    if len(text) > notation.MAX_LENGTH:
        raise NotationError(f"{len(text)} characters are too many: at most {notation.MAX_LENGTH} are read")
    lexer = _Lexer(text)
    while lexer.position < len(text):
        lexer.step()
        if len(lexer.tokens) > notation.MAX_TOKENS:
            raise NotationError(
                f"more than {notation.MAX_TOKENS} numbers, names and signs", lexer.position + 1
            )
    lexer.add(TokenKind.END, "", "")
    return lexer.tokens


class _Lexer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.tokens: list[Token] = []
        self.depth = 0
        self.latex = "\\" in text

    def add(self, kind: TokenKind, text: str, spelled: str, column: int = 0) -> None:
        self.tokens.append(Token(kind, text, spelled, column or self.position + 1))

    def step(self) -> None:
        text, character = self.text, self.text[self.position]
        if character.isspace() or character in "$~\u200b\u2061\u2062":
            if character in "\u200b":
                raise NotationError(characters.unknown(character), self.position + 1)
            self.position += 1
        elif character == "\\":
            self.command()
        elif character.isascii() and (
            character.isdigit()
            or (
                character == "."
                and text[self.position + 1 : self.position + 2].isdigit()
                and not self._after_operand()
            )
        ):
            self.number()
        elif _SEVERAL.match(text, self.position) or character == "…":
            raise NotationError("'...' is not read: write the sum with Σ, or every term", self.position + 1)
        elif match := re.match(
            r"\.(?:T|transpose\(\))(?![A-Za-z])", text[self.position : self.position + 14]
        ):
            self.add(TokenKind.OPERATOR, "^", match[0])
            self.add(TokenKind.NAME, "T", match[0])
            self.position += match.end()
        elif (
            character in characters.SINGLE
            or character == "ᵀ"
            or character in notation.SUPERSCRIPTS
            or character in characters.SUPERSCRIPT_LETTERS
        ):
            self.raised() if character not in characters.SINGLE else self.single()
        elif character in notation.SUBSCRIPTS:
            self.lowered()
        elif unicodedata.decomposition(character).startswith("<fraction>"):
            self.vulgar()
        elif character.isalpha():
            self.name()
        else:
            self.sign()

    def _after_operand(self) -> bool:
        return (
            bool(self.tokens)
            and self.tokens[-1].kind in (TokenKind.NAME, TokenKind.CLOSE)
            and not self.text[self.position - 1].isspace()
        )

    def single(self) -> None:
        character = self.text[self.position]
        self.add(TokenKind.NAME, characters.SINGLE[character], character)
        self.position += 1

    def number(self) -> None:
        if self.latex and self.tokens and self.tokens[-1].text in ("_", "^"):  # LaTeX takes one digit there
            digit = self.text[self.position]
            self.add(TokenKind.NUMBER, digit, digit)
            self.tokens[-1] = self.tokens[-1]._replace(value=number_token(digit, 0, bracketed=True)[0].value)
            self.position += 1
            return
        token, self.position = number_token(self.text, self.position, bracketed=self.depth > 0)
        if "," in token.spelled and self.text[self.position : self.position + 1].isalpha():
            raise NotationError(f"{token.spelled} has a decimal comma: write a point", token.column)
        self.tokens.append(token)

    def raised(self) -> None:
        """``x²``, ``Wᵀ``, ``xⁿ``, ``e⁻ˣ``."""
        start = self.position
        known = {**notation.SUPERSCRIPTS, **characters.SUPERSCRIPT_LETTERS, "ᵀ": "T"}
        while self.position < len(self.text) and self.text[self.position] in known:
            self.position += 1
        spelled = self.text[start : self.position]
        plain = "".join(known[c] for c in spelled)
        self.position, column = self.position, start + 1
        if "+" in plain and len(plain) == plain.count("+") + sum(c.isdigit() for c in plain):
            raise NotationError(f"{spelled!r} is no exponent", start + 1)
        if re.fullmatch(r"-?\d{1,4}", plain):
            token = number_token(plain.lstrip("+-"), 0, bracketed=True)[0]
            self.add(TokenKind.OPERATOR, "^", spelled, column)
            if plain[0] == "-":
                self.add(TokenKind.OPERATOR, "-", spelled, column)
            self.tokens.append(token._replace(spelled=spelled, column=column))
        else:
            inner = lex(plain)[:-1]
            self.add(TokenKind.OPERATOR, "^", spelled, column)
            self.add(TokenKind.OPEN, "{", spelled, column)
            self.tokens += [token._replace(column=column) for token in inner]
            self.add(TokenKind.CLOSE, "}", spelled, column)

    def vulgar(self) -> None:
        """``½``."""
        character = self.text[self.position]
        above, _, below = unicodedata.normalize("NFKC", character).partition("⁄")
        if not below:
            raise NotationError(characters.unknown(character), self.position + 1)
        self.add(TokenKind.OPEN, "(", character)
        self.add(TokenKind.NUMBER, above, character)
        self.tokens[-1] = self.tokens[-1]._replace(value=Fraction(above))
        self.add(TokenKind.OPERATOR, "/", character)
        self.add(TokenKind.NUMBER, below, character)
        self.tokens[-1] = self.tokens[-1]._replace(value=Fraction(below))
        self.add(TokenKind.CLOSE, ")", character)
        self.position += 1

    def lowered(self) -> None:
        """``xᵢⱼ`` is ``x_{ij}``."""
        start = self.position
        while self.position < len(self.text) and self.text[self.position] in notation.SUBSCRIPTS:
            self.position += 1
        spelled = self.text[start : self.position]
        plain = "".join(notation.SUBSCRIPTS[c] for c in spelled)
        column = start + 1
        self.add(TokenKind.OPERATOR, "_", spelled, column)
        self.add(TokenKind.OPEN, "{", spelled, column)
        kind = TokenKind.NUMBER if plain.isdigit() else TokenKind.NAME
        value = number_token(plain, 0, bracketed=True)[0].value if plain.isdigit() else None
        self.tokens.append(Token(kind, plain, plain, column, value))
        self.add(TokenKind.CLOSE, "}", spelled, column)

    def name(self) -> None:
        """A run of letters and digits with their marks and primes."""
        start = end = self.position
        text = self.text
        after_script = (
            bool(self.tokens)
            and self.tokens[-1].text in ("_", "^")
            and self.tokens[-1].kind is TokenKind.OPERATOR
        )
        while end < len(text) and self._goes_on(text[end], start, end):
            end += 1
            if self.latex and after_script and not (end < len(text) and unicodedata.combining(text[end])):
                break  # LaTeX lowers and raises one letter
        spelled = text[start:end]
        if any(ord(c) > 127 and not characters.is_letter(c) for c in spelled):
            strange = next(c for c in spelled if ord(c) > 127 and not characters.is_letter(c))
            raise NotationError(characters.unknown(strange), start + spelled.index(strange) + 1)
        if spelled in _LOGIC:
            self.add(TokenKind.OPERATOR, _LOGIC[spelled], spelled)
        elif spelled in ("np", "numpy", "math", "torch") and text[end : end + 1] == ".":
            end += 1
        else:
            self.add(TokenKind.NAME, characters.folded(spelled), spelled)
        self.position = end

    def _goes_on(self, character: str, start: int, end: int) -> bool:
        if (
            character in notation.SUBSCRIPTS
            or character in notation.SUPERSCRIPTS
            or character in characters.SUPERSCRIPT_LETTERS
            or character in characters.SINGLE
            or character == "ᵀ"
        ):
            return False
        if end > start and self.text[end - 1] in "'′’" and character not in "'′’":
            return False  # W'x is W' times x
        if character.isalpha() or unicodedata.combining(character):
            return end == start or self.text[end - 1] not in "'′’"
        return (end > start and character.isascii() and character.isdigit()) or (
            end > start and character in "'′’"
        )

    def sign(self) -> None:
        for width in (4, 3, 2, 1):
            spelled = self.text[self.position : self.position + width]
            if len(spelled) == width and spelled in characters.OPERATORS:
                self.add(TokenKind.OPERATOR, characters.OPERATORS[spelled], spelled)
                self.position += width
                return
        character = self.text[self.position]
        if character in _OPENING:
            self.opened(character, character)
        elif character in _OPENING.values():
            self.closed(character, character)
        elif character == ",":
            self.add(TokenKind.COMMA, ",", ",")
        elif character in "'′’" and self.tokens and self.tokens[-1].kind is not TokenKind.NUMBER:
            self.add(TokenKind.OPERATOR, "'", character)
        else:
            raise NotationError(characters.unknown(character), self.position + 1)
        self.position += 1

    def opened(self, text: str, spelled: str) -> None:
        self.depth += 1
        if self.depth > notation.MAX_DEPTH:
            raise NotationError(f"more than {notation.MAX_DEPTH} nested brackets", self.position + 1)
        self.add(TokenKind.OPEN, text, spelled)

    def closed(self, text: str, spelled: str) -> None:
        self.depth -= 1
        self.add(TokenKind.CLOSE, text, spelled)

    def command(self) -> None:
        """A LaTeX command."""
        match = _COMMAND.match(self.text, self.position)
        if match is None:
            raise NotationError("a backslash stands at the end", self.position + 1)
        command, end = match[0], match.end()
        if command in ("\\left", "\\right", "\\middle") and self.text[end : end + 1] == ".":
            end += 1
        elif command in latex.SPACES:
            pass
        elif command in (
            "\\hspace",
            "\\vspace",
            "\\phantom",
            "\\hphantom",
            "\\label",
            "\\tag",
            "\\mspace",
            "\\hspace*",
        ):
            end = self._group_end(end)
        elif command in ("\\underbrace", "\\overbrace"):
            self.unlabelled(end)
        elif command == "\\\\":
            self.add(TokenKind.OPERATOR, "\\\\", command)
        elif command in ("\\&", "\\#", "\\%", "\\$", "\\_"):
            raise NotationError(f"{command!r} has no meaning here", self.position + 1)
        elif command in latex.OPERATORS:
            self.add(TokenKind.OPERATOR, latex.OPERATORS[command], command)
        elif command in latex.BRACKETS:
            bracket = latex.BRACKETS[command]
            (self.opened if bracket in _OPENING else self.closed)(
                "\\" + bracket if bracket in "{}" else bracket, command
            )
        elif command in latex.NAMES:
            if latex.NAMES[command] == "…":
                raise NotationError(
                    f"{command} is not read: write the sum with \\sum, or every term", self.position + 1
                )
            if command == "\\prime":
                self.add(TokenKind.OPERATOR, "'", command)
            else:
                self.add(TokenKind.NAME, latex.NAMES[command], command)
        elif command in latex.STYLES or command in latex.ACCENTS:
            end = self.styled(command, end)
        elif command in ("\\begin", "\\end"):
            end = self.environment(command, end)
        else:
            suggestion = did_you_mean(command, latex.COMMANDS).replace("\\\\", "\\")
            raise NotationError(f"the command {command} is not read{suggestion}", self.position + 1)
        self.position = end

    def unlabelled(self, start: int) -> None:
        r"""Blank the label of a brace: ``\underbrace{x}_{a}`` is x."""
        behind = self._group_end(start)
        if label := re.compile(r"\s*[_^]\s*(?:\\[A-Za-z]+|[^\\{\s])?").match(self.text, behind):
            end = self._group_end(label.end()) if label[0].strip() in ("_", "^") else label.end()
            self.text = self.text[:behind] + " " * (end - behind) + self.text[end:]

    def _group_end(self, start: int) -> int:
        while self.text[start : start + 1].isspace():
            start += 1
        if self.text[start : start + 1] != "{":
            return start
        end, depth = start, 0
        while end < len(self.text):
            depth += {"{": 1, "}": -1}.get(self.text[end], 0)
            end += 1
            if depth == 0:
                return end
        raise NotationError("'}' was expected, to close this bracket", start + 1)

    def styled(self, command: str, start: int) -> int:
        r"""``\mathbf{x}``, ``\bar y``, ``\operatorname{softmax}``: the name inside, with its mark."""
        while self.text[start : start + 1].isspace():
            start += 1
        if self.text[start : start + 1] == "{":
            end = self._group_end(start)
            inner, place = self.text[start + 1 : end - 1], start + 1
        elif match := _COMMAND.match(self.text, start):
            follows = match[0] in latex.STYLES or match[0] in latex.ACCENTS
            end = match.end()
            if follows:
                end = self._group_end(end) if self.text[end : end + 1] in (" ", "{") else end
            inner, place = self.text[start:end], start
        else:
            end = start + 1
            inner, place = self.text[start:end], start
        mark = latex.ACCENTS.get(command, "")
        if not inner.strip():
            if command == "\\text":
                return end
            raise NotationError(f"nothing stands behind {command}", self.position + 1)
        if inner.strip() in ("1", "I", "𝟙") and command in (
            "\\mathbb",
            "\\mathbf",
            "\\mathbbm",
            "\\mathds",
            "\\boldsymbol",
            "\\mathbbold",
        ):
            name = "𝟙" if inner.strip() != "I" or command != "\\mathbf" else "I"
            self.add(TokenKind.NAME, name, self.text[self.position : end])
            return end
        if self.depth > notation.MAX_DEPTH:
            raise NotationError(f"more than {notation.MAX_DEPTH} nested brackets", self.position + 1)
        inside = _Lexer(inner)
        inside.latex, inside.depth = True, self.depth + 1
        while inside.position < len(inner):
            inside.step()
        found = [token._replace(column=token.column + place) for token in inside.tokens]
        if mark:
            if (
                not found
                or found[0].kind is not TokenKind.NAME
                or any(t.kind is TokenKind.NAME and t is not found[0] for t in found)
            ):
                raise NotationError(f"{command} is read above one name only", self.position + 1)
            found[0] = found[0]._replace(text=found[0].text + mark, spelled=self.text[self.position : end])
        elif (
            len(found) > 1
            and all(token.kind in (TokenKind.NAME, TokenKind.NUMBER) for token in found)
            and command != "\\text"
        ):
            name = "".join(token.text for token in found)  # \mathrm{W1}
            found = [Token(TokenKind.NAME, name, self.text[self.position : end], self.position + 1)]
        self.tokens += found
        return end

    def environment(self, command: str, start: int) -> int:
        end = self._group_end(start)
        name = self.text[start:end].strip(" {}")
        if name in latex.TRANSPARENT:
            return end
        if name not in latex.ENVIRONMENTS:
            raise NotationError(
                f"the environment {name!r} is not read{did_you_mean(name, latex.ENVIRONMENTS)}",
                self.position + 1,
            )
        if name == "array" and command == "\\begin":
            end = self._group_end(end)
        spelled = f"{command}{{{name}}}"
        (self.opened if command == "\\begin" else self.closed)(
            "cases" if "cases" in name else "matrix", spelled
        )
        return end
