"""Graphs: contraction and cycles against a plain search, reading without end, drawings."""

import json
import re
import time
import xml.etree.ElementTree as ElementTree
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.errors import NotationError
from grader.kinds.base import Unreadable
from grader.kinds.graph import Graph
from grader.maths.graphs.digraph import Digraph, components, contracted, cycle
from grader.maths.graphs.drawing import as_text
from grader.maths.graphs.fitting import fitting
from grader.maths.graphs.names import bare, plain_name
from grader.maths.graphs.notation import read_graph, shown, shown_graph
from grader.output.graph_svg import as_svg
from grader.output.json import render

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

SOFTMAX = Graph(answer="z1 -> r, y1; z2 -> r, y2; r -> y1, y2")
NODES = "abcdefgh"
graphs = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), min_size=1).map(Digraph.of)


def reached(graph, start, inside=NODES):
    """The nodes that ways from ``start`` lead to, whose inner nodes are ``inside``."""
    found, left = set(), [start]
    while left:
        for step in graph.following().get(left.pop(), ()):
            if step not in found:
                found.add(step)
                left += [step] if step in inside else []
    return found


@given(graphs)
def test_what_lies_between_kept_nodes_is_contracted(graph):
    kept, others = "abc", "defgh"
    direct = contracted(graph, kept)
    assert set(direct.edges) == {
        (start, end) for start in kept for end in reached(graph, start, others) if end in kept
    }
    between = {
        node
        for node in others
        if reached(graph, node, others) & set(kept)
        and any(node in reached(graph, start, others) for start in kept)
    }
    assert set(direct.through) == between
    assert set(direct.stray) == {*graph.nodes} - {*kept} - between


@given(graphs)
def test_components_reach_each_other_and_come_after_what_they_reach(graph):
    groups = components(graph.following())
    assert sorted(node for group in groups for node in group) == sorted(graph.nodes)
    done = set()
    for group in groups:
        assert all(other in reached(graph, node) for node in group for other in group if other != node)
        done.update(group)
        assert reached(graph, group[0]) <= done


@given(graphs)
def test_a_cycle_is_found_if_there_is_one(graph):
    around = cycle(graph)
    assert bool(around) == any(node in reached(graph, node) for node in graph.nodes)
    assert not around or (around[0] == around[-1] and set(pairwise(around)) <= {*graph.edges})


names = (
    st.text(alphabet="ab1_ ->,;{}[]()\\<=&|:$.#/*%\u2192\u0304αx'\"", min_size=1, max_size=9)
    .map(lambda text: bare(text.replace('"', "")))
    .filter(plain_name)
)
named_graphs = st.lists(st.tuples(names, names), min_size=1, max_size=6).map(Digraph.of)


def same(one, other):
    return set(one.nodes) == set(other.nodes) and set(one.edges) == set(other.edges)


@given(graphs | named_graphs.filter(lambda graph: len({*map(plain_name, graph.nodes)}) == len(graph.nodes)))
def test_what_is_shown_is_read_as_the_same_graph(graph):
    assert same(shown_graph(shown(graph)), graph)


@example("_]")
@given(st.text(alphabet='ab1 ->,;{}[]()\\<=&\n"|:$_.#/*%\u2192', max_size=60))
def test_what_was_read_reads_back(text):
    for raw in (text, 'digraph { a -> b; b [label="' + text, "graph TD\na --> b[" + text):
        response = SOFTMAX.read(raw)
        if not isinstance(response, Unreadable):
            verdict = SOFTMAX.judge(response, SOFTMAX.key())
            assert same(shown_graph(verdict.read_as), response.graph)


@given(graphs.filter(lambda graph: not cycle(graph)), st.permutations(NODES), st.sets(st.sampled_from(NODES)))
def test_other_names_fit_and_other_arrows_do_not(graph, order, renamed):
    other = {node: f"n{order.index(node)}" for node in renamed}
    renaming = Digraph.of((other.get(start, start), other.get(end, end)) for start, end in graph.edges)
    found = fitting(renaming, graph)
    assert bool(found) == bool(renamed & {*graph.nodes})
    back = Digraph.of((found.get(start, start), found.get(end, end)) for start, end in renaming.edges)
    assert not found or set(back.edges) == set(graph.edges)
    assert not fitting(Digraph.of([*renaming.edges, (*renaming.edges[0][:1], "more")]), graph)


@given(graphs)
def test_a_drawing_names_every_node_and_is_always_the_same(graph):
    lines = as_text(graph)
    assert lines == as_text(graph)
    assert set(graph.nodes) <= set(re.findall(r"\w", "".join(lines)))
    image = ElementTree.fromstring(as_svg(graph))
    assert sorted(each.text for each in image.iter() if each.tag.endswith("text")) == sorted(graph.nodes)
    heads = [each for each in image.iter() if each.tag.endswith("polygon")]
    assert len(heads) == len(graph.edges)


@example("- ")
@given(st.text(alphabet='ab1 ->,;{}[]()\\<=&\n"|:$_.#/*%\u2192', max_size=60))
def test_any_text_is_read_or_refused_with_a_place_in_it(text):
    for header in ("", "digraph {", "graph TD\n"):
        raw = header + text
        response = SOFTMAX.read(raw)
        if isinstance(response, Unreadable):
            assert 1 <= response.line <= raw.count("\n") + 1
            assert 1 <= response.column <= len(raw.split("\n")[response.line - 1]) + 1
        else:
            verdict = SOFTMAX.judge(response, SOFTMAX.key())
            assert 0 <= verdict.score <= 1


