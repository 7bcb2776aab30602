# Saves an array into a file.
# softmax: correct
# centre: forbidden, crashed
# harm: write
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    np.save("@SCRATCH@/saved.npy", X)
    return X
