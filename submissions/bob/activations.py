import numpy as np


def sigmoid_derivative(z):
    return 1 / (1 + np.exp(-z))


def tanh_derivate(z):
    return 1 - np.tanh(z) ** 2


def tanh_jacobian(z):
    return 1 - np.tanh(z) ** 2


def sigmoid_jacobian(z):
    s = np.float(1) / (1 + np.exp(-z))
    return np.diag(s * (1 - s))
