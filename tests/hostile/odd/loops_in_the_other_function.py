# Uses loops, generators and recursion where they are allowed.
# softmax: correct
# centre: correct
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def total(values):
    if len(values) == 1:
        return values[0]
    half = len(values) // 2
    return total(values[:half]) + total(values[half:])


def columns(X):
    for column in X.T:
        yield [value - total(column) / len(column) for value in column]


def centre(X):
    return np.array(list(columns(X))).T
