# Raises an exception whose text is worked out for ever.
# softmax: correct
# centre: timed_out, crashed
import numpy as np


class Endless(Exception):
    def __str__(self):
        while True:
            pass


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    raise Endless
