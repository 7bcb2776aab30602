# Returns a generator that never ends.
# softmax: incorrect
# centre: correct
import itertools

import numpy as np


def softmax(Z):
    return (value for value in itertools.count())


def centre(X):
    return X - X.mean(axis=0)
