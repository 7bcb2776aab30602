# Reads from the address 1, where nothing lies.
# softmax: crashed
# centre: correct
import ctypes

import numpy as np


def softmax(Z):
    return ctypes.string_at(1, 8)


def centre(X):
    return X - X.mean(axis=0)
