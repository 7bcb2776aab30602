# Sends its output to the null device.
# softmax: correct
# centre: correct
import contextlib
import os

import numpy as np


def softmax(Z):
    with open(os.devnull, "w") as nothing, contextlib.redirect_stdout(nothing):
        print("not seen", Z.shape)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    with open(os.devnull) as nothing:
        assert nothing.read() == ""
    return X - X.mean(axis=0)
