# Returns an object that becomes an array when asked, another one each time.
# softmax: correct
# centre: incorrect, crashed
import numpy as np


class Changing:
    asked = 0

    def __array__(self, *ignored, **named):
        Changing.asked += 1
        return np.full((2, 2), float(Changing.asked))


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return Changing()
