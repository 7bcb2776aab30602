# Calls itself without end.
# softmax: crashed
# centre: correct
import numpy as np


def softmax(Z):
    return softmax(Z) + 1


def centre(X):
    return X - X.mean(axis=0)
