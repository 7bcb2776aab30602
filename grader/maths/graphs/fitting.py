"""Whether the arrows of a graph are right once nodes with unknown names stand for those that are missing."""

from __future__ import annotations

from collections.abc import Mapping

from grader.maths.graphs.digraph import Digraph, components, contracted, cycle

MAX_EDGES = 1000
"""Arrows of a graph that is looked at; homework has a few."""

MAX_STEPS = 200
"""Nodes that are tried in the place of others."""


def fitting(graph: Digraph, key: Digraph) -> dict[str, str]:
    """Nodes of ``graph`` that can stand for missing nodes of ``key``, so that every arrow is right; else none.

    >>> key = Digraph.of([("x", "z"), ("b", "z")])
    >>> fitting(Digraph.of([("x", "sum"), ("b", "sum")]), key)
    {'sum': 'z'}
    >>> fitting(Digraph.of([("x", "sum"), ("sum", "b")]), key)
    {}
    """
    search = _Search(graph, key)
    if not 0 < len(search.missing) <= len(search.unknown) or len(graph.edges) > MAX_EDGES or cycle(graph):
        return {}
    found = search.placed({node: node for node in graph.nodes if node in search.wanted}, 0)
    return {node: name for node, name in found.items() if node != name}


class _Search:
    """Puts unknown nodes in the place of missing ones, those first that others are computed from.

    So all that a missing node is computed from has its place before the node itself is tried.
    """

    def __init__(self, graph: Digraph, key: Digraph) -> None:
        self.graph, self.key = graph, key
        self.before, self.after, self.wanted = _before(graph), graph.following(), _before(key)
        self.missing = [node for node in _in_order(key) if node not in self.before]
        self.unknown = [node for node in _in_order(graph) if node not in self.wanted]
        self.steps = 0

    def placed(self, called: Mapping[str, str], done: int) -> dict[str, str]:
        """What every kept node is called, if the nodes missing from the ``done``-th on can be placed."""
        if done == len(self.missing):
            return dict(called) if self.right(called) else {}
        above = self.above(called)
        tried = set()
        for node in self.unknown:
            alike = (frozenset(self.before[node]), frozenset(self.after[node]))
            if node in called or above[node] != self.wanted[self.missing[done]] or alike in tried:
                continue
            tried.add(alike)
            self.steps += 1
            if self.steps > MAX_STEPS:
                break
            if found := self.placed({**called, node: self.missing[done]}, done + 1):
                return found
        return {}

    def above(self, called: Mapping[str, str]) -> dict[str, set[str]]:
        """What each unknown node is computed from, contracted to the nodes that have a name in the key."""
        found: dict[str, set[str]] = {}
        for node in self.unknown:
            found[node] = set()
            for start in self.before[node]:
                found[node] |= {called[start]} if start in called else found[start]
        return found

    def right(self, called: Mapping[str, str]) -> bool:
        """Whether each arrow is right, and none leads to or from a node that is none."""
        edges = [(called.get(start, start), called.get(end, end)) for start, end in self.graph.edges]
        direct = contracted(Digraph.of(edges), self.key.nodes)
        return not direct.stray and set(direct.edges) == set(self.key.edges)


def _in_order(graph: Digraph) -> list[str]:
    """The nodes, each behind all that it is computed from."""
    return [node for group in reversed(components(graph.following())) for node in group]


def _before(graph: Digraph) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {node: set() for node in graph.nodes}
    for start, end in graph.edges:
        found[end].add(start)
    return found
