# Asks for one bytes object of 16 GiB.
# softmax: out_of_memory, timed_out
# centre: correct
import numpy as np


def softmax(Z):
    return bytearray(2**34)


def centre(X):
    return X - X.mean(axis=0)
