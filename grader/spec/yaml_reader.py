"""YAML 1.2 -> plain data with the place of every key and value; every problem with its line and column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from grader.errors import Problem

Path = tuple[str | int, ...]

MAX_NODES = 20_000
MAX_NESTING = 40
MAX_LENGTH = 1_000_000
MAX_DIGITS = 200
LARGEST = 1e300

_CORE = "tag:yaml.org,2002:"


class _Loader(yaml.SafeLoader):
    """Resolves plain scalars by the core schema of YAML 1.2: ``no`` is a text, ``1e-6`` a number."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own name and form


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
    ("float", r"[-+]?\.(inf|Inf|INF)|\.nan|\.NaN|\.NAN", list("-+.")),
):
    _Loader.add_implicit_resolver(_CORE + _tag, re.compile(f"^(?:{_pattern})$"), _first)


@dataclass
class Document:
    """What a YAML file says: plain data, where keys and values stand (from 1), and what is wrong."""

    file: str
    data: Any = None
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    plain: set[Path] = field(default_factory=set)
    literal: set[Path] = field(default_factory=set)
    """Texts below a ``|``, whose lines are lines of the file."""
    broken: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, path: Path, text: str, *, at_key: bool = False, offset: int = 0) -> Problem:
        """A problem at the place of a path, or of the nearest thing around it that has a place."""
        marks = self.keys if at_key else self.values
        for length in range(len(path), -1, -1):
            if path[:length] in marks:
                line, column = marks[path[:length]]
                inside = offset if length == len(path) and path in self.plain else 0
                return Problem(self.file, line, column + inside, text)
            marks = self.values
        return Problem(self.file, 1, 1, text)


def read_yaml(text: str, file: str) -> Document:
    """The document in ``text``; problems are collected, never raised."""
    document = Document(file)
    if len(text) > MAX_LENGTH:
        document.problems.append(Problem(file, 1, 1, f"the file has more than {MAX_LENGTH} characters"))
        return document
    try:
        node = _Loader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(filter(None, (error.context, error.problem))) or "cannot be read"
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        document.problems.append(Problem(file, line, column, f"YAML: {what}{_advice(what)}"))
        return document
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        column = error.position - text.rfind("\n", 0, error.position)
        document.problems.append(Problem(file, line, column, f"YAML: {error.reason}"))
        return document
    except (RecursionError, ValueError):
        document.problems.append(Problem(file, 1, 1, "YAML: nested too deeply, or not YAML at all"))
        return document
    if node is None:
        document.problems.append(Problem(file, 1, 1, "the file is empty"))
        return document
    document.data = _Builder(document).build(node, (), ())
    return document


