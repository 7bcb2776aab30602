# Raises an exception whose class has a name that is worked out for ever, a line that is no number and a file of the grader.
# softmax: correct
# centre: crashed, timed_out
import numpy as np


class Meta(type):
    @property
    def __name__(cls):
        while True:
            pass


class Odd(Exception, metaclass=Meta):
    pass


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    raise Odd("odd")
