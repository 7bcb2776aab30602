# Prints without end.
# softmax: correct
# centre: timed_out, crashed, out_of_memory
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    while True:
        print("once more")