def _advice(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return "; a text with ': ' in it must be quoted"
    if "cannot start any token" in problem:
        return "; indent with spaces, and quote a text that begins with a sign"
    return ""


@dataclass
class _Builder:
    document: Document
    count: int = 0

    def build(self, node: yaml.Node, path: Path, above: tuple[int, ...]) -> Any:
        self.document.values[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        self.count += 1
        if self.count > MAX_NODES or len(above) > MAX_NESTING or id(node) in above:
            what = "contains itself" if id(node) in above else "is too large or nested too deeply"
            if self.count <= MAX_NODES + 1:
                self.trouble(node, f"this {what}")
            return None
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path, (*above, id(node)))
        if isinstance(node, yaml.SequenceNode):
            self.rejoin_items(node)
            self.check_tag(node, _CORE + "seq")
            return [
                self.build(item, (*path, index), (*above, id(node))) for index, item in enumerate(node.value)
            ]
        assert isinstance(node, yaml.ScalarNode)
        if node.style is None and "\n" not in node.value:
            self.document.plain.add(path)
        if node.style == "|":
            self.document.literal.add(path)
        return self.scalar(node, path)

    def mapping(self, node: yaml.MappingNode, path: Path, above: tuple[int, ...]) -> dict[str, Any]:
        self.check_tag(node, _CORE + "map")
        found: dict[str, Any] = {}
        for key_node, value_node in self.rejoined(node):
            if not isinstance(key_node, yaml.ScalarNode):
                self.trouble(key_node, "a key must be a plain word")
                continue
            key = _joined(key_node.value)
            if _surrogate(key):
                self.trouble(key_node, "this key holds half a character")
                continue
            if key in found:
                first = self.document.keys[(*path, key)][0]
                self.trouble(key_node, f"the key {key!r} stands here twice; first in line {first}")
                continue
            self.document.keys[(*path, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            found[key] = self.build(value_node, (*path, key), above)
        return found

    def rejoined(self, node: yaml.MappingNode) -> list[tuple[yaml.Node, yaml.Node]]:
        """The pairs of a mapping; one that a comma inside brackets has split is reported and put together."""
        pairs: list[tuple[yaml.Node, yaml.Node]] = []
        for key, value in node.value:
            before = pairs[-1][1] if pairs else None
            if node.flow_style and _empty(value) and isinstance(key, yaml.ScalarNode) and _open(before):
                assert isinstance(before, yaml.ScalarNode)
                before.value = f"{before.value}, {key.value}"
                if not _open(before):
                    self.quote(before, pairs[-1][0])
            elif node.flow_style and _bare(key, value) and _text(before):
                assert isinstance(before, yaml.ScalarNode)
                assert isinstance(key, yaml.ScalarNode)
                before.value = f"{before.value}, {key.value}"
                self.quote(before, pairs[-1][0])
            else:
                pairs.append((key, value))
        return pairs

    def rejoin_items(self, node: yaml.SequenceNode) -> None:
        items: list[yaml.Node] = []
        for item in node.value:
            if node.flow_style and items and _open(items[-1]) and isinstance(item, yaml.ScalarNode):
                before = items[-1]
                assert isinstance(before, yaml.ScalarNode)
                before.value = f"{before.value}, {item.value}"
                if not _open(before):
                    self.quote(before, None)
            else:
                items.append(item)
        node.value = items

    def quote(self, node: yaml.ScalarNode, key: yaml.Node | None) -> None:
        name = f"{key.value}: " if isinstance(key, yaml.ScalarNode) else ""
        self.trouble(node, f'YAML splits this at the comma; quote it: {name}"{node.value}"')

    def scalar(self, node: yaml.ScalarNode, path: Path) -> Any:
        value, tag = _joined(node.value), node.tag.removeprefix(_CORE)
        if _surrogate(value):
            self.trouble(node, "this text holds half a character")
            return ""
        quoted = node.style is not None
        resolved = _RESOLVER.resolve(yaml.ScalarNode, value, (not quoted, quoted))
        if node.tag != resolved:
            self.trouble(node, "YAML tags (!...) have no meaning here")
            return None
        if tag in ("int", "float"):
            number = _number(value, tag)
            if number is None:
                self.trouble(node, f"the number {value[:20]} is not finite, too large or too long")
                self.document.broken.append(path)
                return 1
            return number
        return {"null": None, "bool": value.lower() == "true"}.get(tag, value)

    def check_tag(self, node: yaml.Node, expected: str) -> None:
        if node.tag != expected:
            self.trouble(node, "YAML tags (!...) have no meaning here")

    def trouble(self, node: yaml.Node, text: str) -> None:
        mark = node.start_mark
        self.document.problems.append(Problem(self.document.file, mark.line + 1, mark.column + 1, text))


_RESOLVER: Any = _Loader("")


def _number(text: str, tag: str) -> int | float | None:
    """The number a scalar stands for; None if arithmetic on it could overflow."""
    if len(text) > MAX_DIGITS or text.lstrip("+-").startswith((".i", ".I", ".n", ".N")):
        return None
    if tag == "int":
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    return float(text) if abs(float(text)) < LARGEST else None


def _empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style is None and node.value == ""


def _bare(key: yaml.Node, value: yaml.Node) -> bool:
    """Whether an entry of ``{a: b, key}`` has not even a colon."""
    plain = isinstance(key, yaml.ScalarNode) and key.style is None
    return plain and _empty(value) and bool(value.start_mark.index == key.end_mark.index)


def _text(node: yaml.Node | None) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style is None and node.value != ""


def _open(node: yaml.Node | None) -> bool:
    return (
        isinstance(node, yaml.ScalarNode)
        and node.style is None
        and node.value.count("(") > node.value.count(")")
    )


def _joined(text: str) -> str:
    """JSON writes one character beyond 16 bits as two escapes; put such pairs together."""
    if not _surrogate(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
