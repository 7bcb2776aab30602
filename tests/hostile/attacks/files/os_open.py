# Reads the secret by os.open and os.read.
# softmax: correct
# centre: forbidden, crashed
# harm: read
import os

import numpy as np

def leak(text):
    print(text)
    raise ValueError(text)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    descriptor = os.open("@CANARY@", os.O_RDONLY)
    leak(os.read(descriptor, 4096).decode())
