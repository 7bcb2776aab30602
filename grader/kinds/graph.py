"""Kind ``graph``: a computation graph, judged arrow by arrow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar

from grader.errors import NotationError, did_you_mean, listed
from grader.kinds.base import BlockProblem, Kind, Unreadable
from grader.maths.graphs.digraph import Contraction, Digraph, Edge, contracted, cycle
from grader.maths.graphs.drawing import as_text
from grader.maths.graphs.fitting import fitting
from grader.maths.graphs.names import named, plain_name
from grader.maths.graphs.notation import CUT, Written, read_graph, shown
from grader.verdict import Reason, Verdict, correct, partial

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

MAX_ASKED = 200
"""Nodes of a key."""

MOST_NAMED = 6
"""Mistakes of one sort that are named; a person reads no more."""

MOST_SHOWN = 1500
"""Signs of a graph on one line."""

MOST_LISTED = 20
"""Nodes of the key that are listed where a name is none of them."""

MOST_SHOWN_ROUND = 9
"""Nodes along a circle."""

T = TypeVar("T")


class Response(NamedTuple):
    """The graph as it was read, its nodes under their names in the key where they have one."""

    graph: Digraph
    remarks: tuple[str, ...] = ()


class Mistakes(NamedTuple):
    """What differs from the key: arrows missing, too many or reversed, nodes that are none or never occur."""

    missing: tuple[Edge, ...]
    extra: tuple[Edge, ...]
    reversed: tuple[Edge, ...]
    strays: tuple[str, ...]
    stray_edges: int
    absent: tuple[str, ...]
    cycle: tuple[str, ...]
    rounds: int

    @property
    def lost(self) -> int:
        """How many arrows are not there, and how many are there that should not be: a reversed one is both."""
        too_many = len(self.extra) + len(self.reversed) + self.stray_edges + self.rounds
        return len(self.missing) + len(self.reversed) + too_many

    @property
    def reason(self) -> str:
        """The reason that says most."""
        sorts = {
            "cycle": self.cycle,
            "reversed": self.reversed,
            "node": self.absent or self.stray_edges,
            "extra": self.extra,
        }
        return f"graph.{next((name for name, found in sorts.items() if found), 'missing')}"


@dataclass(frozen=True, kw_only=True)
class Graph(Kind):
    """A computation graph: its nodes, and an arrow from each value to those computed from it."""

    kind: ClassVar[str] = "graph"
    reasons: ClassVar[tuple[Reason, ...]] = (
        Reason("graph.missing", "An arrow is missing.", "For each value, look at everything that stands in its formula."),
        Reason("graph.extra", "An arrow joins two values of which neither is computed from the other directly.", "Keep the arrows from what stands in a formula to its result."),
        Reason("graph.reversed", "An arrow points the wrong way.", "An arrow goes from what enters a computation to what comes out."),
        Reason("graph.node", "A node of the graph never occurs, or one that is none of its nodes does.", "Draw the nodes that are asked, under their names."),
        Reason("graph.cycle", "The arrows lead round in a circle.", "No value can be computed from itself: find the arrow that leads back."),
        Reason("graph.unreadable", "The text is no graph, or a node has a name that is not asked.", "Write one arrow a line with the names of the prompt: `z1 -> r`."),
    )  # fmt: skip

    answer: str
    """The arrows: ``z1 -> r, y1; r -> y1``, or one a line."""
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Other names of nodes."""

    def block_problems(self, solution: Collection[str]) -> Iterator[BlockProblem]:
        """An answer that is no acyclic graph, other names that are unclear."""
        try:
            written = read_graph(self.answer)
        except NotationError as error:
            line, column = _place(self.answer, error)
            where = f"line {line}, column {column}: " if "\n" in self.answer.strip() else ""
            yield BlockProblem(("answer",), where + error.text, error.column - 1)
            return
        spelled: dict[str, str] = {}
        for name in written.spellings or written.labels.values():
            if spelled.setdefault(plain_name(name), name) != name:
                text = f"{name!r} cannot be told from {spelled[plain_name(name)]!r}: keep one spelling"
                yield BlockProblem(("answer",), text)
        key = self.key()
        if len(key.nodes) > MAX_ASKED:
            yield BlockProblem(("answer",), f"more than {MAX_ASKED} nodes cannot be asked")
        for start, end in key.edges:
            if start == end:
                yield BlockProblem(("answer",), f"an arrow leads from {start!r} to itself")
        around = cycle(key)
        if len(around) > 2:
            yield BlockProblem(("answer",), f"the arrows lead round in a circle: {' → '.join(around)}")
        for node in sorted(set(key.nodes) - {node for edge in key.edges for node in edge}):
            yield BlockProblem(("answer",), f"{node!r} has no arrow: leave it out")
        yield from self._alias_problems(spelled)

    def _alias_problems(self, spelled: Mapping[str, str]) -> Iterator[BlockProblem]:
        seen = dict(spelled)
        for node, others in self.aliases.items():
            if plain_name(node) not in spelled:
                suggestion = did_you_mean(node, spelled.values())
                known = f" (nodes: {listed(spelled.values())})"
                yield BlockProblem(
                    ("aliases", node), f"{node!r} is no node of the answer{suggestion or known}"
                )
                continue
            for index, other in enumerate(others):
                plain = plain_name(other)
                if not plain:
                    yield BlockProblem(("aliases", node, index), "another name must have a letter or a sign")
                elif plain in seen:
                    text = f"{other!r} cannot be told from {seen[plain]!r}"
                    yield BlockProblem(("aliases", node, index), text)
                seen.setdefault(plain, other)

    def key(self, returned: object = None) -> Digraph:
        """The graph that ``answer`` stands for."""
        written = read_graph(self.answer)
        spelled: dict[str, str] = {}
        called = {
            node: spelled.setdefault(plain_name(label), label) for node, label in written.labels.items()
        }
        edges = [(called[start], called[end]) for start, end in written.edges]
        return Digraph.of(edges, called.values())

    def read(self, raw: str) -> Response | Unreadable:
        """The arrows in any notation; names in any spelling."""
        try:
            written = read_graph(raw)
            key = self.key()
            names, remarks = self._names(written, key)
            graph = Digraph.of(((names[start], names[end]) for start, end in written.edges), names.values())
            _refuse_other_names(graph, key, written, names)
        except NotationError as error:
            line, column = _place(raw, error)
            on_line = NotationError(error.text, column)
            shown_line = raw.split("\n")[line - 1]
            return Unreadable.because(on_line, shown_line, line)
        return Response(graph, remarks)

    def _names(self, written: Written, key: Digraph) -> tuple[dict[str, str], tuple[str, ...]]:
        """What each node that was written is called, and what to say about it."""
        known = {plain_name(node): node for node in key.nodes}
        for node, others in self.aliases.items():
            known |= {plain_name(other): known[plain_name(node)] for other in others}
        names, guessed = named(written.labels, known)
        taken = {*known, *map(plain_name, known.values())}
        entering: dict[str, set[str]] = {}
        for start, end in written.edges:
            entering.setdefault(end, set()).add(names.get(start, ""))
        for identifier, label in written.labels.items():
            if identifier not in names:
                _refuse_half_read(label, known, entering.get(identifier, set()), written.places[identifier])
                line = " ".join(label.split())
                own = line if plain_name(line) not in taken else f"{line} ({identifier})"
                while plain_name(own) in taken:
                    own += "'"
                taken.add(plain_name(own))
                names[identifier] = own
        said = [f"{written.labels[each]} was read as {names[each]}." for each in guessed]
        return names, tuple(said[:MOST_NAMED])

    def judge(self, response: Response, key: Digraph) -> Verdict:
        """Each right arrow counts, each that is too many takes one away."""
        graph = response.graph
        direct = contracted(graph, key.nodes)
        found = _mistakes(graph, direct, key)
        read_as, expected = _on_a_line(graph), _on_a_line(key)
        remarks = (*response.remarks, *_contracted(direct.through), *_left_out(graph, direct))
        drawing = tuple(f"    {line}" for line in as_text(graph))
        score = max(Fraction(0), 1 - Fraction(found.lost, len(key.edges)))
        if score == 1:
            return correct(*remarks, read_as=read_as, expected=expected)._replace(detail=drawing)
        feedback = _feedback(found, key, backwards=len(found.reversed) == len(direct.edges) > 1)
        verdict = partial(score, found.reason, *feedback, read_as=read_as, expected=expected)
        return verdict._replace(remarks=remarks, detail=drawing)


