"""A small graph as SVG that stands alone: no scripts, no links, every name escaped."""

from __future__ import annotations

from html import escape

from grader.maths.graphs.digraph import Digraph
from grader.maths.graphs.layout import layout
from grader.maths.graphs.notation import shown

_ROW, _RADIUS, _MARGIN = 84, 18, 16


def as_svg(graph: Digraph) -> str:
    """The drawing as SVG that stands alone; empty if there is too much to draw.

    >>> as_svg(Digraph.of([("<a>", "b")])).count("&lt;a&gt;")
    2
    """
    found = layout(graph)
    if found is None:
        return ""
    half = max(_RADIUS, *(5 * len(node) + 8 for node in graph.nodes))
    step = 2 * half + 28
    widest = max(map(len, found.layers))
    width, height = widest * step + 2 * _MARGIN, (len(found.layers) - 1) * _ROW + 2 * (_RADIUS + _MARGIN)

    def centre(level: int, place: int) -> tuple[int, int]:
        left = _MARGIN + (widest - len(found.layers[level])) * step // 2
        return left + place * step + step // 2, _MARGIN + _RADIUS + level * _ROW

    drawn = []
    for edge in graph.edges:
        points = [centre(*bend) for bend in found.bends[edge]]
        drawn.append(_curve(points) if edge in found.upward else _path(points))
    for level, row in enumerate(found.layers):
        for place, (name, passing) in enumerate(row):
            if not passing:
                x, y = centre(level, place)
                drawn.append(
                    f'<rect x="{x - half}" y="{y - _RADIUS}" width="{2 * half}" height="{2 * _RADIUS}" rx="{_RADIUS}" fill="#fff" stroke="#333"/>'
                    f'<text x="{x}" y="{y + 5}" text-anchor="middle">{escape(name)}</text>'
                )
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="img" font-family="monospace" font-size="15">'
    )
    return "\n".join((head, f"<title>{escape(shown(graph))}</title>", *drawn, "</svg>"))


def _path(points: list[tuple[int, int]]) -> str:
    """A line from below its first node to a head above its last."""
    (x, y), (last_x, last_y) = points[0], points[-1]
    inner = [(x, y + _RADIUS), *points[1:-1], (last_x, last_y - _RADIUS - 8)]
    line = " ".join(f"{a},{b}" for a, b in inner)
    return f'<polyline points="{line}" fill="none" stroke="#333"/>{_head(last_x, last_y - _RADIUS, -8)}'


def _curve(points: list[tuple[int, int]]) -> str:
    """An edge that leads back up, around the right of what stands between."""
    (x, y), (last_x, last_y) = points
    right = max(x, last_x) + 60
    line = f"M{x},{y - _RADIUS} C{right},{y - _RADIUS} {right},{last_y + _RADIUS + 8} {last_x},{last_y + _RADIUS + 8}"
    return f'<path d="{line}" fill="none" stroke="#b00"/>{_head(last_x, last_y + _RADIUS, 8)}'


def _head(x: int, y: int, back: int) -> str:
    return f'<polygon points="{x},{y} {x - 5},{y + back} {x + 5},{y + back}" fill="#333"/>'
