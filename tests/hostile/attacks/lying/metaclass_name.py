# Returns an object whose class has a name that raises.
# softmax: incorrect, crashed
# centre: correct
import numpy as np


class Meta(type):
    @property
    def __name__(cls):
        raise SystemExit(0)

    def __instancecheck__(cls, other):
        return True


class Thing(metaclass=Meta):
    pass


def softmax(Z):
    return Thing()


def centre(X):
    return X - X.mean(axis=0)
