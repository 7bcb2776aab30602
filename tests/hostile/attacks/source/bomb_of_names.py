# Builds a list that holds itself tens of thousands of times over while it is imported.
# softmax: correct, crashed, out_of_memory, timed_out
# centre: correct, crashed, out_of_memory, timed_out
import numpy as np

a = [0.0]
a = [a, a]
b = [a, a, a, a, a, a, a, a]
c = [b, b, b, b, b, b, b, b]
d = [c, c, c, c, c, c, c, c]
e = [d, d, d, d, d, d, d, d]
f = [e, e, e, e, e, e, e, e]


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
