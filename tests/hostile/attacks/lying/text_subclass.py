# Returns a dict with keys of a class of text that lies about its length and never ends.
# softmax: correct
# centre: incorrect, crashed, timed_out
import numpy as np


class Text(str):
    def __len__(self):
        return 3

    def __iter__(self):
        while True:
            yield "x"


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return {Text("result" * 10): X}
