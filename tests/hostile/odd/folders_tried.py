# Tries to read its data, which is not there, and goes on without.
# softmax: correct
# centre: correct
import os
import pathlib

import numpy as np

data = None
for name in ("data.csv", "../data/data.csv", os.path.expanduser("~/data.csv")):
    try:
        data = np.loadtxt(name, delimiter=",")
    except OSError:
        pass
exists = pathlib.Path("data.npz").exists() if data is not None else False


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
