"""One line of mathematics -> tokens; plain text and LaTeX give the same ones."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from grader.errors import NotationError
from grader.maths.expressions import characters, notation
from grader.maths.reading.latex_commands import command
from grader.maths.reading.tokens import Token, TokenKind, number_token

OPENING = {"(": ")", "[": "]", "{": "}", "⟨": "⟩"}
_TRANSPOSED = re.compile(r"\.(?:T|t\(\)|transpose\(\))(?![A-Za-z])")
_METHOD = re.compile(r"\.(?=[a-z_]+\()")
_NEW_AXIS = re.compile(r"\[(?=[^\[\]]*(?:None|newaxis))(?:\s*(?::|None|(?:np\.)?newaxis|\.\.\.)\s*,?)+\s*\]")
_STOP = re.compile(r"\.(?=\s*(?:\\\\|\\end|\\text|&|$))")
_MODULE = re.compile(r"\.(?=[a-z])")
_MODULES = frozenset(
    {
        "np",
        "numpy",
        "math",
        "torch",
        "jnp",
        "jax",
        "tf",
        "nn",
        "F",
        "linalg",
        "special",
        "scipy",
        "functional",
    }
)
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
    lexer = Lexer(characters.unstyled(text))
    while lexer.position < len(text):
        lexer.step()
        if len(lexer.tokens) > notation.MAX_TOKENS:
            raise NotationError(
                f"more than {notation.MAX_TOKENS} numbers, names and signs", lexer.position + 1
            )
    lexer.add(TokenKind.END, "", "")
    return lexer.tokens


class Lexer:
    """One pass over the text of a formula."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.tokens: list[Token] = []
        self.depth = 0
        self.latex = "\\" in text
        self.module = ""

    def add(self, kind: TokenKind, text: str, spelled: str, column: int = 0) -> None:
        """Take a token that begins where the text was read to, or at a column."""
        self.tokens.append(Token(kind, text, spelled, column or self.position + 1))

    def step(self) -> None:
        """Take what comes next."""
        text, character = self.text, self.text[self.position]
        if character.isspace() or character in "$~\u200b\u2061\u2062":
            if character in "\u200b":
                raise NotationError(characters.unknown(character), self.position + 1)
            self.position += 1
        elif character == "\\":
            command(self)
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
        elif character == "." and (match := _TRANSPOSED.match(text, self.position)):
            self.add(TokenKind.OPERATOR, "^", match[0])
            self.add(TokenKind.NAME, "T", match[0])
            self.position = match.end()
        elif character == "." and self._after_operand() and _METHOD.match(text, self.position):
            self.add(TokenKind.OPERATOR, ".", ".")
            self.position += 1
        elif character == "." and (match := _STOP.match(text, self.position)):  # the end of a sentence
            self.position = match.end()
        elif character == "[" and self._after_operand() and (match := _NEW_AXIS.match(text, self.position)):
            self.new_axis(match)
        elif (
            character in characters.SINGLE
            or character == "ᵀ"
            or character in notation.SUPERSCRIPTS
            or character in characters.SUPERSCRIPT_LETTERS
        ):
            self.raised() if character not in characters.SINGLE else self.single()
        elif character in notation.SUBSCRIPTS or character in characters.LOWERED_SIGNS:
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

    def new_axis(self, match: re.Match[str]) -> None:
        """``x[:, None]`` is x as a matrix of one column, ``x[None, :]`` of one row."""
        last = match[0].rstrip("] ,").endswith(("None", "newaxis"))
        form = "column" if last and match[0].strip("[] ,") not in ("None", "np.newaxis", "newaxis") else "row"
        self.add(TokenKind.OPERATOR, ".", match[0])
        self.add(TokenKind.NAME, form, form)
        self.add(TokenKind.OPEN, "(", "(")
        self.add(TokenKind.CLOSE, ")", ")")
        self.position = match.end()

    def single(self) -> None:
        """A character that is a name of its own, as ∂ is."""
        character = self.text[self.position]
        self.add(TokenKind.NAME, characters.SINGLE[character], character)
        self.position += 1

    def number(self) -> None:
        """A decimal; below and above in LaTeX one digit."""
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
        """``xᵢⱼ`` is ``x_{ij}``, ``Σᵢ₌₁`` is ``Σ_{i=1}``."""
        start, known = self.position, {**notation.SUBSCRIPTS, **characters.LOWERED_SIGNS}
        while self.position < len(self.text) and self.text[self.position] in known:
            self.position += 1
        spelled = self.text[start : self.position]
        plain = "".join(known[c] for c in spelled)
        column = start + 1
        self.add(TokenKind.OPERATOR, "_", spelled, column)
        self.add(TokenKind.OPEN, "{", spelled, column)
        if plain.isalnum():
            kind = TokenKind.NUMBER if plain.isdigit() else TokenKind.NAME
            value = number_token(plain, 0, bracketed=True)[0].value if plain.isdigit() else None
            self.tokens.append(Token(kind, plain, plain, column, value))
        else:
            self.tokens += [token._replace(column=column) for token in lex(plain)[:-1]]
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
        elif spelled in _MODULES and _MODULE.match(text, end):
            end += 1
            self.module += text[start:end]
        else:
            self.add(TokenKind.NAME, characters.folded(spelled), self.module + spelled)
            self.module = ""
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
        """An operator, a bracket or a comma, in its longest spelling."""
        for width in (4, 3, 2, 1):
            spelled = self.text[self.position : self.position + width]
            if len(spelled) == width and spelled in characters.OPERATORS:
                self.add(TokenKind.OPERATOR, characters.OPERATORS[spelled], spelled)
                self.position += width
                return
        character = self.text[self.position]
        if character in OPENING:
            self.opened(character, character)
        elif character in OPENING.values():
            self.closed(character, character)
        elif character == ",":
            self.add(TokenKind.COMMA, ",", ",")
        elif character in "'′’" and self.tokens and self.tokens[-1].kind is not TokenKind.NUMBER:
            self.add(TokenKind.OPERATOR, "'", character)
        else:
            raise NotationError(characters.unknown(character), self.position + 1)
        self.position += 1

    def opened(self, text: str, spelled: str) -> None:
        """Take an opening bracket."""
        self.depth += 1
        if self.depth > notation.MAX_DEPTH:
            raise NotationError(f"more than {notation.MAX_DEPTH} nested brackets", self.position + 1)
        self.add(TokenKind.OPEN, text, spelled)

    def closed(self, text: str, spelled: str) -> None:
        """Take a closing bracket."""
        self.depth -= 1
        self.add(TokenKind.CLOSE, text, spelled)
