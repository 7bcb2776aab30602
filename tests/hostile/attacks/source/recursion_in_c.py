# Nests calls inside the interpreter's own C code until its stack ends.
# softmax: correct
# centre: crashed, out_of_memory, timed_out
import itertools

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    chain = iter([1.0])
    for _ in range(10**6):
        chain = itertools.chain(chain)
    return X - next(chain)
