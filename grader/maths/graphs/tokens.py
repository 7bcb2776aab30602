"""Text of a graph -> names, arrows and marks between them: lines of arrows, LaTeX, DOT and mermaid.

Every sign is looked at a bounded number of times, so that no text takes long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from grader.errors import NotationError
from grader.maths.graphs.labels import MAX_NAME, QUOTED, attributes, shape
from grader.maths.reading.latex import ACCENTS, STYLES


class Dialect(Enum):
    """How a graph is written."""

    LINES = "lines"
    DOT = "DOT"
    MERMAID = "mermaid"


class Mark(Enum):
    """What a token is."""

    NAME = "a name"
    FORWARD = "->"
    BACKWARD = "<-"
    COMMA = ","
    STOP = "the end of a line"
    OPEN = "{"
    CLOSE = "}"
    LABEL = "a label"


class Token(NamedTuple):
    """A token, where it stands in the text (from 0), and the label behind a name."""

    mark: Mark
    text: str
    position: int
    label: str = ""


UNDIRECTED = "a line without a head has no direction: write z1 -> r for an arrow from z1 to r"
BOTH_WAYS = "an arrow with two heads has no direction: write one arrow, from what goes in to what comes out"

_FORWARD = frozenset("→⟶⇒⟹↦⟼➔➜➝➞➡⇾⮕⭢⇢⤳⇝↝")
_BACKWARD = frozenset("←⟵⇐⟸↤⬅⇽⭠⇠")
_BOTH = frozenset("↔⟷⇔⟺")
_DASHES = "-=–—−─."
_COMMANDS = {
    **dict.fromkeys(("to", "rightarrow", "longrightarrow", "Rightarrow", "Longrightarrow", "mapsto", "longmapsto",
                     "implies", "xrightarrow", "xRightarrow", "xlongrightarrow", "hookrightarrow", "rightsquigarrow",
                     "leadsto", "dashrightarrow"), Mark.FORWARD),
    **dict.fromkeys(("gets", "leftarrow", "longleftarrow", "Leftarrow", "Longleftarrow", "xleftarrow", "xLeftarrow",
                     "xlongleftarrow", "hookleftarrow", "dashleftarrow"), Mark.BACKWARD),
}  # fmt: skip
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_LAST_COMMAND = re.compile(r"\\[A-Za-z]+\Z")
_TWO_HEADED = frozenset({"leftrightarrow", "Leftrightarrow", "longleftrightarrow", "iff"})
_ARGUMENT = re.compile(r"(?:\[[^\]\n]{0,80}\])?(?:\{(?:[^{}\n]|\{[^{}\n]{0,80}\}){0,80}\})?")
_GOES_ON = frozenset({*ACCENTS, *STYLES, "\\partial", "\\nabla"})
"""Commands behind which a name goes on after a blank."""

_DOT = re.compile(r'\s*(?:strict\s+)?(?:di)?graph\b(?:\s+(?:\w+|"[^"\n]*"))?\s*\{', re.IGNORECASE)
_MERMAID = re.compile(r"\s*(?:graph|flowchart)(?:[ \t]+(?:TB|TD|BT|RL|LR))?[ \t]*(?:[;\n]|\Z)", re.IGNORECASE)
_COMMENTS = re.compile(
    r'("(?:[^"\\\n]|\\.){0,300}")|(?<![^\s;{}])(?://|%|#)[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/|\Z)|^[ \t]*(?:```|~~~)[^\n]*',
    re.MULTILINE,
)
"""What is no part of a graph; text in quotes is."""

_QUOTES = str.maketrans("“”„", '"""')

_ROW_ENDS = re.compile(r"\\\\(?:\[[^\]\n]{0,20}\])?")
_BLANK = re.compile(
    r"[ \t\r\f\v\u00a0\ufe0e\ufe0f$`]+|\*\*|\\(?:qquad\b|quad\b|[,;!:> ()\[\]]|(?:left|right|[bB]igg?[lr]?)(?=[\\(){}\[\].]))"
    r"|\\(?:begin|end)\{\w*\*?\}(?:\{\w*\})?"
)
_BULLET = re.compile(
    r"[ \t]*(?:[-*+•–]|\d{1,3}[.)]|[a-z]\)|\((?:\d{1,3}|[a-z]|[ivx]{1,4})\))[ \t]+"
    r"(?![-<=–—−─,;&|→⟶⇒⟹↦➔➜➡←⟵⇐⟸⬅]|\\(?:to|gets|\w*arrow|mapsto|implies)\b)"
)
"""What lists begin their lines with; in front of an arrow it is a node, like the product in ``* -> z``."""

