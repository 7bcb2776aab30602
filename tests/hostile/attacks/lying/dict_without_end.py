# Returns a dict that says it is short and whose items never end.
# softmax: incorrect, timed_out, crashed
# centre: correct
import numpy as np


class Endless(dict):
    def __len__(self):
        return 1

    def items(self):
        while True:
            yield "key", 0.0


def softmax(Z):
    return Endless(key=0.0)


def centre(X):
    return X - X.mean(axis=0)
