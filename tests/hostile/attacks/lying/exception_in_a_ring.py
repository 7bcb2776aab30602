# Raises exceptions that are each the cause of the other.
# softmax: crashed
# centre: correct
import numpy as np


def softmax(Z):
    one, other = ValueError("one"), ValueError("other")
    one.__cause__, other.__cause__ = other, one
    raise one


def centre(X):
    return X - X.mean(axis=0)
