# Empties the builtins.
# softmax: correct, crashed, incorrect
# centre: crashed, incorrect
import builtins

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    vars(builtins).clear()
    return X
