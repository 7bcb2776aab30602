# Reads the secret by the loader of the import system.
# softmax: correct
# centre: forbidden, crashed
# harm: read
from importlib.machinery import SourceFileLoader

import numpy as np

def leak(text):
    print(text)
    raise ValueError(text)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    leak(SourceFileLoader("secret", "@CANARY@").get_data("@CANARY@").decode())
