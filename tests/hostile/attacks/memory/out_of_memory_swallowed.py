# Catches MemoryError and asks again, for ever.
# softmax: correct
# centre: timed_out, out_of_memory
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    kept = []
    while True:
        try:
            kept.append(np.ones(2**20))
        except MemoryError:
            pass
