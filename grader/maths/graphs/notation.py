"""Text -> the nodes and arrows written in it; what the nodes mean is for the caller to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from grader.errors import NotationError
from grader.maths.graphs.digraph import Digraph, Edge
from grader.maths.graphs.names import bare, plain_name
from grader.maths.graphs.tokens import Dialect, Mark, Token, tokens

MAX_LINES = 2000
MAX_NODES = 5000
MAX_EDGES = 10_000
MAX_DEPTH = 20

TWO_WAYS = (
    "this can be read in two ways: write one arrow a line, or braces around what stands between two arrows"
)
CUT = "…"
"""Ends a line that was cut; no name that is shown ends so."""

NO_ARROW = "there is no arrow in this: write one arrow a line, as in z1 -> r"


@dataclass
class Written:
    """What was written: nodes by identifier with their spelling, and arrows between identifiers."""

    labels: dict[str, str] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    """Where a node was first written, counted from 0."""
    spellings: dict[str, None] = field(default_factory=dict)
    """Every spelling of a name, where names stand for themselves."""
    edges: dict[Edge, None] = field(default_factory=dict)
    """Each once, in the order written."""


def read_graph(text: str) -> Written:
    r"""The graph in a text.

    >>> list(read_graph("z1, z_2 -> r\ny1 <- r").edges)
    [('z1', 'r'), ('z2', 'r'), ('r', 'y1')]

    Raises:
        NotationError: it cannot be read, or is larger than any homework; its column counts from the
            start of the text.

    """
    if text.count("\n") >= MAX_LINES:
        raise NotationError(f"more than {MAX_LINES} lines are not read")
    dialect, found = tokens(text)
    written = _Reader(dialect).read(found)
    if not written.edges:
        raise NotationError(NO_ARROW)
    return written


def shown(graph: Digraph) -> str:
    """A graph on one line, which reads back as the same graph.

    >>> shown(Digraph.of([("z1", "r"), ("z1", "y, the first"), ("r", "y, the first")], ["x"]))
    'z1 → r, "y, the first"; r → "y, the first"; x'
    """
    following = graph.following()
    joined = {node for edge in graph.edges for node in edge}
    called = {node: _quoted(node) for node in graph.nodes}
    starts = dict.fromkeys(start for start, _ in graph.edges)
    lines = [f"{called[node]} → {', '.join(called[end] for end in following[node])}" for node in starts]
    return "; ".join([*lines, *(called[node] for node in graph.nodes if node not in joined)])


def shown_graph(line: str) -> Digraph:
    """The graph on a line that ``shown`` wrote.

    Raises:
        NotationError: the line is none, or was cut.

    """
    if line.endswith(CUT):
        raise NotationError("the line was cut")
    written = read_graph(line)
    called = written.labels
    return Digraph.of(((called[start], called[end]) for start, end in written.edges), called.values())


def _quoted(name: str) -> str:
    """A name, in quotes if it could be taken for something else without."""
    if name.isascii() and name.isalnum():
        return name
    try:
        found = tokens(f"{name} → {name}; {name}")[1]
    except NotationError:
        return f'"{name}"'
    read = [token.text for token in found if token.mark is Mark.NAME]
    return name if len(found) == 6 and read == [name] * 3 and CUT not in name else f'"{name}"'


@dataclass
class _Group:
    """What stands on one side of an arrow."""

    nodes: list[str] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)
    """Where its members begin; what stands in braces is one."""


@dataclass
class _Frame:
    """A statement under way, and all nodes inside the braces around it."""

    position: int = 0
    groups: list[_Group] = field(default_factory=lambda: [_Group()])
    arrows: list[Token] = field(default_factory=list)
    nodes: dict[str, None] = field(default_factory=dict)
    open: bool = False
    """Whether the last token was a node, so that the next one needs something in between."""


class _Reader:
    """Puts tokens together; braces are kept on a stack, so that no depth is too deep."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.written = Written()
        self.frames = [_Frame()]

    def read(self, found: Sequence[Token]) -> Written:
        keyword = False
        for token, following in pairwise([*found, Token(Mark.STOP, "", 0)]):
            if self.dialect is Dialect.DOT and token.mark is Mark.NAME:
                if token.text.casefold() == "subgraph":
                    keyword = True
                    continue
                if keyword and following.mark is Mark.OPEN:
                    continue
                if token.text.casefold() in ("node", "edge", "graph") and following.mark is Mark.LABEL:
                    self.statement_ends(self.frames[-1])
                    continue
            keyword = False
            self.take(token, self.frames[-1])
            if self.dialect is Dialect.DOT and len(self.frames) == 1 and token.mark is Mark.CLOSE:
                rest = found[found.index(token) + 1 :]
                if behind := next((each for each in rest if each.mark is not Mark.STOP), None):
                    raise NotationError("nothing is read behind the closing brace", behind.position + 1)
        if len(self.frames) > 1:
            raise NotationError("a bracket is not closed", self.frames[-1].position + 1)
        return self.written

    def take(self, token: Token, frame: _Frame) -> None:
        match token.mark:
            case Mark.NAME:
                self.member([self.node(token)], token.position, frame)
            case Mark.FORWARD | Mark.BACKWARD:
                if not frame.groups[-1].nodes:
                    raise NotationError("a name is missing in front of the arrow", token.position + 1)
                frame.arrows.append(token)
                frame.groups.append(_Group())
                frame.open = False
            case Mark.COMMA:
                frame.open = False
            case Mark.STOP:
                inside = len(self.frames) > 1 and token.text == "\n"
                if not inside and not (self.dialect is Dialect.DOT and token.text == "\n"):
                    self.statement_ends(frame)
            case Mark.OPEN:
                if len(self.frames) > MAX_DEPTH:
                    raise NotationError(f"more than {MAX_DEPTH} nested brackets", token.position + 1)
                self.frames.append(_Frame(token.position))
            case Mark.CLOSE:
                if len(self.frames) == 1:
                    raise NotationError("a bracket is closed that was not opened", token.position + 1)
                self.statement_ends(frame)
                self.frames.pop()
                self.member(list(frame.nodes), frame.position, self.frames[-1])
            case Mark.LABEL:
                self.labelled(token, frame)

    def node(self, token: Token) -> str:
        """The identifier of a node, noted with its spelling."""
        name = token.text if self.dialect is not Dialect.LINES else plain_name(token.text)
        if not plain_name(token.text):
            raise NotationError(f"{token.text!r} names nothing", token.position + 1)
        if self.dialect is Dialect.LINES:
            self.written.spellings[token.text] = None
        if name not in self.written.labels:
            if len(self.written.labels) >= MAX_NODES:
                raise NotationError(f"more than {MAX_NODES} nodes are not read", token.position + 1)
            self.written.labels[name] = bare(token.text)
            self.written.places[name] = token.position
        self.called(name, token.label)
        return name

    def called(self, name: str, label: str) -> None:
        """A node has a label; one that names nothing, such as ``_``, is decoration."""
        if plain_name(label):
            self.written.labels[name] = bare(label) or label

    def member(self, nodes: list[str], position: int, frame: _Frame) -> None:
        """Nodes join the side of an arrow that is under way."""
        if frame.open:
            if self.dialect is not Dialect.DOT and len(self.frames) == 1:
                name = self.written.labels[nodes[0]] if nodes else "this"
                text = f"a comma or an arrow is missing in front of {name!r}"
                raise NotationError(text, position + 1)
            if self.dialect is Dialect.DOT:
                self.statement_ends(frame)
        group = frame.groups[-1]
        group.loose.append(len(group.nodes))
        group.nodes += nodes
        frame.nodes.update(dict.fromkeys(nodes))
        frame.open = True

    def labelled(self, token: Token, frame: _Frame) -> None:
        """A label in DOT names the node in front of it; on an arrow it says nothing."""
        last = frame.groups[-1].nodes
        if not frame.arrows and frame.open and last:
            self.called(last[-1], token.text)

    def statement_ends(self, frame: _Frame) -> None:
        """The arrows of a statement are noted, and the next one begins."""
        if frame.arrows and not frame.groups[-1].nodes:
            raise NotationError("a name is missing behind the arrow", frame.arrows[-1].position + 1)
        for left, arrow, right in self.pairs(frame):
            if len(self.written.edges) + len(left) * len(right) > MAX_EDGES:
                raise NotationError(f"more than {MAX_EDGES} arrows are not read", arrow.position + 1)
            turned = arrow.mark is Mark.BACKWARD
            for start in left:
                for end in right:
                    self.written.edges[(end, start) if turned else (start, end)] = None
        frame.groups, frame.arrows, frame.open = [_Group()], [], False

    def pairs(self, frame: _Frame) -> list[tuple[list[str], Token, list[str]]]:
        """What each arrow of a statement joins.

        ``a -> b, c -> d`` can be a chain through b and c, or two arrows; as the first it is refused if as
        the second it would do, unless the chain would join a node to itself.

        """
        groups, arrows = frame.groups, frame.arrows
        between = [n for n in range(1, len(groups) - 1) if len(groups[n].loose) > 1]
        chain = [(groups[n].nodes, arrow, groups[n + 1].nodes) for n, arrow in enumerate(arrows)]
        if not between or self.dialect is Dialect.MERMAID:
            return chain
        split = len(between) == len(groups) - 2 and all(len(groups[n].loose) == 2 for n in between)
        single = all(len(groups[n].loose) < 2 for n in (0, -1))
        round_about = any(not set(left).isdisjoint(right) for left, _, right in chain)
        if not (split and single and round_about):
            raise NotationError(TWO_WAYS, arrows[between[0]].position + 1)
        pairs = []
        for n, arrow in enumerate(arrows):
            left = groups[n].nodes[groups[n].loose[1] :] if n else groups[n].nodes
            right = groups[n + 1].nodes
            pairs.append((left, arrow, right[: groups[n + 1].loose[1]] if n + 1 < len(arrows) else right))
        return pairs
