# Prints a million empty lines.
# softmax: correct
# centre: correct, crashed, timed_out
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    print("\n" * 10**6)
    for number in range(20_000):
        print(number, flush=True)
    return X - X.mean(axis=0)