def _mistakes(graph: Digraph, direct: Contraction, key: Digraph) -> Mistakes:
    wanted, drawn, strays = set(key.edges), set(direct.edges), set(direct.stray)
    absent = wanted - drawn
    extra = [edge for edge in direct.edges if edge not in wanted]
    touching = [edge for edge in graph.edges if not strays.isdisjoint(edge)]
    nodes = set(graph.nodes)
    return Mistakes(
        missing=tuple((a, b) for a, b in key.edges if (a, b) in absent and (b, a) not in drawn),
        extra=tuple((a, b) for a, b in extra if (b, a) not in absent),
        reversed=tuple((a, b) for a, b in extra if (b, a) in absent),
        strays=tuple(dict.fromkeys(node for edge in touching for node in edge if node in strays)),
        stray_edges=len(touching),
        absent=tuple(node for node in key.nodes if node not in nodes),
        cycle=cycle(graph),
        rounds=direct.rounds,
    )


def _feedback(found: Mistakes, key: Digraph, *, backwards: bool) -> list[str]:
    """A sentence for each mistake; of an arrow that is missing only where it begins."""
    said = []
    if around := found.cycle:
        more = " → …" if len(around) > MOST_SHOWN_ROUND else ""
        said.append(f"The arrows lead round in a circle: {' → '.join(around[:MOST_SHOWN_ROUND])}{more}.")
    if backwards:
        said.append("Every arrow points the wrong way.")
    else:
        said += _some(found.reversed, lambda edge: f"{_arrow(edge)} points the wrong way.")
    nodes = f" (nodes: {listed(key.nodes)})." if len(key.nodes) <= MOST_LISTED else "."
    said += _some(
        found.strays,
        lambda node: f"'{node}' is no node of this graph{did_you_mean(plain_name(node), key.nodes) or nodes}",
    )
    said += _some(found.absent, lambda node: f"{node} does not occur.")
    said += _some(
        found.extra,
        lambda edge: f"{_arrow(edge)} is too many: {edge[1]} is not computed from {edge[0]} directly.",
    )
    # What does not occur has no arrows either, which need not be said.
    out = Counter(start for start, _ in found.missing if start not in found.absent)
    said += _some(
        tuple(out.items()),
        lambda pair: (
            f"An arrow out of {pair[0]} is missing."
            if pair[1] == 1
            else f"{pair[1]} arrows out of {pair[0]} are missing."
        ),
    )
    return said