_TITLE = re.compile(
    r"[ \t]*[*_]*(?:\w+ ){0,2}(?:nodes?|vertices|edges?|arrows?|graph|answer|solution)[*_]*[ \t]*:[*_]*",
    re.IGNORECASE,
)
_EDGE_LABEL = re.compile(r"[ \t]*\|[^|\n]{0,200}\|")
_CLASS = re.compile(r":::\w+")
_IGNORED = re.compile(
    r"(?:subgraph|end|style|classDef|class|linkStyle|click|direction)\b(?![ \t]*(?:--|==|-\.|<))[^\n;]*"
)
_GROUP = re.compile(r"(?:^|;)[ \t]*subgraph[ \t]+([\w.-]+)", re.MULTILINE)
_SETTING = re.compile(r'\s*=\s*(?:"(?:[^"\\]|\\.)*"|[\w.]+)', re.DOTALL)
_ID = re.compile(r"[\w.'′\u0300-\u036f\u20d7]+(?:-\w+)*")
_PORT = re.compile(r"(?:\s*:\s*\w+){1,2}")


def tokens(text: str) -> tuple[Dialect, list[Token]]:
    """How a graph is written, and its tokens; the last is a STOP.

    >>> [token.text for token in tokens("z_1 → r, y1")[1]]
    ['z_1', '->', 'r', ',', 'y1', '']

    Raises:
        NotationError: something that has no meaning here; its column counts from the start of the text.

    """
    plain = _COMMENTS.sub(
        lambda found: found[1] or re.sub(r"[^\n]", " ", found[0]), text.expandtabs(1).translate(_QUOTES)
    )
    for dialect, header in ((Dialect.DOT, _DOT), (Dialect.MERMAID, _MERMAID)):
        if begun := header.match(plain):
            # The brace of a DOT file is a token: it must be closed.
            scanner = _Scanner(plain, dialect, begun.end() - (dialect is Dialect.DOT))
            found = list(scanner.scan())
            if dialect is Dialect.MERMAID:
                _refuse_groups(found, set(_GROUP.findall(plain)))
            return dialect, found
    return Dialect.LINES, list(_Scanner(plain, Dialect.LINES, 0).scan())


def _refuse_groups(found: list[Token], groups: set[str]) -> None:
    for token in found:
        if token.mark is Mark.NAME and token.text in groups:
            raise NotationError(
                f"{token.text!r} is a group: write arrows between its nodes", token.position + 1
            )


