# Makes a symbolic link to the secret, to read that by another name.
# softmax: correct
# centre: forbidden, crashed
# harm: write
import os

import numpy as np

def leak(text):
    print(text)
    raise ValueError(text)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    os.symlink("@CANARY@", "@SCRATCH@/link")
    leak(open("@SCRATCH@/link").read())
