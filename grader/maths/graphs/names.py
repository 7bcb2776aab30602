"""Names of nodes: the one spelling that all alike ones share, and which node of a key a name means."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from grader.maths.numbers.identifiers import derivative, folded

_SIMPLE = re.compile(r"\w+", re.ASCII)
_INDEX = re.compile(r"\[([^\[\]]*)\]")
_RAISED_FIRST = re.compile(r"(\^(?:\{[^{}]*\}|\([^()]*\)|\w))(_(?:\{[^{}]*\}|\w))")
_ROUND = re.compile(r"(?<=\w)\^?\(([\w,]+)\)")
_COUNTER = re.compile(r"(?<=\w)[a-z]=(?=\d+$)")
_MARK_BEHIND = re.compile(r"([A-Za-z]+?)(\d+)(bar|hat|tilde|dot)")
_HYPHEN = re.compile(r"(?<=[A-Za-z]{2})-(?=[A-Za-z]{2})")
_POWER = re.compile(r"(?P<base>[A-Za-z]\w*)\^\w+")
_BEHIND_A_NAME = re.compile(r"\n|:?=|≔|:\s|\s[(\[]")


def bare(spelled: str) -> str:
    """A name without the quotes, dollars and stars around it.

    >>> [bare(name) for name in ("$z_1$.", "**r**", "'y1'", "z'", "*")]
    ['z_1', 'r', 'y1', "z'", '*']
    """
    name = spelled.strip()
    before = ""
    while name != before:
        before = name
        name = (name.rstrip(".") or name).strip('$`"').rstrip("\\").strip()
        name = name.strip("*") or name
        if len(name) > 2 and name[0] in "'‘" and name[-1] in "'’":
            name = name[1:-1].strip()
    return name


def plain_name(spelled: str) -> str:
    r"""A name in the one spelling that all alike ones share.

    >>> [plain_name(name) for name in ("z_1", "$z_{1}$", "z[1]", r"\mathrm{exp}(z_1)", "**r**")]
    ['z1', 'z1', 'z1', 'exp(z1)', 'r']
    >>> [plain_name(name) for name in (r"\bar{z}_1", "ȳ", r"\mathbf{θ}'", "∂L/∂z_1", "h^{(0)}_j")]
    ['zbar1', 'ybar', "theta'", 'dLdz1', 'hj^(0)']
    """
    name = bare(spelled).replace("″", "''")
    return name.replace("_", "") if _SIMPLE.fullmatch(name) else _spelled_out(name)


@lru_cache(maxsize=4096)
def _spelled_out(name: str) -> str:
    if not any(sign.isalnum() or sign == "\\" for sign in name):
        return name.replace(" ", "").replace("_", "")  # an operation: + and *
    name = _RAISED_FIRST.sub(r"\2\1", _INDEX.sub(r"_{\1}", name))
    parts = derivative(name)
    return f"d{parts[0]}d{parts[1]}" if parts else folded(name).replace("^'", "'")


def indexed_name(plain: str) -> str:
    """A plain name whose indices stand alone, brackets and commas gone.

    >>> names = ("h^{(0)}", "h(0)", "h_{t=0}", "W[1,2]", "z1bar", "cross-entropy")
    >>> [indexed_name(plain_name(name)) for name in names]
    ['h0', 'h0', 'h0', 'W12', 'zbar1', 'crossentropy']
    """
    name = _COUNTER.sub("", _ROUND.sub(r"\1", plain)).replace(",", "")
    return _HYPHEN.sub("", _MARK_BEHIND.sub(r"\1\3\2", name))


def name_in_front(label: str) -> str:
    """What a label names before it says more about it; empty if it says nothing more.

    >>> [name_in_front(label) for label in ("z = w*x", "x (input)", "h: hidden", "exp(z)")]
    ['z', 'x', 'h', '']
    """
    found = _BEHIND_A_NAME.search(label)
    return label[: found.start()].strip() if found else ""


class Known:
    """The nodes of a key by each of their plain names, looked up in freer and freer readings of a name.

    A freer reading counts only where it means one node.
    """

    def __init__(self, nodes: Mapping[str, str], written: Collection[str]) -> None:
        """``written`` are the plain names that a student wrote: what differs in case from one of them differs."""
        self.nodes = nodes
        self.written = written
        self._indexed = _grouped(nodes, indexed_name)
        self._cased = _grouped(nodes, str.casefold)
        self._both = _grouped(nodes, lambda plain: indexed_name(plain).casefold())

    def sure(self, name: str) -> str:
        """The node that a name spells, signs aside; empty if there is none."""
        plain = plain_name(name)
        if plain in self.nodes:
            return self.nodes[plain]
        power = _POWER.fullmatch(plain)
        if power and power["base"] not in self.nodes and power["base"] not in self.written:
            plain = plain.replace("^", "")  # h^1 is no power where there is no h
        return self._only(self._indexed.get(indexed_name(plain), []))

    def guessed(self, name: str) -> str:
        """The node that a name spells in other case; empty if there is none."""
        plain = plain_name(name).casefold()
        near = self._cased.get(plain) or self._both.get(indexed_name(plain)) or []
        return "" if any(each in self.written for each in near) else self._only(near)

    def _only(self, plain_names: Iterable[str]) -> str:
        found = {self.nodes[plain] for plain in plain_names}
        return found.pop() if len(found) == 1 else ""


def _grouped(names: Iterable[str], reading: Callable[[str], str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(reading(name), []).append(name)
    return groups


class Named(NamedTuple):
    """Nodes of a key by the identifiers of those that mean them; ``guessed`` are those spelled otherwise."""

    nodes: dict[str, str]
    guessed: tuple[str, ...]


def named(labels: Mapping[str, str], nodes: Mapping[str, str]) -> Named:
    """Which nodes of a key the labels of nodes mean; ``nodes`` has them by each of their plain names.

    A label says more than the identifier in front of it. What stands in front of a formula or a remark
    names a node that nothing else names.

    >>> named({"a": "h^{(1)}", "b": "L = (h - y)^2", "c": "Y"}, {"h1": "h1", "L": "L", "y": "y"})
    Named(nodes={'a': 'h1', 'c': 'y', 'b': 'L'}, guessed=('c', 'b'))
    """
    known = Known(nodes, {plain_name(label) for label in labels.values()})
    found: dict[str, str] = {}
    guessed: list[str] = []
    for identifier, label in labels.items():
        if node := known.sure(label):
            found[identifier] = node
        elif node := known.guessed(label):
            found[identifier] = node
            guessed.append(identifier)
    in_front: dict[str, list[str]] = {}
    for identifier, label in labels.items():
        front = "" if identifier in found else name_in_front(label)
        if node := front and (known.sure(front) or known.guessed(front)):
            in_front.setdefault(node, []).append(identifier)
    taken = set(found.values())
    for node, claiming in in_front.items():
        if len(claiming) == 1 and node not in taken:
            found[claiming[0]] = node
            guessed += claiming
    for identifier in labels:
        if identifier not in found and (node := nodes.get(plain_name(identifier), "")):
            found[identifier] = node
    return Named(found, tuple(guessed))
