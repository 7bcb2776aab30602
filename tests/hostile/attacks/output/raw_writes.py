# Writes 100 MB straight to the descriptors of output and errors.
# softmax: correct
# centre: correct, crashed, timed_out, forbidden
import os

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    for _ in range(50):
        os.write(1, b"o" * 2**20)
        os.write(2, b"e" * 2**20)
    return X - X.mean(axis=0)
