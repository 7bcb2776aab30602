# Reads the secret by io.open_code, which is meant for source files.
# softmax: correct
# centre: forbidden, crashed
# harm: read
import io

import numpy as np

def leak(text):
    print(text)
    raise ValueError(text)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    leak(io.open_code("@CANARY@").read().decode())
