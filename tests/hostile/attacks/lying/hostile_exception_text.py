# Raises an exception whose text raises another one.
# softmax: crashed
# centre: correct
import numpy as np


class Hostile(Exception):
    def __str__(self):
        raise Hostile

    __repr__ = __str__


def softmax(Z):
    raise Hostile


def centre(X):
    return X - X.mean(axis=0)
