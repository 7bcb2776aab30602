"""Softmax with cross-entropy, as a mean over the batch."""

import numpy as np


def _softmax(H):
    E = np.exp(H - H.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def cross_entropy(H, y):
    """Return the mean of -log P_y over the rows of H (N, C)."""
    return -np.log(_softmax(H)[np.arange(len(y)), y]).mean()


def cross_entropy_of_rows(H, Y):
    """Return the same for classes that come as one-hot rows Y (N, C), without overflow."""
    S = H - H.max(axis=1, keepdims=True)
    return (np.log(np.exp(S).sum(axis=1)) - (S * Y).sum(axis=1)).mean()


def cross_entropy_gradient(H, Y):
    """Return (P - Y) / N, (N, C)."""
    return (_softmax(H) - Y) / len(H)


def loss_summed(H, y):
    """Sum over the batch in place of the mean."""
    return cross_entropy(H, y) * len(y)


def not_averaged(H, Y):
    """Forget 1/N."""
    return _softmax(H) - Y


def probabilities_only(H, Y):
    """Forget to subtract the one-hot row."""
    return _softmax(H) / len(H)