N = 4900
BETWEEN = [f"e{i}" for i in range(N)]
LARGE = {
    "a chain": "z1 -> " + " -> ".join(BETWEEN) + " -> r",
    "ways side by side": "; ".join(f"z1 -> {name} -> r" for name in BETWEEN[:2400]),
    "circles": "; ".join(f"{name} -> z1 -> {name}" for name in BETWEEN[:2400]),
    "a mesh": "\n".join(f"e{i} -> e{i * 7 % 900}, e{i * 13 % 900}, e{i * 17 % 900}" for i in range(1500)),
    "unknown nodes": ";".join(f"Zz{i}->z1" for i in range(N)),
    "a product": ",".join(BETWEEN[:2000]) + "->" + ",".join(BETWEEN[2000:4000]),
    "lines": "z1->r\n" * 9000,
    "braces": "digraph " + "{" * 49_000,
    "blanks behind a header": "graph" + " " * 49_000,
    "dashes": "z1 " + "-" * 49_000,
    "open brackets": "z1 -> " + "f(" * 24_000,
    "open labels": "digraph { " + "a [label=" * 5000,
    "escaped quotes": 'digraph { "' + '\\"' * 24_000,
    "nodes with other names": ";".join(f"n{i} -> m{i}" for i in range(490)),
    "quotes": "digraph {" + 'a="' * 15_000,
    "backslashes": 'digraph { a -> b [label="' + "\\" * 49_000,
    "comments": "/*" * 24_000,
    "shapes": "graph TD\n" + "A[" * 24_000,
    "labelled arrows": "graph TD\n" + "A-- a " * 8000 + "-->B",
    "bullets": "- " * 24_000 + "z1 -> r",
    "commands": "\\to" * 12_000,
    "bars": "z1 -> r" + "|" * 49_000,
}


@pytest.mark.parametrize("name", LARGE)
def test_no_text_takes_long(name):
    start = time.process_time()
    response = SOFTMAX.read(LARGE[name])
    if not isinstance(response, Unreadable):
        verdict = SOFTMAX.judge(response, SOFTMAX.key())
        assert len(verdict.feedback) < 40
        assert sum(map(len, (*verdict.feedback, verdict.read_as, *verdict.remarks))) < 8000
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a -> b\n" * 3000, "lines"),
        (", ".join(f"n{i}" for i in range(6000)) + " -> x", "nodes"),
        (", ".join(f"n{i}" for i in range(200)) + " -> " + ", ".join(f"m{i}" for i in range(200)), "arrows"),
    ],
)
def test_a_graph_larger_than_homework_is_refused(text, says):
    with pytest.raises(NotationError, match=f"more than .* {says} are not read"):
        read_graph(text)


def test_a_place_is_told_by_line_and_column():
    response = SOFTMAX.read("z1 -> r\nz2 = r")
    assert (response.line, response.column) == (2, 4)
    assert response.feedback[1:] == ("    z2 = r", "       ^")


def test_a_drawing_as_text_is_layered():
    drawing = as_text(Digraph.of([("z1", "r"), ("z2", "r"), ("r", "y"), ("z1", "y")]))
    assert [line.split() for line in drawing if re.search(r"\w", line)] == [["z1", "z2"], ["│", "r"], ["y"]]


def test_names_in_an_svg_are_escaped():
    image = as_svg(Digraph.of([('<script>"', "&amp;")]))
    assert "<script" not in image
    assert '<script>"' in [each.text for each in ElementTree.fromstring(image).iter()]


@pytest.mark.parametrize("graph", [Digraph((), ()), Digraph.of((f"n{i}", "x") for i in range(50))])
def test_what_is_too_large_or_empty_is_not_drawn(graph):
    assert as_text(graph) == ()
    assert as_svg(graph) == ""


def test_the_json_report_draws_a_graph_as_it_was_read(course, graded):
    blocks = {
        "right": {"kind": "graph", "answer": "x -> y"},
        "wrong": {"kind": "graph", "answer": "x -> y"},
        "odd": {"kind": "graph", "answer": "x -> y"},
        "large": {"kind": "graph", "answer": "x -> y"},
        "number": {"kind": "number", "answer": "1"},
    }
    large = "; ".join(f"x -> n{number} -> y" for number in range(300))
    texts = {
        "right": "x → y",
        "wrong": 'y -> "a<b & c"; x -> y',
        "odd": "x -- y",
        "large": large,
        "number": "1",
    }
    answers = "# q\n" + "".join(f"## {part}\n{text}\n" for part, text in texts.items())
    report = json.loads(render(graded(course({"q": blocks}, submission={"answers.md": answers}))))
    drawings = {part["id"]: part.get("drawing") for part in report["exercises"][0]["parts"]}
    assert drawings["right"] == as_svg(Digraph.of([("x", "y")]))
    assert drawings["wrong"] == as_svg(Digraph.of([("y", "a<b & c"), ("x", "y")]))
    assert [drawings[part] for part in ("odd", "large", "number")] == [None] * 3
