"""Derivatives of the logistic function and of tanh."""

import numpy as np


def sigmoid(z):
    """Return 1 / (1 + exp(-z)) for each entry."""
    return 1 / (1 + np.exp(-z))


def tanh(z):
    """Return tanh of each entry."""
    return np.tanh(z)


def sigmoid_derivative(z):
    """Return σ(z)(1 - σ(z)) for each entry."""
    y = sigmoid(z)
    return y * (1 - y)


def tanh_derivative(z):
    """Return 1 - tanh(z)² for each entry."""
    return 1 - np.tanh(z) ** 2


def tanh_jacobian(z):
    """Return diag(tanh'(z)), (D, D): each unit depends on its own input only."""
    return np.diag(tanh_derivative(z))


def sigmoid_jacobian(z):
    """Return diag(σ'(z)), (D, D)."""
    return np.diag(sigmoid_derivative(z))


def forward_sigmoid(z):
    """Give the function in place of its derivative."""
    return sigmoid(z)


def sigmoid_rule(z):
    """Apply the rule of the logistic function to tanh."""
    y = np.tanh(z)
    return y * (1 - y)


def diagonal_as_vector(z):
    """Give the diagonal in place of the matrix."""
    return tanh_derivative(z)


def sigmoid_diagonal_as_vector(z):
    """Give the diagonal in place of the matrix."""
    return sigmoid_derivative(z)
