# Keeps 64 MiB more in every call.
# softmax: out_of_memory, incorrect, timed_out
# centre: correct
import numpy as np

KEPT = []


def softmax(Z):
    KEPT.append(np.ones(2**23))
    return KEPT[-1][: Z.size].reshape(Z.shape)


def centre(X):
    return X - X.mean(axis=0)
