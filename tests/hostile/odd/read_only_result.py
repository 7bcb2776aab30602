# Returns arrays that must not be written to.
# softmax: correct
# centre: correct
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    result = E / E.sum(axis=1, keepdims=True)
    result.flags.writeable = False
    return result


def centre(X):
    result = X - X.mean(axis=0)
    result.setflags(write=False)
    return np.broadcast_to(result, X.shape)
