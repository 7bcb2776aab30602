# Reads the secret by pathlib while it is imported.
# softmax: forbidden, crashed
# centre: forbidden, crashed
# harm: read
import pathlib

import numpy as np

def leak(text):
    print(text)
    raise ValueError(text)


leak(pathlib.Path("@CANARY@").read_text())


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
