# Raises a syntax error that names a file of the course and a line far away.
# softmax: crashed
# centre: crashed
import numpy as np

raise SyntaxError("\x1b[2Jthe solution is wrong", ("@SOLUTIONS@", 10**12, -5, "\x1b[31msecret", 10**12, 7))


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
