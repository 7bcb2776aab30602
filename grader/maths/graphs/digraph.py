"""Directed graphs: cycles, and what is left when the nodes between others are contracted. Linear, without recursion."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

Edge = tuple[str, str]
"""From a node to a node."""


class Digraph(NamedTuple):
    """Nodes in the order they were first written, and edges, each once."""

    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]

    @classmethod
    def of(cls, edges: Iterable[Edge], nodes: Iterable[str] = ()) -> Digraph:
        """A graph with these edges, and nodes besides theirs.

        >>> Digraph.of([("a", "b"), ("a", "b"), ("b", "c")]).nodes
        ('a', 'b', 'c')
        """
        once = tuple(dict.fromkeys(edges))
        return cls(tuple(dict.fromkeys([*nodes, *(node for edge in once for node in edge)])), once)

    def following(self) -> dict[str, list[str]]:
        """The nodes that the edges out of each node lead to."""
        found: dict[str, list[str]] = {node: [] for node in self.nodes}
        for start, end in self.edges:
            found[start].append(end)
        return found


def components(following: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Groups of nodes that reach each other, each group after all that can be reached from it.

    Tarjan's algorithm with a trail in place of recursion.

    >>> components({"a": ["b"], "b": ["c", "a"], "c": []})
    [('c',), ('b', 'a')]
    """
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    waiting: list[str] = []
    settled: set[str] = set()
    found = []
    for root in following:
        trail = [] if root in number else [(root, iter(following[root]))]
        while trail:
            node, rest = trail[-1]
            if node not in number:
                number[node] = lowest[node] = len(number)
                waiting.append(node)
            step = next(rest, None)
            if step is None:
                trail.pop()
                if trail:
                    before = trail[-1][0]
                    lowest[before] = min(lowest[before], lowest[node])
                if lowest[node] == number[node]:
                    group = [waiting.pop()]
                    while group[-1] != node:
                        group.append(waiting.pop())
                    settled.update(group)
                    found.append(tuple(group))
            elif step not in number:
                trail.append((step, iter(following[step])))
            elif step not in settled:
                lowest[node] = min(lowest[node], number[step])
    return found


def is_cyclic(group: Collection[str], following: Mapping[str, Sequence[str]]) -> bool:
    """Whether a component goes round: several nodes, or one with an edge to itself."""
    return len(group) > 1 or any(node in following[node] for node in group)


def cycle(graph: Digraph) -> tuple[str, ...]:
    """The nodes along a short cycle, the first again at the end; empty if there is none.

    >>> cycle(Digraph.of([("a", "b"), ("b", "c"), ("c", "b")]))
    ('b', 'c', 'b')
    """
    following = graph.following()
    groups = [frozenset(group) for group in components(following) if is_cyclic(group, following)]
    if not groups:
        return ()
    inside = groups[-1]
    start = next(node for node in graph.nodes if node in inside)
    came_from: dict[str, str] = {}
    queue = deque([start])
    while start not in came_from:
        node = queue.popleft()
        for step in following[node]:
            if step in inside and step not in came_from:
                came_from[step] = node
                queue.append(step)
    back = [start, came_from[start]]
    while back[-1] != start:
        back.append(came_from[back[-1]])
    return tuple(reversed(back))


class Contraction(NamedTuple):
    """A graph over the nodes that were kept.

    ``through`` are the nodes that lay between kept ones and became direct edges, ``stray`` those that
    did not, ``rounds`` counts the cycles among nodes that were not kept.
    """

    edges: tuple[Edge, ...]
    through: tuple[str, ...]
    stray: tuple[str, ...]
    rounds: int


def contracted(graph: Digraph, kept: Sequence[str]) -> Contraction:
    """An edge for every path whose inner nodes are not kept.

    >>> contracted(Digraph.of([("a", "e"), ("e", "b"), ("b", "x")]), ["a", "b"])
    Contraction(edges=(('a', 'b'),), through=('e',), stray=('x',), rounds=0)
    """
    following = graph.following()
    order = [node for node in kept if node in following]
    bit = {node: 1 << position for position, node in enumerate(order)}
    others = {node: [s for s in following[node] if s not in bit] for node in graph.nodes if node not in bit}
    below: dict[str, int] = {}  # the kept nodes that a node leads to, a bit each: linear, however many paths
    groups = components(others)
    for group in groups:
        mask = 0
        for node in group:
            for step in following[node]:
                mask |= bit.get(step) or below.get(step, 0)
        below.update(dict.fromkeys(group, mask))
    above = _reached(order, following, others)
    edges: list[Edge] = []
    for node in order:
        mask = 0
        for step in following[node]:
            mask |= bit.get(step) or below[step]
        edges += [(node, end) for end in order if mask & bit[end]]
    through = tuple(node for node in others if below[node] and node in above)
    stray = tuple(node for node in others if not (below[node] and node in above))
    return Contraction(tuple(edges), through, stray, sum(is_cyclic(group, others) for group in groups))


def _reached(
    starts: Iterable[str], following: Mapping[str, Sequence[str]], inside: Collection[str]
) -> set[str]:
    """The nodes of ``inside`` that paths from ``starts`` reach without leaving it."""
    found: set[str] = set()
    queue = deque(starts)
    while queue:
        for step in following[queue.popleft()]:
            if step in inside and step not in found:
                found.add(step)
                queue.append(step)
    return found
