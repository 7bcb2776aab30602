"""Right, in other words: with one-hot rows, einsum and a list of layers."""

import numpy as np


def linear_forward(X, W, b):
    return np.einsum("nd,dk->nk", X, W) + b[None, :]


def linear_backward(X, W, Ybar):
    return np.einsum("nk,dk->nd", Ybar, W), np.einsum("nd,nk->dk", X, Ybar), np.ones(len(X)) @ Ybar


def relu_forward(Z):
    return np.where(Z > 0, Z, 0.0)


def relu_backward(Z, Abar):
    Zbar = Abar.copy()
    Zbar[Z < 0] = 0
    return Zbar


def softmax(H):
    return np.exp(H - np.log(np.exp(H).sum(axis=1))[:, None])


def cross_entropy(H, y):
    one_hot = np.arange(H.shape[1]) == y[:, None]
    return float(np.mean(np.log(np.exp(H).sum(axis=1)) - (H * one_hot).sum(axis=1)))


def cross_entropy_gradient(H, y):
    Hbar = softmax(H)
    Hbar[np.arange(len(y)), y] -= 1
    Hbar /= len(y)
    return Hbar


def training_step(X, y, W1, b1, W2, b2, rate):
    Z = X @ W1 + b1
    A = relu_forward(Z)
    Hbar = cross_entropy_gradient(A @ W2 + b2, y)
    Zbar = relu_backward(Z, Hbar @ W2.T)
    return (
        W1 - rate * X.T @ Zbar,
        b1 - rate * Zbar.sum(axis=0),
        W2 - rate * A.T @ Hbar,
        b2 - rate * Hbar.sum(axis=0),
    )


def train(X, y, W1, b1, W2, b2, rate, steps):
    losses = np.empty(steps + 1)
    for step in range(steps + 1):
        losses[step] = cross_entropy(relu_forward(X @ W1 + b1) @ W2 + b2, y)
        W1, b1, W2, b2 = training_step(X, y, W1, b1, W2, b2, rate)
    return losses


def classify(X, y, X_new):
    random = np.random.default_rng(1)
    W1, b1, W2, b2 = random.normal(size=(2, 16)), np.zeros(16), random.normal(size=(16, 2)) / 4, np.zeros(2)
    for _ in range(150):
        W1, b1, W2, b2 = training_step(X, y, W1, b1, W2, b2, 0.5)
    return np.argmax(relu_forward(X_new @ W1 + b1) @ W2 + b2, axis=1)
