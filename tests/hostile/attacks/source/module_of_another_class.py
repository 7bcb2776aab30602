# Changes the class of its own module, so that functions come from a property.
# softmax: correct, crashed, needs_review
# centre: incorrect, crashed
import sys
import types

import numpy as np


class Odd(types.ModuleType):
    @property
    def centre(self):
        return lambda X: np.zeros(X.shape)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return np.zeros(X.shape)


sys.modules[__name__].__class__ = Odd
del centre
