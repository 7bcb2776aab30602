"""A linear classifier with softmax loss."""

import numpy as np


def softmax_loss(W, X, y, reg):
    """Return the loss with the penalty reg * sum(W * W), and its gradient with respect to W (D, C)."""
    loss, dW = _data(W, X, y)
    return loss + reg * np.sum(W * W), dW + 2 * reg * W


def softmax_loss_half(W, X, y, reg):
    """Return the same with half the penalty."""
    loss, dW = _data(W, X, y)
    return loss + 0.5 * reg * np.sum(W * W), dW + reg * W


def softmax_loss_vectorized(W, X, y, reg):
    """Return loss and gradient under the first of the two conventions."""
    return softmax_loss(W, X, y, reg)


def _data(W, X, y):
    S = X @ W
    S = S - S.max(axis=1, keepdims=True)
    E = np.exp(S)
    P = E / E.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = -np.log(P[rows, y]).mean()
    P[rows, y] -= 1
    return loss, X.T @ P / len(y)
