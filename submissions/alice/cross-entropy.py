import numpy as np

from rows import probabilities


def cross_entropy(H, y):
    picked = probabilities(H)[range(H.shape[0]), y]
    return float(np.mean(-np.log(picked)))


def cross_entropy_gradient(H, Y):
    gradient = probabilities(H)
    gradient -= Y
    gradient /= Y.shape[0]
    return gradient
