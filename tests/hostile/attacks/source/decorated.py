# Decorates its function with a class that claims its signature, its name and its source.
# softmax: crashed, incorrect
# centre: correct
import numpy as np


class Decorated:
    def __init__(self, function):
        self.__wrapped__ = function
        self.__name__ = "correct"
        self.__signature__ = None

    def __call__(self, *ignored):
        return self


@Decorated
def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
