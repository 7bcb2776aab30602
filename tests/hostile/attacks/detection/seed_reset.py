# Resets the seed of numpy's global generator, so that the inputs might repeat, and returns the next draws.
# softmax: incorrect
# centre: correct
import numpy as np

np.random.seed(0)


def softmax(Z):
    np.random.seed(0)
    return np.random.normal(size=Z.shape)


def centre(X):
    return X - X.mean(axis=0)
