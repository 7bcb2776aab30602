"""Arrays of tracked numbers that go through numpy as arrays of floats do."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.arrays.tracked import Tracked, lifted, variable

_UNARY = ("exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sqrt", "sin", "cos", "tan", "sinh", "cosh",
          "tanh", "arctan")  # fmt: skip


def _method(name: str) -> Any:
    return np.frompyfunc(lambda x: getattr(lifted(x), name)(), 1, 1)


def _binary(apply: Callable[[Any, Any], Any]) -> Any:
    function: Any = lambda a, b: apply(lifted(a), lifted(b))  # noqa: E731
    return np.frompyfunc(function, 2, 1)


def _tested(test: Any) -> Any:
    return np.frompyfunc(lambda x: test(x.value if isinstance(x, Tracked) else float(x)), 1, 1)


_ELEMENTWISE: dict[str, Any] = {name: _method(name) for name in _UNARY} | {
    "logaddexp": _binary(lambda a, b: a.logaddexp(b)),
    "float_power": _binary(lambda a, b: a**b),
    "sign": _tested(lambda x: float(np.sign(x))),
}
_TESTS: dict[str, Any] = {
    "isnan": _tested(math.isnan),
    "isinf": _tested(math.isinf),
    "isfinite": _tested(math.isfinite),
    "signbit": _tested(lambda x: math.copysign(1, x) < 0),
}


class TrackedArray(np.ndarray[Any, Any]):
    """An object array whose plain numbers, as ``np.where(Z > 0, Z, 0)`` leaves them, count as tracked."""

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        """Apply a ufunc to the numbers inside."""
        given = [_plain(each) for each in inputs]
        if "out" in options:
            options["out"] = tuple(_plain(each) for each in options["out"])
        apply: Any = ufunc
        if method in ("__call__", "reduce", "accumulate", "outer"):
            apply = _ELEMENTWISE.get(ufunc.__name__, ufunc)
        if ufunc.__name__ in _TESTS and method == "__call__":
            return _TESTS[ufunc.__name__](*given).astype(bool)
        found = getattr(apply, method)(*given, **options)
        return _wrapped(found)

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        """Apply a function of numpy to the numbers inside."""
        return _wrapped(super().__array_function__(func, types, args, kwargs))


def tracked_array(array: NDArray[Any], *, exact: bool = False) -> TrackedArray:
    """An array of variables, one for each entry; zeros and ones together are exact, as in a one-hot row."""
    exact = exact or set(np.unique(array).tolist()) == {0.0, 1.0}
    numbers = np.frompyfunc(lambda x: variable(float(x), exact=exact), 1, 1)(
        np.asarray(array, dtype=np.float64)
    )
    return np.asarray(numbers, dtype=object).view(TrackedArray)


def _plain(value: Any) -> Any:
    return value.view(np.ndarray) if isinstance(value, TrackedArray) else value


def _wrapped(found: Any) -> Any:
    if isinstance(found, np.ndarray) and found.dtype == object and not isinstance(found, TrackedArray):
        return found.view(TrackedArray)
    if isinstance(found, tuple | list):
        return type(found)(map(_wrapped, found))
    return found


@contextlib.contextmanager
def tracked_allocation() -> Iterator[None]:
    """Within it np.zeros and its like give arrays that tracked numbers can be written into."""
    replaced = {name: getattr(np, name) for name in ("zeros", "ones", "empty", "full")}

    def made(name: str) -> Any:
        def allocate(shape: Any, *args: Any, **kwargs: Any) -> Any:
            found = replaced[name](shape, *args, **kwargs)
            if found.dtype.kind != "f":
                return found
            return (
                np.frompyfunc(lambda x: Tracked(float(x)), 1, 1)(np.atleast_1d(found))
                .reshape(found.shape)
                .view(TrackedArray)
            )

        return allocate

    try:
        for name in replaced:
            setattr(np, name, made(name))
        yield
    finally:
        for name, function in replaced.items():
            setattr(np, name, function)
