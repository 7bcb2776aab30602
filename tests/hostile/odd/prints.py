# Prints while it is imported and in every call.
# softmax: correct
# centre: correct
import numpy as np

print("here we go")


def softmax(Z):
    print("shape", Z.shape, Z)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    print("mean", X.mean(axis=0), end="\n\n", flush=True)
    return X - X.mean(axis=0)
