"""Right, in other words: through the logarithm of the sum, and with the Jacobian of each row."""

import numpy as np


def softmax(Z):
    top = np.max(Z, axis=-1)[:, None]
    return np.exp(Z - top - np.log(np.sum(np.exp(Z - top), axis=-1))[:, None])


def softmax_vjp(Z, Ybar):
    Y = softmax(Z)
    jacobians = np.einsum("ni,ij->nij", Y, np.eye(Y.shape[1])) - np.einsum("ni,nj->nij", Y, Y)
    return np.einsum("ni,nij->nj", Ybar, jacobians)
