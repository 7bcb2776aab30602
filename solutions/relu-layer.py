"""A layer with ReLU activations, H = max(0, XW + b)."""

import numpy as np


def relu_layer(X, W, b):
    """Return max(0, XW + b), (N, K)."""
    return np.maximum(X @ W + b, 0)


def _gradients(X, W, Zbar):
    return {"Xbar": Zbar @ W.T, "Wbar": X.T @ Zbar, "bbar": Zbar.sum(axis=0)}


def relu_layer_backward(X, W, b, Hbar):
    """Return Xbar (N, D), Wbar (D, K), bbar (K,) with Zbar = Hbar where Z > 0 and 0 elsewhere."""
    return _gradients(X, W, Hbar * (X @ W + b > 0))


def mask_missing(X, W, b, Hbar):
    """Forget the derivative of the ReLU."""
    return _gradients(X, W, Hbar)


def mask_of_signal(X, W, b, Hbar):
    """Apply the ReLU to the error signal."""
    return _gradients(X, W, np.maximum(Hbar, 0))