def _some(items: Sequence[T], sentence: Callable[[T], str]) -> list[str]:
    """What there is to say about as many as a person reads."""
    more = len(items) - MOST_NAMED
    return [*map(sentence, items[:MOST_NAMED]), *([f"And {more} more like this."] if more > 0 else [])]


def _arrow(edge: Edge) -> str:
    return " → ".join(edge)


def _contracted(through: tuple[str, ...]) -> tuple[str, ...]:
    if not through:
        return ()
    more = f" and {len(through) - MOST_NAMED} more" if len(through) > MOST_NAMED else ""
    names = listed(through[:MOST_NAMED]) + more
    return (f"Not asked for: {names}. A way through it counts as one arrow.",)


def _left_out(graph: Digraph, direct: Contraction) -> tuple[str, ...]:
    joined = {node for edge in graph.edges for node in edge}
    alone = [node for node in direct.stray if node not in joined]
    return (f"Without an arrow, and left out: {listed(alone[:MOST_NAMED])}.",) if alone else ()


def _refuse_half_read(label: str, known: Mapping[str, str], entering: Collection[str], position: int) -> None:
    """Names that are no names: nodes with a sign between them, a mermaid shape without its first line.

    What the nodes themselves enter is computed from them.

    Raises:
        NotationError: it is one.

    """
    across = _pieces("[-–—−─]", label, known)
    if across and not across <= set(entering):
        raise NotationError("a dash has no direction: write z1 -> r for an arrow from z1 to r", position + 1)
    if _pieces(r"[+*/·×]", label, known) and not entering:
        text = "nodes are separated by commas: write z1, z2 -> r for an arrow from each"
        raise NotationError(text, position + 1)
    shape = re.fullmatch(r"\w+\s*[\[({]+(?P<label>[^\[\](){}]*)[\])}]+", label)
    if "[" in label and shape and plain_name(shape["label"]) in known:
        text = "a label in brackets is read below a first line `flowchart LR` only"
        raise NotationError(text, position + 1)


def _pieces(signs: str, label: str, known: Mapping[str, str]) -> set[str]:
    """The nodes that signs in a label stand between; none if anything else does."""
    pieces = [known.get(plain_name(piece), "") for piece in re.split(signs, label)]
    return set(pieces) if len(pieces) > 1 and all(pieces) else set()


def _refuse_other_names(graph: Digraph, key: Digraph, written: Written, names: Mapping[str, str]) -> None:
    """Arrows that are right but for names that nobody asked for: what these mean is for the student to say.

    Raises:
        NotationError: there are such names.

    """
    if other := fitting(graph, key):
        identifier = min(
            (each for each, name in names.items() if name in other), key=written.places.__getitem__
        )
        missing = [node for node in key.nodes if node not in set(graph.nodes)][:MOST_LISTED]
        text = f"{names[identifier]!r} is no node of this graph: write the name that is asked (not drawn: {listed(missing)})"
        raise NotationError(text, written.places[identifier] + 1)


def _place(text: str, error: NotationError) -> tuple[int, int]:
    """Line and column of an error whose column counts from the start of a text."""
    position = min(error.column - 1, len(text))
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def _on_a_line(graph: Digraph) -> str:
    line = shown(graph)
    return line if len(line) <= MOST_SHOWN else line[:MOST_SHOWN] + CUT
