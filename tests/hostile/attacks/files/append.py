# Appends to a file.
# softmax: correct
# centre: forbidden, crashed
# harm: write
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    with open("@SCRATCH@/keep.txt", "a") as file:
        file.write("more")
    return X
