# Returns an array of a class that lies about its bytes, shape and dtype.
# softmax: incorrect, crashed
# centre: correct
import numpy as np


class Lying(np.ndarray):
    shape = property(lambda self: (10**9,))
    nbytes = property(lambda self: 8)
    dtype = property(lambda self: "<f8")

    def tobytes(self, *ignored):
        return b"\0" * 7

    def astype(self, *ignored, **named):
        return self


def softmax(Z):
    return np.zeros(np.asarray(Z).shape).view(Lying)


def centre(X):
    return X - X.mean(axis=0)
