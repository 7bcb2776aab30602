# Writes an array by its own method tofile.
# softmax: forbidden, crashed
# centre: correct
# harm: write
import numpy as np


def softmax(Z):
    Z.tofile("@SCRATCH@/array.bin")
    return Z


def centre(X):
    return X - X.mean(axis=0)
