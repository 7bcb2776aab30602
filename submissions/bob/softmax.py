from past.builtins import xrange
import numpy as np


def softmax(Z):
    out = np.zeros(Z.shape)
    for i in xrange(Z.shape[0]):
        out[i] = np.exp(Z[i]) / np.sum(np.exp(Z[i]))
    return out


def softmax_vjp(Z, Ybar):
    Y = softmax(Z)
    return Ybar * Y * (1 - Y)
