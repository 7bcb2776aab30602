# Raises KeyboardInterrupt, as if the instructor had stopped the grading.
# softmax: correct
# centre: crashed
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    raise KeyboardInterrupt
