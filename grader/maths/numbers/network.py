"""Layer by layer through a declared network: output shapes and parameter counts, without the batch.

Shapes follow the usual formula, out = floor((in + 2·padding - dilation·(kernel - 1) - 1) / stride) + 1
(V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning", arXiv:1603.07285).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import prod
from types import MappingProxyType
from typing import NamedTuple

from grader.errors import NotationError, did_you_mean, listed
from grader.maths.numbers.identifiers import canonical_name

Shape = tuple[int, ...]

_MAX_SIZE = 10**12


class Declaration(NamedTuple):
    """One layer as declared: ``conv2d 16 kernel=3 no bias``."""

    name: str
    layer: str
    numbers: tuple[Shape, ...] = ()
    options: Mapping[str, Shape] = MappingProxyType({})
    bias: bool = True
    same: bool = False
    path: tuple[str | int, ...] = ()
    """Where in the declaration it stands."""


class Layer(NamedTuple):
    """What a layer does: its output shape, and its weights and biases with the product they come from."""

    name: str
    layer: str
    shape: Shape
    weights: int = 0
    biases: int = 0
    product: str = ""

    @property
    def parameters(self) -> int:
        """Learnable numbers."""
        return self.weights + self.biases

    @property
    def breakdown(self) -> str:
        """How the count comes about: ``30·1024 + 1024 = 31744``."""
        return f"{self.product}{f' + {self.biases}' if self.biases else ''} = {self.parameters}"


class LayerError(NotationError):
    """A layer that cannot be: ``path`` leads to its text in the declaration, ``column`` into the text."""

    def __init__(self, text: str, column: int = 1, path: tuple[str | int, ...] = ()) -> None:
        self.path = path
        super().__init__(text, column)


def declare(items: Sequence[str | Mapping[str, str]]) -> tuple[Declaration, ...]:
    """The layers of a declaration; one without a name gets its layer's and a number: ``linear1``.

    Raises:
        LayerError: an unknown layer or option, a name used twice.

    """
    declared: list[Declaration] = []
    for index, item in enumerate(items):
        declared.append(_placed(item, index, declared))
    if not declared:
        raise LayerError("the first layer must be the input: input 30, input 3x32x32")
    return tuple(declared)


def layer_errors(items: Sequence[str | Mapping[str, str]]) -> Iterator[LayerError]:
    """Everything that is wrong in a declaration; what does not fit is told only where all can be read."""
    declared: list[Declaration] = []
    wrong = False
    for index, item in enumerate(items):
        try:
            declared.append(_placed(item, index, declared))
        except LayerError as error:
            wrong = True
            yield error
    if not wrong:
        try:
            build(declare(items))
        except LayerError as error:
            yield error


def _alike(name: str) -> str:
    return name.replace("_", "").casefold()


def _placed(item: str | Mapping[str, str], index: int, before: Sequence[Declaration]) -> Declaration:
    """One layer of a declaration, with its name and place."""
    if isinstance(item, Mapping) and len(item) != 1:
        raise LayerError("a named layer is written {name: layer}", path=(index,))
    name, text = ("", item) if isinstance(item, str) else next(iter(item.items()))
    path = (index, name) if name else (index,)
    try:
        declaration = _declaration(name, text)
    except NotationError as error:
        raise LayerError(error.text, error.column, path) from None
    if not name:
        nth = 1 + sum(earlier.layer == declaration.layer for earlier in before)
        declaration = declaration._replace(
            name=declaration.layer if declaration.layer == "input" else f"{declaration.layer}{nth}"
        )
    alike = next((each.name for each in before if _alike(each.name) == _alike(declaration.name)), "")
    if alike:
        same = "" if alike == declaration.name else f", which cannot be told from {alike!r}"
        raise LayerError(f"two layers are called {declaration.name!r}{same}", path=path)
    if (declaration.layer == "input") != (index == 0):
        raise LayerError("the first layer, and no other, is the input: input 30, input 3x32x32", path=path)
    return declaration._replace(path=path)


_WORD = re.compile(r"^(?:(?P<option>[a-z]+)=)?(?P<value>\d{1,9}(?:[x×*]\d{1,9})*|same|true|false)$")


def _declaration(name: str, text: str) -> Declaration:
    layer, *words = text.replace("no bias", "bias=false").split() or [""]
    if layer not in _LAYERS:
        known = did_you_mean(layer, _LAYERS) or f" (layers: {listed(_LAYERS)})"
        raise NotationError(f"{layer!r} is no layer{known}")
    allowed = _LAYERS[layer].options
    numbers: list[Shape] = []
    options: dict[str, Shape] = {}
    bias, same = True, False
    pending = ""
    for word in words:
        if word in allowed:
            if pending:
                raise NotationError(f"{layer}: {pending} needs a size", text.find(pending) + 1)
            pending = word
            continue
        match = _WORD.match(word)
        option = pending or (match["option"] if match else "") or ""
        pending = ""
        if not match or (option and option not in allowed):
            known = f"; options of {layer}: {listed(allowed)}" if allowed else f"; {layer} has no options"
            near = did_you_mean(option or word, allowed) or known
            if re.fullmatch(r"[\w=]*\d(,\d+)+", word):
                near = f": write {word.replace(',', '')}"
            elif word.startswith("bias="):
                near = ": write bias=true, bias=false or no bias"
            raise NotationError(f"{layer}: {word!r} is not understood{near}", text.find(word) + 1)
        if match["value"] in ("true", "false"):
            if option != "bias":
                raise NotationError(f"{layer}: only bias can be true or false")
            bias = match["value"] == "true"
        elif match["value"] == "same":
            if option != "padding":
                raise NotationError(f"{layer}: only padding can be same")
            same = True
        elif option:
            if option in options:
                raise NotationError(f"{layer}: {option} stands here twice", text.rfind(word) + 1)
            options[option] = _sizes(match["value"])
        else:
            numbers.append(_sizes(match["value"]))
    if pending:
        raise NotationError(f"{layer}: {pending} needs a size", text.find(pending) + 1)
    if "bias" in options:
        raise NotationError(f"{layer}: bias is true or false")
    windowed = layer == "input" or "pool" in layer
    if not windowed and any(len(sizes) > 1 for sizes in numbers):
        raise NotationError(f"{layer} needs {_LAYERS[layer].usage}; found {text!r}")
    if len(options.get("groups", (1,))) > 1:
        raise NotationError(f"{layer}: groups is one number")
    wanted = _LAYERS[layer].numbers
    if len(numbers) not in wanted:
        raise NotationError(f"{layer} needs {_LAYERS[layer].usage}; found {text!r}")
    if any(0 in sizes for sizes in (*numbers, *(v for k, v in options.items() if k != "padding"))):
        raise NotationError(f"{layer}: a size must be above 0")
    return Declaration(canonical_name(name), layer, tuple(numbers), options, bias, same)


def _sizes(text: str) -> Shape:
    return tuple(map(int, re.split("[x×*]", text)))


def build(declared: Sequence[Declaration]) -> tuple[Layer, ...]:
    """Every layer after the input, with shapes and counts.

    >>> [layer.parameters for layer in build(declare(["input 30", "linear 1024", "relu", "linear 1"]))]
    [31744, 0, 1025]

    Raises:
        NotationError: a layer does not fit on what comes before it.

    """
    shape = declared[0].numbers[0]
    layers = []
    for declaration in declared[1:]:
        try:
            layer = _LAYERS[declaration.layer].build(declaration, shape)
        except NotationError as error:
            before = "×".join(map(str, shape))
            text = f"{declaration.name} does not fit on {before}: {error.text}"
            raise LayerError(text, path=declaration.path) from None
        if prod(layer.shape) > _MAX_SIZE or layer.parameters > _MAX_SIZE:
            raise LayerError(f"{declaration.name} is too large", path=declaration.path)
        layers.append(layer)
        shape = layer.shape
    return tuple(layers)


def _linear(d: Declaration, shape: Shape) -> Layer:
    width = d.numbers[0][0]
    return Layer(
        d.name, d.layer, (*shape[:-1], width), shape[-1] * width, width * d.bias, f"{shape[-1]}·{width}"
    )


def _embedding(d: Declaration, shape: Shape) -> Layer:
    words, width = d.numbers[0][0], d.numbers[1][0]
    return Layer(d.name, d.layer, (*shape, width), words * width, 0, f"{words}·{width}")


def _flatten(d: Declaration, shape: Shape) -> Layer:
    return Layer(d.name, d.layer, (prod(shape),))


def _unchanged(d: Declaration, shape: Shape) -> Layer:
    return Layer(d.name, d.layer, shape)


def _batchnorm(d: Declaration, shape: Shape) -> Layer:
    return Layer(d.name, d.layer, shape, shape[0], shape[0], f"{shape[0]}")


def _layernorm(d: Declaration, shape: Shape) -> Layer:
    return Layer(d.name, d.layer, shape, shape[-1], shape[-1], f"{shape[-1]}")


def _spread(sizes: Shape, axes: int, what: str) -> Shape:
    if len(sizes) not in (1, axes):
        raise NotationError(f"{what} has {len(sizes)} sizes for {axes} axes")
    return sizes * axes if len(sizes) == 1 else sizes


def slid(d: Declaration, lengths: Shape, kernel: Shape, default_stride: Shape) -> Shape:
    """The lengths after a window has slid over them."""
    axes = len(lengths)
    sizes = {
        name: _spread(d.options.get(name, default), axes, name)
        for name, default in (("stride", default_stride), ("padding", (0,)), ("dilation", (1,)))
    }
    out = []
    for axis, length in enumerate(lengths):
        stride, padding, dilation = (sizes[name][axis] for name in ("stride", "padding", "dilation"))
        if d.same:
            if stride != 1:
                raise NotationError("padding=same needs stride 1")
            out.append(length)
            continue
        span = length + 2 * padding - dilation * (kernel[axis] - 1) - 1
        if span < 0:
            raise NotationError(
                f"the kernel {kernel[axis]} is larger than the padded input {length + 2 * padding}"
            )
        out.append(span // stride + 1)
    return tuple(out)


def _convolution(d: Declaration, shape: Shape) -> Layer:
    axes = int(d.layer[-2])
    if len(shape) != axes + 1:
        raise NotationError(f"a {d.layer} needs channels and {axes} more axes")
    if "kernel" not in d.options:
        raise NotationError("a kernel is missing: kernel=3")
    kernel = _spread(d.options["kernel"], axes, "kernel")
    groups, channels = d.options.get("groups", (1,))[0], d.numbers[0][0]
    if shape[0] % groups or channels % groups:
        raise NotationError(f"{groups} groups divide neither {shape[0]} nor {channels} channels evenly")
    factors = (channels, shape[0] // groups, *kernel)
    lengths = slid(d, shape[1:], kernel, (1,))
    product = "·".join(map(str, factors))
    return Layer(d.name, d.layer, (channels, *lengths), prod(factors), channels * d.bias, product)


def _pooling(d: Declaration, shape: Shape) -> Layer:
    axes = int(d.layer[-2])
    if len(shape) != axes + 1:
        raise NotationError(f"a {d.layer} needs channels and {axes} more axes")
    kernel = _spread(d.numbers[0], axes, "kernel")
    return Layer(d.name, d.layer, (shape[0], *slid(d, shape[1:], kernel, kernel)))


class _Rule(NamedTuple):
    build: Callable[[Declaration, Shape], Layer]
    usage: str = "no numbers"
    numbers: tuple[int, ...] = (0,)
    options: tuple[str, ...] = ()


_WINDOW = ("stride", "padding", "dilation")
_LAYERS: dict[str, _Rule] = {
    "input": _Rule(_unchanged, "its shape: input 30, input 3x32x32", (1,)),
    "linear": _Rule(_linear, "its width: linear 1024", (1,), ("bias",)),
    "embedding": _Rule(_embedding, "how many words and how wide: embedding 10000 64", (2,)),
    "flatten": _Rule(_flatten),
    "batchnorm": _Rule(_batchnorm),
    "layernorm": _Rule(_layernorm),
    **{
        f"conv{axes}d": _Rule(
            _convolution,
            f"its channels: conv{axes}d 16 kernel=3",
            (1,),
            ("kernel", *_WINDOW, "groups", "bias"),
        )
        for axes in (1, 2)
    },
    **{
        f"{pool}pool{axes}d": _Rule(
            _pooling, f"its window: {pool}pool{axes}d 2", (1,), _WINDOW if pool == "max" else _WINDOW[:2]
        )
        for pool in ("max", "avg")
        for axes in (1, 2)
    },
    **dict.fromkeys(("relu", "sigmoid", "tanh", "softmax", "gelu", "dropout"), _Rule(_unchanged)),
}


def without(declared: Sequence[Declaration], option: str) -> Iterator[tuple[str, tuple[Declaration, ...]]]:
    """The network with one layer's option forgotten, for each layer that has it."""
    for index, declaration in enumerate(declared):
        if option in declaration.options or (option == "padding" and declaration.same):
            options = {name: sizes for name, sizes in declaration.options.items() if name != option}
            changed = declaration._replace(options=options, same=False)
            yield declaration.name, (*declared[:index], changed, *declared[index + 1 :])
