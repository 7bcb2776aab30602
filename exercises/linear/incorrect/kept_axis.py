# loses: backward (function.shape)
"""The gradient of b keeps the axis that was summed over."""


def linear_forward(X, W, b):
    return X @ W + b


def linear_backward(X, W, Ybar):
    return Ybar @ W.T, X.T @ Ybar, Ybar.sum(axis=0, keepdims=True)
