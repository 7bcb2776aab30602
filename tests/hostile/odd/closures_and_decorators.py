# Uses closures, decorators and cached helpers.
# softmax: correct
# centre: correct
import functools

import numpy as np


def counted(function):
    @functools.wraps(function)
    def inner(*arguments, **named):
        inner.calls += 1
        return function(*arguments, **named)

    inner.calls = 0
    return inner


@functools.lru_cache(maxsize=None)
def ones(n):
    return np.ones((n, 1))


@counted
def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / (E @ ones(Z.shape[1]))


def shifted(by):
    return lambda X: X - by


def centre(X):
    return shifted(X.mean(axis=0))(X)
