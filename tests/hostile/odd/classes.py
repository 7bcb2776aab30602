# Puts its work into classes, data classes and enumerations.
# softmax: correct
# centre: correct
import enum
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np


class Axis(enum.IntEnum):
    ROWS = 0
    COLUMNS = 1


@dataclass(frozen=True)
class Stable:
    axis: Axis = Axis.COLUMNS
    seen: list = field(default_factory=list)

    def __call__(self, Z):
        E = np.exp(Z - Z.max(axis=self.axis, keepdims=True))
        return E / E.sum(axis=self.axis, keepdims=True)


class Moments(NamedTuple):
    mean: np.ndarray

    @classmethod
    def of(cls, X):
        return cls(X.mean(axis=Axis.ROWS))


def softmax(Z):
    return Stable()(Z)


def centre(X):
    return X - Moments.of(X).mean
