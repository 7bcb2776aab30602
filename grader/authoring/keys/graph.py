"""A graph in other notations, and with an arrow missing, reversed or added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grader.authoring.attempts import Attempt, Mutant
from grader.authoring.keys.base import TextKey
from grader.kinds.graph import Graph
from grader.maths.graphs.digraph import Digraph, Edge
from grader.maths.graphs.notation import shown

MOST_ADDED = 60
"""Arrows that are tried beside the right ones."""


class GraphKey(TextKey[Graph]):
    """Nodes and arrows."""

    key: Digraph

    def reference(self) -> Iterator[Attempt]:
        """The arrows as written, and as shown."""
        yield Attempt(self.block.answer, "as it is written")
        yield Attempt(shown(self.key), "as the program shows it")

    def rewrites(self) -> Iterator[Attempt]:
        """Other orders, arrows and notations, and names in LaTeX."""
        edges = self.key.edges
        yield Attempt(_arrows(reversed(edges)), "in another order")
        yield Attempt("\n".join(f"{b} <- {a}" for a, b in edges), "with arrows that point to the left")
        yield Attempt("; ".join(f"{a} → {b}" for a, b in edges), "on one line")
        called = {name: f"n{number}" for number, name in enumerate(self.key.nodes)}
        nodes = [f'  {called[name]} [label="{name}"];' for name in self.key.nodes]
        drawn = [f"  {called[a]} -> {called[b]};" for a, b in edges]
        yield Attempt("\n".join(["digraph {", *nodes, *drawn, "}"]), "in DOT")
        boxes = [f"  {called[name]}[{name}]" for name in self.key.nodes]
        flow = [f"  {called[a]} --> {called[b]}" for a, b in edges]
        yield Attempt("\n".join(["flowchart LR", *boxes, *flow]), "in mermaid")
        for node, others in self.block.aliases.items():
            for other in others:
                named = [(other if a == node else a, other if b == node else b) for a, b in edges]
                yield Attempt(_arrows(named), f"with {other} for {node}")

    def mutants(self) -> Iterator[Mutant]:
        """One arrow missing, reversed, leading elsewhere, or added."""
        edges, nodes = self.key.edges, self.key.nodes
        for number, (a, b) in enumerate(edges):
            rest = [*edges[:number], *edges[number + 1 :]]
            if rest:
                yield _mutant(rest, "an arrow is missing", f"{a} -> {b}", "")
            yield _mutant([*rest, (b, a)], "an arrow is reversed", f"{a} -> {b}", f"{b} -> {a}")
            other = next((c for c in nodes if c not in (a, b) and (a, c) not in edges), None)
            if other:
                yield _mutant(
                    [*rest, (a, other)], "an arrow leads elsewhere", f"{a} -> {b}", f"{a} -> {other}"
                )
        strange = [(a, b) for a in nodes for b in nodes if a != b and (a, b) not in edges]
        for a, b in strange[:MOST_ADDED]:
            yield _mutant([*edges, (a, b)], "an arrow is too many", "", f"{a} -> {b}")

    def junk(self) -> Iterator[Attempt]:
        """Nodes alone, and every arrow both ways."""
        nodes = self.key.nodes
        yield Attempt("\n".join(nodes), "every node without an arrow")
        alone = "\n".join(["digraph {", *(f'  "{node}";' for node in nodes), "}"])
        yield Attempt(alone, "every node without an arrow, in DOT")
        both = [pair for a, b in self.key.edges for pair in ((a, b), (b, a))]
        yield Attempt(_arrows(both), "every arrow both ways")
        yield Attempt(_arrows((b, a) for a, b in self.key.edges), "every arrow the wrong way")
        every = [(a, b) for a in nodes for b in nodes if a != b]
        yield Attempt(_arrows(every), "arrows from each node to each other")


def _arrows(edges: Iterable[Edge]) -> str:
    return "\n".join(f"{a} -> {b}" for a, b in edges)


def _mutant(edges: list[Edge], about: str, line: str, changed: str) -> Mutant:
    return Mutant(_arrows(edges), about, line or "(no such arrow)", changed or "(left out)")