class _Scanner:
    """Goes through a text once."""

    def __init__(self, text: str, dialect: Dialect, position: int) -> None:
        self.text = text
        self.dialect = dialect
        self.position = position

    def scan(self) -> Iterator[Token]:
        fresh = True
        while self.position < len(self.text):
            if fresh and self.dialect is not Dialect.DOT:
                self.skip(_BULLET)
                self.skip(_TITLE)
            start = self.position
            if start == len(self.text):  # nothing stands behind the bullet
                break
            if (self.dialect is Dialect.MERMAID and fresh and self.skip(_IGNORED)) or self.skip(_BLANK):
                continue
            token = self.token(self.text[start], start)
            fresh = token.mark is Mark.STOP
            yield token
        yield Token(Mark.STOP, "", len(self.text))

    def skip(self, pattern: re.Pattern[str]) -> str:
        """What the pattern matches here, passed over."""
        match = pattern.match(self.text, self.position)
        self.position = match.end() if match else self.position
        return match[0] if match else ""

    def token(self, sign: str, start: int) -> Token:
        if sign in "\n;":
            self.position += 1
            return Token(Mark.STOP, sign, start)
        if self.skip(_ROW_ENDS):
            return Token(Mark.STOP, "\n", start)
        if sign in ",&":
            self.position += 1
            return Token(Mark.COMMA, sign, start)
        if self.text.startswith(("\\{", "\\}"), start):
            self.position += 2
            return Token(Mark.OPEN if self.text[start + 1] == "{" else Mark.CLOSE, sign, start)
        if arrow := self.arrow(sign, start):
            return Token(arrow, arrow.value, start)
        if sign == "[" and self.dialect is Dialect.DOT:
            label, self.position = attributes(self.text, start)
            return Token(Mark.LABEL, label, start)
        if sign in "{([" and not (sign == "(" and self.dialect is Dialect.DOT):
            self.position += 1
            return Token(Mark.OPEN, sign, start)
        if sign in "})]":
            self.position += 1
            return Token(Mark.CLOSE, sign, start)
        return self.name(start)

    def arrow(self, sign: str, start: int) -> Mark | None:
        """An arrow that stands here; what is written on it is passed over."""
        if sign in _FORWARD or sign in _BACKWARD or sign in _BOTH:
            self.position += 1
            if sign in _BOTH:
                raise NotationError(BOTH_WAYS, start + 1)
            return Mark.FORWARD if sign in _FORWARD else Mark.BACKWARD
        if command := _COMMAND.match(self.text, start):
            if command[1] in _TWO_HEADED:
                raise NotationError(BOTH_WAYS, start + 1)
            if command[1] in _COMMANDS:
                self.position = command.end()
                if command[1].startswith("x"):
                    self.skip(_ARGUMENT)
                return _COMMANDS[command[1]]
            return None
        if sign == "|" and self.text[start + 1 : start + 2] in ("-", "="):  # |->
            return self.drawn(start + 1)
        if sign not in "<-=–—−─":
            return None
        return self.drawn(start)

    def drawn(self, start: int) -> Mark | None:
        """An arrow made of dashes: ``->``, ``<-``, ``==>``, ``-.->``; in mermaid ``-- text -->``."""
        end = start + (self.text[start] == "<")
        while end < len(self.text) and self.text[end] in _DASHES:
            end += 1
        line = self.text[start:end].lstrip("<")
        left, right = self.text[start] == "<", self.text[end : end + 1] == ">"
        if not line:
            raise NotationError("'<' has no meaning here: write -> or <-", start + 1)
        if left and right:
            raise NotationError(BOTH_WAYS, start + 1)
        if line == "=" and not (left or right):
            raise NotationError("'=' is no arrow: write z1 -> r for an arrow from z1 to r", start + 1)
        self.position = end + right
        if self.dialect is Dialect.MERMAID and not (left or right) and line in ("--", "==", "-."):
            stop = self.text.find("\n", end)
            rest = self.text[end : stop if stop >= 0 else len(self.text)]
            head = rest.find(">")
            written = rest[:head].rstrip("-=.")
            if head > 0 and rest[head - 1] in "-=" and "--" not in written and "==" not in written:
                self.position = end + head + 1
                return Mark.FORWARD
        if not (left or right):
            raise NotationError(UNDIRECTED, start + 1)
        if right:
            self.skip(_EDGE_LABEL)
        return Mark.FORWARD if right else Mark.BACKWARD

    def name(self, start: int) -> Token:
        if quoted := self.skip(QUOTED):
            name, end = quoted[1:-1].replace('\\"', ""), self.position
        else:
            end = self.name_end(start)
            name = self.text[start:end]
        if end == start or not name.strip() or not name.isprintable():
            self.refuse(start)
        if len(name) > MAX_NAME:
            raise NotationError(f"a name is longer than {MAX_NAME} signs", start + 1)
        self.position = end
        label = ""
        if self.dialect is Dialect.DOT:
            if self.skip(_SETTING):
                return Token(Mark.STOP, "", start)
            self.skip(_PORT)
        elif self.dialect is Dialect.MERMAID:
            label, self.position = shape(self.text, self.position)
            self.skip(_CLASS)
        return Token(Mark.NAME, name, start, label)

    def refuse(self, start: int) -> None:
        sign = self.text[start]
        shown = repr(sign) if sign.isprintable() else f"code point {ord(sign)}"
        raise NotationError(f"{shown} has no meaning here: write arrows, as in z1 -> r, y1", start + 1)

    def name_end(self, start: int) -> int:
        """Where a name ends: ``z_{1}``, ``exp(z1)``, ``x[2]``, ``cross-entropy``."""
        if self.dialect is not Dialect.LINES:
            match = _ID.match(self.text, start)
            return match.end() if match else start
        depth = 0
        end = start
        while end < len(self.text) and end - start <= MAX_NAME:
            sign = self.text[end]
            if sign in "([{":
                depth += 1
            elif sign in ")]}":
                depth -= 1
                if depth < 0:
                    break
            elif sign == "\n" or (depth == 0 and self.ends_a_name(sign, start, end)):
                break
            elif not sign.isprintable():
                self.refuse(end)
            end += 1
        if depth > 0:
            raise NotationError("a bracket is not closed", start + 1)
        return end

    def ends_a_name(self, sign: str, start: int, end: int) -> bool:
        """Whether a sign outside brackets belongs to no name that begins at ``start``."""
        if sign.isspace():
            command = _LAST_COMMAND.search(self.text, start, end)
            return not command or command[0] not in _GOES_ON
        if sign in ',;&|"$`<>=:' or sign in _FORWARD or sign in _BACKWARD or sign in _BOTH:
            return True
        if sign in "-–—−─":  # inside a word it is a hyphen
            around = self.text[max(start, end - 1) : end] + self.text[end + 1 : end + 2]
            return len(around) < 2 or not around.isalnum() or (end > start and self.text[end - 1] == sign)
        if sign == "\\":
            command = _COMMAND.match(self.text, end)
            return not command or command[1] in _COMMANDS or command[1] in _TWO_HEADED or command[1] in (
                "quad", "qquad", "begin", "end", "right",
            )  # fmt: skip
        return False
