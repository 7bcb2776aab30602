# Redirects its output into memory and into nothing.
# softmax: correct
# centre: correct
import contextlib
import io
import os

import numpy as np


def softmax(Z):
    with contextlib.redirect_stdout(io.StringIO()) as kept:
        print("kept", Z.shape)
    assert kept.getvalue().startswith("kept")
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    with contextlib.redirect_stderr(io.StringIO()):
        return X - X.mean(axis=0)
