# Multiplies constants that the compiler might work out beforehand.
# softmax: correct, crashed, out_of_memory, timed_out
# centre: correct, crashed, out_of_memory, timed_out
import numpy as np

def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)


def unused():
    return "x" * 10**9 * 10**9, (0,) * 10**12, 2**10**9, b"y" * (1 << 60)
