# Returns a list whose iteration never ends.
# softmax: correct
# centre: incorrect, timed_out, crashed, out_of_memory
import numpy as np


class Endless(list):
    def __iter__(self):
        while True:
            yield 0.0

    def __len__(self):
        return 3


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return Endless([1.0, 2.0, 3.0])
