"""A small graph as lines of text, layer below layer."""

from __future__ import annotations

from grader.maths.graphs.digraph import Digraph
from grader.maths.graphs.layout import Item, layout

MAX_WIDTH = 96
"""Columns of a drawing."""

_UP, _DOWN, _LEFT, _RIGHT = 1, 2, 4, 8
_SIGNS = " ╵╷│╴┘┐┤╶└┌├─┴┬┼"
"""A sign for every set of directions, which are bits of its place here."""


def as_text(graph: Digraph) -> tuple[str, ...]:
    r"""The lines of a drawing, layer below layer; none if it would not fit.

    >>> print(*as_text(Digraph.of([("z", "r"), ("r", "y"), ("r", "x")])), sep="\n")
        z
        └┐
         ▼
         r
      ┌──┴┐
      ▼   ▼
      y   x
    """
    found = layout(graph)
    if found is None:
        return ()
    longest = max(len(node) for node in graph.nodes)
    cell = (longest + 5) // 4 * 4
    widest = max(map(len, found.layers))
    if widest * cell > MAX_WIDTH:
        return ()
    # Odd layers stand one column to the right: no line down from a node meets one down to another.
    columns = [
        [(widest - len(row)) * cell // 2 + cell // 2 + place * cell + level % 2 for place in range(len(row))]
        for level, row in enumerate(found.layers)
    ]
    drawn = []
    for level, row in enumerate(found.layers):
        drawn.append(_labels(row, columns[level]))
        if level + 1 < len(found.layers):
            lines = [(columns[level][a], columns[level + 1][b]) for a, b in found.lines[level]]
            drawn += _gap(lines)
            drawn.append(_heads(found.layers[level + 1], columns[level + 1], {end for _, end in lines}))
    drawn += [f"  {start} → {end} leads back" for start, end in found.upward]
    return tuple(line.rstrip() for line in drawn)


def _labels(row: tuple[Item, ...], columns: list[int]) -> str:
    line = ""
    for (name, passing), column in zip(row, columns, strict=True):
        text = "│" if passing else name
        line = line.ljust(column - (len(text) - 1) // 2) + text
    return line


def _heads(row: tuple[Item, ...], columns: list[int], reached: set[int]) -> str:
    line = ""
    for (_, passing), column in zip(row, columns, strict=True):
        if column in reached:
            line = line.ljust(column) + ("│" if passing else "▼")
    return line


def _gap(lines: list[tuple[int, int]]) -> list[str]:
    """The lines between two layers: each item above has a track of its own, to all that it leads to."""
    targets: dict[int, list[int]] = {}
    for start, end in lines:
        targets.setdefault(start, []).append(end)
    span = {start: (min(start, *ends), max(start, *ends)) for start, ends in targets.items()}
    tracks = _tracks(span)
    grid = [[0] * (max((high for _, high in span.values()), default=0) + 1) for _ in tracks]
    for level, track in enumerate(tracks):
        for start in track:
            low, high = span[start]
            for x in range(low, high + 1):
                grid[level][x] |= (_LEFT if x > low else 0) | (_RIGHT if x < high else 0)
    for level, track in enumerate(tracks):
        for start in track:
            for row in range(level):
                grid[row][start] = _UP | _DOWN  # over what it is not joined to
            grid[level][start] |= _UP
    for level, track in enumerate(tracks):
        for end in {end for start in track for end in targets[start]}:
            for row in range(level + 1, len(tracks)):
                joins = any(end in targets[start] for start in tracks[row])
                grid[row][end] = _UP | _DOWN | (grid[row][end] if joins else 0)
            grid[level][end] |= _DOWN
    return ["".join(_SIGNS[bits] for bits in row) for row in grid]


def _tracks(span: dict[int, tuple[int, int]]) -> list[list[int]]:
    """What can share a line of text, from left to right."""
    tracks: list[list[int]] = []
    for start in sorted(span, key=span.__getitem__):
        free = (track for track in tracks if span[track[-1]][1] + 1 < span[start][0])
        track = next(free, None)
        if track is None:
            tracks.append([start])
        else:
            track.append(start)
    return tracks
