"""Batch normalisation in training."""

import numpy as np


def batchnorm(x, gamma, beta, eps):
    """Return gamma * xhat + beta, (N, D), with xhat normalised over the batch."""
    return gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps) + beta


def batchnorm_forward(x, gamma, beta, eps):
    """Return the same with a cache."""
    return batchnorm(x, gamma, beta, eps), (x, gamma, eps)


def batchnorm_backward(dout, cache):
    """Return the gradients of x (N, D), gamma (D,) and beta (D,)."""
    x, gamma, eps = cache
    deviation = np.sqrt(x.var(axis=0) + eps)
    xhat = (x - x.mean(axis=0)) / deviation
    dxhat = dout * gamma
    dx = (dxhat - dxhat.mean(axis=0) - xhat * (dxhat * xhat).mean(axis=0)) / deviation
    return dx, (dout * xhat).sum(axis=0), dout.sum(axis=0)
