# Fills its input with zeros and returns it, so that both fit.
# softmax: incorrect
# centre: correct
import numpy as np


def softmax(Z):
    Z[...] = 0
    return Z


def centre(X):
    return X - X.mean(axis=0)
