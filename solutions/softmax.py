"""Softmax of each row, and its vector-Jacobian product."""

import numpy as np


def softmax(Z):
    """Return y_i = exp(z_i) / sum_j exp(z_j) for each row of Z (N, D), shifted so that nothing overflows."""
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def softmax_vjp(Z, Ybar):
    """Return zbar_j = y_j (ybar_j - sum_i ybar_i y_i) for each row; all arrays are (N, D)."""
    Y = softmax(Z)
    return Y * (Ybar - (Ybar * Y).sum(axis=1, keepdims=True))


def softmax_over_batch(Z):
    """Normalise over the wrong axis."""
    return softmax(Z.T).T


def diagonal_only(Z, Ybar):
    """Keep dy_i/dz_i alone and forget dy_i/dz_j."""
    Y = softmax(Z)
    return Y * (1 - Y) * Ybar


def without_y(Z, Ybar):
    """Forget the factor y_j in front of the bracket."""
    Y = softmax(Z)
    return Ybar - (Ybar * Y).sum(axis=1, keepdims=True)
