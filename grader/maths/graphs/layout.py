"""Where the nodes of a small graph stand in a drawing: in layers, from what goes in to what comes out."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from grader.maths.graphs.digraph import Digraph, Edge, components

MAX_NODES = 40
MAX_EDGES = 160
_SWEEPS = 4

Item = tuple[str, int]
"""What stands in a layer: a node and 0, or an edge (its number, as a text) passing through, and 1."""


class Layout(NamedTuple):
    """Layers of items, for each gap the lines down to the next layer, and the edges that lead back up."""

    layers: tuple[tuple[Item, ...], ...]
    lines: tuple[tuple[tuple[int, int], ...], ...]
    upward: tuple[Edge, ...]
    bends: dict[Edge, tuple[tuple[int, int], ...]]
    """The layers and positions in them that an edge goes through, both ends included."""


def layout(graph: Digraph) -> Layout | None:
    """Every node below all that it is computed from; None if there is too much to draw.

    >>> layout(Digraph.of([("z", "r"), ("r", "y"), ("z", "y")])).layers
    ((('z', 0),), (('r', 0), ('2', 1)), (('y', 0),))
    """
    if not 0 < len(graph.nodes) <= MAX_NODES or len(graph.edges) > MAX_EDGES:
        return None
    depth = _depths(graph)
    rows: list[list[Item]] = [[] for _ in range(max(depth.values()) + 1)]
    for node in graph.nodes:
        rows[depth[node]].append((node, 0))
    upward = tuple(edge for edge in graph.edges if depth[edge[0]] >= depth[edge[1]])
    joined: list[list[tuple[Item, Item]]] = [[] for _ in rows]
    trails: dict[Edge, list[Item]] = {}
    for number, edge in enumerate(graph.edges):
        start, end = edge
        if edge in upward:
            trails[edge] = [(start, 0), (end, 0)]
            continue
        passing: list[Item] = [(str(number), 1)] * (depth[end] - depth[start] - 1)
        trails[edge] = [(start, 0), *passing, (end, 0)]
        for above, pair in enumerate(pairwise(trails[edge]), start=depth[start]):
            joined[above].append(pair)
            if pair[1][1]:
                rows[above + 1].append(pair[1])
    _untangle(rows, joined)
    at = [{item: index for index, item in enumerate(row)} for row in rows]
    lines = tuple(
        tuple((at[level][upper], at[level + 1][lower]) for upper, lower in pairs)
        for level, pairs in enumerate(joined[:-1])
    )
    bends = {}
    for edge, trail in trails.items():
        levels = (
            [depth[edge[0]], depth[edge[1]]] if edge in upward else range(depth[edge[0]], depth[edge[1]] + 1)
        )
        bends[edge] = tuple((level, at[level][item]) for level, item in zip(levels, trail, strict=True))
    return Layout(tuple(map(tuple, rows)), lines, upward, bends)


def _depths(graph: Digraph) -> dict[str, int]:
    """The longest way to each node; nodes that lead round in a circle stand below each other."""
    depth = dict.fromkeys(graph.nodes, 0)
    following = graph.following()
    order = {node: place for place, node in enumerate(graph.nodes)}
    done: set[str] = set()
    for group in reversed(components(following)):
        for node in sorted(group, key=order.__getitem__):
            done.add(node)
            for step in following[node]:
                if step not in done:
                    depth[step] = max(depth[step], depth[node] + 1)
    return depth


def _untangle(rows: list[list[Item]], joined: list[list[tuple[Item, Item]]]) -> None:
    """Order each layer by the middle of what it is joined to, down and up a few times."""
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        levels = range(1, len(rows)) if down else range(len(rows) - 2, -1, -1)
        for level in levels:
            beside = {item: place for place, item in enumerate(rows[level - 1 if down else level + 1])}
            near: dict[Item, list[int]] = {item: [] for item in rows[level]}
            for upper, lower in joined[level - 1 if down else level]:
                (near[lower] if down else near[upper]).append(beside[upper if down else lower])
            place = {item: number for number, item in enumerate(rows[level])}
            middle = {item: sum(found) / len(found) if found else place[item] for item, found in near.items()}
            rows[level].sort(key=lambda item: (middle[item], place[item]))
