import numpy as np


def sigmoid_derivative(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


def tanh_derivative(z):
    return 1 / np.cosh(z) ** 2


def tanh_jacobian(z):
    return np.eye(len(z)) * tanh_derivative(z)


def sigmoid_jacobian(z):
    jacobian = np.zeros((z.size, z.size))
    jacobian[np.arange(z.size), np.arange(z.size)] = sigmoid_derivative(z)
    return jacobian
