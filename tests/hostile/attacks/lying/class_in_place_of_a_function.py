# Has a class in place of the function, whose instances lie about what they are.
# softmax: correct
# centre: incorrect
import numpy as np


class centre:
    def __init__(self, X):
        self.X = X

    __class__ = property(lambda self: np.ndarray)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)
