# Writes into its own memory through /proc, where pages that are read-only can be written.
# softmax: forbidden, crashed, incorrect
# centre: correct
import numpy as np


def softmax(Z):
    with open("/proc/self/mem", "r+b", buffering=0) as memory:
        memory.seek(id(True) + 24)
        memory.write(b"\x00")
    return np.zeros(Z.shape)


def centre(X):
    return X - X.mean(axis=0)
