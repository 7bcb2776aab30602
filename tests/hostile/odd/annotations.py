# Has annotations that are kept as text, and generic types.
# softmax: correct
# centre: correct
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Optional, TypeVar

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")


def softmax(Z: npt.NDArray[np.float64], table: Optional[pd.DataFrame] = None) -> npt.NDArray[np.float64]:
    E: Any = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X: npt.NDArray[np.float64] | list[list[float]]) -> npt.NDArray[np.float64]:
    mean: Callable[..., Any] = np.mean
    return X - mean(X, axis=0)
