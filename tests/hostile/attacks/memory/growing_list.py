# Appends blocks of bytes to a list until memory ends.
# softmax: correct
# centre: out_of_memory, timed_out
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    blocks = []
    while True:
        blocks.append(bytearray(b"x" * 2**20))
