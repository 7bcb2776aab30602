# Asks for an array of 8 GiB.
# softmax: out_of_memory, timed_out
# centre: correct
import numpy as np


def softmax(Z):
    return np.ones(2**30)


def centre(X):
    return X - X.mean(axis=0)
